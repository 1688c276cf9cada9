import * as fc from "fast-check"
import { describe, expect, test } from "vitest"
import type { Field } from "../model/field.ts"
import { moveColumn, pinColumn, showColumn, stepColumn } from "./arrange.ts"
import type { Arranged } from "./arrange.ts"

const fields: readonly Field[] = ["name", "a", "b", "c", "d"].map((id) => ({
  id,
  label: id,
  kind: "text",
}))
const start: Arranged = { columns: ["name", "a", "b", "c", "d"], pinned: [] }

describe("moving a column", () => {
  test("to the right it comes behind, to the left before the one it is dropped on", () => {
    expect(moveColumn(start, "a", "c").columns).toEqual(["name", "b", "c", "a", "d"])
    expect(moveColumn(start, "d", "b").columns).toEqual(["name", "a", "d", "b", "c"])
  })
  test("the title stays the first", () => {
    expect(moveColumn(start, "b", "name")).toEqual(start)
    expect(moveColumn(start, "name", "b")).toEqual(start)
  })
  test("among pinned columns pins it, among the others lets it go", () => {
    const pinned = pinColumn(pinColumn(start, "c", true), "d", true)
    expect(pinned).toEqual({ columns: ["name", "c", "d", "a", "b"], pinned: ["c", "d"] })
    expect(moveColumn(pinned, "a", "d")).toEqual({
      columns: ["name", "c", "a", "d", "b"],
      pinned: ["c", "a", "d"],
    })
    expect(moveColumn(pinned, "c", "b").pinned).toEqual(["d"])
  })
  test("step by step over the border of the pinned ones and back", () => {
    const pinned = pinColumn(start, "a", true)
    const loose = stepColumn(pinned, "a", 1)
    expect(loose).toEqual({ columns: ["name", "a", "b", "c", "d"], pinned: [] })
    const two = pinColumn(pinned, "b", true)
    const out = stepColumn(two, "b", 1)
    expect(out).toEqual({ columns: ["name", "a", "b", "c", "d"], pinned: ["a"] })
    expect(stepColumn(out, "b", -1)).toEqual(two)
    expect(stepColumn(start, "a", -1)).toEqual(start)
    expect(stepColumn(start, "d", 1)).toEqual(start)
  })
})

describe("showing a column", () => {
  test("puts it where the table has it", () => {
    const hidden = showColumn(start, fields, "b", false)
    expect(hidden.columns).toEqual(["name", "a", "c", "d"])
    expect(showColumn(hidden, fields, "b", true)).toEqual(start)
  })
  test("a hidden column is no longer pinned, and the title cannot be hidden", () => {
    expect(showColumn(pinColumn(start, "b", true), fields, "b", false).pinned).toEqual([])
    expect(showColumn(start, fields, "name", false)).toEqual(start)
  })
})

test("whatever one does, the title is first, the pinned follow, and nothing is there twice", () => {
  const id = fc.constantFrom("name", "a", "b", "c", "d")
  const step = fc.oneof(
    fc.tuple(id, id).map(
      ([a, b]) =>
        (now: Arranged) =>
          moveColumn(now, a, b),
    ),
    fc
      .tuple(
        id.filter((one) => one !== "name"),
        fc.boolean(),
      )
      .map(
        ([a, on]) =>
          (now: Arranged) =>
            now.columns.includes(a) ? pinColumn(now, a, on) : now,
      ),
    fc.tuple(id, fc.boolean()).map(
      ([a, on]) =>
        (now: Arranged) =>
          showColumn(now, fields, a, on),
    ),
    fc.tuple(id, fc.constantFrom(1 as const, -1 as const)).map(
      ([a, by]) =>
        (now: Arranged) =>
          now.columns.includes(a) ? stepColumn(now, a, by) : now,
    ),
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      const { columns, pinned } = steps.reduce((now, next) => next(now), start)
      expect(columns[0]).toBe("name")
      expect(new Set(columns).size).toBe(columns.length)
      expect(columns.slice(1, 1 + pinned.length)).toEqual(pinned)
    }),
  )
})
