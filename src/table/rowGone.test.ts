import { expect, it } from "vitest"
import type { Row } from "../model/field.ts"
import { standsAt } from "./rowGone.ts"

const rows = (ids: string): readonly Row[] =>
  ids.split("").map((id) => ({ id, cells: {}, raw: {} }))

it("finds the next row in the place of one that went, else the one before", () => {
  expect(standsAt(rows("abcd"), 2, rows("abd"))).toBe(2)
  expect(standsAt(rows("abcd"), 3, rows("abc"))).toBe(2)
  expect(standsAt(rows("abcd"), 0, rows("bcd"))).toBe(0)
})

it("counts what went and came around it", () => {
  expect(standsAt(rows("abcd"), 2, rows("ad"))).toBe(1)
  expect(standsAt(rows("abcd"), 3, rows("abce"))).toBe(3)
  expect(standsAt(rows("ab"), 1, [])).toBe(-1)
})
