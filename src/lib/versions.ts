import { compareVersions as compareSemver, validate, validateStrict } from "compare-versions"
import { once } from "./once.ts"

const natural = once(() => new Intl.Collator("en", { numeric: true, sensitivity: "base" }))

/** Writers put a v before it as often as not. */
const bare = (version: string): string => version.replace(/^v(?=\d)/, "")

/**
 * Orders version strings: by semver where both are semver (a pre-release before its release), else
 * naturally (1.9 before 1.10), else as text. Negative, zero or positive, like any comparator.
 */
export const compareVersions = (a: string, b: string): number => {
  const left = bare(a)
  const right = bare(b)
  if (validateStrict(left) && validateStrict(right))
    return compareSemver(left, right) || natural().compare(a, b)
  return natural().compare(left, right) || (a < b ? -1 : a > b ? 1 : 0)
}

/** {@link compareVersions} of releases, among which 2, 2.0, v2.0 and 2.0.0 are one. */
export const compareReleases = (a: string, b: string): number =>
  validate(a) && validate(b) ? compareSemver(a, b) : compareVersions(a, b)
