import { createHash } from "node:crypto"
import { open } from "node:fs/promises"
import { findVulnerabilities } from "./advisories/match.ts"
import { inspect, newCollected } from "./collect.ts"
import type { Collected } from "./collect.ts"
import { engine, limits } from "./limits.ts"
import { archiveKind, falseClaim, headSize, identify, isText } from "./magic.ts"
import type { FoundComponent, Traits } from "./manifests/found.ts"
import { bytesSource, fileSource, join } from "./source.ts"
import type { Source } from "./source.ts"
import { AnalysisFailed } from "./types.ts"
import type { Analysis, Component, Dependency, Hashes, Tampering } from "./types.ts"
import { walkThrough } from "./walk.ts"

type Named = { readonly path: string; readonly name: string }

/** As much of the file's beginning as there is use for: of a text all that is searched. */
const wantedOf = (head: Uint8Array): number =>
  archiveKind(head) === undefined && isText(head) ? limits.text : limits.head

/** One pass over the whole file: its digests, and its beginning. */
const readThrough = async (
  source: Source,
  signal: AbortSignal | undefined,
): Promise<{ readonly hashes: Hashes; readonly beginning: Uint8Array }> => {
  const md5 = createHash("md5")
  const sha1 = createHash("sha1")
  const sha256 = createHash("sha256")
  const sha512 = createHash("sha512")
  const kept: Uint8Array[] = []
  let size = 0
  let wanted = limits.head
  for await (const piece of source.passing()) {
    signal?.throwIfAborted()
    for (const hash of [md5, sha1, sha256, sha512]) hash.update(piece)
    if (size === 0) wanted = wantedOf(piece)
    if (size < wanted) kept.push(Buffer.from(piece))
    size += piece.length
  }
  const hashes = {
    md5: md5.digest("hex"),
    sha1: sha1.digest("hex"),
    sha256: sha256.digest("hex"),
    sha512: sha512.digest("hex"),
  }
  return { hashes, beginning: kept.length === 0 ? new Uint8Array() : join(kept) }
}

const withTraits = (component: FoundComponent, traits: readonly Traits[]): Component => {
  const all = traits.filter(({ key }) => key === component.key)
  const one = (name: "homepage" | "repository" | "publisher"): string | null =>
    component[name] ?? all.find((trait) => (trait[name] ?? null) !== null)?.[name] ?? null
  const { id, ecosystem, name, version, purl, path } = component
  const licence =
    component.licence.declared === null
      ? (all.find((trait) => trait.licence)?.licence ?? component.licence)
      : component.licence
  return {
    id,
    ecosystem,
    name,
    version,
    purl,
    path,
    licence,
    publisher: one("publisher"),
    homepage: one("homepage"),
    repository: one("repository"),
  }
}

/** What a jar's own manifest says counts only where Maven left nothing better. */
const dropWeak = (components: readonly FoundComponent[]): readonly FoundComponent[] => {
  const strong = new Set(components.filter(({ weak }) => !weak).map(({ archive }) => archive))
  return components.filter(({ weak, archive }) => !weak || !strong.has(archive))
}

/** The archive's own component: of several (a jar with others shaded in) the one that the file is named after. */
const mainOf = (components: readonly FoundComponent[], fileName: string): string | null => {
  const own = components.filter(
    ({ root, archive }) => root && (archive === "" || /^control\.tar(?:\.\w+)?!\/$/.test(archive)),
  )
  if (own.length <= 1) return own[0]?.id ?? null
  const named = own.filter(({ name, version }) =>
    fileName.startsWith(`${name.slice(name.indexOf(":") + 1)}-${version}`),
  )
  return named.length === 1 ? (named[0]?.id ?? null) : null
}

/** Ranges say nothing where the thing itself is there, or a lock file fixes its version. */
const dropKnown = (
  dependencies: readonly Dependency[],
  components: readonly Component[],
): readonly Dependency[] => {
  const there = new Set(components.map(({ purl }) => purl))
  const fixed = new Set(
    [...components, ...dependencies.filter(({ version }) => version !== null)].map(
      ({ ecosystem, name }) => `${ecosystem} ${name}`,
    ),
  )
  return dependencies.filter(({ version, purl, ecosystem, name }) =>
    version === null ? !fixed.has(`${ecosystem} ${name}`) : !there.has(purl),
  )
}

