import { expect, test } from "vitest"
import { KeepOnce } from "./keepOnce.ts"

test("cells come out as they went in, over more values than are kept", () => {
  const keep = new KeepOnce()
  const date = new Date(5)
  expect(keep.of(["a", 1, undefined, date, "a"])).toEqual(["a", 1, undefined, date, "a"])
  const many = Array.from({ length: 40_000 }, (_, at) => `value ${at}`)
  expect(keep.of(many)).toEqual(many)
  expect(keep.of(["a", "new"])).toEqual(["a", "new"])
})
