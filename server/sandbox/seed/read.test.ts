import { expect, test } from "vitest"
import { groupSeed } from "./group.ts"
import { readSeed } from "./read.ts"

test("the seed holds real packages in number, each at most once", () => {
  const seed = readSeed()
  expect(seed.length).toBeGreaterThan(6000)
  const keys = new Set(seed.map((item) => `${item.from} ${item.name} ${item.version}`))
  expect(keys.size).toBe(seed.length)
  expect(new Set(seed.map((item) => item.name)).size).toBeGreaterThan(3000)
})

test("every member is well formed or absent", () => {
  const wrong = readSeed().filter(
    (item) =>
      item.name === "" ||
      item.version === "" ||
      !/^sha(?:1:[0-9a-f]{40}|256:[0-9a-f]{64}|512:[0-9a-f]{128})$/.test(item.digest ?? "") ||
      !(item.size === undefined || item.size > 0) ||
      !/^$|^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(item.published ?? "") ||
      (item.publisher ?? "").includes("@"),
  )
  expect(wrong).toEqual([])
})

test("names are grouped with all their versions", () => {
  const react = groupSeed(readSeed()).find(({ name }) => name === "react")
  expect(react?.versions.length).toBeGreaterThan(100)
  expect(react?.versions.every(({ name }) => name === "react")).toBe(true)
})
