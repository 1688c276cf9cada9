import * as fc from "fast-check"
import { expect, test } from "vitest"
import type { Cell } from "../../model/field.ts"
import { Column, packCells } from "./column.ts"

const number = fc.constantFrom<Cell>(0, -0, 1.5, Number.NaN, -7, 2 ** 53)
const date = fc.constantFrom<Cell>(new Date(0), new Date(1_700_000_000_001), new Date(Number.NaN))
const other = fc.constantFrom<Cell | undefined>(undefined, { absent: "null" }, "text", true, ["a"])
const cell = fc.oneof(number, date, other)
/** Mostly of one kind, as a column is, or of all kinds. */
const part = fc.oneof(
  fc.array(fc.oneof({ weight: 9, arbitrary: number }, other), { maxLength: 20 }),
  fc.array(fc.oneof({ weight: 9, arbitrary: date }, other), { maxLength: 20 }),
  fc.array(cell, { maxLength: 20 }),
)

test("cells come out as they went in, whatever comes together", () => {
  fc.assert(
    fc.property(fc.array(part, { maxLength: 5 }), (parts) => {
      const column = new Column()
      for (const cells of parts) {
        column.add(structuredClone(packCells(cells)))
        column.trim()
      }
      const all = parts.flat()
      expect(column.size).toBe(all.length)
      const out = Array.from({ length: all.length + 1 }, (_, slot) => column.at(slot))
      expect(out).toEqual([...all, undefined])
    }),
    { numRuns: 500 },
  )
})

test("a text that is kept elsewhere is read there, and no other is", () => {
  const others = ["name", "same", "another", "late"]
  const column = new Column((slot) => others[slot] ?? "")
  const all = () => [0, 1, 2, 3, 4].map((slot) => column.at(slot))
  column.add(packCells(["name", "same"]))
  column.letGo()
  column.trim()
  expect(all()).toEqual(["name", "same", undefined, undefined, undefined])
  column.add(packCells(["Another"]))
  column.letGo()
  others[2] = "changed"
  column.add(packCells(["late"]))
  column.letGo()
  column.trim()
  expect(all()).toEqual(["name", "same", "Another", "late", undefined])
  // It is this one that is read, and not one of its own.
  others[0] = "moved"
  expect(column.at(0)).toBe("moved")
})

test("dates and numbers are kept as bare numbers", () => {
  const column = new Column()
  column.add(packCells([new Date(3), undefined, new Date(1), new Date(2), new Date(0)]))
  expect(column.measured()).toEqual({
    numbers: new Float64Array([3, 0, 1, 2, 0]),
    absent: new Uint8Array([0, 1, 0, 0, 0]),
  })
  column.add(packCells(["soon"]))
  expect(column.measured()).toBeUndefined()
})
