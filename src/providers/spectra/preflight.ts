import type { Finding, Offers } from "../../model/action.ts"
import { ProviderError } from "../../model/error.ts"
import type { Values } from "../../model/input.ts"
import type { Call } from "../../model/call.ts"
import type { Place } from "../../model/place.ts"
import { compareVersions } from "../../lib/versions.ts"
import { ask } from "../http.ts"
import { pathOf, placeOf } from "./address.ts"
import { softwareOffers } from "./licences.ts"
import { askStatus } from "./status.ts"
import { GroupList, PackageList, problem, ProjectList } from "./wire.ts"
import type { SpectraVersion } from "./wire.ts"

/** A place that is not there is an answer, not a failure. */
const orNone = async <T>(work: Promise<T>): Promise<T | undefined> => {
  try {
    return await work
  } catch (cause) {
    if (cause instanceof ProviderError && cause.trouble === "missing") return undefined
    throw cause
  }
}

/** The versions of a package in the Portal's order; undefined where there is no such package. */
export const versionsIn = async (
  call: Call,
  at: Place,
): Promise<readonly SpectraVersion[] | undefined> => {
  const asked = ask(call, { path: pathOf(call, "list", at), schema: PackageList, problem })
  return (await orNone(asked))?.body.versions
}

/**
 * How many versions a package may hold is published nowhere: it is learnt from a refusal, and known
 * until the page is left. By organization and group, as a Portal may be set up.
 */
const learnt = new Map<string, number>()
const learntKey = ({ settings }: Call): string =>
  JSON.stringify([settings["address"], settings["organization"]])

export const learnMost = (call: Call, count: number): void =>
  void learnt.set(learntKey(call), count)

/** The one that `force` would delete: the Portal lists the oldest first. */
export const oldestOf = (versions: readonly SpectraVersion[]): string | undefined =>
  versions[0]?.version

const freeName = (version: string, taken: ReadonlySet<string>): string => {
  for (let turn = 2; ; turn += 1) if (!taken.has(`${version}-${turn}`)) return `${version}-${turn}`
}

type Wish = {
  readonly version: string
  readonly replace: boolean
  readonly force: boolean
  readonly diffWith: string
}

const onReplace = (version: string): Finding => ({
  tone: "warn",
  title: `Version ${version} will be replaced.`,
  detail:
    "Its file, analysis and reports are then those of this upload; the present ones are gone.",
})

const onTaken = (wish: Wish, there: readonly SpectraVersion[]): readonly Finding[] => {
  const { version, replace } = wish
  const taken = there.find((one) => one.version === version)
  if (!taken) return []
  if (replace) return [onReplace(version)]
  const free = freeName(version, new Set(there.map((one) => one.version)))
  return [
    {
      tone: "fail",
      title: `There is a version ${version} already${taken.is_released ? ", and it is released" : ""}.`,
      detail: "The Portal takes the file only in its place, or as another version.",
      choices: [
        { label: `Replace ${version}`, values: { replace: "true" } },
        { label: `Call this one ${free}`, values: { version: free } },
      ],
    },
  ]
}

const onRoom = (
  { version, force }: Wish,
  there: readonly SpectraVersion[],
  most: number | undefined,
): readonly Finding[] => {
  const oldest = oldestOf(there)
  if (oldest === undefined || there.some((one) => one.version === version)) return []
  const full = most !== undefined && there.length >= most
  const gone = `Version ${oldest} goes with its file and its reports, for good.`
  if (force)
    return [
      {
        tone: "warn",
        title: full
          ? `The package is full, so version ${oldest} will be deleted.`
          : `If the package is full, version ${oldest} will be deleted.`,
        detail: full
          ? gone
          : `${gone} It holds ${there.length} now; how many it may is not published.`,
      },
    ]
  if (!full) return []
  return [
    {
      tone: "fail",
      title: `The package is full: it holds ${there.length} versions.`,
      detail: gone,
      choices: [{ label: `Delete ${oldest} to make room`, values: { force: "true" } }],
    },
  ]
}

const onDifference = ({ diffWith }: Wish, there: readonly SpectraVersion[]): readonly Finding[] =>
  diffWith === "" || there.some((one) => one.version === diffWith)
    ? []
    : [
        {
          tone: "fail",
          title: `There is no version ${diffWith} to compare with.`,
          choices: [{ label: "Do not compare", values: { diffWith: "" } }],
        },
      ]

