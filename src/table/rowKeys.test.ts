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
  expect(keys.of(["b", "d", "e"])).toEqual([b, a, c])
  const more = keys.of(["b", "d", "e", "f"])
  expect(more.slice(0, 3)).toEqual([b, a, c])
  expect(new Set(more).size).toBe(4)
})

test("what somebody works in never becomes another row", () => {
  const keys = new RowKeys(() => new Set(["a"]))
  const [a, b] = keys.of(["a", "b"])
  const [c, d] = keys.of(["c", "d"])
  expect(c).toBe(b)
  expect([a, b]).not.toContain(d)
})
