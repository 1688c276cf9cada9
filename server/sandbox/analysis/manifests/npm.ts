import * as v from "valibot"
import { anyOf, readLicence } from "../licences.ts"
import type { InstallScript, Licence } from "../types.ts"
import { componentAt, dependencyAt } from "./found.ts"
import type { Found, Place } from "./found.ts"

const lenient = <T>(schema: v.GenericSchema<unknown, T>) =>
  v.optional(v.fallback(v.nullable(schema), null), null)

const texts = lenient(v.record(v.string(), v.string()))
const text = lenient(v.string())
const LicenceWord = v.union([
  v.string(),
  v.pipe(
    v.object({ type: v.string() }),
    v.transform((of) => of.type),
  ),
])

const Manifest = v.object({
  name: text,
  version: text,
  license: lenient(LicenceWord),
  licenses: lenient(v.array(LicenceWord)),
  author: lenient(
    v.union([
      v.string(),
      v.pipe(
        v.object({ name: v.string() }),
        v.transform((of) => of.name),
      ),
    ]),
  ),
  homepage: text,
  repository: lenient(
    v.union([
      v.string(),
      v.pipe(
        v.object({ url: v.string() }),
        v.transform((of) => of.url),
      ),
    ]),
  ),
  scripts: texts,
  dependencies: texts,
  optionalDependencies: texts,
})

const parseJson = (from: string): unknown => {
  try {
    return JSON.parse(from.replace(/^\uFEFF/, ""))
  } catch {
    return undefined
  }
}

/** The manifest of the archive's own package, or of one that is installed in it. */
const ownManifest = /^(?:[^/]+\/)?package\.json$/
const installedManifest = /(?:^|\/)node_modules\/(?:@[^/]+\/)?[^/]+\/package\.json$/

/** What npm runs while it installs a package from the registry. */
const installing = ["preinstall", "install", "postinstall"] as const

const licenceOf = (manifest: v.InferOutput<typeof Manifest>): Licence => {
  if (manifest.license !== null) return readLicence(manifest.license)
  return manifest.licenses && manifest.licenses.length > 0
    ? readLicence(anyOf(manifest.licenses))
    : readLicence(null)
}

/** `Name <mail> (url)` without what is not the name. */
const nameOfPerson = (author: string | null): string | null =>
  author
    ?.slice(0, 500)
    .replace(/\s*[<(].*$/, "")
    .trim() || null

const readManifest = (place: Place, content: string): Found => {
  const parsed = v.safeParse(Manifest, parseJson(content))
  if (!parsed.success) return {}
  const manifest = parsed.output
  const components = componentAt(place, {
    ecosystem: "npm",
    name: manifest.name,
    version: manifest.version,
    key: place.path,
    root: ownManifest.test(place.inner),
    licence: licenceOf(manifest),
    publisher: nameOfPerson(manifest.author),
    homepage: manifest.homepage,
    repository: manifest.repository,
  })
  const [component] = components
  if (!component) return {}
  const scripts = installing.flatMap((name): readonly InstallScript[] => {
    const command = manifest.scripts?.[name]
    if (command === undefined || command.trim() === "") return []
    return [
      {
        name,
        path: place.path,
        component: component.id,
        command: command.split("\n", 1)[0]?.slice(0, 200) ?? "",
      },
    ]
  })
  const asked = { ...manifest.dependencies, ...manifest.optionalDependencies }
  const dependencies = Object.entries(asked).flatMap(([name, requirement]) =>
    dependencyAt(place, "npm", name, { requirement }),
  )
  return { components, scripts, dependencies }
}

const Locked = v.object({
  name: text,
  version: text,
  dev: lenient(v.boolean()),
  link: lenient(v.boolean()),
})
type OldLocked = v.InferOutput<typeof Locked> & {
  readonly dependencies?: Readonly<Record<string, OldLocked>> | null
}
const OldLocked: v.GenericSchema<unknown, OldLocked> = v.object({
  ...Locked.entries,
  dependencies: lenient(
    v.record(
      v.string(),
      v.lazy(() => OldLocked),
    ),
  ),
})
const Lock = v.object({
  packages: lenient(v.record(v.string(), Locked)),
  dependencies: lenient(v.record(v.string(), OldLocked)),
})

type NameAndVersion = readonly [name: string, version: string]

const ofOldLock = (of: Readonly<Record<string, OldLocked>>): readonly NameAndVersion[] =>
  Object.entries(of).flatMap(([name, item]) => [
    ...(item.dev === true || item.version === null ? [] : [[name, item.version] as const]),
    ...ofOldLock(item.dependencies ?? {}),
  ])

const ofLock = (of: v.InferOutput<typeof Lock>): readonly NameAndVersion[] =>
  of.packages
    ? Object.entries(of.packages).flatMap(([path, item]): readonly NameAndVersion[] => {
        const at = path.lastIndexOf("node_modules/")
        if (at < 0 || item.dev === true || item.link === true || item.version === null) return []
        return [[item.name ?? path.slice(at + "node_modules/".length), item.version]]
      })
    : ofOldLock(of.dependencies ?? {})

const lockedAt = (place: Place, all: readonly NameAndVersion[]): Found => ({
  dependencies: [...new Map(all.map((one) => [one.join("@"), one])).values()].flatMap(
    ([name, version]) => dependencyAt(place, "npm", name, { version }),
  ),
})

const readLock = (place: Place, content: string): Found => {
  const parsed = v.safeParse(Lock, parseJson(content))
  return parsed.success ? lockedAt(place, ofLock(parsed.output)) : {}
}

/** `"@a/b@^1.0.0", "@a/b@^1.1.0":` (and, since Yarn 2, `"@a/b@npm:^1.0.0":`), then `version "1.2.0"`. */
const readYarnLock = (place: Place, content: string): Found => {
  const all: NameAndVersion[] = []
  let name: string | undefined
  for (const line of content.split("\n")) {
    const head = /^"?(@?[^@\s"]+)@(?!workspace:|patch:|file:|link:).*:\s*$/.exec(line)
    if (head) name = head[1]
    else if (/^\S/.test(line)) name = undefined
    const version = /^ {2}version:? "?([^"\s]+)"?\s*$/.exec(line)?.[1]
    if (name !== undefined && version !== undefined) all.push([name, version])
  }
  return lockedAt(place, all)
}

/** Reads `package.json`, npm's lock files and Yarn's. */
export const readNpm = (place: Place, content: () => string): Found | undefined => {
  const { inner } = place
  if (inner.endsWith("package.json")) {
    return ownManifest.test(inner) || installedManifest.test(inner)
      ? readManifest(place, content())
      : undefined
  }
  if (/(?:^|\/)(?:package-lock|npm-shrinkwrap|\.package-lock)\.json$/.test(inner))
    return readLock(place, content())
  return /(?:^|\/)yarn\.lock$/.test(inner) ? readYarnLock(place, content()) : undefined
}
