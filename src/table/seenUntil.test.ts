import { expect, test } from "vitest"
import type { Field, Row } from "../model/field.ts"
import { seenUntil } from "./seenUntil.ts"
import type { SeenOf } from "./seenUntil.ts"

const field: Field = { id: "updated", label: "Updated", kind: "date" }
const row = (at: number): Row => ({ id: String(at), cells: { updated: new Date(at) }, raw: null })
const list = (more: Partial<SeenOf> = {}): SeenOf => ({
  rows: [row(500), row(900)],
  status: "ready",
  stale: false,
  walk: undefined,
  complete: true,
  incomplete: undefined,
  askedAt: 1000,
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
  expect(seenUntil(list(), field, 100, 0)).toBe(900))

test("nor what our clock says, where it is ahead of the provider's", () =>
  expect(seenUntil(list({ askedAt: 3_600_000 }), field, 100, 0)).toBe(900))

test("nor what came after old data, or while a long list was read, or has a date to come", () =>
  expect(seenUntil(list({ rows: [row(500), row(9_999_999)] }), field, 100, 0)).toBe(1000))

test("rows of other pages count where all are known", () => {
  const census = { rows: [row(500), row(950)], complete: true, of: 2, running: false }
  expect(seenUntil(list({ census, rows: [row(500)] }), field, 100, 0)).toBe(950)
  expect(
    seenUntil(list({ census: { ...census, complete: false }, rows: [row(500)] }), field, 100, 0),
  ).toBe(500)
})

test("it never goes back", () =>
  expect(seenUntil(list({ rows: [row(9_999_999)] }), field, 5000, 0)).toMatch(/already/))

test.each([
  ["while the list is read", { walk: walking("running"), complete: false }, 0, /being read/],
  ["while rows are on their way", { stale: true }, 0, /on their way/],
  ["while updates wait", {}, 2, /apply them first/],
  ["where a part is missing", { complete: false, incomplete: "The rest." }, 0, /The rest\./],
  ["where nothing is shown", { rows: [] }, 0, /Nothing is shown/],
] as const)("it cannot be said %s", (_, more, waiting, reason) =>
  expect(seenUntil(list(more), field, 100, waiting)).toMatch(reason),
)

test("it can while a whole list is read once more", () =>
  expect(seenUntil(list({ walk: walking("running") }), field, 100, 0)).toBe(900))
