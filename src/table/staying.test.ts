import { expect, test } from "vitest"
import { mostStaying } from "./staying.ts"

test("as many stay as leave room to read another column", () => {
  expect(mostStaying([220, 176, 220], 900)).toBe(3)
  expect(mostStaying([220, 176, 220], 700)).toBe(2)
  expect(mostStaying([220, 176, 220], 390)).toBe(1)
})

test("a title that fills the table goes out of sight with the others", () => {
  expect(mostStaying([1200, 100], 900)).toBe(0)
})
