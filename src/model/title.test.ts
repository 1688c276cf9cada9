import { expect, it } from "vitest"
import type { Field } from "./field.ts"
import { targetTitle } from "./title.ts"

const fields: readonly Field[] = [
  { id: "guid", label: "GUID", kind: "id" },
  { id: "name", label: "Name", kind: "text", common: "name" },
  { id: "version", label: "Version", kind: "version", common: "version" },
]
const cells = { guid: "0f1e", name: "bash", version: "5.2" }
const place = [
  { in: "packages", id: "left-pad" },
  { in: "things", id: "0f1e" },
]
const target = { place, row: { id: "0f1e", cells, raw: {} } }

it("tells a thing from others of its name by its version", () => {
  expect(targetTitle({ title: "name", fields }, target)).toBe("bash 5.2")
})

it("says of what a version is one", () => {
  expect(targetTitle({ title: "version", fields }, target)).toBe("left-pad 5.2")
  expect(targetTitle({ title: "version", fields }, { place })).toBe("left-pad 0f1e")
})

it("puts what people call it before an opaque id", () => {
  const named = ["name", "lacking", "guid"]
  expect(targetTitle({ title: "guid", named, fields }, target)).toBe("bash 0f1e")
})

it("falls back to the id where nothing else is known", () => {
  const row = { id: "0f1e", cells: { name: { absent: "null" } as const }, raw: {} }
  expect(targetTitle({ title: "name", fields }, { place, row })).toBe("0f1e")
  expect(targetTitle({ title: "name", fields }, { place })).toBe("0f1e")
})
