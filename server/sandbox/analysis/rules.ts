import type { Analysis, AssessmentName, CvssSeverity, Finding, Level } from "./types.ts"
import type { LicenceFamily, Status, Tampering, Vulnerability } from "./types.ts"

/** What broke a rule, and how many things it was held against. */
type Broken = {
  readonly findings: readonly Finding[]
  readonly references?: readonly string[]
  readonly applicable: number
}

/**
 * A rule of the sandbox. The ids are its own: the Portal's (SQ and TH with five digits) stand for
 * policies of the vendor's that are not public.
 */
export type Rule = {
  readonly id: string
  readonly assessment: AssessmentName
  readonly category: string
  readonly description: string
  readonly severity: Level
  readonly priority: number
  readonly effort: Level
  readonly status: Exclude<Status, "pass">
  readonly held: (analysis: Analysis) => Broken
}

const finding = (path: string, text: string, line: number | null = null): Finding => ({
  path,
  line,
  text,
})

const vulnerable =
  (is: (one: Vulnerability) => boolean) =>
  (analysis: Analysis): Broken => {
    const paths = new Map(
      [...analysis.components, ...analysis.dependencies].map(({ id, path }) => [id, path]),
    )
    const found = analysis.vulnerabilities.filter(is)
    const references = [
      ...new Set(found.flatMap((one) => [...one.components, ...one.dependencies])),
    ]
    return {
      findings: found.map(({ id, title, components, dependencies }) => {
        const [first = ""] = [...components, ...dependencies]
        return finding(paths.get(first) ?? "", `${id} (${title})`)
      }),
      references,
      applicable: paths.size,
    }
  }

const inComponent =
  (severity: CvssSeverity) =>
  (one: Vulnerability): boolean =>
    !one.malware && one.components.length > 0 && one.severity === severity

const secrets =
  (is: (kind: string) => boolean) =>
  (analysis: Analysis): Broken => ({
    findings: analysis.secrets
      .filter(({ kind }) => is(kind))
      .map(({ title, path, line, hint }) => finding(path, `${title}: ${hint}`, line)),
    applicable: analysis.totals.files,
  })

const tampering =
  (kind: Tampering["kind"]) =>
  (analysis: Analysis): Broken => ({
    findings: analysis.tampering
      .filter((one) => one.kind === kind)
      .map(({ path, detail }) => finding(path, detail)),
    applicable: analysis.totals.files,
  })

const scripts =
  (isPackager: boolean) =>
  (analysis: Analysis): Broken => {
    const found = analysis.scripts.filter(({ path }) => path.includes("control.tar") === isPackager)
    return {
      findings: found.map(({ name, path, command }) =>
        finding(path, command === null ? name : `${name}: ${command}`),
      ),
      references: [...new Set(found.flatMap(({ component }) => component ?? []))],
      applicable: Math.max(found.length, analysis.components.length),
    }
  }

const licences =
  (...families: readonly LicenceFamily[]) =>
  (analysis: Analysis): Broken => {
    const found = analysis.components.filter(({ licence }) => families.includes(licence.family))
    return {
      findings: found.map(({ purl, path, licence }) =>
        finding(path, `${purl}: ${licence.declared ?? "no licence"}`),
      ),
      references: found.map(({ id }) => id),
      applicable: analysis.components.length,
    }
  }

const hardening =
  (...checks: readonly string[]) =>
  (analysis: Analysis): Broken => {
    const held = analysis.hardening.filter(({ check }) => checks.includes(check))
    return {
      findings: held.filter(({ ok }) => !ok).map(({ path, check }) => finding(path, `no ${check}`)),
      applicable: held.length,
    }
  }

type Mark = readonly [Level, priority: number, effort: Level]

const rule = (
  [id, assessment, category]: readonly [string, AssessmentName, string],
  status: Rule["status"],
  [severity, priority, effort]: Mark,
  description: string,
  held: Rule["held"],
): Rule => ({ id, assessment, category, description, severity, priority, effort, status, held })