const brokenDigests = ({ digests, contents }: Collected): readonly Tampering[] => {
  const real = new Map(contents.map(({ path, sha256 }) => [path, sha256]))
  return digests.flatMap(({ path, sha256 }): readonly Tampering[] => {
    const found = real.get(path)
    if (found === sha256) return []
    const detail =
      found === undefined
        ? "RECORD names a file that is not there."
        : "Its SHA-256 is not the one in RECORD."
    return [{ kind: "digest", path, detail }]
  })
}

const byPath = <T extends { readonly path: string }>(items: readonly T[]): readonly T[] =>
  items.toSorted((a, b) => (a.path < b.path ? -1 : Number(a.path > b.path)))

const unique = <T extends { readonly id: string }>(items: readonly T[]): readonly T[] => [
  ...new Map(items.map((item) => [item.id, item])).values(),
]

const conclude = (into: Collected, file: Analysis["file"]): Analysis => {
  const found = dropWeak(unique(into.components))
  const main = mainOf(found, file.name)
  const all = byPath(found.map((component) => withTraits(component, into.traits)))
  const components = all.slice(0, limits.listed)
  const dependencies = byPath(dropKnown(unique(into.dependencies), all)).slice(0, limits.listed)
  return {
    schema: 1,
    engine,
    file,
    contents: byPath(into.contents).slice(0, limits.listed),
    totals: into.totals,
    notes: into.notes.slice(0, limits.findings),
    main,
    components,
    dependencies,
    scripts: byPath(into.scripts).map((script) => ({
      ...script,
      component: script.component ?? main,
    })),
    secrets: byPath(into.secrets).slice(0, limits.findings),
    vulnerabilities: findVulnerabilities(components, dependencies),
    hardening: byPath(into.hardening).slice(0, limits.findings),
    tampering: byPath([...into.tampering, ...brokenDigests(into)]).slice(0, limits.findings),
    urls: [...into.urls.values()],
  }
}

const analyzeSource = async (
  source: Source,
  name: string,
  signal: AbortSignal | undefined,
): Promise<Analysis> => {
  const { hashes, beginning } = await readThrough(source, signal)
  const archive = archiveKind(beginning)
  const claimed = falseClaim(name, archive)
  if (claimed !== undefined)
    throw new AnalysisFailed(
      "corrupt",
      `The name ends in ${claimed}, but the file is no such archive.`,
    )
  const into = newCollected()
  if (archive)
    await walkThrough(
      { into, packed: source.size, signal, entries: 0, unpacked: 0, held: 0 },
      archive,
      source,
      name,
    )
  else inspect(into, { path: name, inner: name, prefix: "" }, beginning)
  const paths = into.contents.map(({ path }) => path)
  const identity = await identify(beginning.subarray(0, headSize), archive, paths)
  return conclude(into, { name, size: source.size, hashes, identity })
}

/** See `index.ts`. */
export const analyze = async (file: Named, signal?: AbortSignal): Promise<Analysis> => {
  try {
    const handle = await open(file.path, "r")
    try {
      const stat = await handle.stat()
      if (!stat.isFile()) throw new AnalysisFailed("unreadable", "It is not a file.")
      const source =
        stat.size <= limits.small
          ? bytesSource(await handle.readFile())
          : fileSource(handle, stat.size)
      return await analyzeSource(source, file.name, signal)
    } finally {
      await handle.close()
    }
  } catch (error) {
    if (signal?.aborted === true)
      throw new AnalysisFailed("cancelled", "The analysis was cancelled.", error)
    if (error instanceof AnalysisFailed) throw error
    const why = error instanceof Error ? error.message : String(error)
    throw new AnalysisFailed("unreadable", `The file could not be read: ${why}`, error)
  }
}
