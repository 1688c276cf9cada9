import * as v from "valibot"
import { own } from "../../lib/own.ts"
import { ProviderError } from "../../model/error.ts"
import { toneOf } from "../../model/field.ts"
import type { Call } from "../../model/call.ts"
import type { Shown } from "../../model/part.ts"
import type { Place } from "../../model/place.ts"
import { columnsOf, fieldsOf, readRow, toDate } from "../decode.ts"
import { ask } from "../http.ts"
import { pathOf } from "./address.ts"
import { ofBuild, running, unknown } from "./notes.ts"
import { buildOf, buildParam } from "./status.ts"
import { Checks } from "./statusWire.ts"
import type { Scan } from "./statusWire.ts"
import { problem } from "./wire.ts"
import { verdictTones } from "./words.ts"

const titles: Readonly<Record<string, string>> = {
  "scan-version": "Version analysis",
  "scan-repro": "Reproducible build analysis",
  "diff-repro": "Reproducible build difference",
  "repro-check": "Reproducible build check",
}

/** The keys are documented in part; one that nobody knows is shown as it is. */
const titleOf = (key: string): string =>
  own(titles, key) ?? (key.startsWith("diff-") ? `Difference to ${key.slice(5)}` : key)

/** `RB:FAIL`: what stands behind the colon, where the check has no word of its own. */
const verdictOf = ({ status, label }: Scan): string | undefined =>
  status ?? /:(pass|fail|warning)$/i.exec(label ?? "")?.[1]?.toLowerCase()

type Item = { readonly key: string; readonly scan: Scan }

const c = columnsOf<Item>()

const columns = [
  c("check", "Check", "text", ({ key }) => titleOf(key)),
  c("status", "Status", "status", ({ scan }) => verdictOf(scan), {
    tones: verdictTones,
    options: ["fail", "warning", "pass"],
    room: "little",
  }),
  c("label", "Label", "word", ({ scan }) => scan.label, {
    hint: "L: SAFE level, C: levels of your own, CI: without levels, DF: difference, RB: reproducible build.",
  }),
  c("level", "Level", "number", ({ scan }) => scan.artifact?.inhibitors?.scan_level, {
    hint: "SAFE level, from 1 to 5.",
    room: "less",
  }),
  c("severity", "Severity", "status", ({ scan }) => scan.artifact?.quality?.severity, {
    hint: "The worst of what it found.",
    room: "little",
    tones: { high: "fail", medium: "warn", low: "info" },
  }),
  c("priority", "Priority", "number", ({ scan }) => scan.artifact?.quality?.priority, {
    hint: "0 is the most urgent.",
  }),
  c(
    "classification",
    "Classification",
    "status",
    ({ scan }) => scan.artifact?.classification?.status,
    {
      room: "less",
      tones: { malicious: "critical", suspicious: "warn", goodware: "pass", known: "pass" },
    },
  ),
  c("threat", "Threat", "text", ({ scan }) => scan.artifact?.classification?.result, {
    room: "little",
  }),
  c("file", "File", "text", ({ scan }) => scan.artifact?.name, { room: "little" }),
]

type Summary = Checks["analysis"]

const s = columnsOf<Summary>()
const summary = [
  s("status", "CI status", "status", (one) => one.report.info.summary.scan_status, {
    tones: verdictTones,
  }),
  s("failed", "Failed checks", "number", (one) => one.report.info.summary.fail_checks),
  s("passed", "Passed checks", "number", (one) => one.report.info.summary.pass_checks),
  s("reproducible", "Reproducible", "status", (one) => one.report.info.summary.reproducible, {
    tones: { "*fail*": "fail", "*pass*": "pass" },
  }),
  s("label", "Decided by", "word", (one) => one.report.info.summary.scan_label),
  s("time", "Checked", "date", (one) => toDate(one.timestamp)),
]

/** What failed first, then what nobody can tell, what passed last. */
const rank = ({ scan }: Item): number => {
  const tone = toneOf({ tones: verdictTones }, verdictOf(scan) ?? "")
  return ["fail", "warn", "unknown", "pass"].indexOf(tone)
}

const shown = ({ analysis }: Checks, raw: unknown): Shown => {
  const items = Object.entries(analysis.report.scans ?? {})
    .map(([key, scan]) => ({ key, scan }))
    .toSorted((a, b) => rank(a) - rank(b))
  return {
    blocks: [
      {
        kind: "fields",
        title: "Summary",
        fields: fieldsOf(summary),
        row: readRow(summary, "summary", analysis, raw),
      },
      items.length === 0
        ? unknown("which checks were made")
        : {
            kind: "table",
            title: "Checks",
            one: "check",
            many: "checks",
            name: "check",
            fields: fieldsOf(columns),
            rows: items.map((item) => readRow(columns, item.key, item, item.scan)),
          },
    ],
  }
}

/** The checks of a version, failing ones first. 202: the analysis still runs. */
export const checks = (call: Call, at: Place, variant: string | undefined): Promise<Shown> => {
  const build = buildOf(variant)
  return ofBuild(build, async () => {
    const { raw, status } = await ask(call, {
      path: pathOf(call, "checks", at),
      params: buildParam(build),
      schema: v.unknown(),
      problem,
    })
    if (status === 202) return running
    const parsed = v.safeParse(Checks, raw)
    if (parsed.success) return shown(parsed.output, raw)
    const [issue] = parsed.issues
    throw new ProviderError({
      trouble: "unreadable",
      title: "The Portal's checks could not be read.",
      detail: `${v.getDotPath(issue) ?? "answer"}: ${issue.message}`,
      status,
    })
  })
}
