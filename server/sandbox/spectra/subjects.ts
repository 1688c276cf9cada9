import { assess } from "../analysis/assess.ts"
import { compare } from "../analysis/compare.ts"
import type { Analysis, Subject } from "../analysis/types.ts"
import type { World } from "../api.ts"
import { settled, stateOf } from "./analysing.ts"
import { analysisOf, findArtifact } from "./artifacts.ts"
import type { Artifact, Build } from "./artifacts.ts"
import { findVersion, versionAt } from "./find.ts"
import type { Version } from "./find.ts"
import type { AtVersion } from "./path.ts"
import { refuse, words } from "./refusals.ts"

/** @throws Refused 404 without the version, 400 without a reproducible build */
export const artifactAt = async (
  world: World,
  at: AtVersion,
  build: Build,
): Promise<{ readonly version: Version; readonly artifact: Artifact }> => {
  const version = versionAt(world, at)
  const artifact = findArtifact(world, version.id, build)
  if (!artifact) throw refuse(400, words.repro)
  return { version, artifact: await settled(world, artifact) }
}

/** When an analysis was over, and how long it took, on the world's clock. */
const timesOf = ({ received, due, ended }: Artifact) => {
  const end = Math.max(due, ended ?? 0)
  return { timestamp: new Date(end).toISOString(), duration: end - received }
}

const doneAnalysis = async (
  world: World,
  version: number,
  build: Build,
): Promise<Analysis | undefined> => {
  const found = findArtifact(world, version, build)
  if (!found) return undefined
  const artifact = await settled(world, found)
  return stateOf(world, artifact) === "DONE" ? analysisOf(artifact) : undefined
}

/** Against the version that the upload named, as long as that is there. */
const differenceOf = async (
  world: World,
  { package_id: packageId }: Version,
  { diff_with: name }: Artifact,
  analysis: Analysis,
): Promise<Pick<Subject, "diff">> => {
  const other = name === null ? undefined : findVersion(world, packageId, name)
  const before = other ? await doneAnalysis(world, other.id, "version") : undefined
  return name === null || !before
    ? {}
    : { diff: { version: name, difference: compare(before, analysis) } }
}

const reproOf = async (world: World, { id }: Version): Promise<Pick<Subject, "repro">> => {
  const analysis = await doneAnalysis(world, id, "repro")
  return analysis ? { repro: { analysis, quality: assess(analysis) } } : {}
}

/** What is known of an artifact by itself; undefined while it is not done. */
export const subjectOf = (world: World, at: AtVersion, artifact: Artifact): Subject | undefined => {
  const analysis = stateOf(world, artifact) === "DONE" ? analysisOf(artifact) : undefined
  if (!analysis) return undefined
  return {
    project: at.project,
    package: at.package,
    version: at.version,
    artifact: artifact.build === "repro" ? "repro" : "main",
    ...timesOf(artifact),
    analysis,
    quality: assess(analysis),
  }
}

/** The same, held against another version and the reproducible build. */
export const comparedSubjectOf = async (
  world: World,
  at: AtVersion,
  version: Version,
  artifact: Artifact,
): Promise<Subject | undefined> => {
  const subject = subjectOf(world, at, artifact)
  if (!subject || subject.artifact === "repro") return subject
  return {
    ...subject,
    ...(await differenceOf(world, version, artifact, subject.analysis)),
    ...(await reproOf(world, version)),
  }
}
