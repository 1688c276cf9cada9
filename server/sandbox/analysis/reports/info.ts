import { rules } from "../rules.ts"
import { assessmentNames } from "../types.ts"
import type { Analysis, AssessmentName, CvssSeverity, Hashes, Level } from "../types.ts"
import type { LicenceFamily, Quality, Subject, Violation } from "../types.ts"

const pairs = (hashes: Hashes): readonly (readonly [string, string])[] => Object.entries(hashes)

const levels: readonly Level[] = ["high", "medium", "low"]

const countIssues = (violations: readonly Violation[], weight: (one: Violation) => number) => {
  const sum = (of: readonly Violation[]): number => of.reduce((all, one) => all + weight(one), 0)
  const severity = (level: Level): number => sum(violations.filter((one) => one.severity === level))
  const status = (word: string): number => sum(violations.filter((one) => one.status === word))
  return {
    fail: status("fail"),
    warning: status("warning"),
    pass: rules.length - violations.length,
    high: severity("high"),
    medium: severity("medium"),
    low: severity("low"),
    total: sum(violations),
  }
}

const countVulnerabilities = ({ vulnerabilities }: Analysis) => {
  const severity = (word: CvssSeverity): number =>
    vulnerabilities.filter((one) => one.severity === word).length
  return {
    total: vulnerabilities.length,
    critical: severity("critical"),
    high: severity("high"),
    medium: severity("medium"),
    low: severity("low"),
    exploit: vulnerabilities.filter(({ exploited }) => exploited).length,
    fixable: vulnerabilities.filter(({ fixed }) => fixed !== null).length,
    malware: vulnerabilities.filter(({ malware }) => malware).length,
    mandate: vulnerabilities.filter(({ exploited }) => exploited).length,
    named: 0,
    triaged: 0,
  }
}

const countLicences = ({ components }: Analysis) => {
  const family = (word: LicenceFamily): number =>
    components.filter(({ licence }) => licence.family === word).length
  return {
    copyleft: family("copyleft"),
    weak_copyleft: family("weak copyleft"),
    permissive: family("permissive"),
    proprietary: family("proprietary"),
    public_domain: family("public domain"),
    freeware: 0,
    freemium: 0,
    shareware: 0,
    non_commercial: family("non-commercial"),
    undeclared: family("undeclared"),
  }
}

const priorityOf = (violations: readonly Violation[]): number | null =>
  violations.length === 0 ? null : Math.min(...violations.map(({ priority }) => priority))

const worstLevel = (
  violations: readonly Violation[],
  of: (one: Violation) => Level,
): Level | null => levels.find((level) => violations.some((one) => of(one) === level)) ?? null

/** The judgement on the whole file or, with `id`, on what concerns one component. */
export const qualityOf = ({ violations }: Quality, id?: string) => {
  const own =
    id === undefined ? violations : violations.filter(({ references }) => references.includes(id))
  return {
    status: own.some(({ status }) => status === "fail") ? "fail" : "pass",
    priority: priorityOf(own),
    severity: worstLevel(own, ({ severity }) => severity),
    effort: worstLevel(own, ({ effort }) => effort),
  }
}

/** Which malicious release a component is, if it is one. */
export const classificationOf = ({ vulnerabilities }: Analysis, id?: string) => {
  const found = vulnerabilities.find(
    ({ malware, components, dependencies }) =>
      malware && (id === undefined || components.includes(id) || dependencies.includes(id)),
  )
  return found ? { status: "malicious", result: found.id } : { status: "unknown", result: null }
}

/** Ids of what a component is vulnerable to, or null without any. */
export const vulnerabilitiesOf = ({ vulnerabilities }: Analysis, id: string) => {
  const active = vulnerabilities
    .filter(({ components, dependencies }) => components.includes(id) || dependencies.includes(id))
    .map((one) => one.id)
  return active.length === 0 ? null : { active, triaged: [] }
}

const detectionsOf = ({ vulnerabilities }: Analysis) => {
  const found = vulnerabilities.filter(({ malware }) => malware)
  return found.length === 0
    ? {}
    : {
        Malicious: Object.fromEntries(
          found.map((one) => [one.id, one.components.length + one.dependencies.length]),
        ),
      }
}

/** The six assessments as rl-json has them, with each rule's part in them. */
export const assessmentsOf = ({ assessments, violations }: Quality) => {
  const one = (name: AssessmentName) => {
    const { label, status, priority, count, violations: broken } = assessments[name]
    const evaluations = rules
      .filter(({ assessment }) => assessment === name)
      .map((rule) => {
        const found = violations.find(({ ruleId }) => ruleId === rule.id)
        return {
          label: rule.description,
          status: found?.status ?? "pass",
          priority: found?.priority ?? null,
          count: found?.count ?? 0,
          violations: found ? [rule.id] : [],
        }
      })
    return { label, status, priority, count, final: true, violations: broken, evaluations }
  }
  return Object.fromEntries(assessmentNames.map((name) => [name, one(name)]))
}

const identityOf = ({ analysis, package: product, version }: Subject) => {
  const main = analysis.components.find(({ id }) => id === analysis.main)
  return {
    product: main?.name ?? product,
    publisher: main?.publisher ?? "",
    version: main?.version ?? version,
    license: main?.licence.expression ?? main?.licence.declared ?? "",
    community: main?.ecosystem ?? "",
    cpe: "",
    purl: main?.purl ?? "",
    homepage: main?.homepage ?? "",
    repository: main?.repository ?? "",
    authors: [],
    dependencies: analysis.dependencies.map(({ id }) => id),
    original: [],
    edit: "",
    scenario: "",
    verified: false,
    classification: classificationOf(analysis),
    vulnerabilities: main ? vulnerabilitiesOf(analysis, main.id) : null,
  }
}

const countNotes = ({ notes }: Analysis, pattern: RegExp): number =>
  notes.filter(({ reason }) => pattern.test(reason)).length

/** The member `info` of rl-json (facts 2.4), which the status answer (facts 2.2) has as well. */
export const infoOf = (subject: Subject) => {
  const { analysis, quality } = subject
  const { file, notes, totals, components } = analysis
  return {
    detections: detectionsOf(analysis),
    disabled: [],
    warnings: [],
    properties: [],
    unpacking: {
      errors: {},
      warnings: Object.fromEntries(notes.map(({ path, reason }) => [path, reason])),
    },
    inhibitors: {
      customized: false,
      exclusions: {},
      scan_level: quality.level,
      next_level: quality.nextLevel,
    },
    file: {
      name: file.name,
      path: file.name,
      type: file.identity.kind,
      subtype: "",
      format: file.identity.mime,
      version: subject.version,
      size: file.size,
      sbom: components.length > 0,
      properties: [],
      hashes: pairs(file.hashes),
      classification: classificationOf(analysis),
      quality: qualityOf(quality),
      identity: identityOf(subject),
    },
    statistics: {
      components: components.length,
      extracted: totals.files,
      unsupported: countNotes(analysis, /not supported/),
      bad_checksum: countNotes(analysis, /checksum/),
      bad_format: countNotes(analysis, /could not be unpacked/),
      bad_password: countNotes(analysis, /encrypted/),
      licenses: countLicences(analysis),
      quality: {
        status: quality.status,
        priority: priorityOf(quality.violations),
        issues: countIssues(quality.violations, () => 1),
        metrics: countIssues(quality.violations, ({ count }) => count),
      },
      vulnerabilities: countVulnerabilities(analysis),
    },
  }
}
