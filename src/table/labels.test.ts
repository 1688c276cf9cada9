import { describe, expect, it } from "vitest"
import type { Field } from "../model/field.ts"
import { filterLabel } from "./filterLabel.ts"
import { countLabel } from "./labels.ts"
import { pressSort } from "./pressSort.ts"
import { rangeLabel } from "./rangeLabel.ts"

describe("rangeLabel", () => {
  it("counts from the page", () =>
    expect(rangeLabel(25, { count: 412, exact: true }, "3", 25, true)).toBe("51–75 of 412"))
  it("says at least where the provider does", () =>
    expect(rangeLabel(50, { count: 200, exact: false }, "", 50, true)).toBe("1–50 of at least 200"))
  it("names no position where pages only lead on", () =>
    expect(rangeLabel(50, undefined, "tok", 50, false)).toBe("50 rows"))
})

describe("countLabel", () => {
  const all = { count: 412, exact: true }
  const label = (list: Parameters<typeof countLabel>[0], narrowed = false): string =>
    countLabel(list, "package", "packages", narrowed)
  it("says how many of how many", () =>
    expect(label({ matching: { count: 37, exact: true }, all })).toBe("37 of 412 packages"))
  it("says that a filter leaves out none, where that is known", () => {
    expect(label({ matching: all, all }, true)).toBe("412 of 412 packages")
    expect(label({ matching: all, all })).toBe("412 packages")
    const some = { count: 200, exact: false }
    expect(label({ matching: some, all: some }, true)).toBe("at least 200 packages")
    expect(label({ matching: all, all: undefined }, true)).toBe("412 packages match")
  })
  it("takes the word for one", () =>
    expect(label({ matching: { count: 1, exact: true }, all: { count: 1, exact: true } })).toBe(
      "1 package",
    ))
  it("does not take those that match for all there are", () => {
    const matching = { count: 47, exact: true }
    expect(label({ matching, all: undefined })).toBe("47 packages match")
    expect(label({ matching: undefined, all })).toBe("How many of 412 packages match is not known")
  })
  it("does not take those that were read so far for all there are", () => {
    const some = { count: 1800, exact: false }
    const label15 = label({ matching: { count: 15, exact: false }, all: some }, true)
    expect(label15).toBe("at least 15 of at least 1,800 packages")
    const whole = label({ matching: { count: 15, exact: true }, all: some }, true)
    expect(whole).toBe("15 of at least 1,800 packages")
    const alike = { matching: { count: 21, exact: false }, similar: ["vitest"] }
    expect(label({ ...alike, all: some }, true)).toBe(
      "None of 1,800 packages read so far matches; 21 similar",
    )
    expect(label({ ...alike, all }, true)).toBe("None of 412 packages matches; 21 similar")
  })
  it("says in how many rows none was found so far, where these were looked through", () => {
    const rows = [{ id: "a", cells: {}, raw: null }]
    const census = { rows, complete: false, of: undefined, running: true }
    const list = { matching: { count: 0, exact: false }, all: { count: 1, exact: false }, census }
    expect(label({ ...list, version: rows }, true)).toBe("None of 1 package read so far matches")
    const unknown = "How many packages there are is not known"
    expect(label({ ...list, version: [] }, true)).toBe(unknown)
    expect(label({ ...list, matching: undefined, version: rows }, true)).toBe(unknown)
  })
  it("never says 0 of what nobody has counted", () => {
    const unknown = "How many packages there are is not known"
    expect(label({ matching: undefined, all: undefined })).toBe(unknown)
    expect(label({ matching: { count: 0, exact: false }, all: undefined })).toBe(unknown)
  })
})

describe("pressSort", () => {
  it("goes up, down and off", () => {
    const up = pressSort([], "name", false)
    expect(up).toEqual([{ field: "name", desc: false }])
    const down = pressSort(up, "name", false)
    expect(down).toEqual([{ field: "name", desc: true }])
    expect(pressSort(down, "name", false)).toEqual([])
  })
  it("replaces the other keys, or joins them", () => {
    const by = [{ field: "created", desc: true }]
    expect(pressSort(by, "name", false)).toEqual([{ field: "name", desc: false }])
    expect(pressSort(by, "name", true)).toEqual([...by, { field: "name", desc: false }])
    const both = [...by, { field: "name", desc: true }]
    expect(pressSort(both, "created", true)).toEqual([{ field: "name", desc: true }])
  })
})

describe("filterLabel", () => {
  const field = (kind: Field["kind"]): Field => ({ id: "x", label: "X", kind })
  it.each([
    ["text", "=zoom", "is zoom"],
    ["text", "zoom", "zoom"],
    ["text", "\\=zoom", "=zoom"],
    ["text", "1..2", "1..2"],
    ["flag", "true", "Yes"],
    ["flag", "false", "No"],
    ["bytes", "10mb..", "from 10mb"],
    ["date", "..2026-01-31", "up to 2026-01-31"],
    ["number", "1..5", "1 to 5"],
    ["version", ">1.2", "after 1.2"],
    ["version", "1..2", "1 to 2"],
    ["version", "\\>1", ">1"],
    ["word", "\\<none>", "<none>"],
  ] as const)("%s %s", (kind, value, said) => expect(filterLabel(field(kind), value)).toBe(said))
})
