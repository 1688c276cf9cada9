import { beforeAll, expect, test, vi } from "vitest"
import { mayOverflow } from "./room.ts"

beforeAll(() => {
  vi.stubGlobal("document", { documentElement: {} })
  vi.stubGlobal("getComputedStyle", () => ({ fontSize: "16px" }))
  return () => vi.unstubAllGlobals()
})

test("what has room for all its letters is not clipped, and what may not have is", () => {
  expect(mayOverflow("development", 120)).toBe(false)
  expect(mayOverflow("WWWWWWWWWWW", 120)).toBe(true)
  expect(mayOverflow("illlilll", 60)).toBe(false)
  expect(mayOverflow("パッケージ", 90)).toBe(true)
  expect(mayOverflow("x", 0)).toBe(true)
})
