import { describe, expect, test } from "vitest"
import type { Field, Row } from "../model/field.ts"
import { emptyQuery } from "../model/query.ts"
import { seenUntil } from "./seenUntil.ts"
import type { SeenIn, SeenOf } from "./seenUntil.ts"

const field: Field = { id: "updated", label: "Updated", kind: "date" }
const row = (at: number): Row => ({ id: String(at), cells: { updated: new Date(at) }, raw: null })
const list = (more: Partial<SeenOf> = {}): SeenOf => ({
  rows: [row(500), row(900)],
  status: "ready",
  stale: false,
  walk: undefined,
  next: undefined,
  complete: true,
  incomplete: undefined,
  askedAt: 1000,
  ...more,
})
const filters = { updated: [">2026-01-01"] }
const asking = (more: Partial<SeenIn> = {}): SeenIn => ({
  field,
  query: { ...emptyQuery, filters },
  since: 100,
  waiting: 0,
  ...more,
})
const walking = (state: "running" | "done"): SeenOf["walk"] => ({
  state,
  read: 200,
  of: 596,
  requests: 4,
  start: () => undefined,
  stop: () => undefined,
})

test("seen is what the rows tell of, not what changed between their reading and the press", () =>
  expect(seenUntil(list(), asking())).toBe(900))

test("nor what our clock says, where it is ahead of the provider's", () =>
  expect(seenUntil(list({ askedAt: 3_600_000 }), asking())).toBe(900))

test("nor what came after old data, or while a long list was read, or has a date to come", () =>
  expect(seenUntil(list({ rows: [row(500), row(9_999_999)] }), asking())).toBe(1000))

test("rows of other pages count where all are known", () => {
  const whole = [row(500), row(950)]
  const census = { rows: whole, complete: true, of: 2, running: false }
  expect(seenUntil(list({ census, version: whole, rows: [row(500)], next: "2" }), asking())).toBe(
    950,
  )
  expect(
    seenUntil(
      list({ census: { ...census, complete: false }, version: whole, rows: [row(500)] }),
      asking(),
    ),
  ).toBe(500)
})

test("it never goes back", () =>
  expect(seenUntil(list({ rows: [row(9_999_999)] }), asking({ since: 5000 }))).toMatch(/already/))

test.each([
  ["while the list is read", { walk: walking("running"), complete: false }, 0, /being read/],
  ["while rows are on their way", { stale: true }, 0, /on their way/],
  ["while updates wait", {}, 2, /apply them first/],
  ["where a part is missing", { complete: false, incomplete: "The rest." }, 0, /The rest\./],
  ["where nothing is shown", { rows: [] }, 0, /nothing to mark/],
] as const)("it cannot be said %s", (_, more, waiting, reason) =>
  expect(seenUntil(list(more), asking({ since: 100, waiting }))).toMatch(reason),
)

test("it can while a whole list is read once more", () =>
  expect(seenUntil(list({ walk: walking("running") }), asking())).toBe(900))

test.each([
  ["a word", { text: "bash" }],
  ["another filter", { filters: { ...filters, state: ["failed"] } }],
  ["a condition", { where: { is: "text", text: "bash" } }],
] as const)("what %s leaves out was not shown, and is not marked", (_, more) => {
  const whole = [row(100), row(500)]
  const census = { rows: whole, complete: true, of: 2, running: false }
  const shown = list({ census, version: whole, rows: [row(100)] })
  const asked = asking({ since: 50, query: { ...emptyQuery, filters, ...more } })
  expect(seenUntil(shown, asked)).toMatch(/take them away/)
})

describe("of pages that the provider cuts", () => {
  const by = (desc: boolean): SeenIn["query"] => ({
    ...emptyQuery,
    filters,
    sort: [{ field: "updated", desc }],
  })
  const created = { ...emptyQuery, filters, sort: [{ field: "created", desc: true }] }
  test("one says nothing of the others", () => {
    const first = list({ next: "2" })
    expect(seenUntil(first, asking())).toMatch(/sort by Updated/)
    expect(seenUntil(first, asking({ query: created }))).toMatch(/sort by Updated/)
    expect(seenUntil(list(), asking({ query: { ...created, page: "2" } }))).toMatch(/first page/)
    expect(seenUntil(list(), asking({ query: { ...by(true), page: "2" } }))).toMatch(/first page/)
    expect(seenUntil(list(), asking({ query: created }))).toBe(900)
  })
  test("the first has the newest, or the oldest up to the moment in which it ends", () => {
    expect(seenUntil(list({ next: "2" }), asking({ query: by(true) }))).toBe(900)
    expect(seenUntil(list({ next: "2" }), asking({ query: by(false) }))).toBe(899)
    expect(seenUntil(list({ next: "2" }), asking({ query: by(false), since: 899 }))).toMatch(
      /more rows on a page/,
    )
  })
  test("what was read at another time than these rows does not speak for them", () => {
    const census = { rows: [row(950)], complete: true, of: 1, running: false }
    expect(seenUntil(list({ census, version: [] }), asking())).toBe(900)
  })
})

describe("where changes are told in whole seconds", () => {
  const rows = [row(2000), row(5000)]
  test("what was asked for in the newest leaves it open, for more may change in it", () =>
    expect(seenUntil(list({ rows, askedAt: 5400 }), asking())).toBe(4999))
  test("what was asked for later has seen all of it", () =>
    expect(seenUntil(list({ rows, askedAt: 6000 }), asking({ since: 4999 }))).toBe(5000))
  test("nothing more is marked while it lasts", () =>
    expect(seenUntil(list({ rows, askedAt: 5400 }), asking({ since: 4999 }))).toMatch(/refresh/))
})