/** All rules, each about something that was really looked for. */
export const rules: readonly Rule[] = [
  rule(
    ["WB10001", "malware", "threats"],
    "fail",
    ["high", 0, "medium"],
    "Contains or requires a release that is known to be malicious.",
    vulnerable(({ malware }) => malware),
  ),
  rule(
    ["WB10002", "malware", "hunting"],
    "warning",
    ["medium", 3, "medium"],
    "Runs code of its own while it is installed.",
    scripts(false),
  ),
  rule(
    ["WB10003", "malware", "hunting"],
    "warning",
    ["low", 4, "high"],
    "Has scripts that the package manager runs as administrator.",
    scripts(true),
  ),
  rule(
    ["WB20001", "vulnerabilities", "vulnerabilities"],
    "fail",
    ["high", 0, "medium"],
    "Contains a vulnerability that is known to be exploited.",
    vulnerable(
      ({ exploited, malware, components }) => exploited && !malware && components.length > 0,
    ),
  ),
  rule(
    ["WB20002", "vulnerabilities", "vulnerabilities"],
    "fail",
    ["high", 0, "medium"],
    "Contains critical vulnerabilities.",
    vulnerable(inComponent("critical")),
  ),
  rule(
    ["WB20003", "vulnerabilities", "vulnerabilities"],
    "fail",
    ["high", 1, "medium"],
    "Contains vulnerabilities of high severity.",
    vulnerable(inComponent("high")),
  ),
  rule(
    ["WB20004", "vulnerabilities", "vulnerabilities"],
    "warning",
    ["medium", 2, "medium"],
    "Contains vulnerabilities of medium severity.",
    vulnerable(inComponent("medium")),
  ),
  rule(
    ["WB20005", "vulnerabilities", "vulnerabilities"],
    "warning",
    ["low", 4, "low"],
    "Contains vulnerabilities of low severity.",
    vulnerable(inComponent("low")),
  ),
  rule(
    ["WB20006", "vulnerabilities", "vulnerabilities"],
    "warning",
    ["medium", 3, "low"],
    "Its lock file fixes dependencies in vulnerable versions.",
    vulnerable(({ malware, dependencies }) => !malware && dependencies.length > 0),
  ),
  rule(
    ["WB30001", "secrets", "secrets"],
    "fail",
    ["high", 0, "high"],
    "Contains private keys that are not encrypted.",
    secrets((kind) => kind === "private-key"),
  ),
  rule(
    ["WB30002", "secrets", "secrets"],
    "fail",
    ["high", 1, "medium"],
    "Contains access tokens in plain text.",
    secrets((kind) => kind !== "private-key"),
  ),
  rule(
    ["WB40001", "tampering", "integrity"],
    "fail",
    ["high", 0, "low"],
    "Contains files whose names lead out of the archive.",
    tampering("traversal"),
  ),
  rule(
    ["WB40002", "tampering", "integrity"],
    "fail",
    ["high", 1, "low"],
    "Contains links that lead out of the archive.",
    tampering("link"),
  ),
  rule(
    ["WB40003", "tampering", "integrity"],
    "fail",
    ["high", 0, "medium"],
    "Contains files that differ from the digests stated for them.",
    tampering("digest"),
  ),
  rule(
    ["WB40004", "tampering", "signatures"],
    "warning",
    ["medium", 3, "medium"],
    "Contains Windows programs without a signature.",
    hardening("signed"),
  ),
  rule(
    ["WB40005", "tampering", "integrity"],
    "warning",
    ["low", 4, "low"],
    "Contains something that could not be looked into.",
    ({ notes, totals }) => ({
      findings: notes.map(({ path, reason }) => finding(path, reason)),
      applicable: totals.files,
    }),
  ),
  rule(
    ["WB50001", "licenses", "licenses"],
    "warning",
    ["medium", 2, "high"],
    "Contains components that may not be used freely.",
    licences("proprietary", "non-commercial"),
  ),
  rule(
    ["WB50002", "licenses", "licenses"],
    "warning",
    ["medium", 3, "high"],
    "Contains components under copyleft licences.",
    licences("copyleft", "weak copyleft"),
  ),
  rule(
    ["WB50003", "licenses", "licenses"],
    "warning",
    ["low", 4, "low"],
    "Contains components without a readable licence.",
    licences("undeclared"),
  ),
  rule(
    ["WB60001", "hardening", "hardening"],
    "warning",
    ["high", 2, "low"],
    "Contains programs whose data can be executed.",
    hardening("nx", "dep"),
  ),
  rule(
    ["WB60002", "hardening", "hardening"],
    "warning",
    ["medium", 3, "low"],
    "Contains programs that always load at the same address.",
    hardening("pie", "aslr"),
  ),
  rule(
    ["WB60003", "hardening", "hardening"],
    "warning",
    ["low", 4, "low"],
    "Contains programs whose relocations stay writable.",
    hardening("relro"),
  ),
]
