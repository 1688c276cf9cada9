import { expect, test } from "vitest"
import { retryAfter } from "./retryAfter.ts"

const now = Date.parse("2026-03-04T05:06:07Z")

test.each([
  ["7", 7000],
  ["0", 0],
  ["1.5", 1500],
  ["Wed, 04 Mar 2026 05:07:07 GMT", 60_000],
  ["Wed, 04 Mar 2026 05:06:06 GMT", -1000],
  ["soon", undefined],
  ["Infinity", undefined],
])("%s", (value, ms) => {
  expect(retryAfter(new Headers({ "retry-after": value }), now)).toBe(ms)
})

test("an answer that says nothing of it", () => {
  expect(retryAfter(new Headers(), now)).toBeUndefined()
})
