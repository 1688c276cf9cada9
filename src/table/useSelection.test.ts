import { expect, test } from "vitest"
import type { Row } from "../model/field.ts"
import { renewed } from "./useSelection.ts"

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
