import { describe, expect, test } from "vitest"
import type { Field, Row } from "../model/field.ts"
import { readTyped } from "../model/readTyped.ts"
import { complete } from "./completion.ts"

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
  complete(fields, { rows: rows, whole: true }, text, caret).map(({ label }) => label)

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
  test("words that begin with a sign of comparison come in quotes, but are shown as they are", () => {
    const odd = [{ id: "1", cells: { state: "<none>" }, raw: {} }]
    const [first] = complete(fields, { rows: odd, whole: true }, "state:no", 8)
    expect(first).toMatchObject({ label: "<none>", text: 'state:"<none>" ' })
    expect(readTyped(fields, first?.text ?? "")).not.toHaveProperty("problem")
  })
  test("a value with a space comes in quotes, and the caret stands behind it", () => {
    const [first] = complete(fields, { rows: rows, whole: true }, "x name:zo y", 9)
    expect(first).toMatchObject({ text: 'x name:="zoom tools" y', caret: 21 })
  })
  test("the word at the caret alone, whatever was quoted before it", () => {
    for (const before of ['name:"x y" ', 'a "b \\" c" (', '"" -'])
      expect(labels(`${before}state:re`)).toEqual(["ready"])
    expect(labels('name:"state:re')).toEqual([])
  })
  test("in the middle of a text the rest of it stays", () => {
    const [first] = complete(fields, { rows: rows, whole: true }, "sta zoom", 3)
    expect(first?.text).toBe("state: zoom")
  })
  test.each([
    ["st|ate:failed zoom", "state:", undefined],
    ["st|:failed zoom", "state:", "state:|failed zoom"],
    ["st|aet:failed zoom", "state:", "state:|failed zoom"],
    ["-(st|a) zoom", "state:", "-(state:|) zoom"],
    ["si|ate:failed", "size:", "size:|failed"],
    ["state:fa|iled", "ready", undefined],
    ["state:|failed", "ready", "state:ready |"],
    ["state:re|d,failed", "ready", "state:ready|,failed"],
    ["(state:re|) zoom", "ready", "(state:ready|) zoom"],
    ['name:="zo|om" x', "zoom tools", 'name:="zoom tools" |x'],
    ['name:="x, y",="zo|', "zoom tools", 'name:="x, y",="zoom tools" |'],
    ["no:na| x", "name", "no:name |x"],
  ])("what is chosen takes the place of the whole word at the caret: %s", (at, label, then) => {
    const found = complete(
      fields,
      { rows: rows, whole: true },
      at.replace("|", ""),
      at.indexOf("|"),
    )
    const one = found.find((option) => option.label === label)
    expect(one && `${one.text.slice(0, one.caret)}|${one.text.slice(one.caret)}`).toBe(then)
  })
  test("what stands there already is not offered", () => {
    expect(labels("state:failed")).toEqual([])
    expect(labels("state:failed", "state:fai".length)).toEqual([])
    expect(labels('name:="zoom tools"')).toEqual([])
    expect(labels("no:name")).toEqual([])
  })
  test("the value itself, then those that begin so, then the others; of each what most rows have", () => {
    const version: Field = { id: "version", label: "Version", kind: "version" }
    const of = ["1.4.69-1", "0.3.1", "12", "15", "14", "14", "1", "2", "9.10"].map(
      (one, at): Row => ({ id: `${at}`, cells: { version: one }, raw: {} }),
    )
    const offered = (text: string): readonly string[] =>
      complete([version], { rows: of, whole: true }, text, text.length).map(({ label }) => label)
    expect(offered("version:1")).toEqual(["1", "14", "1.4.69-1", "12", "15", "0.3.1", "9.10"])
    expect(offered("version:")[0]).toBe("14")
    expect(offered("version:14")).toEqual(["14"])
  })
  test("the first of 10,000 values are those that would stand first in order", () => {
    const many = Array.from({ length: 10_000 }, (_, at): Row => {
      const name = `n${(at * 7919) % 10_000}`
      return { id: name, cells: { name }, raw: {} }
    })
    expect(
      complete(fields, { rows: many, whole: true }, "name:n", 6).map(({ label }) => label),
    ).toEqual(Array.from({ length: 8 }, (_, at) => `n${at}`))
  })
  test("only spans that begin as was typed, of a list that is known whole those in which something lies", () => {
    const of: readonly Row[] = [{ id: "1", cells: { size: 200_000 }, raw: {} }]
    const offered = (text: string, sized = of, whole = true): readonly string[] =>
      complete(fields, { rows: sized, whole }, text, text.length).map(({ label }) => label)
    expect(offered("size:")).toEqual([">1kb", ">100kb", "<1mb"])
    expect(offered("size:>1")).toEqual([">1kb", ">100kb"])
    expect(offered("size:1")).toEqual([">1kb", ">100kb", "<1mb"])
    expect(offered("size:0")).toEqual([])
    expect(offered("size:>5")).toEqual([])
    // Where no row has any, nothing is known of what they are.
    expect(offered("size:>5", rows)).toEqual([">50mb"])
    // Rows that were not read may be of other sizes.
    expect(offered("size:>", of, false)).toEqual([">1kb", ">100kb", ">1mb", ">50mb", ">1gb"])
    expect(offered("size:>5", of, false)).toEqual([">50mb"])
  })
  test("columns that may be empty, where something is to be missing", () => {
    expect(labels("no:")).toEqual(["name", "state", "size", "created", "type"])
    expect(labels("-no:s")).toEqual(["state", "size"])
  })
})

test("every offered text can be read", () => {
  for (const field of ["state", "size", "created", "type", "name", "no"])
    for (const { text } of complete(
      fields,
      { rows: rows, whole: true },
      `${field}:`,
      field.length + 1,
    ))
      expect(readTyped(fields, text)).not.toHaveProperty("problem")
})
