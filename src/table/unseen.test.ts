import { expect, test } from "vitest"
import type { Field, Row } from "../model/field.ts"
import { unseenIn } from "./unseen.ts"

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
const ask = (filters: Record<string, readonly string[]>, complete = true) =>
  unseenIn(fields, { filters }, { rows, complete }).map(({ field, known, whole }) => [
    field.id,
    known,
    whole,
  ])

test("a word that no row and no documentation has, with those that there are", () => {
  expect(ask({ state: ["nonsense"] })).toEqual([["state", ["failed", "ready", "Odd"], true]])
  expect(ask({ state: ["nonsense"] }, false)).toEqual([
    ["state", ["failed", "ready", "Odd"], false],
  ])
  expect(unseenIn(fields, { filters: { state: ["x"] } }, undefined)).toMatchObject([
    { known: ["failed", "ready"], whole: false },
  ])
})

test("names that are all known are all there are, those that are like what was asked first", () => {
  expect(ask({ connection: ["Spectra"] }, false)).toEqual([
    ["connection", ["Spectra Assure", "Astra Control"], true],
  ])
})

test("words that are known, one of several and parts of a text say nothing", () => {
  expect(ask({ state: ["READY"] })).toEqual([])
  expect(ask({ state: ["odd", "nonsense"] })).toEqual([])
  expect(ask({ name: ["nonsense"] })).toEqual([])
})
