import * as fc from "fast-check"
import { describe, expect, test } from "vitest"
import { compareValues } from "../../model/search.ts"
import { sortKey } from "./sortKey.ts"

const plain = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const printable = fc.string({ unit: "grapheme-ascii", maxLength: 12 })
const alike = fc.string({
  unit: fc.constantFrom("0", "1", "9", "a", "A", "-", ".", " "),
  maxLength: 6,
})

describe("keys of texts", () => {
  test("have the order of the texts", () => {
    const both = fc.oneof(fc.tuple(printable, printable), fc.tuple(alike, alike))
    fc.assert(
      fc.property(both, ([a, b]) => {
        const left = sortKey(a)
        const right = sortKey(b)
        if (left === undefined || right === undefined) throw new Error("printable, yet no key")
        expect(plain(left, right)).toBe(Math.sign(compareValues({ kind: "text" }, a, b)))
      }),
      { numRuns: 5000 },
    )
  })

  test("are not made of what only the collator can compare", () => {
    expect(sortKey("Müller")).toBeUndefined()
    expect(sortKey("a\tb")).toBeUndefined()
    expect(sortKey("9".repeat(300))).toBeUndefined()
  })
})
