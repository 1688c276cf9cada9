import { idOf } from "../ids.ts"
import { noLicence } from "../licences.ts"
import { purlOf } from "../purl.ts"
import type { Component, Dependency, Ecosystem, InstallScript, Licence } from "../types.ts"

/** Where a file was found. */
export type Place = {
  /** The whole way through nested archives. */
  readonly path: string
  /** The path inside the innermost archive. */
  readonly inner: string
  /** What comes before `inner` in `path`. */
  readonly prefix: string
}

export type FoundComponent = Component & {
  /** Tells which traits belong to it. */
  readonly key: string
  /** Its manifest stands where the manifest of the archive itself stands. */
  readonly root: boolean
  /** The archive (as a prefix of paths) that it was found in. */
  readonly archive: string
  /** Told from a weak source, and void where the same archive has a better one. */
  readonly weak: boolean
}

/** What another file than its manifest says about a component. */
export type Traits = {
  readonly key: string
  readonly licence?: Licence
  readonly homepage?: string | null
  readonly repository?: string | null
  readonly publisher?: string | null
}

/** A digest that an archive states about one of its own files. */
export type StatedDigest = { readonly path: string; readonly sha256: string }

/** What one manifest gives. */
export type Found = {
  readonly components?: readonly FoundComponent[]
  readonly dependencies?: readonly Dependency[]
  readonly scripts?: readonly InstallScript[]
  readonly traits?: readonly Traits[]
  readonly digests?: readonly StatedDigest[]
}

/** No registry takes longer names or versions. */
const longest = 300

type NewComponent = {
  readonly ecosystem: Ecosystem
  readonly name: string | null
  readonly version: string | null
  readonly key: string
  readonly root: boolean
  readonly weak?: boolean
  readonly licence?: Licence
  readonly publisher?: string | null
  readonly homepage?: string | null
  readonly repository?: string | null
  readonly qualifiers?: Readonly<Record<string, string>>
}

/** A list of one, or an empty one where name or version are missing or not of their ecosystem. */
export const componentAt = (place: Place, from: NewComponent): readonly FoundComponent[] => {
  const { ecosystem, name, version } = from
  if (name === null || version === null || version === "") return []
  if (name.length > longest || version.length > longest) return []
  const purl = purlOf(ecosystem, name, version, from.qualifiers)
  if (purl === undefined) return []
  return [
    {
      id: idOf("component", purl, place.path),
      ecosystem,
      name,
      version,
      purl,
      path: place.path,
      licence: from.licence ?? noLicence,
      publisher: from.publisher ?? null,
      homepage: from.homepage ?? null,
      repository: from.repository ?? null,
      key: from.key,
      root: from.root,
      archive: place.prefix,
      weak: from.weak ?? false,
    },
  ]
}

/** The same for something that a manifest asks for. */
export const dependencyAt = (
  place: Place,
  ecosystem: Ecosystem,
  name: string,
  asked: { readonly version?: string | undefined; readonly requirement?: string | undefined },
): readonly Dependency[] => {
  const version = asked.version ?? null
  const requirement = asked.requirement ?? null
  if ([name, version ?? "", requirement ?? ""].some(({ length }) => length > longest)) return []
  const purl = purlOf(ecosystem, name, version)
  if (purl === undefined) return []
  const id = idOf("dependency", purl, requirement ?? "", place.path)
  return [{ id, ecosystem, name, version, requirement, purl, path: place.path }]
}
