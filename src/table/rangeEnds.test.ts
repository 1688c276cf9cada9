import { expect, test } from "vitest"
import { parseRange } from "../model/filter.ts"
import { endsOf, leftOut, rangeOf } from "./rangeEnds.ts"

test.each([">924", ">=924", "<924", "<= 924", "5..9", "5..", "..9", "7", " 5 .. 9 "])(
  "%s is the same range once a form has shown it",
  (value) =>
    expect(parseRange("bytes", rangeOf(endsOf(value)))).toEqual(parseRange("bytes", value)),
)

test("a sign goes where a second end comes", () => {
  const more = endsOf(">924")
  expect(leftOut(more)).toBe("924")
  expect(rangeOf({ ...more, from: "1kb" })).toBe(">1kb")
  expect(rangeOf({ ...more, to: "2kb" })).toBe("924..2kb")
  expect(leftOut({ ...more, to: "2kb" })).toBeUndefined()
  expect(leftOut(endsOf("<=924"))).toBeUndefined()
})
