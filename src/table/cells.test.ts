import { beforeAll, expect, test, vi } from "vitest"
import type { Field } from "../model/field.ts"
import { shortOf, widthOf } from "./cells.tsx"

beforeAll(() => {
  vi.stubGlobal("document", { documentElement: {} })
  vi.stubGlobal("getComputedStyle", () => ({ fontSize: "16px" }))
  return () => vi.unstubAllGlobals()
})

const by: Field = { id: "by", label: "By", kind: "id" }
const uuid = "82af7a4e-07fd-4ee4-a8e7-9ba2d1c0f58e"
const usual = widthOf(by) - 24

test("a column that was made wider shows as much of an id as has room", () => {
  expect(shortOf(uuid, by)).toBe("82af7a4e…f58e")
  expect(shortOf(uuid, by, usual)).toBe("82af7a4e…f58e")
  expect(shortOf(uuid, by, usual - 40)).toBe("82af7a4e…f58e")
  expect(shortOf(uuid, by, 230)).toBe("82af7a4e-07fd-4ee4-a8e7-9b…f58e")
  expect(shortOf(uuid, by, 262)).toBe(uuid)
})
