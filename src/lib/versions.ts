import compareSemver from "semver/functions/compare.js"
import parseSemver from "semver/functions/parse.js"

const natural = new Intl.Collator("en", { numeric: true, sensitivity: "base" })

/**
 * Orders version strings: by semver where both are semver (a pre-release before its release), else
 * naturally (1.9 before 1.10), else as text. Negative, zero or positive, like any comparator.
 */
export const compareVersions = (a: string, b: string): number => {
  const left = parseSemver(a)
  const right = parseSemver(b)
  if (left && right) return compareSemver(left, right) || natural.compare(a, b)
  return natural.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0)
}
