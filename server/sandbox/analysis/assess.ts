import { idOf } from "./ids.ts"
import { rules } from "./rules.ts"
import type { Rule } from "./rules.ts"
import { assessmentNames } from "./types.ts"
import type { Analysis, Assessment, AssessmentName, Quality, Status, Violation } from "./types.ts"

const listed = 100

const nothing: Readonly<Record<AssessmentName, string>> = {
  hardening: "No weakly protected programs found",
  licenses: "No licence compliance issues found",
  malware: "No evidence of malware found",
  secrets: "No sensitive information found",
  tampering: "No evidence of tampering found",
  vulnerabilities: "No known vulnerabilities found",
}

const breakRule = (rule: Rule, analysis: Analysis): readonly Violation[] => {
  const { findings, references = [], applicable } = rule.held(analysis)
  if (findings.length === 0) return []
  return [
    {
      id: idOf("rule", rule.id),
      ruleId: rule.id,
      assessment: rule.assessment,
      category: rule.category,
      description: rule.description,
      severity: rule.severity,
      priority: rule.priority,
      effort: rule.effort,
      status: rule.status,
      count: findings.length,
      applicable: Math.max(applicable, findings.length),
      references,
      findings: findings.slice(0, listed),
    },
  ]
}

const worst = (of: readonly Violation[]): Status => {
  if (of.some(({ status }) => status === "fail")) return "fail"
  return of.length === 0 ? "pass" : "warning"
}

const assessOne = (name: AssessmentName, all: readonly Violation[]): Assessment => {
  const broken = all.filter(({ assessment }) => assessment === name)
  const [first] = broken
  return {
    label: first ? first.description.replace(/\.$/, "") : nothing[name],
    status: worst(broken),
    priority: first?.priority ?? null,
    count: broken.reduce((sum, { count }) => sum + count, 0),
    violations: broken.map(({ ruleId }) => ruleId),
  }
}

/**
 * The SAFE level. The vendor's levels are cumulative and go from 1 to 5, but what each asks for is not
 * public; the sandbox has: 1 malware or tampering, 2 neither, but secrets, 3 none of these, but
 * vulnerabilities that fail, 4 nothing that fails, 5 no warnings either.
 */
const levelOf = (of: Readonly<Record<AssessmentName, Assessment>>): number => {
  const fails = (name: AssessmentName): boolean => of[name].status === "fail"
  if (fails("malware") || fails("tampering")) return 1
  if (fails("secrets")) return 2
  if (fails("vulnerabilities")) return 3
  return assessmentNames.some((name) => of[name].status !== "pass") ? 4 : 5
}

/** Holds an analysis against the rules. Pure. */
export const assess = (analysis: Analysis): Quality => {
  const violations = rules
    .flatMap((rule) => breakRule(rule, analysis))
    .toSorted(
      (a, b) =>
        Number(b.status === "fail") - Number(a.status === "fail") || a.priority - b.priority,
    )
  const one = (name: AssessmentName): Assessment => assessOne(name, violations)
  const assessments = {
    hardening: one("hardening"),
    licenses: one("licenses"),
    malware: one("malware"),
    secrets: one("secrets"),
    tampering: one("tampering"),
    vulnerabilities: one("vulnerabilities"),
  }
  const level = levelOf(assessments)
  return {
    status: worst(violations) === "fail" ? "fail" : "pass",
    level,
    nextLevel: Math.min(5, level + 1),
    assessments,
    violations,
  }
}
