import { expect, test } from "vitest"
import type { Field, Row } from "../model/field.ts"
import { cardColumns, cardFields } from "./cardFields.ts"

const field = (id: string, more: Partial<Field> = {}): Field => ({
  id,
  label: id,
  kind: "text",
  ...more,
})
const fields = [
  field("state", { kind: "status" }),
  field("a"),
  field("b"),
  field("app", { late: true }),
  field("c"),
]
const row: Row = {
  id: "1",
  cells: { state: "ready", a: { absent: "not-provided" }, b: "x", c: "y" },
  raw: null,
}

test("a card shows the status of its row, and of the others the first that it has or waits for", () => {
  const { status, others } = cardFields(row, fields)
  expect(status?.id).toBe("state")
  expect(others.map(({ id }) => id)).toEqual(["b", "app", "c"])
  expect(cardFields(row, [...fields.slice(1), field("d")]).others.map(({ id }) => id)).toEqual([
    "b",
    "app",
    "c",
  ])
})

test("what cards stand in order by comes behind their name, once", () => {
  expect(cardColumns(["name", "a", "b"], [{ field: "b", desc: true }])).toEqual(["name", "b", "a"])
  expect(cardColumns(["name", "a"], [{ field: "name", desc: true }])).toEqual(["name", "a"])
})
