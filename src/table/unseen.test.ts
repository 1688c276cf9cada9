import { expect, test } from "vitest"
import type { Field, Row } from "../model/field.ts"
import { readTyped } from "../model/readTyped.ts"
import { printWhere, fromParts, toParts } from "../model/where.ts"
import { slipsOf, unseenIn, unseenText, withKnown } from "./unseen.ts"

const state: Field = { id: "state", label: "State", kind: "status", options: ["failed", "ready"] }
const connection: Field = {
  id: "connection",
  label: "Connection",
  kind: "word",
  options: ["Astra Control", "Spectra Assure"],
  closed: true,
}
const name: Field = { id: "name", label: "Name", kind: "text" }
const fields = [state, connection, name]
const rows: readonly Row[] = [
  { id: "1", cells: { state: "Odd", connection: "old name" }, raw: null },
]
const asked = (text: string) => {
  const read = readTyped(fields, text)
  if ("problem" in read) throw new Error(read.problem.message)
  return toParts(read.where)
}
const ask = (text: string, complete = true) =>
  unseenIn(fields, asked(text), { rows, complete }).map(({ word, known, whole }) => [
    word,
    known,
    whole,
  ])
const states = ["failed", "ready", "Odd"]

test("a word that no row and no documentation has, with those that there are", () => {
  expect(ask("state:nonsense")).toEqual([["nonsense", states, true]])
  expect(ask("state:nonsense", false)).toEqual([["nonsense", states, false]])
  expect(unseenIn(fields, asked("state:x"), undefined)).toMatchObject([
    { known: ["failed", "ready"], whole: false },
  ])
})

test.each([
  ["state:nonsense,failed", ["nonsense"]],
  ["state:nonsense OR state:failed", ["nonsense"]],
  ["state:x OR state:y", ["x", "y"]],
  ["-state:nonsense", ["nonsense"]],
  ["(name:a OR -(state:nonsense name:b)) connection:astra", ["nonsense", "astra"]],
  ["state:nonsense -state:NONSENSE", ["NONSENSE"]],
])("in %s, wherever it stands", (text, words) => {
  expect(ask(text).map(([word]) => word)).toEqual(words)
})

test("names that are all known are all there are, those that are like what was asked first", () => {
  expect(ask("connection:Spectra", false)).toEqual([
    ["Spectra", ["Spectra Assure", "Astra Control"], true],
  ])
  expect(ask("state:redy", false)).toEqual([["redy", ["ready", "failed", "Odd"], false]])
})

test("words that are known and parts of a text say nothing", () => {
  expect(ask("state:READY")).toEqual([])
  expect(ask("-state:odd,failed")).toEqual([])
  expect(ask("name:nonsense")).toEqual([])
})

test("what the answer itself has is known, and what nobody looked at may be anything", () => {
  const one: Row = { id: "2", cells: { state: "New" }, raw: null }
  expect(unseenIn(fields, asked("state:new"), undefined, [one])).toEqual([])
  const hidden: Row = { id: "3", cells: { state: { absent: "not-loaded" } }, raw: null }
  const census = { rows: [...rows, hidden], complete: true }
  expect(unseenIn(fields, asked("state:new"), census)).toMatchObject([{ whole: false }])
})

test("it is a slip only where every value is known: a status that is undocumented may be chosen", () => {
  const slips = (complete: boolean, shown: readonly Row[] = []) => [
    ...slipsOf(state, asked("state:New"), { rows: complete ? rows : undefined, complete }, shown),
  ]
  expect(slips(true)).toEqual(["new"])
  expect(slips(false)).toEqual([])
  expect(slips(true, [{ id: "2", cells: { state: "New" }, raw: null }])).toEqual([])
})

test("it is replaced where it stands, and nothing else is", () => {
  const text = "state:nonsense,failed name:nonsense -state:Nonsense"
  const query = asked(text)
  const next = withKnown(query, { field: state, word: "nonsense" }, "failed")
  expect(printWhere(fromParts({ text: "", ...next }))).toBe("state:failed name:nonsense")
})

test.each([
  ["state:nonsense -state:failed", "state:failed"],
  ["state:failed -state:nonsense", "state:failed"],
  ["-state:nonsense", "-state:failed"],
  ["state:failed,ready -state:nonsense", "state:failed,ready -state:failed"],
  ["name:a OR (state:nonsense -state:Nonsense)", "name:a OR state:failed"],
])("%s becomes a question that some row can answer: %s", (text, mended) => {
  const next = withKnown(asked(text), { field: state, word: "nonsense" }, "failed")
  expect(printWhere(fromParts({ text: "", ...next }))).toBe(mended)
})

test("it is said to be unknown only as far as that is known", () => {
  const said = (text: string, complete: boolean) =>
    unseenIn(fields, asked(text), { rows, complete }).map((one) => unseenText("package", one))
  expect(said("state:x", true)).toEqual(["No package has the state “x”. Known are:"])
  expect(said("state:x", false)).toEqual(["No state “x” was seen so far. Known are:"])
  expect(said("connection:x", false)).toEqual(["No connection is called “x”. They are:"])
})
