import { expect, test } from "vitest"
import { RowKeys } from "./rowKeys.ts"

const nobody = (): ReadonlySet<string> => new Set()

test("a row that stays keeps its key, wherever it stands", () => {
  const keys = new RowKeys(nobody)
  const [a, b, c] = keys.of(["a", "b", "c"])
  expect(keys.of(["c", "a", "b"])).toEqual([c, a, b])
})

test("a row that comes takes the key of one that went, and no two rows have the same", () => {
  const keys = new RowKeys(nobody)
  const [a, b, c] = keys.of(["a", "b", "c"])
  expect(keys.of(["b", "d", "e"])).toEqual([b, c, a])
  const more = keys.of(["b", "d", "e", "f"])
  expect(more.slice(0, 3)).toEqual([b, c, a])
  expect(new Set(more).size).toBe(4)
})

test("what somebody works in never becomes another row", () => {
  const keys = new RowKeys(() => new Set(["a"]))
  const [a, b] = keys.of(["a", "b"])
  const [c, d] = keys.of(["c", "d"])
  expect(c).toBe(b)
  expect([a, b]).not.toContain(d)
})

/** Rows that React moves: all that stood above one that now stands above them. */
const movedOf = (before: readonly string[], now: readonly string[]): readonly string[] => {
  let above = -1
  return now.filter((key) => {
    const place = before.indexOf(key)
    if (place < 0) return false
    const moved = place < above
    above = Math.max(above, place)
    return moved
  })
}

const rows = (from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, at) => `row ${from + at}`)

test("scrolling down moves the rows that come, and makes none", () => {
  const keys = new RowKeys(nobody)
  const before = keys.of(rows(0, 30))
  const now = keys.of(rows(5, 35))
  expect(movedOf(before, now)).toEqual(before.slice(0, 5))
  expect(new Set([...before, ...now]).size).toBe(30)
})

test("scrolling up moves no row at all", () => {
  const keys = new RowKeys(nobody)
  const before = keys.of(rows(10, 40))
  const now = keys.of(rows(5, 35))
  expect(movedOf(before, now)).toEqual([])
  expect(now.slice(5)).toEqual(before.slice(0, 25))
})

test("a search that leaves every other row moves only those that fill up below", () => {
  const keys = new RowKeys(nobody)
  const before = keys.of(rows(0, 30))
  const left = rows(0, 60).filter((_, at) => at % 2 === 0)
  const now = keys.of(left)
  expect(movedOf(before, now).length).toBeLessThanOrEqual(15)
  expect(new Set([...before, ...now]).size).toBe(30)
})

test("other rows in place of all but one take all their places", () => {
  const keys = new RowKeys(nobody)
  const before = keys.of(rows(0, 30))
  const now = keys.of([...rows(50, 70), "row 3", ...rows(70, 79)])
  expect(new Set([...before, ...now]).size).toBe(30)
  expect(movedOf(before, now).length).toBeLessThanOrEqual(2)
})