/** Whether a version has a reproducible build; how a Portal says that it has none is not documented. */
const hasRepro = async (call: Call, at: Place): Promise<boolean> => {
  try {
    await askStatus(call, at, "repro")
    return true
  } catch (cause) {
    if (cause instanceof ProviderError && ["missing", "invalid"].includes(cause.trouble))
      return false
    throw cause
  }
}

const onRepro = async (
  call: Call,
  at: Place,
  { version, replace }: Wish,
  there: readonly SpectraVersion[],
): Promise<readonly Finding[]> => {
  if (!there.some((one) => one.version === version))
    return [
      {
        tone: "fail",
        title: `There is no version ${version} that this could be a build of.`,
        choices: [{ label: "Send it as the version", values: { build: "version" } }],
      },
    ]
  if (!(await hasRepro(call, at)))
    return [
      {
        tone: "info",
        title: `It will be compared with version ${version}.`,
        detail: "The version itself stays as it is.",
      },
    ]
  if (replace)
    return [
      {
        tone: "warn",
        title: `The reproducible build of ${version} will be replaced.`,
        detail: "Its file and its reports are gone; the version itself stays as it is.",
      },
    ]
  return [
    {
      tone: "fail",
      title: `Version ${version} has a reproducible build already.`,
      choices: [{ label: "Replace it", values: { replace: "true" } }],
    },
  ]
}

/** The names that are there already, so that nobody has to remember how they are spelled. */
const around = async (call: Call, project: string) => {
  const [group, inProject] = await Promise.all([
    ask(call, { path: pathOf(call, "list", []), schema: GroupList, problem }),
    orNone(
      ask(call, {
        path: pathOf(call, "list", [{ in: "projects", id: project }]),
        schema: ProjectList,
        problem,
      }),
    ),
  ])
  return {
    projects: group.body.projects.map(({ name }) => name),
    packages: inProject?.body.packages.map(({ name }) => name),
  }
}

const newestOf = (there: readonly SpectraVersion[]): string | undefined =>
  there.map((one) => one.version).toSorted((a, b) => compareVersions(b, a))[0]

/** Where it goes: what will be made, or what is there and may be compared with. */
const onPlace = (
  packages: readonly string[] | undefined,
  [project, name]: readonly [string, string],
  { version, diffWith }: Wish,
  there: readonly SpectraVersion[],
): Finding => {
  if (packages === undefined)
    return { tone: "info", title: `The project ${project} and the package ${name} will be made.` }
  if (!packages.includes(name))
    return { tone: "info", title: `The package ${name} will be made in ${project}.` }
  const newest = newestOf(there.filter((one) => one.version !== version))
  const count = there.length
  return {
    tone: "info",
    title: `${name} holds ${count} ${count === 1 ? "version" : "versions"}${newest === undefined ? "." : `; ${newest} is the newest${there.some((one) => one.version === version) ? " other one" : ""}.`}`,
    ...(newest === undefined || diffWith !== ""
      ? {}
      : { choices: [{ label: `Compare with ${newest}`, values: { diffWith: newest } }] }),
  }
}

/** How things stand where a file is going. @throws ProviderError where that cannot be seen */
export const preflight = async (call: Call, values: Values): Promise<readonly Finding[]> => {
  const of = (id: string): string => (values[id] ?? "").trim()
  const [project, name, version] = [of("project"), of("name"), of("version")]
  const at = placeOf(project, name, version)
  const wish: Wish = {
    version,
    replace: values["replace"] === "true",
    force: values["force"] === "true",
    diffWith: of("diffWith"),
  }
  const { projects, packages } = await around(call, project)
  const there = packages?.includes(name) ? ((await versionsIn(call, at.slice(0, -1))) ?? []) : []
  const findings =
    values["build"] === "repro"
      ? await onRepro(call, at, wish, there)
      : [
          onPlace(packages, [project, name], wish, there),
          ...onTaken(wish, there),
          ...onRoom(wish, there, learnt.get(learntKey(call))),
          ...onDifference(wish, there),
        ]
  const offers: Offers = {
    ...softwareOffers(),
    project: projects,
    name: packages ?? [],
    diffWith: there
      .map((one) => one.version)
      .filter((one) => one !== version)
      .toSorted((a, b) => compareVersions(b, a)),
  }
  return findings.map((finding, nth) => (nth === 0 ? { ...finding, offers } : finding))
}
