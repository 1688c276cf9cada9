import type { CvssSeverity } from "../types.ts"

/** Weights of the base metrics, from FIRST's specification of CVSS 3.1 (section 7.4). */
const weights: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  AV: { N: 0.85, A: 0.62, L: 0.55, P: 0.2 },
  AC: { L: 0.77, H: 0.44 },
  UI: { N: 0.85, R: 0.62 },
  C: { H: 0.56, L: 0.22, N: 0 },
  I: { H: 0.56, L: 0.22, N: 0 },
  A: { H: 0.56, L: 0.22, N: 0 },
}
const privileges: Readonly<Record<string, readonly [same: number, changed: number]>> = {
  N: [0.85, 0.85],
  L: [0.62, 0.68],
  H: [0.27, 0.5],
}

/** A vector's metrics by name. */
export const metricsOf = (vector: string): ReadonlyMap<string, string> =>
  new Map(
    vector
      .split("/")
      .slice(1)
      .map((part): [string, string] => {
        const [name = "", value = ""] = part.split(":", 2)
        return [name, value]
      }),
  )

/** To the next tenth, without what binary fractions add (appendix A of the specification). */
const roundUp = (score: number): number => {
  const whole = Math.round(score * 100_000)
  return whole % 10_000 === 0 ? whole / 100_000 : (Math.floor(whole / 10_000) + 1) / 10
}

/** The base score of a CVSS 3.0 or 3.1 vector. */
export const scoreOf = (vector: string): number => {
  const metrics = metricsOf(vector)
  const weight = (name: string): number => weights[name]?.[metrics.get(name) ?? ""] ?? 0
  const changed = metrics.get("S") === "C"
  const privilege = privileges[metrics.get("PR") ?? ""]?.[changed ? 1 : 0] ?? 0
  const loss = 1 - (1 - weight("C")) * (1 - weight("I")) * (1 - weight("A"))
  const impact = changed ? 7.52 * (loss - 0.029) - 3.25 * (loss - 0.02) ** 15 : 6.42 * loss
  if (impact <= 0) return 0
  const ease = 8.22 * weight("AV") * weight("AC") * privilege * weight("UI")
  return roundUp(Math.min(10, (changed ? 1.08 : 1) * (impact + ease)))
}

/** The word for a score: facts 2.4. */
export const severityOf = (score: number): CvssSeverity => {
  if (score >= 9) return "critical"
  if (score >= 7) return "high"
  if (score >= 4) return "medium"
  return score > 0 ? "low" : "none"
}
