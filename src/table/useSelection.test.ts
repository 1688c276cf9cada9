import { expect, test } from "vitest"
import type { Row } from "../model/field.ts"
import { renewed, takenOf, withRows } from "./useSelection.ts"

const row = (id: string, state: string): Row => ({ id, cells: { state }, raw: undefined })

test("what is selected is as the page has it now, and what is on another page as it was", () => {
  const selected = new Map([
    ["a", row("a", "old")],
    ["far", row("far", "old")],
  ])
  const next = renewed(selected, [row("b", "new"), row("a", "new")])
  expect([...next.values()].map(({ id, cells }) => [id, cells["state"]])).toEqual([
    ["a", "new"],
    ["far", "old"],
  ])
})

test("a page that says the same changes nothing", () => {
  const same = row("a", "old")
  const selected = new Map([["a", same]])
  expect(renewed(selected, [same, row("b", "new")])).toBe(selected)
})

test("a page is taken when all of it is that can be, whatever else is shown or selected", () => {
  const [a, b, gone] = [row("a", "new"), row("b", "new"), row("gone", "old")]
  const taken = (...rows: readonly Row[]) =>
    takenOf({ rows: new Map(rows.map((one) => [one.id, one])), page: [a, b] })
  expect(taken()).toEqual({ some: false, all: false })
  expect(taken(gone)).toEqual({ some: false, all: false })
  expect(taken(a)).toEqual({ some: true, all: false })
  expect(taken(a, b)).toEqual({ some: true, all: true })
  expect(taken(a, b, gone)).toEqual({ some: true, all: true })
  expect(takenOf({ rows: new Map([["gone", gone]]), page: [] })).toEqual({
    some: false,
    all: false,
  })
})

test("what is selected besides takes nothing away, and is as it is now", () => {
  const selected = new Map([
    ["far", row("far", "old")],
    ["a", row("a", "old")],
  ])
  const next = withRows(selected, [row("a", "new"), row("b", "new")])
  expect([...next.values()].map(({ id, cells }) => [id, cells["state"]])).toEqual([
    ["far", "old"],
    ["a", "new"],
    ["b", "new"],
  ])
})
