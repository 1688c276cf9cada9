import { once } from "./once.ts"

const natural = once(() => new Intl.Collator("en", { numeric: true, sensitivity: "base" }))

/** An epoch, numbers, and what stands behind them. Writers put a v before it as often as not. */
const form = /^v?(?:(\d+):)?(\d+(?:\.\d+)*)(.*)$/is

/** By semver, what stands behind three numbers and a hyphen is a pre-release, and a build says nothing. */
const semver = /^v?(?![^+]*\b0\d)\d+\.\d+\.\d+(-[\da-z.-]+)?(?:\+[\da-z.-]+)?$/i

/** Elsewhere only these words make a pre-release, and Debian's tilde. */
const early =
  /^(?:~|[-._]?(?:(?:alpha|beta|pre|preview|rc|cr|milestone|dev|snapshot|nightly|canary)(?![a-z])|[abm](?=[-.]?\d)))/i

/** Where a word ends or a number begins, which is written rc.1, rc-1 and rc1. */
const joints = /[-._~]+|(?<=[a-z])(?=\d)/gi

type Parts = {
  /** The epoch, which goes before all else, and the numbers. */
  readonly numbers: readonly number[]
  /** Before the release, the release itself, or behind it, as 1.2-1 (a Debian revision) and 1.2a are. */
  readonly stage: -1 | 0 | 1
  readonly rest: string
}

const partsOf = (version: string): Parts | undefined => {
  const [, epoch = "0", release, behind = ""] = form.exec(version) ?? []
  if (release === undefined) return undefined
  const numbers = [epoch, ...release.split(".")].map(Number)
  // Most are plain, and there may be a great many.
  if (behind === "") return { numbers, stage: 0, rest: "" }
  const strict = semver.exec(version)
  const rest = strict ? (strict[1] ?? "") : behind
  if (rest === "") return { numbers, stage: 0, rest }
  return {
    numbers,
    stage: strict || early.test(rest) ? -1 : 1,
    rest: `.${rest}`.replace(joints, "."),
  }
}

/** Whether it begins as a version does; another, like "latest", is neither before nor behind one. */
export const isVersion = (text: string): boolean => form.test(text)

const tell = (a: string, b: string, left: Parts | undefined, right: Parts | undefined): number => {
  if (!left || !right) return left ? -1 : right ? 1 : natural().compare(a, b)
  const most = Math.max(left.numbers.length, right.numbers.length)
  for (let at = 0; at < most; at += 1) {
    const order = (left.numbers[at] ?? 0) - (right.numbers[at] ?? 0)
    if (order !== 0) return order
  }
  return left.stage - right.stage || natural().compare(left.rest, right.rest)
}

const asWritten = (a: string, b: string): number =>
  natural().compare(a, b) || (a < b ? -1 : a > b ? 1 : 0)

/**
 * Orders releases, among which 2, 2.0, v2.0 and 2.0.0 are one: by epoch, by their numbers, a pre-release
 * (2.0-rc1, 2.0.0-rc.1, 2.0~rc1) before its release and what else is added to one (1.2-1, 1.2-r0) behind
 * it. Only where semver is written in full, any addition is a pre-release (1.2.0-1). What does not begin
 * with a number comes last. Negative, zero or positive, like any comparator.
 */
export const compareReleases = (a: string, b: string): number => tell(a, b, partsOf(a), partsOf(b))

/**
 * A comparator for many versions, each of which it reads once: {@link compareReleases}, and those that
 * are one release as they are written, 1.9 before 1.9.0.
 */
export const versionOrder = (): ((a: string, b: string) => number) => {
  const known = new Map<string, Parts | undefined>()
  const read = (version: string): Parts | undefined => {
    const before = known.get(version)
    if (before) return before
    const parts = partsOf(version)
    known.set(version, parts)
    return parts
  }
  return (a, b) => tell(a, b, read(a), read(b)) || asWritten(a, b)
}

/** The same for two. */
export const compareVersions = (a: string, b: string): number =>
  compareReleases(a, b) || asWritten(a, b)
