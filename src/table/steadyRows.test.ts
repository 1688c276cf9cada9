import * as fc from "fast-check"
import { describe, expect, test } from "vitest"
import type { ListState } from "../data/listState.ts"
import type { Row } from "../model/field.ts"
import { changesLabel } from "./changesLabel.ts"
import { holdBack } from "./holdBack.ts"
import { incomingOf, release, steady as steadyWith } from "./steadyRows.ts"
import type { Incoming, Steady } from "./steadyRows.ts"

const steady = (before: Steady | undefined, now: Incoming): Steady =>
  steadyWith(before, now, holdBack)

const row = (id: string, value = ""): Row => ({ id, cells: { value }, raw: undefined })
const rows = (ids: string, value = ""): readonly Row[] => Array.from(ids, (id) => row(id, value))
const idsOf = (all: readonly Row[]): string => all.map(({ id }) => id).join("")

let version = 0
const incoming = (ids: string, more: Partial<Incoming> = {}): Incoming => ({
  rows: rows(ids),
  whole: undefined,
  key: "list",
  version: (version += 1),
  stale: false,
  owed: false,
  busy: () => true,
  ...more,
})

describe("while somebody points at the table", () => {
  test("values change in place", () => {
    const before = steady(undefined, incoming("abc"))
    const now = steady(before, incoming("abc", { rows: rows("abc", "new") }))
    expect(now.waiting).toBe(0)
    expect(now.rows).toEqual(rows("abc", "new"))
  })
  test.each([
    ["cab", 1],
    ["cba", 2],
    ["xabc", 1],
    ["ab", 1],
    ["xab", 1],
    ["xcab", 2],
  ])("abc stays abc when it becomes %s: %i update", (ids, waiting) => {
    const now = steady(
      steady(undefined, incoming("abc")),
      incoming(ids, { rows: rows(ids, "new") }),
    )
    expect(idsOf(now.rows)).toBe("abc")
    expect(now.waiting).toBe(waiting)
    for (const { id, cells } of now.rows) expect(cells["value"]).toBe(ids.includes(id) ? "new" : "")
    expect([...now.away.keys()].join("")).toBe(
      ["a", "b", "c"].filter((id) => !ids.includes(id)).join(""),
    )
    expect(idsOf(release(now)?.rows ?? [])).toBe(ids)
  })
  test("a row that answers no more has its new value where the app knows it, and is told from one that is gone", () => {
    const now = steady(
      steady(undefined, incoming("abc")),
      incoming("a", { whole: rows("ab", "new") }),
    )
    expect(idsOf(now.rows)).toBe("abc")
    expect(now.rows.map(({ cells }) => cells["value"])).toEqual(["", "new", ""])
    expect([...now.away].map(([id, { state }]) => [id, state])).toEqual([
      ["b", "leaves"],
      ["c", "gone"],
    ])
    expect([now.came, now.moved]).toEqual([0, 0])
    expect(changesLabel(now)).toBe("1 gone, 1 leaves")
  })
  test("where the rest of the list is not known, neither is what became of it", () => {
    const now = steady(steady(undefined, incoming("abc")), incoming("xcb"))
    expect([...now.away].map(([id, { state }]) => [id, state])).toEqual([["a", "unknown"]])
    expect(changesLabel(now)).toBe("1 new here, 1 no longer here, 1 moved")
  })
  test("rows that only follow at the end are shown", () => {
    const now = steady(steady(undefined, incoming("abc")), incoming("abcde"))
    expect(idsOf(now.rows)).toBe("abcde")
  })
  test("what was kept back stays so when the pointer leaves, for it may be on its way to the button", () => {
    const held = steady(steady(undefined, incoming("abc")), incoming("cab"))
    const later = steady(held, incoming("bca", { busy: () => false }))
    expect(idsOf(later.rows)).toBe("abc")
    expect(later.waiting).toBeGreaterThan(0)
  })
  test("what is shown stays until it is loaded how to keep back the rest", () => {
    const first = steady(undefined, incoming("abc"))
    const next = incoming("cab")
    expect(steadyWith(first, next, undefined)).toBe(first)
    expect(steadyWith(first, next, holdBack).waiting).toBe(1)
  })
  test("and ends by itself when the order is again the one that is shown", () => {
    const held = steady(steady(undefined, incoming("abc")), incoming("cab"))
    expect(steady(held, incoming("abc")).waiting).toBe(0)
  })
})

