import { describe, expect, test } from "vitest"
import { commonFields, commonSources, toCommon } from "./common.ts"
import type { Cell, Field } from "./field.ts"
import type { Resource } from "./provider.ts"

const state: Field = {
  id: "state",
  label: "State",
  kind: "status",
  common: "state",
  tones: { BUSY: "running", WAITING: "info", GOOD: "pass", BAD: "fail" },
  waits: ["WAITING"],
}
const created: Field = { id: "made", label: "Made", kind: "date", common: "created" }
const updated: Field = { id: "changed", label: "Changed", kind: "date", common: "updated" }

const cellsOf = (
  fields: readonly Field[],
  cells: Readonly<Record<string, Cell>>,
  place: readonly { readonly in: string; readonly id: string }[] = [],
) => {
  const resource: Pick<Resource, "id" | "fields"> = { id: "things", fields }
  return toCommon({ id: "c", name: "Ours" }, resource, place, { id: "1", cells, raw: {} }).cells
}

describe("a row in the common vocabulary", () => {
  test.each([
    ["WAITING", "in-progress"],
    ["BUSY", "in-progress"],
    ["GOOD", "ready"],
    ["BAD", "failed"],
    ["NEW WORD", "unknown"],
  ])("that is %s is %s", (word, common) => {
    expect(cellsOf([state], { state: word })["state"]).toBe(common)
  })

  test("changed when it came, where its provider knows no other date", () => {
    const day = new Date("2026-11-01T00:00:00Z")
    expect(cellsOf([created], { made: day })["updated"]).toEqual(day)
    expect(cellsOf([], {})["updated"]).toEqual({ absent: "not-provided" })
    // A provider that keeps the date may leave it out: then nothing is known.
    expect(
      cellsOf([created, updated], { made: day, changed: { absent: "null" } })["updated"],
    ).toEqual({ absent: "null" })
  })

  test("has what its own list is searched in, but for addresses and what is alike in every row", () => {
    const text = (id: string, more: Partial<Field> = {}): Field => ({
      id,
      label: id,
      kind: "text",
      ...more,
    })
    const fields = [
      text("name", { common: "name" }),
      text("about", { common: "description" }),
      text("guid", { kind: "id" }),
      text("labels", { kind: "list" }),
      text("none"),
      text("url", { kind: "link" }),
      text("type", { alike: true }),
      text("late", { late: true }),
      text("images", { kind: "records" }),
      text("count", { kind: "number" }),
    ]
    const cells = cellsOf(fields, {
      name: "zlib",
      about: "Day-2 actions",
      guid: "0f1e",
      labels: ["team=search", "tier=1"],
      none: { absent: "null" },
      url: "https://example.org/x",
      type: "package",
      late: "later",
      images: [{ digest: "sha256:aa" }],
      count: 7,
    })
    expect(cells["description"]).toBe("Day-2 actions")
    expect(cells["otherText"]).toBe("0f1e; team=search; tier=1")
    expect(cellsOf([text("name", { common: "name" })], {})["otherText"]).toEqual({
      absent: "not-provided",
    })
    const { hint } = commonFields.find(({ id }) => id === "otherText") ?? {}
    for (const leftOut of ["Addresses", "asked for row by row", "made of"])
      expect(hint).toContain(leftOut)
    // What is not asked of a list that sends what it is asked for cannot be searched.
    expect(commonSources(fields).map(({ id }) => id)).toEqual([
      "name",
      "about",
      "guid",
      "labels",
      "none",
    ])
  })

  test("says what holds it", () => {
    expect(cellsOf([], {}, [{ in: "projects", id: "Demo" }])["place"]).toBe("Demo")
    expect(cellsOf([], {})["place"]).toEqual({ absent: "not-provided" })
  })
})
