/**
 * Makes the sandbox's seed anew: `node scripts/seed.ts`. What stands where, and where it comes from,
 * is told in server/sandbox/seed/SOURCES.md. Needs npm; and for the Debian part a Debian 12 with a
 * fresh package index (`apt-get update`): elsewhere that part stays as it is.
 */
import { execFileSync } from "node:child_process"
import { createHash } from "node:crypto"
import { readFileSync, writeFileSync } from "node:fs"
import { compareVersions } from "compare-versions"
import * as v from "valibot"

const folder = new URL("../server/sandbox/seed/", import.meta.url)
const debianWanted = 5000
/** Nightly builds by the thousand say nothing new; the newest pre-releases of a package are enough. */
const preReleasesEach = 25
/** The newest releases of a package that are kept. */
const releasesEach = 300

const run = (command: string, args: readonly string[]): string =>
  execFileSync(command, args, {
    encoding: "utf8",
    maxBuffer: 1 << 29,
    stdio: ["ignore", "pipe", "ignore"],
  })

const parse = <T>(schema: v.GenericSchema<unknown, T>, text: string): T =>
  v.parse(schema, JSON.parse(text))

const clean = (value: string | undefined): string => (value ?? "").replace(/[\t\r\n]+/g, " ").trim()

const write = (file: string, head: readonly string[], rows: readonly (readonly string[])[]) => {
  const lines = [head, ...rows].map((row) => row.map(clean).join("\t"))
  writeFileSync(new URL(file, folder), `${lines.join("\n")}\n`)
  process.stdout.write(`${file}: ${rows.length} rows\n`)
}

const Manifest = v.object({
  dependencies: v.record(v.string(), v.string()),
  devDependencies: v.record(v.string(), v.string()),
})

const About = v.object({
  versions: v.array(v.string()),
  time: v.record(v.string(), v.string()),
  keywords: v.optional(v.array(v.string()), []),
})

const Release = v.object({
  version: v.string(),
  // Old releases wrote it as an object; a few as something else altogether.
  license: v.optional(
    v.fallback(
      v.union([
        v.string(),
        v.pipe(
          v.object({ type: v.string() }),
          v.transform((old) => old.type),
        ),
      ]),
      "",
    ),
  ),
  dist: v.object({
    integrity: v.optional(v.string()),
    unpackedSize: v.optional(v.number()),
  }),
})

const isoDate = (text: string | undefined): string =>
  text === undefined ? "" : new Date(text).toISOString().replace(/\.\d+Z$/, "Z")

/**
 * Keeps the dates that can be true: a registry that mirrors another may give the day it took its
 * copy, and then an old release looks younger than those that followed it.
 */
const believable = (dates: readonly string[]): readonly string[] => {
  let earliest = "9999"
  return dates
    .toReversed()
    .map((date) => {
      if (date === "" || date > earliest) return ""
      earliest = date
      return date
    })
    .toReversed()
}

/** Every release of one package, and its newest pre-releases. */
const npmVersions = (name: string): readonly (readonly string[])[] => {
  const about = parse(About, run("npm", ["view", name, "versions", "time", "keywords", "--json"]))
  const newest = (wanted: boolean, count: number): readonly string[] =>
    about.versions
      .filter((version) => /^[^+]*-/.test(version) === wanted)
      .sort((a, b) => Date.parse(about.time[b] ?? "") - Date.parse(about.time[a] ?? ""))
      .slice(0, count)
  const range = [...newest(false, releasesEach), ...newest(true, preReleasesEach)].join(" || ")
  const answer = run("npm", ["view", `${name}@${range}`, "version", "license", "dist", "--json"])
  const releases = parse(
    v.union([
      v.array(Release),
      v.pipe(
        Release,
        v.transform((one) => [one]),
      ),
    ]),
    answer,
  ).sort((a, b) => compareVersions(a.version, b.version))
  const dates = believable(releases.map((release) => isoDate(about.time[release.version])))
  return releases.map((release, at) => [
    name,
    release.version,
    release.license ?? "",
    dates[at] ?? "",
    String(release.dist.unpackedSize ?? ""),
    release.dist.integrity ?? "",
    about.keywords[0] ?? "",
  ])
}

