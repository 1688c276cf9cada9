import { expect, test } from "vitest"
import { counted, fold, formatCount, sentence, shorten } from "./text.ts"

test.each([
  [0, "0"],
  [999, "999"],
  [1000, "1,000"],
  [12_345, "12,345"],
  [1_234_567, "1,234,567"],
])("%d is written %s", (count, written) => expect(formatCount(count)).toBe(written))

test("one is one, and everything else many", () => {
  expect(counted(1, "package", "packages")).toBe("1 package")
  expect(counted(0, "package", "packages")).toBe("0 packages")
  expect(counted(1200, "package", "packages")).toBe("1,200 packages")
})

test("case and accents are folded away", () => {
  expect(fold("Müller ÉCOLE")).toBe("muller ecole")
  expect(fold("ABC-9")).toBe("abc-9")
})

test("a long opaque text keeps both ends, a short one all", () => {
  expect(shorten("0f1e2d3c4b5a69788796a5b4c3d2e1f0")).toBe("0f1e2d3c…e1f0")
  expect(shorten("0f1e2d3c4b5a69788")).toBe("0f1e2d3c4b5a69788")
})

test.each([
  ["a fault of the sandbox", "a fault of the sandbox."],
  ["No (404)", "No (404)."],
  ["It is done.", "It is done."],
  ["Why?", "Why?"],
  ["", ""],
])("%j as a sentence is %j", (text, said) => {
  expect(sentence(text)).toBe(said)
})
