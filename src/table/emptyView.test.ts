import { describe, expect, test } from "vitest"
import { commonFields } from "../model/common.ts"
import type { Cell, Field, Row } from "../model/field.ts"
import { emptyQuery, readQuery } from "../model/query.ts"
import { providers } from "../providers/index.ts"
import { builtInViews } from "./builtInViews.ts"
import { emptyView } from "./emptyView.ts"
import type { Emptied } from "./emptyView.ts"

const seen = "2026-11-20T00:00:00.000Z"

const emptied = (
  view: string,
  rows: readonly Readonly<Record<string, Cell>>[] | undefined,
  more: Partial<Emptied> = {},
  fields: readonly Field[] = commonFields,
): ReturnType<typeof emptyView> => {
  const search = builtInViews(fields, seen).find(({ id }) => id === view)?.search ?? ""
  const { query } = readQuery(fields, { by: "none" }, new URLSearchParams(search))
  const all = rows?.map((cells, at): Row => ({ id: String(at), cells, raw: null }))
  return emptyView({
    one: "package",
    many: "packages",
    fields,
    query: { ...emptyQuery, ...query },
    view,
    census: all && { rows: all, complete: true },
    seen,
    ...more,
  })
}

const old = new Date("2026-11-01T00:00:00Z")
const ready = { state: "ready", updated: old }

describe("a view of its own that a list has nothing for", () => {
  test.each([
    ["review", "Nothing needs review"],
    ["stuck", "Nothing is stuck"],
    ["changed", "Nothing has changed since you last looked"],
  ])("says of %s that all is well where every row was looked at", (view, title) =>
    expect(emptied(view, [ready, ready])).toEqual({
      title,
      says: "All 2 packages were looked at.",
      whole: true,
    }),
  )

  test.each([
    ["review", [ready, { updated: old }], "1 of 2 packages has no State that is known"],
    ["review", [ready, { state: "melting" }], "1 of 2 packages has no State that is known"],
    ["stuck", [ready, { state: "in-progress" }], "1 of 2 packages has no State or Updated"],
    [
      "stuck",
      [ready, { state: "unknown", updated: old }],
      "1 of 2 packages has no State or Updated",
    ],
    ["changed", [ready, { state: "ready" }], "1 of 2 packages has no Updated that is known"],
    ["review", undefined, "What has no State that is known is not looked at."],
  ] as const)(
    "of %s only of what was looked at, where that is not every row",
    (view, rows, says) => {
      const told = emptied(view, rows)
      expect(told?.title).toMatch(
        /^No package that was looked at |^Of the packages whose .* (?:is|are) known, none /,
      )
      expect(told?.says).toContain(says)
      expect(told?.whole).toBe(false)
    },
  )

  test.each(["review", "stuck", "changed"])(
    "of %s never that all is well where some could not be read anew",
    (view) => {
      const told = emptied(view, [ready, ready], { old: old.getTime() })
      expect(told?.whole).toBe(false)
      expect(told?.title).not.toMatch(/^Nothing/)
      expect(told?.says).toMatch(/^This is as it was read at Nov 1, 2026, .*; it could not be read/)
    },
  )

  test("changed: where only is told when a thing came, no more than that none is new", async () => {
    const { fields } = (await providers.cylance()).resources["packages"] ?? { fields: [] }
    const told = emptied("changed", [{ uploaded: old }], {}, fields)
    expect(told).toEqual({
      title: "Nothing new has come since you last looked",
      says: "Whether what was there has changed is not known: Uploaded says only when it came.",
      whole: false,
    })
    const some = emptied("changed", [{ uploaded: old }, {}], {}, fields)
    expect(some?.says).toMatch(
      /^1 of 2 packages has no Uploaded .* Uploaded says only when it came/,
    )
  })

  test("changed: of the connections whose changes are not told nothing is claimed", () => {
    const onlyCreated = ["Optics"]
    expect(emptied("changed", [ready], { onlyCreated })).toEqual({
      title: "No package was seen that has changed since you last looked",
      says: "Of Optics only what has come is seen: when something changed is not told there.",
      whole: false,
    })
    expect(emptied("review", [ready], { onlyCreated })?.whole).toBe(true)
  })

  test("of a list without any rows nothing is said", () =>
    expect(emptied("review", [])).toBeUndefined())

  test("speaks of one row and of several", () => {
    const says = (rows: Parameters<typeof emptied>[1]): string | undefined =>
      emptied("stuck", rows)?.says
    expect(says([ready])).toBe("The one package was looked at.")
    expect(says([{}])).toBe(
      "The one package has no State or Updated that is known, and was not looked at.",
    )
    expect(says([ready, {}, {}])).toBe(
      "2 of 3 packages have no State or Updated that is known, and were not looked at.",
    )
    expect(emptied("stuck", [{}])?.title).toBe(
      "Of the packages whose State and Updated are known, none is stuck",
    )
  })

  test("stuck: of what does not wait no date is asked", () =>
    expect(emptied("stuck", [{ state: "ready" }])?.whole).toBe(true))

  test("changed: since when, where that is not when it was last marked", () => {
    expect(emptied("changed", [ready], { seen: undefined })?.title).toMatch(/changed since then$/)
    expect(emptied("changed", [ready], { seen: "2026-11-21T00:00:00.000Z" })?.title).toMatch(
      /changed since then$/,
    )
  })

  test("what is asked for row by row was not looked at", async () => {
    const { fields } = (await providers.spectra()).resources["versions"] ?? { fields: [] }
    const told = emptied("review", [{ approval: "Approved" }], {}, fields)
    expect(told?.whole).toBe(false)
    expect(told?.says).toMatch(/CI status, .* are asked for row by row, and not looked at\.$/)
  })

  test("is a list like any other where something else narrows it", () => {
    const filters = { state: ["failed", "unknown"], kind: ["docker"] }
    expect(emptied("review", [ready], { query: { ...emptyQuery, filters } })).toBeUndefined()
    expect(
      emptied("review", [ready], { query: { ...emptyQuery, filters: { state: ["failed"] } } }),
    ).toBeUndefined()
    expect(emptied("mine", [ready])).toBeUndefined()
  })
})