describe("shows at once", () => {
  test("what nobody points at", () => {
    const now = steady(steady(undefined, incoming("abc")), incoming("cab", { busy: () => false }))
    expect(idsOf(now.rows)).toBe("cab")
  })
  test("the answer to another question", () => {
    const now = steady(steady(undefined, incoming("abc")), incoming("cab", { key: "other" }))
    expect(idsOf(now.rows)).toBe("cab")
  })
  test("the answer that comes late, of a page or of a worker", () => {
    const first = steady(undefined, incoming("abc"))
    const asked = steady(first, { ...incoming("abc"), rows: first.rows, stale: true })
    expect(idsOf(steady(asked, incoming("cab")).rows)).toBe("cab")
    const data = { is: "the same" }
    const late = steady(
      steady(undefined, incoming("abc", { version: data })),
      incoming("cab", { version: data }),
    )
    expect(idsOf(late.rows)).toBe("cab")
  })
  test("the answer that comes with further rows, behind the rows of the question before", () => {
    const list: ListState = {
      rows: rows("abc"),
      version: {},
      matching: undefined,
      all: undefined,
      next: undefined,
      status: "ready",
      problem: undefined,
      complete: true,
      walk: undefined,
      incomplete: undefined,
      updatedAt: 1,
      askedAt: 1,
      refreshing: false,
      stale: false,
      refresh: () => undefined,
      readAll: () => Promise.reject(new Error("nobody reads all of it")),
    }
    const busy = (): boolean => true
    const first = steady(undefined, { ...incomingOf(list, "before"), busy })
    // Nothing is said to be stale in the moment in which a worker has not answered yet.
    const asked = steady(first, { ...incomingOf({ ...list, former: true }, "now"), busy })
    expect(asked.rows).toBe(list.rows)
    const answer: ListState = { ...list, rows: rows("xb"), version: {}, former: false }
    const now = steady(asked, { ...incomingOf(answer, "now"), busy })
    expect([idsOf(now.rows), now.waiting]).toEqual(["xb", 0])
  })
  test("but not new data of which a worker takes its time", () => {
    const first = steady(undefined, incoming("abc"))
    const told = steady(first, incoming("abc", { rows: first.rows, version: "new" }))
    expect(idsOf(steady(told, incoming("cab", { version: "new" })).rows)).toBe("abc")
  })
  test("what somebody changed from here", () => {
    const first = steady(undefined, incoming("abc"))
    const owed = steady(first, incoming("abc", { rows: first.rows, owed: true }))
    expect(idsOf(steady(owed, incoming("ac")).rows)).toBe("ac")
    // The data may be there before the rows that are found in it.
    const read = steady(owed, incoming("abc", { rows: first.rows }))
    expect(steady(read, incoming("abc", { rows: first.rows }))).toBe(read)
    const after = steady(read, incoming("ac"))
    expect([idsOf(after.rows), after.waiting]).toEqual(["ac", 0])
  })
})

test("keeps back as many updates as it takes, whatever comes", () => {
  const list = fc.uniqueArray(fc.constantFrom("a", "b", "c", "d", "e", "f", "g", "h"), {
    maxLength: 8,
  })
  fc.assert(
    fc.property(list, list, (a, b) => {
      const now = steady(steady(undefined, incoming(a.join(""))), incoming(b.join("")))
      const moved = b.slice(0, a.length).join("") !== a.join("")
      expect(now.waiting > 0).toBe(moved)
      expect(idsOf(now.rows)).toBe(moved ? a.join("") : b.join(""))
    }),
  )
})
