import { counted } from "../../lib/text.ts"
import { isAbsent, valueOf } from "../../model/field.ts"
import type { Row } from "../../model/field.ts"
import type { Call } from "../../model/call.ts"
import type { Block, Shown } from "../../model/part.ts"
import { idOf } from "../../model/place.ts"
import type { Place } from "../../model/place.ts"
import { emptyQuery } from "../../model/query.ts"
import { columnsOf, fieldsOf, readRow } from "../decode.ts"
import { severityTones, stateTones } from "./fields.ts"
import { readPackage } from "./get.ts"
import { listPackages } from "./list.ts"
import { isMet, readRunning } from "./running.ts"
import type { Need, Running } from "./running.ts"
import { compare, rangeWords, within } from "./versions.ts"
import type { Answer, Range } from "./versions.ts"

/** A package that might be the next one. */
export type Candidate = {
  readonly version: string
  readonly state: string
  readonly type: string
  readonly severity: string
  /** Which versions it upgrades; undefined where it does not say. */
  readonly upgrades: Range | undefined
  /** Undefined where it does not say. */
  readonly needs: readonly Need[] | undefined
}

type Reason = { readonly answer: Answer; readonly words: string }

const no = (words: string): Reason => ({ answer: "no", words })
const unclear = (words: string): Reason => ({ answer: "unclear", words })

const ofOrder = ({ version }: Candidate, from: string): readonly Reason[] => {
  const order = compare(version, from)
  if (order === undefined)
    return [unclear(`Whether ${version} is newer than ${from} cannot be told.`)]
  return order > 0 ? [] : [no(order === 0 ? "It is this version." : "It is older.")]
}

const ofState = ({ state }: Candidate): readonly Reason[] => {
  switch (state) {
    case "available":
      return []
    case "verifying":
      return [no("Astra is still verifying it.")]
    case "corrupt":
      return [no("It is corrupt.")]
    case "incomplete":
      return [no("Something of it is missing.")]
    default:
      return [unclear(`Its state is ${state || "not said"}.`)]
  }
}

const ofRange = ({ upgrades, type }: Candidate, from: string): readonly Reason[] => {
  const words = upgrades && rangeWords(upgrades)
  if (!upgrades || !words)
    return [
      unclear(
        type === "patch"
          ? "It is a patch and does not say of which versions."
          : "It does not say which versions it upgrades.",
      ),
    ]
  const answer = within(from, upgrades)
  return answer === "yes" ? [] : [{ answer, words: `It upgrades versions ${words}.` }]
}

const ofNeeds = (
  { needs }: Candidate,
  name: string,
  from: string,
  running: Running,
): readonly Reason[] => {
  if (!needs) return [unclear("It does not say what it needs.")]
  return needs.flatMap((need) => {
    const versions = need.component === name ? [from] : [...running.of(need.component).keys()]
    const answer = isMet(need, versions)
    if (answer === "yes") return []
    const wanted = `It needs ${need.component} ${rangeWords(need)}`.trim()
    const found =
      versions.length === 0
        ? "Astra does not say which version runs"
        : `${versions.join(", ")} ${versions.length === 1 ? "runs" : "run"}`
    return [{ answer, words: `${wanted}; ${found}.` }]
  })
}

/** Whether one may go from a version to a package, and everything that speaks against it. */
export const judge = (
  candidate: Candidate,
  name: string,
  from: string,
  running: Running,
): { readonly answer: Answer; readonly why: string } => {
  const order = ofOrder(candidate, from)
  // Of what is not newer, nothing else matters.
  const reasons = order.some(({ answer }) => answer === "no")
    ? order
    : [
        ...order,
        ...ofState(candidate),
        ...ofRange(candidate, from),
        ...ofNeeds(candidate, name, from, running),
      ]
  const against = reasons.filter(({ answer }) => answer === "no")
  const open = reasons.filter(({ answer }) => answer === "unclear")
  return {
    answer: against.length > 0 ? "no" : open.length > 0 ? "unclear" : "yes",
    why: [...against, ...open].map(({ words }) => words).join(" "),
  }
}

const textIn = (row: Row, field: string): string => {
  const value = valueOf(row, field)
  return typeof value === "string" ? value : ""
}

const needsOf = (row: Row): readonly Need[] | undefined => {
  const cell = row.cells["dependencies"]
  if (isAbsent(cell) || !Array.isArray(cell)) return undefined
  return cell.flatMap((one: unknown) => {
    if (typeof one !== "object" || one === null) return []
    const [component, min, max] = ["component", "from", "to"].map((key): unknown =>
      Reflect.get(one, key),
    )
    return typeof component === "string"
      ? [
          {
            component,
            min: typeof min === "string" ? min : undefined,
            max: typeof max === "string" ? max : undefined,
          },
        ]
      : []
  })
}

