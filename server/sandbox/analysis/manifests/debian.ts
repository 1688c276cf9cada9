import { allOf } from "../licences.ts"
import type { Licence } from "../types.ts"
import { componentAt, dependencyAt } from "./found.ts"
import type { Found, Place } from "./found.ts"
import { readHeaders } from "./headers.ts"

const scripts = new Set(["preinst", "postinst", "prerm", "postrm"])

const keyOf = (name: string): string => `deb ${name}`

const readControl = (place: Place, content: string): Found => {
  const headers = readHeaders(content)
  const one = (name: string): string | null => headers.get(name)?.[0] ?? null
  const name = one("package")
  const architecture = one("architecture")
  const components = componentAt(place, {
    ecosystem: "deb",
    name,
    version: one("version"),
    key: keyOf(name ?? ""),
    root: true,
    publisher:
      one("maintainer")
        ?.slice(0, 500)
        .replace(/\s*<.*$/, "") ?? null,
    homepage: one("homepage"),
    ...(architecture === null ? {} : { qualifiers: { arch: architecture } }),
  })
  const asked = [one("pre-depends"), one("depends")].flatMap((list) => list?.split(",") ?? [])
  const dependencies = asked.flatMap((alternatives) => {
    // The first of `a | b` is what is installed where nothing else is asked for.
    const [, wanted, range] =
      /^\s*([a-z0-9][a-z0-9+.-]+)(?::\w+)?\s*(?:\(([^)]*)\))?/.exec(alternatives) ?? []
    if (wanted === undefined) return []
    const exact = /^=\s*(\S+)$/.exec(range ?? "")?.[1]
    return dependencyAt(
      place,
      "deb",
      wanted,
      exact === undefined ? { requirement: range ?? "" } : { version: exact },
    )
  })
  return { components, dependencies }
}

/** The short names of Debian's copyright files that differ from SPDX; the rest is the same. */
const toSpdx = (word: string): string => {
  const [, family, version, plus] = /^((?:A|L)?GPL|GFDL)-(\d(?:\.\d)?)(\+?)$/i.exec(word) ?? []
  if (family !== undefined && version !== undefined) {
    const full = version.includes(".") ? version : `${version}.0`
    return `${family.toUpperCase()}-${full}-${plus === "+" ? "or-later" : "only"}`
  }
  if (/^Expat$/i.test(word)) return "MIT"
  if (/^Artistic$/i.test(word)) return "Artistic-1.0"
  const [, clauses] = /^BSD-([23])-clause$/i.exec(word) ?? []
  return clauses === undefined ? word : `BSD-${clauses}-Clause`
}

const expressionOf = (words: string): string =>
  words
    .split(/\s+/)
    .map((word) => (/^(?:and|or)$/i.test(word) ? word.toUpperCase() : toSpdx(word)))
    .join(" ")

/** Debian's machine-readable copyright file; one in free words says nothing to us. */
const readCopyright = (content: string): Licence | undefined => {
  if (!/^Format:\s*https?:\/\/[^\s]*copyright-format/m.test(content)) return undefined
  const declared = content.split(/\r?\n\s*\n/).flatMap((stanza) => {
    const headers = readHeaders(stanza)
    const files = headers.get("files")?.[0]
    // Packaging is not what a package contains.
    if (files === undefined || files.startsWith("debian/")) return []
    return headers.get("license")?.[0]?.split("\n", 1)[0] ?? []
  })
  const words = [...new Set(declared)].filter((word) => word !== "")
  return words.length === 0 ? undefined : allOf(words.map(expressionOf), words.join(", "))
}

/** Reads the control file and the scripts of a .deb, and the copyright file that it installs. */
export const readDebian = (place: Place, content: () => string): Found | undefined => {
  const { inner, prefix } = place
  if (/(?:^|\/)control\.tar(?:\.\w+)?!\/$/.test(prefix)) {
    if (inner === "control") return readControl(place, content())
    if (scripts.has(inner))
      return { scripts: [{ name: inner, path: place.path, component: null, command: null }] }
  }
  const [, name] = /^usr\/share\/doc\/([^/]+)\/copyright$/.exec(inner) ?? []
  if (name === undefined || !/(?:^|\/)data\.tar(?:\.\w+)?!\/$/.test(prefix)) return undefined
  const licence = readCopyright(content())
  return licence && { traits: [{ key: keyOf(name), licence }] }
}
