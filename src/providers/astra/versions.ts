import { compareVersions } from "../../lib/versions.ts"

/** Whether something holds; `unclear` where what is known does not tell. */
export type Answer = "yes" | "no" | "unclear"

type Parsed = { readonly full: string; readonly partial: boolean }

/**
 * A version in full. Astra's own have a v, zeros before a number (22.04.1) or no third number (v1.20),
 * and are semantic versions all the same.
 */
const parse = (version: string): Parsed | undefined => {
  const found = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?([-+].+)?$/.exec(version.trim())
  if (!found) return undefined
  const [, major, minor, patch, rest = ""] = found
  const numbers = [major, minor, patch].map((number) => Number(number ?? 0))
  return { full: numbers.join(".") + rest, partial: patch === undefined }
}

/** Negative, zero or positive; undefined where one of them is no version. */
export const compare = (a: string, b: string): number | undefined => {
  const [left, right] = [parse(a), parse(b)]
  return left && right ? compareVersions(left.full, right.full) : undefined
}

export type Range = {
  readonly min: string | null | undefined
  readonly max: string | null | undefined
}

const atMost = (version: string, max: string): Answer => {
  const order = compare(version, max)
  if (order === undefined) return "unclear"
  if (order <= 0) return "yes"
  // Whether v1.20.3 is within "at most v1.20" is not said.
  const bound = max.trim().replace(/^v/, "")
  const partial = parse(max)?.partial === true
  return partial && version.trim().replace(/^v/, "").startsWith(`${bound}.`) ? "unclear" : "no"
}

const atLeast = (version: string, min: string): Answer => {
  const order = compare(version, min)
  return order === undefined ? "unclear" : order >= 0 ? "yes" : "no"
}

/** The worst of several answers: all must hold. */
export const all = (answers: readonly Answer[]): Answer =>
  answers.includes("no") ? "no" : answers.includes("unclear") ? "unclear" : "yes"

/** Whether a version is within a range, both ends included, either of which may be open. */
export const within = (version: string, { min, max }: Range): Answer =>
  all([min ? atLeast(version, min) : "yes", max ? atMost(version, max) : "yes"])

/** "from 22.1.0 to 22.9.1", "from v1.24", "up to 22.9.1"; empty where both ends are open. */
export const rangeWords = ({ min, max }: Range): string =>
  min && max ? `from ${min} to ${max}` : min ? `from ${min}` : max ? `up to ${max}` : ""
