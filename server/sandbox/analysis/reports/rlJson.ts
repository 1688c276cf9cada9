import { metricsOf } from "../advisories/cvss.ts"
import type { Analysis, Component, Subject, Violation, Vulnerability } from "../types.ts"
import { durationOf } from "./duration.ts"
import { assessmentsOf, classificationOf, infoOf, qualityOf, vulnerabilitiesOf } from "./info.ts"

const nullIfEmpty = <T>(map: Readonly<Record<string, T>>): Readonly<Record<string, T>> | null =>
  Object.keys(map).length === 0 ? null : map

const componentOf = (subject: Subject, of: Component) => {
  const { analysis, quality } = subject
  const file = analysis.contents.find(({ path }) => path === of.path)
  return {
    name: of.name,
    path: of.path,
    type: of.ecosystem,
    subtype: "",
    format: "",
    version: of.version,
    size: file?.size ?? 0,
    sbom: true,
    properties: [],
    // Of the manifest that names it: a component is no file.
    hashes: file ? [["sha256", file.sha256]] : [],
    classification: classificationOf(analysis, of.id),
    quality: qualityOf(quality, of.id),
    identity: {
      product: of.name,
      publisher: of.publisher ?? "",
      version: of.version,
      license: of.licence.expression ?? of.licence.declared ?? "",
      community: of.ecosystem,
      cpe: "",
      purl: of.purl,
      homepage: of.homepage ?? "",
      repository: of.repository ?? "",
      authors: [],
      dependencies: [],
      original: [],
      edit: "",
      scenario: "",
      verified: false,
      classification: classificationOf(analysis, of.id),
      vulnerabilities: vulnerabilitiesOf(analysis, of.id),
    },
  }
}

const violationOf = (of: Violation) => ({
  rule_id: of.ruleId,
  category: of.category,
  description: of.description,
  severity: of.severity,
  priority: of.priority,
  effort: of.effort,
  status: of.status,
  enabled: true,
  audit: null,
  references: { component: of.references },
  findings: of.findings,
  statistics: {
    applicable: of.applicable,
    enforcements: of.count,
    exclusions: 0,
    violations: of.count,
  },
})

const flagsOf = ({ exploited, fixed, malware }: Vulnerability): readonly string[] => [
  ...(exploited ? ["EXISTS", "MANDATE"] : []),
  ...(fixed === null ? [] : ["FIXABLE"]),
  ...(malware ? ["MALWARE"] : []),
]

const vulnerabilityOf = (of: Vulnerability, violations: readonly Violation[]) => ({
  cvss: {
    baseScore: of.score?.toFixed(1) ?? "",
    version: 3,
    metrics: of.vector === null ? [] : [...metricsOf(of.vector)],
  },
  exploit: flagsOf(of),
  name: of.title,
  sources: [of.url],
  fixed: of.fixed,
  violations: violations
    .filter(({ findings }) => findings.some(({ text }) => text.startsWith(`${of.id} `)))
    .map(({ ruleId }) => ruleId),
})

const licencesOf = ({ components }: Analysis, violations: readonly Violation[]) =>
  Object.fromEntries(
    components.flatMap(({ id, licence }) =>
      licence.ids.map((name) => [
        name,
        {
          family: licence.family,
          audit: null,
          violations: violations
            .filter(
              ({ assessment, references }) => assessment === "licenses" && references.includes(id),
            )
            .map(({ ruleId }) => ruleId),
        },
      ]),
    ),
  )

/** `rl-json`, schema 3: facts 2.4. */
export const writeRlJson = (subject: Subject): string => {
  const { analysis, quality } = subject
  const byId = <T extends { readonly id: string }, R>(items: readonly T[], of: (item: T) => R) =>
    Object.fromEntries(items.map((item) => [item.id, of(item)]))
  return JSON.stringify({
    catalogue: 1,
    duration: durationOf(subject.duration),
    schema: 3,
    timestamp: subject.timestamp,
    version: analysis.engine,
    report: {
      info: infoOf(subject),
      metadata: {
        assessments: assessmentsOf(quality),
        components: byId(analysis.components, (one) => componentOf(subject, one)),
        dependencies: byId(analysis.dependencies, (one) => ({
          product: one.name,
          version: one.version ?? one.requirement ?? "",
          purl: one.purl,
          vulnerabilities: vulnerabilitiesOf(analysis, one.id),
        })),
        violations: byId(quality.violations, violationOf),
        vulnerabilities: byId(analysis.vulnerabilities, (one) =>
          vulnerabilityOf(one, quality.violations),
        ),
        indicators: {},
        licenses: licencesOf(analysis, quality.violations),
        cryptography: { algorithms: {} },
        ml_models: null,
        secrets: nullIfEmpty(
          Object.fromEntries(
            analysis.secrets.map(({ kind, title, path, line, hint }) => [
              `${path}:${line}:${kind}`,
              { kind, title, path, line, hint },
            ]),
          ),
        ),
        services: null,
      },
    },
  })
}
