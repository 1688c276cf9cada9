import { noLicence, readLicence } from "../licences.ts"
import type { Licence } from "../types.ts"
import { componentAt, dependencyAt } from "./found.ts"
import type { Found, Place, StatedDigest } from "./found.ts"
import { readHeaders } from "./headers.ts"

type Headers = ReadonlyMap<string, readonly string[]>

const one = (headers: Headers, name: string): string | null => {
  const value = headers.get(name)?.[0]?.trim()
  return value === undefined || value === "" || value === "UNKNOWN" ? null : value
}

/** The expression (PEP 639), else the licence's name, else the classifier, whichever can be read first. */
const licenceOf = (headers: Headers): Licence => {
  const classifiers = (headers.get("classifier") ?? [])
    .filter((classifier) => classifier.startsWith("License ::"))
    .flatMap((classifier) => classifier.split("::").at(-1)?.trim() ?? [])
  // Some put the whole text of the licence into this header.
  const short = one(headers, "license")?.split("\n", 1)[0]
  const all = [one(headers, "license-expression"), short, ...classifiers]
    .map(readLicence)
    .filter(({ declared }) => declared !== null)
  return all.find(({ expression }) => expression !== null) ?? all[0] ?? noLicence
}

const urlOf = (headers: Headers, label: RegExp): string | null => {
  for (const line of headers.get("project-url") ?? []) {
    const [name = "", url] = line.split(/,\s*/, 2)
    if (label.test(name) && url !== undefined) return url
  }
  return null
}

const readMetadata = (place: Place, content: string, root: boolean): Found => {
  const headers = readHeaders(content)
  const components = componentAt(place, {
    ecosystem: "pypi",
    name: one(headers, "name"),
    version: one(headers, "version"),
    key: place.path,
    root,
    licence: licenceOf(headers),
    publisher: one(headers, "author") ?? one(headers, "maintainer"),
    homepage: one(headers, "home-page") ?? urlOf(headers, /^home/i),
    repository: urlOf(headers, /^(?:source|repository|code)/i),
  })
  if (components.length === 0) return {}
  const dependencies = (headers.get("requires-dist") ?? [])
    // What an extra asks for is not installed by itself.
    .filter((line) => !/;.*\bextra\b/.test(line))
    .flatMap((line) => readRequirement(place, line))
  return { components, dependencies }
}

const readRequirement = (place: Place, line: string) => {
  const [, name, rest = ""] =
    /^([A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:\[[^\]]*\])?\s*([^;#]*)/.exec(line.trim()) ?? []
  if (name === undefined || /^\s*@/.test(rest)) return []
  const requirement = rest.replaceAll(/[()\s\\]/g, "")
  const exact = /^={2,3}([^,*]+)$/.exec(requirement)?.[1]
  return dependencyAt(
    place,
    "pypi",
    name,
    exact === undefined ? { requirement } : { version: exact },
  )
}

const readRequirements = (place: Place, content: string): Found => ({
  dependencies: content
    .split(/\r?\n/)
    .filter((line) => /^[A-Za-z0-9]/.test(line))
    .flatMap((line) => readRequirement(place, line)),
})

/** `path,sha256=<base64url without padding>,size`; a path with a comma is quoted. */
const readRecord = (place: Place, content: string): Found => ({
  digests: content.split(/\r?\n/).flatMap((line): readonly StatedDigest[] => {
    const [, quoted, plain, digest] =
      /^(?:"((?:[^"]|"")*)"|([^,"]+)),sha256=([\w-]{43}),/.exec(line) ?? []
    if (digest === undefined) return []
    const path = quoted?.replaceAll('""', '"') ?? plain ?? ""
    return [
      {
        path: `${place.prefix}${path}`,
        sha256: Buffer.from(digest, "base64url").toString("hex"),
      },
    ]
  }),
})

/** Reads the metadata of wheels, sdists and installed packages, `RECORD`, `requirements.txt`, `setup.py`. */
export const readPython = (place: Place, content: () => string): Found | undefined => {
  const { inner } = place
  if (/(?:^|\/)[^/]+\.dist-info\/METADATA$/.test(inner))
    return readMetadata(place, content(), /^[^/]+\/METADATA$/.test(inner))
  if (/^[^/]+\/PKG-INFO$/.test(inner)) return readMetadata(place, content(), true)
  if (/(?:^|\/)[^/]+\.egg-info\/PKG-INFO$/.test(inner) && inner.includes("site-packages/"))
    return readMetadata(place, content(), false)
  if (/^[^/]+\.dist-info\/RECORD$/.test(inner)) return readRecord(place, content())
  if (/(?:^|\/)requirements\.txt$/.test(inner)) return readRequirements(place, content())
  if (/^(?:[^/]+\/)?setup\.py$/.test(inner))
    return { scripts: [{ name: "setup.py", path: place.path, component: null, command: null }] }
  return undefined
}
