import { checksReport, statusReport } from "../analysis/answers.ts"
import { writeReport } from "../analysis/index.ts"
import { engine } from "../analysis/limits.ts"
import { durationOf } from "../analysis/reports/duration.ts"
import { reportFormats } from "../analysis/types.ts"
import type { Subject } from "../analysis/types.ts"
import { json } from "../answer.ts"
import type { World } from "../api.ts"
import type { Role } from "./accounts.ts"
import { stateOf } from "./analysing.ts"
import type { Artifact, Build } from "./artifacts.ts"
import { dispositionOf } from "./disposition.ts"
import { linkTo } from "./links.ts"
import { optionsOf } from "./options.ts"
import type { AtVersion } from "./path.ts"
import { refuse, words } from "./refusals.ts"
import { buildOf, flagOf } from "./software.ts"
import { artifactAt, comparedSubjectOf, subjectOf } from "./subjects.ts"
import { charge } from "./usage.ts"

/** What an answer about an artifact needs to know. */
type Asked = {
  readonly world: World
  readonly origin: string
  readonly query: URLSearchParams
  readonly role: Role
}

/** What both envelopes have in common. */
const envelopeOf = (world: World, artifact: Artifact, subject: Subject | undefined) => ({
  timestamp: subject?.timestamp ?? new Date(artifact.received).toISOString(),
  version: subject?.analysis.engine ?? engine,
  duration: durationOf(subject?.duration ?? Math.max(0, world.now() - artifact.received)),
})

/** Where the Portal shows a report, relative to its base: facts 2.2. */
const referenceOf = (at: AtVersion, build: Build): string => {
  const [group, project, name, version] = [at.group, at.project, at.package, at.version].map(
    encodeURIComponent,
  )
  const path = `${group}/projects/pkg:rl/${project}/${name}@${version}`
  return build === "repro" ? `${path}?build=repro` : path
}

/**
 * A link to the artifact. It costs its size, used or not; whoever may not download costs nothing.
 * @throws Refused 402, 403
 */
const downloadOf = (
  { world, origin, role }: Asked,
  artifact: Artifact,
  { analysis: { file } }: Subject,
): string => {
  if (role === "observer") throw refuse(403, words.denied)
  if (!charge(world, "download", file.size)) throw refuse(402, words.downloadCapacity)
  return linkTo(world, origin, "artifact", artifact, file.name)
}

/**
 * `GET status/...`: 200 whatever the state; the report once it is DONE. Why an analysis failed is said in
 * `message`, which is the sandbox's own.
 * @throws Refused
 */
export const getStatus = async (asked: Asked, at: AtVersion): Promise<Response> => {
  const { world, query } = asked
  const build = buildOf(query)
  const wanted = flagOf(query, "download")
  const { artifact } = await artifactAt(world, at, build)
  const subject = subjectOf(world, at, artifact)
  const status = stateOf(world, artifact)
  const analysis = { schema: "2", ...envelopeOf(world, artifact, subject), status }
  if (!subject)
    return json(200, {
      analysis:
        status === "FAILED" ? { ...analysis, message: artifact.failure, report: null } : analysis,
    })
  const { info, metadata } = statusReport(subject)
  const portal = {
    reference: referenceOf(at, build),
    ...(wanted ? { download: downloadOf(asked, artifact, subject) } : {}),
  }
  return json(200, { analysis: { ...analysis, report: { info: { ...info, portal }, metadata } } })
}

/** `GET checks/...`: 202 while the analysis runs. @throws Refused */
export const getChecks = async ({ world, query }: Asked, at: AtVersion): Promise<Response> => {
  const asked = await artifactAt(world, at, buildOf(query))
  const state = stateOf(world, asked.artifact)
  if (state === "FAILED")
    throw refuse(400, `The analysis failed: ${asked.artifact.failure ?? "nobody knows why."}`)
  const main = await artifactAt(world, at, "version")
  const subject = await comparedSubjectOf(world, at, main.version, main.artifact)
  const analysis = { schema: 2, ...envelopeOf(world, main.artifact, subject) }
  if (state !== "DONE" || !subject) return json(202, { analysis })
  return json(200, { analysis: { ...analysis, report: checksReport(subject) } })
}

/** Formats that came after the API's first reference: older scans do not have them until a rescan. */
const laterFormats: ReadonlySet<string> = new Set(["rl-uri", "rl-summary-pdf"])

/** `GET report/.../{format}/...` @throws Refused */
export const getReport = async (
  { world, query }: Asked,
  at: AtVersion,
  name: string,
): Promise<Response> => {
  const build = buildOf(query)
  const format = reportFormats.find((one) => one === name)
  const isLater = laterFormats.has(name)
  if (!format || (isLater && !optionsOf(world).later)) throw refuse(404, "Report does not exist.")
  if (format === "rl-checks" && build === "repro")
    throw refuse(400, "The rl-checks report is not made for reproducible builds.")
  const { version, artifact } = await artifactAt(world, at, build)
  const subject = await comparedSubjectOf(world, at, version, artifact)
  if (!subject)
    throw refuse(400, "Cannot get the report of a version that is not done with analysis.")
  if (isLater && artifact.has_later_formats === 0)
    throw refuse(404, "Report does not exist: the version was analysed before the Portal had it.")
  const report = await writeReport(format, subject)
  const body = typeof report.body === "string" ? Buffer.from(report.body) : report.body
  return new Response(new Uint8Array(body), {
    headers: {
      "content-type": "application/octet-stream",
      "content-length": String(body.length),
      "content-disposition": dispositionOf(report.name),
    },
  })
}

/** `GET pack/safe/...`: a link to the RL-SAFE archive. Making it is no download of the artifact. @throws Refused */
export const getSafe = async (
  { world, origin, query }: Asked,
  at: AtVersion,
): Promise<Response> => {
  const { artifact } = await artifactAt(world, at, buildOf(query))
  if (stateOf(world, artifact) !== "DONE")
    throw refuse(400, "Cannot pack a version that is not done with analysis.")
  const name = `${at.package}-${at.version}${artifact.build === "repro" ? "-repro" : ""}.rl-safe`
  return json(200, {
    file_name: name,
    download_link: linkTo(world, origin, "safe", artifact, name),
  })
}
