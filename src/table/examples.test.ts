import { expect, test } from "vitest"
import type { Field, Row } from "../model/field.ts"
import { emptyQuery } from "../model/query.ts"
import { readTyped } from "../model/readTyped.ts"
import { rowFilter } from "../model/search.ts"
import { exampleQueries } from "./examples.ts"

/** What can be asked of them needs quotes, or a second one, or none. */
const odd: readonly Field[] = [
  { id: "name", label: "Name", kind: "text" },
  { id: "state", label: "State", kind: "status", options: ["not yet, or never", 'so "called"'] },
  { id: "connection", label: "Connection", kind: "word", options: ["Spectra Assure sandbox"] },
  { id: "size", label: "Size", kind: "bytes" },
  { id: "created", label: "Created", kind: "date" },
]

test("where there are no rows every example says what it is called", () => {
  const read = exampleQueries(odd, []).map(({ text }) => readTyped(odd, text))
  const is = (field: string, ...values: readonly string[]) => ({ is: "field", field, values })
  const [one, two] = ["not yet, or never", 'so "called"'] as const
  const not = (of: object) => ({ is: "not", of })
  const text = (words: string) => ({ is: "text", text: words })
  expect(read).toEqual(
    [
      is("state", one),
      is("state", one, two),
      not(is("state", one)),
      not(is("connection", "Spectra Assure sandbox")),
      is("size", ">50mb"),
      is("created", "<7 days ago"),
      is("created", "2026-01-01..2026-06-30"),
      is("name", "=exactly"),
      { is: "none", field: "name" },
      text("two words"),
      { is: "all", of: [{ is: "any", of: [text("one"), text("two")] }, text("three")] },
    ].map((where) => ({ where })),
  )
})

test("every example finds something in the rows, and none is of what they do not have", () => {
  const cells = (name: string, state: string, size: number, created: string) => ({
    name,
    state,
    size,
    connection: "Spectra Assure sandbox",
    created: new Date(created),
  })
  const rows: readonly Row[] = [
    { id: "1", cells: cells("zoom", "odd", 2000, "2024-08-01"), raw: {} },
    { id: "2", cells: cells("left-pad", "not yet, or never", 20, "2023-02-01"), raw: {} },
    { id: "3", cells: { name: "right pad", size: 3000, state: "odd" }, raw: {} },
  ]
  const examples = exampleQueries(odd, rows)
  expect(examples.map(({ text }) => text)).toEqual([
    'state:"not yet, or never"',
    'state:"not yet, or never",odd',
    '-state:"not yet, or never"',
    '-connection:"Spectra Assure sandbox"',
    "size:>1kb",
    'created:<"7 days ago"',
    "created:2024-07-01..2024-12-31",
    "name:=zoom",
    "no:connection",
    '"Spectra Assure"',
    "(zoom OR left-pad) odd",
  ])
  const found = examples.map(({ text }) => {
    const read = readTyped(odd, text)
    const where = "where" in read ? read.where : undefined
    return rows.filter(rowFilter(odd, { ...emptyQuery, where })).length
  })
  expect(found).not.toContain(0)
  expect(exampleQueries(odd, rows.slice(0, 1)).map(({ text }) => text)).not.toContain(
    "no:connection",
  )
})

test("what only some rows say beside each other is found among those of the others", () => {
  const rows = Array.from({ length: 3000 }, (_, at): Row => {
    const more = at >= 2500 ? { state: "odd" } : {}
    return { id: `${at}`, cells: { name: `n${at}`, ...more }, raw: {} }
  })
  expect(exampleQueries(odd, rows).map(({ text }) => text)).toEqual([
    "state:odd",
    "-state:odd",
    "name:=n0",
    "no:state",
    expect.stringMatching(/^\(n2\d+ OR n0\) odd$/),
  ])
})
