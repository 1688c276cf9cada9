import { expect, test } from "vitest"
import type { Cell, Field, Row } from "../model/field.ts"
import { emptyQuery } from "../model/query.ts"
import type { Query } from "../model/query.ts"
import { outOfSight } from "./outOfSight.ts"

const fields: readonly Field[] = [
  { id: "name", label: "Name", kind: "text" },
  { id: "state", label: "State", kind: "word" },
  { id: "notes", label: "Notes", kind: "text" },
  { id: "space", label: "Space", kind: "text", remoteOnly: true },
]
const row = (id: string, state: Cell): Row => ({
  id,
  cells: { name: id, notes: "", state },
  raw: undefined,
})
const selected = [
  row("shown", "failed"),
  row("far", "failed"),
  row("other", "ready"),
  row("hidden", { absent: "forbidden" }),
  row("unread", { absent: "not-loaded" }),
  row("none", { absent: "null" }),
]
const seen = (query: Partial<Query>, similar = false) => {
  const { out, unsure } = outOfSight(selected, {
    fields,
    query: { ...emptyQuery, ...query },
    shown: new Set(["shown"]),
    similar,
  })
  return { out: out.map(({ id }) => id), unsure: unsure.map(({ id }) => id) }
}

test("what does not answer is out of sight, and what was not read may answer", () => {
  expect(seen({ filters: { state: ["failed"] } })).toEqual({
    out: ["other", "none"],
    unsure: ["hidden", "unread"],
  })
  const where = { is: "field", field: "state", values: ["ready"] } as const
  expect(seen({ where })).toEqual({ out: ["far", "none"], unsure: ["hidden", "unread"] })
})

test("what answers stands on another page, and where nothing narrows all of it does", () => {
  expect(seen({})).toEqual({ out: [], unsure: [] })
  expect(seen({ text: "far" }).out).not.toContain("far")
  expect(seen({ text: "far" }).out).toContain("other")
  // Astra sends what is shown alone: a word may stand in what was not read.
  const sparse = {
    id: "sparse",
    cells: { name: "x", notes: { absent: "not-loaded" } },
    raw: {},
  } as const
  const query = { ...emptyQuery, text: "far" }
  const { out, unsure } = outOfSight([sparse], { fields, query, shown: new Set() })
  expect([out, unsure]).toEqual([[], [sparse]])
})

test("of what only the provider can tell, or is similar at best, nothing is sure", () => {
  const all = ["far", "other", "hidden", "unread", "none"]
  expect(seen({ filters: { space: ["dev"] } })).toEqual({ out: [], unsure: all })
  expect(seen({ text: "farr" }, true)).toEqual({ out: [], unsure: all })
})
