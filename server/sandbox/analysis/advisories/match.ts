import { readFileSync } from "node:fs"
import * as v from "valibot"
import type { Component, CvssSeverity, Dependency, Ecosystem, Vulnerability } from "../types.ts"
import { compareVersions } from "../versions.ts"
import { scoreOf, severityOf } from "./cvss.ts"

/** An entry of `advisories.json`; where each comes from is said in `SOURCES.md`. */
const Advisory = v.object({
  id: v.string(),
  aliases: v.optional(v.array(v.string()), []),
  ecosystem: v.picklist(["npm", "pypi", "maven", "deb"]),
  title: v.string(),
  packages: v.array(v.string()),
  /** From the first, up to and without the second; without a second, all later ones. "0" is the first of all. */
  ranges: v.optional(
    v.array(v.union([v.tuple([v.string(), v.string()]), v.tuple([v.string()])])),
    [],
  ),
  versions: v.optional(v.array(v.string()), []),
  /** Where no range says it. */
  fixed: v.optional(v.string()),
  vector: v.optional(v.string()),
  /** The source's own word, where it gives no vector. */
  severity: v.optional(v.picklist(["critical", "high", "medium", "low"])),
  malware: v.optional(v.boolean(), false),
  exploited: v.optional(v.boolean(), false),
  /** Debian's own advisory. */
  notice: v.optional(v.string()),
})
type Advisory = v.InferOutput<typeof Advisory>

/** Python's names are the same in any case and with any of `-`, `_` and `.` (PEP 503). */
const normalName = (ecosystem: Ecosystem, name: string): string =>
  ecosystem === "pypi" ? name.toLowerCase().replaceAll(/[-_.]+/g, "-") : name

type ByName = ReadonlyMap<string, readonly Advisory[]>
let known: ByName | undefined

const read = (): ByName => {
  const text = readFileSync(new URL("advisories.json", import.meta.url), "utf8")
  const byName = new Map<string, Advisory[]>()
  for (const advisory of v.parse(v.array(Advisory), JSON.parse(text)))
    for (const name of advisory.packages) {
      const key = `${advisory.ecosystem} ${name}`
      const before = byName.get(key)
      if (before) before.push(advisory)
      else byName.set(key, [advisory])
    }
  return byName
}

type Match = { readonly fixed: string | null }

/** How an advisory holds for a version, or undefined where it does not. */
const matchVersion = (advisory: Advisory, version: string): Match | undefined => {
  const { ecosystem } = advisory
  if (advisory.versions.includes(version)) return { fixed: advisory.fixed ?? null }
  for (const [from, fixed] of advisory.ranges) {
    const begun = from === "0" || (compareVersions(ecosystem, version, from) ?? -1) >= 0
    const over = fixed !== undefined && (compareVersions(ecosystem, version, fixed) ?? 0) >= 0
    if (begun && !over) return { fixed: fixed ?? null }
  }
  return undefined
}

const urlOf = ({ id, aliases }: Advisory): string => {
  const ghsa = [id, ...aliases].find((name) => name.startsWith("GHSA-"))
  return ghsa === undefined
    ? `https://security-tracker.debian.org/tracker/${id}`
    : `https://github.com/advisories/${ghsa}`
}

const severity = (advisory: Advisory, score: number | null): CvssSeverity =>
  score === null ? (advisory.severity ?? "none") : severityOf(score)

type Found = { vulnerability: Vulnerability; components: string[]; dependencies: string[] }

/** The advisories that hold for components, and for dependencies in versions that a lock file fixes. */
export const findVulnerabilities = (
  components: readonly Component[],
  dependencies: readonly Dependency[],
): readonly Vulnerability[] => {
  known ??= read()
  const found = new Map<string, Found>()
  const look = (of: Component | Dependency, into: "components" | "dependencies"): void => {
    const { version } = of
    if (version === null) return
    const key = `${of.ecosystem} ${normalName(of.ecosystem, of.name)}`
    for (const advisory of known?.get(key) ?? []) {
      const match = matchVersion(advisory, version)
      if (!match) continue
      const before = found.get(advisory.id)
      if (before) {
        before[into].push(of.id)
        continue
      }
      const score = advisory.vector === undefined ? null : scoreOf(advisory.vector)
      const vulnerability: Vulnerability = {
        id: advisory.id,
        aliases: advisory.aliases,
        title: advisory.title,
        score,
        vector: advisory.vector ?? null,
        severity: severity(advisory, score),
        malware: advisory.malware,
        exploited: advisory.exploited,
        fixed: match.fixed,
        source: advisory.notice ?? "GitHub Advisory Database",
        url: urlOf(advisory),
        components: [],
        dependencies: [],
      }
      found.set(advisory.id, {
        vulnerability,
        components: into === "components" ? [of.id] : [],
        dependencies: into === "dependencies" ? [of.id] : [],
      })
    }
  }
  for (const component of components) look(component, "components")
  for (const dependency of dependencies) look(dependency, "dependencies")
  return Array.from(found.values(), (one) => ({
    ...one.vulnerability,
    components: one.components,
    dependencies: one.dependencies,
  })).toSorted((a, b) => (b.score ?? 10) - (a.score ?? 10) || a.id.localeCompare(b.id))
}
