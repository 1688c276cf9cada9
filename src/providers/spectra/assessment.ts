import { toneOf } from "../../model/field.ts"
import type { Call } from "../../model/call.ts"
import type { Field } from "../../model/field.ts"
import type { Block, Shown } from "../../model/part.ts"
import type { Place } from "../../model/place.ts"
import { columnsOf, fieldsOf, readRow } from "../decode.ts"
import type { Column } from "../decode.ts"
import { ofBuild, unfinished, unknown } from "./notes.ts"
import { askStatus, buildOf } from "./status.ts"
import type { Assessment, Info } from "./statusWire.ts"
import { verdictTones } from "./words.ts"

const verdict: Partial<Field> = { tones: verdictTones, options: ["fail", "warning", "pass"] }

const s = columnsOf<Info>()
const countIn = (counts: Readonly<Record<string, unknown>> | null | undefined, key: string) => {
  const count = counts?.[key]
  return typeof count === "number" ? count : undefined
}
const summary = [
  s("ci", "CI status", "status", (info) => info.statistics?.quality?.status, verdict),
  s("level", "SAFE level", "number", (info) => info.inhibitors?.scan_level),
  s("next", "Next level", "number", (info) => info.inhibitors?.next_level),
  ...(["fail", "warning", "pass"] as const).map((word) =>
    s(word, `Policies: ${word}`, "number", (info) =>
      countIn(info.statistics?.quality?.issues, word),
    ),
  ),
]

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

type Named = { readonly name: string; readonly of: Assessment }
const a = columnsOf<Named>()
const assessments = [
  a("name", "Category", "text", ({ name }) => capital(name)),
  a("status", "Status", "status", ({ of }) => of.status, { ...verdict, room: "little" }),
  a("finding", "Finding", "text", ({ of }) => of.label, { room: "much" }),
  a("count", "Issues", "number", ({ of }) => of.count),
  a("priority", "Priority", "number", ({ of }) => of.priority, { hint: "0 is the most urgent." }),
  a("violations", "Policies violated", "list", ({ of }) => of.violations),
]

type Rule = {
  readonly category: string
  readonly of: NonNullable<Assessment["evaluations"]>[number]
}
const r = columnsOf<Rule>()
const rules = [
  r("rule", "Policy", "text", ({ of }) => of.label),
  r("status", "Status", "status", ({ of }) => of.status, { ...verdict, room: "little" }),
  r("category", "Category", "word", ({ category }) => capital(category), { room: "much" }),
  r("count", "Issues", "number", ({ of }) => of.count),
  r("priority", "Priority", "number", ({ of }) => of.priority, { hint: "0 is the most urgent." }),
  r("violations", "Rules", "list", ({ of }) => of.violations),
]

type Counted = { readonly what: string; readonly count: number }
const n = columnsOf<Counted>()
const severities = [
  n("what", "Severity", "status", ({ what }) => what, {
    tones: { critical: "critical", high: "fail", medium: "warn", low: "info" },
  }),
  n("count", "Vulnerabilities", "number", ({ count }) => count, { room: "much" }),
]
const flags = [
  n("what", "Exploitation", "text", ({ what }) => what),
  n("count", "Vulnerabilities", "number", ({ count }) => count, { room: "much" }),
]
const licences = [
  n("what", "Family", "text", ({ what }) => what.replaceAll("_", " ")),
  n("count", "Licenses", "number", ({ count }) => count),
]

/** As the Portal words them. */
const exploitation: Readonly<Record<string, string>> = {
  malware: "Exploited by malware",
  mandate: "Patching mandated",
  exploit: "Exploit exists",
  fixable: "Fix available",
}

const table = <T>(
  title: string,
  words: readonly [one: string, many: string],
  columns: readonly Column<T>[],
  items: readonly T[],
): Block => ({
  kind: "table",
  title,
  one: words[0],
  many: words[1],
  name: columns[0]?.field.id ?? "",
  fields: fieldsOf(columns),
  rows: items.map((item, at) => readRow(columns, String(at), item, item)),
})

const countsOf = (
  counts: Readonly<Record<string, unknown>>,
  keys: readonly string[],
): readonly Counted[] =>
  keys.flatMap((what) => {
    const count = countIn(counts, what)
    return count === undefined ? [] : [{ what, count }]
  })

const rank = (status: string | null | undefined): number =>
  ["fail", "warn", "unknown", "pass"].indexOf(toneOf({ tones: verdictTones }, status ?? ""))

const assessedOf = (
  of: Readonly<Record<string, Assessment>> | null | undefined,
): readonly Block[] => {
  if (!of) return [unknown("how it assesses the version")]
  const named = Object.entries(of).map(([name, one]) => ({ name, of: one }))
  const evaluated = named
    .flatMap(({ name, of: { evaluations } }) =>
      (evaluations ?? []).map((one) => ({ category: name, of: one })),
    )
    .toSorted((x, y) => rank(x.of.status) - rank(y.of.status))
  return [
    table(
      "Assessments",
      ["assessment", "assessments"],
      assessments,
      named.toSorted((x, y) => rank(x.of.status) - rank(y.of.status)),
    ),
    ...(evaluated.length === 0
      ? []
      : [table("Policies", ["policy", "policies"], rules, evaluated)]),
  ]
}

const vulnerabilitiesOf = ({ statistics }: Info): readonly Block[] => {
  const counts = statistics?.vulnerabilities
  if (!counts) return [unknown("how many vulnerabilities there are")]
  return [
    table(
      "Vulnerabilities by severity",
      ["severity", "severities"],
      severities,
      countsOf(counts, ["critical", "high", "medium", "low"]),
    ),
    table(
      "Vulnerabilities by exploitation",
      ["kind", "kinds"],
      flags,
      countsOf(counts, Object.keys(exploitation)).map(({ what, count }) => ({
        what: exploitation[what] ?? what,
        count,
      })),
    ),
  ]
}

const licencesOf = ({ statistics }: Info): readonly Block[] => {
  const counts = statistics?.licenses
  if (!counts) return [unknown("which licenses it has")]
  return [
    table("Licenses", ["family", "families"], licences, countsOf(counts, Object.keys(counts))),
  ]
}

/** What the analysis thinks of a version: SAFE level, assessments, vulnerabilities, licences. */
export const assessment = (call: Call, at: Place, variant: string | undefined): Promise<Shown> => {
  const build = buildOf(variant)
  return ofBuild(build, async () => {
    const { analysis } = (await askStatus(call, at, build)).body
    const waits = unfinished(analysis)
    if (waits) return waits
    const { info, metadata } = analysis.report ?? {}
    if (!info) return { blocks: [unknown("what it found")] }
    return {
      blocks: [
        {
          kind: "fields",
          title: "Summary",
          fields: fieldsOf(summary),
          row: readRow(summary, "summary", info, info),
        },
        ...assessedOf(metadata?.assessments),
        ...vulnerabilitiesOf(info),
        ...licencesOf(info),
      ],
    }
  })
}