const Lock = v.object({
  packages: v.record(
    v.string(),
    v.object({
      version: v.optional(v.string()),
      license: v.optional(v.string()),
      integrity: v.optional(v.string()),
    }),
  ),
})

/** What the lock file holds: the packages that the direct ones need in turn. */
const lockedVersions = (direct: ReadonlySet<string>): readonly (readonly string[])[] => {
  const text = readFileSync(new URL("../package-lock.json", import.meta.url), "utf8")
  const rows = Object.entries(parse(Lock, text).packages).flatMap(([path, item]) => {
    const name = path.split("node_modules/").at(-1) ?? ""
    if (name === "" || direct.has(name) || item.version === undefined) return []
    return [[name, item.version, item.license ?? "", "", "", item.integrity ?? "", ""]]
  })
  return [...new Map(rows.map((row) => [`${row[0]} ${row[1]}`, row])).values()]
}

const makeNpm = (): void => {
  const text = readFileSync(new URL("../package.json", import.meta.url), "utf8")
  const { dependencies, devDependencies } = parse(Manifest, text)
  const direct = Object.keys({ ...dependencies, ...devDependencies }).sort()
  write(
    "npm.tsv",
    ["name", "version", "licence", "published", "size", "integrity", "topic"],
    [...direct.flatMap(npmVersions), ...lockedVersions(new Set(direct))],
  )
}

const fieldsOf = (paragraph: string): ReadonlyMap<string, string> =>
  new Map(
    paragraph.split("\n").flatMap((line) => {
      const match = /^([A-Za-z0-9-]+): (.*)$/.exec(line)
      return match?.[1] === undefined || match[2] === undefined ? [] : [[match[1], match[2]]]
    }),
  )

/** A sample that is spread over the sections and the same at each run: round and round by digest. */
const spread = (
  sections: ReadonlyMap<string, readonly (readonly string[])[]>,
): readonly (readonly string[])[] => {
  const orderOf = (row: readonly string[]): string =>
    createHash("sha256")
      .update(row[0] ?? "")
      .digest("hex")
  const queues = [...sections.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, rows]) => rows.toSorted((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1)))
  const total = queues.reduce((sum, queue) => sum + queue.length, 0)
  // Large sections give more, yet none is left out: the square root lies between.
  const weight = queues.reduce((sum, queue) => sum + Math.sqrt(queue.length), 0)
  const share = Math.min(total, debianWanted) / weight
  return queues.flatMap((queue) => queue.slice(0, Math.ceil(Math.sqrt(queue.length) * share)))
}

const makeDebian = (): void => {
  const sections = new Map<string, (readonly string[])[]>()
  const seen = new Set<string>()
  for (const paragraph of run("apt-cache", ["dumpavail"]).split("\n\n")) {
    const fields = fieldsOf(paragraph)
    const name = fields.get("Package") ?? ""
    const key = `${name} ${fields.get("Version")}`
    if (name === "" || seen.has(key)) continue
    seen.add(key)
    const section = fields.get("Section")?.split("/").at(-1) ?? "misc"
    const row = [
      name,
      fields.get("Version") ?? "",
      fields.get("Size") ?? "",
      fields.get("SHA256") ?? "",
      section,
      (fields.get("Maintainer") ?? "").replace(/\s*<[^>]*>/, "").replaceAll('"', ""),
    ]
    const rows = sections.get(section)
    if (rows) rows.push(row)
    else sections.set(section, [row])
  }
  const rows = spread(sections).toSorted((a, b) => ((a[0] ?? "") < (b[0] ?? "") ? -1 : 1))
  write("debian.tsv", ["name", "version", "size", "sha256", "section", "publisher"], rows)
}

makeNpm()
try {
  run("apt-cache", ["--version"])
  makeDebian()
} catch {
  process.stdout.write("debian.tsv: left as it is (no Debian package index here)\n")
}
