import { describe, expect, test } from "vitest"
import { commonFields } from "../model/common.ts"
import type { Field } from "../model/field.ts"
import { emptyQuery, readQuery } from "../model/query.ts"
import { rowFilter } from "../model/search.ts"
import { providers } from "../providers/index.ts"
import { builtInViews, lackingViews } from "./builtInViews.ts"
import { ownColumns } from "./columnNames.ts"

const at = "2026-11-20T00:00:00.000Z"
const searchOf = (fields: readonly Field[], id: string): string =>
  builtInViews(fields, at).find((view) => view.id === id)?.search ?? ""

const answers = (id: string, cells: Readonly<Record<string, string | Date>>): boolean => {
  const { query, dropped } = readQuery(
    commonFields,
    { by: "none" },
    new URLSearchParams(searchOf(commonFields, id)),
  )
  expect(dropped).toEqual([])
  return rowFilter(commonFields, { ...emptyQuery, ...query })({ id: "1", cells, raw: {} })
}
const hours = (count: number): Date => new Date(Date.now() - count * 3_600_000)

describe("over the table of all packages", () => {
  test("needs review: what failed and what nobody knows, never what is ready", () => {
    expect(answers("review", { state: "failed" })).toBe(true)
    expect(answers("review", { state: "unknown" })).toBe(true)
    expect(answers("review", { state: "ready" })).toBe(false)
  })
  test("stuck: on its way for more than an hour", () => {
    expect(answers("stuck", { state: "in-progress", updated: hours(2) })).toBe(true)
    expect(answers("stuck", { state: "in-progress", updated: hours(0.5) })).toBe(false)
    expect(answers("stuck", { state: "ready", updated: hours(2) })).toBe(false)
  })
  test("changed: after it was last marked as seen", () => {
    expect(answers("changed", { updated: new Date("2026-11-20T00:00:01Z") })).toBe(true)
    expect(answers("changed", { updated: new Date(at) })).toBe(false)
  })
  test("changed: shows the date by which it chooses, besides the usual columns", () => {
    const cols = new URLSearchParams(searchOf(commonFields, "changed")).get("cols")?.split(",")
    expect(cols).toEqual([...ownColumns(commonFields, "name"), "updated"])
    expect(new URLSearchParams(searchOf(commonFields, "review")).get("cols")).toBeNull()
  })
})

test("what waits for somebody is stuck as well, and no failure", () => {
  const fields: readonly Field[] = [
    {
      id: "state",
      label: "State",
      kind: "status",
      options: ["BAD", "WAITING", "BUSY", "GOOD"],
      tones: { BAD: "fail", WAITING: "info", BUSY: "running", GOOD: "pass" },
      waits: ["WAITING"],
    },
    { id: "created", label: "Created", kind: "date" },
  ]
  expect(new URLSearchParams(searchOf(fields, "stuck")).getAll("state")).toEqual([
    "BUSY",
    "WAITING",
  ])
  expect(new URLSearchParams(searchOf(fields, "review")).getAll("state")).toEqual(["BAD"])
})

test("where verdicts are asked for row by row, the view says what it looks at, and no date stands for another", () => {
  const fields: readonly Field[] = [
    { id: "ci", label: "CI status", kind: "status", late: true, common: "state" },
    {
      id: "approval",
      label: "Approval status",
      kind: "status",
      options: ["Rejected", "Approved"],
      tones: { Rejected: "fail", Approved: "pass" },
    },
    { id: "releaseDate", label: "Release date", kind: "date" },
  ]
  const views = builtInViews(fields, at)
  expect(views.map(({ name }) => name)).toEqual(["Approval status needs review"])
  expect(views[0]?.hint).toContain("CI status")
})

test("a list without states or dates has none of them", () => {
  expect(builtInViews([{ id: "name", label: "Name", kind: "text" }], at)).toEqual([])
})
test("a state that is asked for row by row cannot make a view", () => {
  const late: Field = {
    id: "scan",
    label: "Scan",
    kind: "status",
    late: true,
    options: ["fail"],
    tones: { fail: "fail" },
  }
  expect(builtInViews([late], at)).toEqual([])
})

const lackedBy = async (provider: keyof typeof providers, resource: string) => {
  const fields = (await providers[provider]()).resources[resource]?.fields ?? []
  return lackingViews(fields, builtInViews(fields, at))
}

test.each([
  ["cloudfoundry", "packages", undefined],
  ["cylance", "packages", undefined],
  ["astra", "upgrades", undefined],
  [
    "vrealize",
    "packages",
    "Of this list no state is told, so there is no “Needs review” and no “Stuck”.",
  ],
  [
    "spectra",
    "packages",
    "Of this list no state is told and no date of a change is told, so there is no “Needs review”, no “Stuck”, and no “Changed since I last looked”.",
  ],
  [
    "spectra",
    "versions",
    "Of this list CI status, Analysis, and Vulnerabilities are asked for row by row and no date of a change is told, so there is no “Stuck” and no “Changed since I last looked”.",
  ],
] as const)(
  "what %s cannot have of views for its %s is said with the reason",
  async (provider, resource, said) => expect(await lackedBy(provider, resource)).toBe(said),
)
