import { describe, expect, test } from "vitest"
import type { Field, Row } from "../model/field.ts"
import { readWhere } from "../model/readWhere.ts"
import { complete, exampleQueries } from "./completion.ts"

const fields: readonly Field[] = [
  { id: "name", label: "Name", kind: "text" },
  { id: "state", label: "State", kind: "status", options: ["failed", "ready"] },
  { id: "size", label: "Size", kind: "bytes" },
  { id: "created", label: "Created", kind: "date" },
  { id: "type", label: "Type", kind: "word", options: ["docker", "bits"] },
  { id: "scan", label: "Scan", kind: "status", late: true },
]
const rows: readonly Row[] = [
  { id: "1", cells: { name: "zoom tools", state: "odd" }, raw: {} },
  { id: "2", cells: { name: "left-pad", state: "ready" }, raw: {} },
]
const labels = (text: string, caret = text.length): readonly string[] =>
  complete(fields, rows, text, caret).map(({ label }) => label)

describe("how a text could go on", () => {
  test("names of columns, but none that a list cannot be filtered by", () => {
    expect(labels("s")).toEqual(["state:", "size:"])
    expect(labels("foo -st")).toEqual(["state:"])
    expect(labels("(na")).toEqual(["name:"])
  })
  test("words that the provider documents, then those on screen", () => {
    expect(labels("state:")).toEqual(["failed", "ready", "odd"])
    expect(labels("state:failed,re")).toEqual(["ready"])
  })
  test("a value with a space comes in quotes, and the caret stands behind it", () => {
    const [first] = complete(fields, rows, "x name:zo y", 9)
    expect(first).toMatchObject({ text: 'x name:="zoom tools"  y', caret: 21 })
  })
  test("the word at the caret alone, whatever was quoted before it", () => {
    for (const before of ['name:"x y" ', 'a "b \\" c" (', '"" -'])
      expect(labels(`${before}state:re`)).toEqual(["ready"])
    expect(labels('name:"state:re')).toEqual([])
  })
  test("in the middle of a text the rest of it stays", () => {
    const [first] = complete(fields, rows, "sta zoom", 3)
    expect(first?.text).toBe("state: zoom")
  })
})

test("every example can be read, and every offered text too", () => {
  for (const { text } of exampleQueries(fields))
    expect(readWhere(fields, text)).not.toHaveProperty("problem")
  for (const field of ["state", "size", "created", "type", "name"])
    for (const { text } of complete(fields, rows, `${field}:`, field.length + 1))
      expect(readWhere(fields, text)).not.toHaveProperty("problem")
})
