import { expect, test } from "vitest"
import type { Field } from "../model/field.ts"
import { shownColumns } from "./useColumns.ts"

const field = (id: string): Field => ({ id, label: id, kind: "number" })
const fields = ["name", "size", "age", "owner"].map(field)
/** Of a number, before anyone changes it. */
const usual = 100

const drawn = (given: Omit<Parameters<typeof shownColumns>[0], "fields">) =>
  shownColumns({ fields, ...given }).map((column) => ({ ...column, field: column.field.id }))

test("columns stand as they are asked for, and the title stays", () => {
  expect(drawn({ ids: ["name", "owner", "size"], before: 36 })).toEqual([
    { field: "name", width: usual, stays: { left: 36 }, edge: true },
    { field: "owner", width: usual, stays: undefined, edge: false },
    { field: "size", width: usual, stays: undefined, edge: false },
  ])
})

test("pinned columns stand behind the title, each at the end of the one before", () => {
  const widths = { name: 300, age: 80 }
  expect(
    drawn({ ids: ["name", "size", "age"], pinned: ["age", "size"], widths, before: 0 }),
  ).toEqual([
    { field: "name", width: 300, stays: { left: 0 }, edge: false },
    { field: "age", width: 80, stays: { left: 300 }, edge: false },
    { field: "size", width: usual, stays: { left: 380 }, edge: true },
  ])
})

test("pinned columns for which there is no room keep their places, but go out of sight", () => {
  const ids = ["name", "size", "age", "owner"]
  const some = drawn({ ids, pinned: ["owner", "age"], before: 0, most: 2 })
  expect(some.map(({ field }) => field)).toEqual(["name", "owner", "age", "size"])
  expect(some.map(({ stays }) => stays !== undefined)).toEqual([true, true, false, false])
  expect(some.map(({ edge }) => edge)).toEqual([false, true, false, false])
  const none = drawn({ ids, pinned: ["owner"], before: 0, most: 0 })
  expect(none.some(({ stays, edge }) => stays !== undefined || edge)).toBe(false)
})

test("a column that is not shown, not known or pinned twice takes no room", () => {
  expect(
    drawn({ ids: ["name", "gone", "size"], pinned: ["name", "owner", "gone", ""], before: 0 }),
  ).toEqual([
    { field: "name", width: usual, stays: { left: 0 }, edge: true },
    { field: "size", width: usual, stays: undefined, edge: false },
  ])
})

test("no column is narrower or wider than can be read", () => {
  const widths = { name: 2, size: 9000 }
  expect(drawn({ ids: ["name", "size"], widths, before: 0 }).map(({ width }) => width)).toEqual([
    56, 1200,
  ])
})

test("one that is asked for twice stands once, where it is first: a card begins with what it is sorted by", () => {
  const shown = drawn({ ids: ["name", "age", "name", "size", "age"], before: 0 })
  expect(shown.map(({ field }) => field)).toEqual(["name", "age", "size"])
})
