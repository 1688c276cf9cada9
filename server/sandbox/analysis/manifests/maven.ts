import { anyOf, readLicence } from "../licences.ts"
import { componentAt } from "./found.ts"
import type { Found, Place } from "./found.ts"
import { readHeaders } from "./headers.ts"

const property = (content: string, name: string): string | null =>
  new RegExp(`^${name}\\s*[=:]\\s*(\\S+)\\s*$`, "m").exec(content)?.[1] ?? null

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf("/"))

const readProperties = (place: Place, content: string): Found => {
  const group = property(content, "groupId")
  const artifact = property(content, "artifactId")
  return {
    components: componentAt(place, {
      ecosystem: "maven",
      name: group === null || artifact === null ? null : `${group}:${artifact}`,
      version: property(content, "version"),
      key: folderOf(place.path),
      root: true,
    }),
  }
}

const unescape = (xml: string): string =>
  xml
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&apos;", "'")
    .replaceAll("&amp;", "&")
    .trim()

/** What is between one word and another, each time, and what is left without them. */
const split = (text: string, from: string, to: string) => {
  const inside: string[] = []
  let outside = ""
  let at = 0
  for (;;) {
    const start = text.indexOf(from, at)
    const end = start < 0 ? -1 : text.indexOf(to, start + from.length)
    if (end < 0) return { inside, outside: outside + text.slice(at) }
    inside.push(text.slice(start + from.length, end))
    outside += text.slice(at, start)
    at = end + to.length
  }
}

const inTag = (xml: string, tag: string): readonly string[] =>
  split(xml, `<${tag}>`, `</${tag}>`).inside

const without = (xml: string, ...tags: readonly string[]): string =>
  tags.reduce((rest, tag) => split(rest, `<${tag}>`, `</${tag}>`).outside, xml)

const firstIn = (xml: string, tag: string): string | null => {
  const [first] = inTag(xml, tag)
  return first === undefined ? null : unescape(first)
}

/** Parts of a project file that are about something else. */
const others = [
  "parent",
  "dependencies",
  "dependencyManagement",
  "build",
  "profiles",
  "reporting",
] as const

/**
 * Licence, address and publisher from the project's own part of the file: what parents, plugins and
 * dependencies say is not taken. A value with a `${property}` is left out.
 */
const readPom = (place: Place, content: string): Found => {
  const own = without(split(content, "<!--", "-->").outside, ...others)
  const [licences = ""] = inTag(own, "licenses")
  const names = inTag(licences, "license").flatMap((licence) => firstIn(licence, "name") ?? [])
  const parsed = names.map((name) => readLicence(name))
  const readable = parsed.every(({ expression }) => expression !== null)
  const [scm = ""] = inTag(own, "scm")
  const [organization = ""] = inTag(own, "organization")
  const plain = (value: string | null): string | null =>
    value === null || value.includes("${") ? null : value
  const outer = without(own, "licenses", "scm", "organization", "developers", "contributors")
  return {
    traits: [
      {
        key: folderOf(place.path),
        ...(names.length === 0
          ? {}
          : {
              licence: readLicence(
                readable
                  ? anyOf(parsed.flatMap(({ expression }) => expression ?? []))
                  : names.join(", "),
              ),
            }),
        homepage: plain(firstIn(outer, "url")),
        repository: plain(firstIn(scm, "url")),
        publisher: plain(firstIn(organization, "name")),
      },
    ],
  }
}

/** A jar that was not built by Maven says at most its name, without a group: no Maven coordinates. */
const readManifest = (place: Place, content: string): Found => {
  const headers = readHeaders(content.replaceAll(/\r?\n /g, ""))
  const one = (name: string): string | null => headers.get(name)?.[0]?.split(";", 1)[0] ?? null
  return {
    components: componentAt(place, {
      ecosystem: "generic",
      name:
        one("bundle-symbolicname") ?? one("automatic-module-name") ?? one("implementation-title"),
      version: one("bundle-version") ?? one("implementation-version"),
      key: place.path,
      root: true,
      weak: true,
      publisher: one("bundle-vendor") ?? one("implementation-vendor"),
      licence: readLicence(one("bundle-license")),
    }),
  }
}

/** Reads what Maven leaves in a jar, and the jar's manifest. */
export const readMaven = (place: Place, content: () => string): Found | undefined => {
  const { inner } = place
  if (/(?:^|\/)META-INF\/maven\/[^/]+\/[^/]+\/pom\.properties$/.test(inner))
    return readProperties(place, content())
  if (/(?:^|\/)META-INF\/maven\/[^/]+\/[^/]+\/pom\.xml$/.test(inner))
    return readPom(place, content())
  return inner === "META-INF/MANIFEST.MF" ? readManifest(place, content()) : undefined
}