const candidateOf = (row: Row): Candidate => ({
  version: textIn(row, "version"),
  state: textIn(row, "state"),
  type: textIn(row, "type"),
  severity: textIn(row, "severity"),
  upgrades: { min: textIn(row, "upgradableFrom"), max: textIn(row, "upgradableTo") },
  needs: needsOf(row),
})

type Judged = Candidate & { readonly id: string; readonly answer: Answer; readonly why: string }

/** What the table says for each answer, in the order of its rows. */
const words: Readonly<Record<Answer, string>> = { yes: "yes", unclear: "check first", no: "no" }

const c = columnsOf<Judged>()
const columns = [
  c("version", "Version", "version", (one) => one.version),
  c("may", "May go there", "status", (one) => words[one.answer], {
    options: Object.values(words),
    tones: { yes: "pass", "check first": "warn", no: "fail" },
  }),
  c("why", "Why not, or what to check", "text", (one) => one.why || null, { room: "much" }),
  c("severity", "Severity", "status", (one) => one.severity, { tones: severityTones }),
  c("type", "Type", "word", (one) => one.type),
  c("state", "State", "status", (one) => one.state, { tones: stateTones }),
  c("id", "Package id", "id", (one) => one.id, { hidden: true }),
]

const rank: readonly Answer[] = ["yes", "unclear", "no"]
const byUse = (a: Judged, b: Judged): number =>
  rank.indexOf(a.answer) - rank.indexOf(b.answer) || (compare(b.version, a.version) ?? 0)

/** The few words that stand above a table: how many there are, and the one to look at first. */
const summary = (from: string, judged: readonly Judged[], runs: string): Block => {
  const good = judged.filter(({ answer }) => answer === "yes")
  const maybe = judged.filter(({ answer }) => answer === "unclear")
  const critical = good.filter(({ severity }) => severity === "critical").length
  const [newest] = good
  if (newest)
    return {
      kind: "note",
      tone: critical > 0 ? "critical" : "pass",
      title: `From ${from}${runs} you may go to ${counted(good.length, "package", "packages")}; the newest is ${newest.version}.`,
      ...(critical > 0
        ? { detail: `${critical} of them ${critical === 1 ? "is" : "are"} critical.` }
        : {}),
    }
  return {
    kind: "note",
    tone: maybe.length > 0 ? "warn" : "info",
    title:
      maybe.length > 0
        ? `From ${from}${runs} there is no package that Astra vouches for, and ${counted(maybe.length, "that is", "that are")} to be checked first.`
        : `From ${from}${runs} no package leads further.`,
  }
}

/** More versions of one component than these are not compared at once. */
const mostVersions = 5
const mostPackages = 5000

const fieldIds = [
  "name",
  "version",
  "state",
  "type",
  "severity",
  "upgradableFrom",
  "upgradableTo",
  "dependencies",
]

/** From the versions that run, and from this package's own: where one may go, and why not elsewhere. */
export const advice = async (call: Call, at: Place): Promise<Shown> => {
  const id = idOf(at, "packages")
  const { item } = await readPackage(call, id)
  const [name, own] = [item.packageName ?? "", item.packageVersion ?? ""]
  const query = {
    ...emptyQuery,
    size: mostPackages,
    filters: { name: [`=${name}`] },
    fields: fieldIds,
  }
  const [page, running] = await Promise.all([listPackages(call, query), readRunning(call)])
  const rows = page.rows.filter((row) => textIn(row, "name") === name)
  const runs = running.of(name)
  const versions = [...runs.keys()].slice(0, mostVersions)
  const incomplete =
    page.incomplete ??
    (page.next === undefined
      ? undefined
      : `Only the first ${mostPackages} packages of this name were compared.`)
  const blocksFor = (from: string): readonly Block[] => {
    const places = runs.get(from)
    const judged = rows
      .map((row): Judged => {
        const candidate = candidateOf(row)
        return { ...candidate, id: row.id, ...judge(candidate, name, from, running) }
      })
      .toSorted(byUse)
    return [
      summary(
        from,
        judged,
        places === undefined ? "" : `, which runs in ${counted(places, "place", "places")},`,
      ),
      {
        kind: "table",
        title: places === undefined ? `From ${from}, this package` : `From ${from}, which runs`,
        one: "package",
        many: "packages",
        name: "version",
        fields: fieldsOf(columns),
        rows: judged.map((one) => readRow(columns, one.id, one, one)),
        ...(incomplete === undefined ? {} : { incomplete }),
      },
    ]
  }
  const unsaid: Block = {
    kind: "note",
    tone: "unknown",
    title: `Astra does not say which version of ${name} runs.`,
    detail: "It tells that through upgrades alone, and has none that are open for this component.",
  }
  return {
    blocks: [
      ...(running.unknown ? [running.unknown] : versions.length === 0 ? [unsaid] : []),
      ...[...new Set([...versions, own])].flatMap(blocksFor),
    ],
  }
}
