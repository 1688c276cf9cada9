import * as fc from "fast-check"
import { expect, test } from "vitest"
import { compareReleases, compareVersions } from "./versions.ts"

const inOrder = [
  "0.9",
  "1.2~rc1",
  "1.2",
  "1.2-1",
  "1.2-10",
  "1.2.3.4",
  "1.9",
  "1.9.0",
  "1.10.0",
  "2.0a1",
  "2.0-alpha2",
  "2.0.Beta1",
  "2.0.dev3",
  "2.0-M1",
  "2.0.0-rc.1",
  "2.0-rc2",
  "2.0-SNAPSHOT",
  "2",
  "2.0.0",
  "2.0-1",
  "2.0-alpine",
  "3.1a",
  "10",
  "1:1.0~beta1-1",
  "1:1.0-1",
  "2:0.1",
  "latest",
]

test.each(inOrder.map((version, at) => [version, inOrder[at + 1] ?? "stable"]))(
  "%s stands before %s",
  (a, b) => {
    expect(compareVersions(a, b)).toBeLessThan(0)
    expect(compareVersions(b, a)).toBeGreaterThan(0)
  },
)

test.each([
  ["2", "v2.0"],
  ["V1.2", "1.2.0"],
  ["0:1.2", "1.2"],
  ["2.0-rc1", "2.0.0-rc.1"],
  ["2.0.0-rc_1", "2.0.0-rc.1"],
  ["2.0rc1", "2.0~RC1"],
  ["1.2.0+build.5", "1.2"],
])("%s and %s are one release", (a, b) => expect(compareReleases(a, b)).toBe(0))

test("what is semver in full is read by it", () => {
  expect(compareReleases("1.2.0-1", "1.2.0")).toBeLessThan(0)
  expect(compareReleases("1.2.0-alpha.2", "1.2.0-alpha.10")).toBeLessThan(0)
  expect(compareReleases("1.2.0-alpha", "1.2.0-alpha.1")).toBeLessThan(0)
  expect(compareReleases("22.04.1-1", "22.04.1")).toBeGreaterThan(0)
})

const some = fc.oneof(
  fc.constantFrom(...inOrder),
  fc.stringMatching(/^[vV]?(\d:)?0?[0-2](\.0?[0-2]){0,3}([-.~+_]?(rc|a|1|b\.2|r0)){0,2}$/),
)

test("the order is one, whatever is compared first", () => {
  fc.assert(
    fc.property(some, some, some, (a, b, c) => {
      const sorted = [a, b, c].toSorted(compareVersions)
      expect([c, b, a].toSorted(compareVersions)).toEqual(sorted)
      expect([b, a, c].toSorted(compareVersions)).toEqual(sorted)
    }),
    { numRuns: 2000 },
  )
})
