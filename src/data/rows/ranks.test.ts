import { expect, test } from "vitest"
import type { Cell } from "../../model/field.ts"
import { Column, packCells } from "./column.ts"
import { rankCells } from "./ranks.ts"

const columnOf = (cells: readonly (Cell | undefined)[]): Column => {
  const column = new Column()
  column.add(packCells(cells))
  return column
}

const size = { id: "size", label: "Size", kind: "bytes" } as const

test("equal numbers share a rank, 0 and -0 are equal, and no value is behind all of them", () => {
  const { of, count } = rankCells(size, columnOf([3, -0, undefined, 0, 7, 3, -2]))
  expect([...of]).toEqual([2, 1, 4, 1, 3, 2, 0])
  expect(count).toBe(4)
})

test("what is no number has the last rank, once", () => {
  const { of, count } = rankCells(size, columnOf([Number.NaN, 5, Number.NaN, 1]))
  expect([...of]).toEqual([2, 1, 2, 0])
  expect(count).toBe(3)
})

test("no values have no ranks", () => {
  expect(rankCells(size, columnOf([undefined, undefined]))).toEqual({
    of: new Uint8Array([0, 0]),
    count: 0,
  })
})
