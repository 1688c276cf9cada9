import { describe, expect, it } from "vitest"
import type { Field } from "../model/field.ts"
import { emptyQuery } from "../model/query.ts"
import { ownColumns, readColumns, readPinned } from "./columnNames.ts"
import { keepColumns } from "./keepColumns.ts"
import { changeQuery, strangersIn, viewIn, wantedFields } from "./useQueryState.ts"

const fields: readonly Field[] = [
  { id: "guid", label: "GUID", kind: "id", hidden: true },
  { id: "name", label: "Name", kind: "text" },
  { id: "size", label: "Size", kind: "bytes" },
  { id: "notes", label: "Notes", kind: "text", hidden: true },
  { id: "raw", label: "Raw", kind: "text", itemOnly: true },
  { id: "space", label: "Space", kind: "id", remoteOnly: true },
]

describe("columns", () => {
  it("begin with the title and leave out what is hidden or not in the list", () =>
    expect(ownColumns(fields, "name")).toEqual(["name", "size"]))
  it("show a hidden title all the same", () =>
    expect(ownColumns(fields, "guid")).toEqual(["guid", "name", "size"]))
  it("come from the link, without strangers and twins, the title always first", () =>
    expect(readColumns(fields, "name", "notes,size,notes,nothing,raw,space,name")).toEqual([
      "name",
      "notes",
      "size",
    ]))
  it("are the table's own where the link names none that is there", () => {
    for (const text of ["", "nothing,raw", ","])
      expect(readColumns(fields, "name", text)).toEqual(["name", "size"])
  })
  it("are the title alone where the link asks for it", () =>
    expect(readColumns(fields, "name", "name")).toEqual(["name"]))
})

describe("the address once it is cleaned", () => {
  it("names the columns that are shown, and no others", () => {
    const params = new URLSearchParams("cols=gone,size,raw&pin=lost&q=x")
    keepColumns(params, ["name", "size"])
    expect(params.toString()).toBe("cols=size&q=x")
  })
})

describe("pinned columns", () => {
  it("are visible ones, each once, and never the title", () =>
    expect(readPinned(["name", "notes", "size"], "size,name,size,nothing,raw")).toEqual(["size"]))
  it("are none where the link names none", () =>
    expect(readPinned(["name", "size"], null)).toEqual([]))
})

describe("a link or saved view whose columns or view are gone", () => {
  const said = (search: string): readonly string[] =>
    strangersIn(fields, new URLSearchParams(search))
  it("says which", () => {
    expect(said("cols=gone,size,raw&pin=lost&view=mine")).toEqual([
      'there is no column "gone" to show',
      'there is no column "raw" to show',
      'there is no column "lost" to pin',
      'there is no view "mine"',
    ])
  })
  it("says nothing where all is there", () =>
    expect(said("cols=size,notes&pin=size&view=review")).toEqual([]))
})

describe("a view that the address says it is", () => {
  const dated: readonly Field[] = [
    ...fields,
    { id: "state", label: "State", kind: "status" },
    { id: "updated", label: "Updated", kind: "date" },
  ]
  const held = (name: string, filters: Readonly<Record<string, readonly string[]>>) =>
    viewIn(dated, { ...emptyQuery, filters }, name)
  it("is it as long as what makes it is asked for", () => {
    expect(held("changed", { updated: [">2026-11-20"], state: ["READY"] })).toBe("changed")
    expect(held("stuck", { updated: ["<1 hour ago"], state: ["busy"] })).toBe("stuck")
    expect(held("all", {})).toBe("all")
  })
  it("is none once that is gone", () => {
    expect(held("changed", { state: ["READY"] })).toBeNull()
    expect(held("stuck", { state: ["READY"] })).toBeNull()
    expect(held("review", {})).toBeNull()
    expect(held("all", { name: ["a"] })).toBeNull()
    expect(held("mine", { name: ["a"] })).toBeNull()
  })
})

describe("wanted fields", () => {
  it("are those on screen, filtered by and sorted by", () =>
    expect(
      wantedFields(fields, ["name"], {
        ...emptyQuery,
        filters: { size: ["1.."] },
        sort: [{ field: "notes", desc: false }],
      }),
    ).toEqual(["name", "size", "notes"]))
  it("are every text while there is something to search", () =>
    expect(wantedFields(fields, ["name"], { ...emptyQuery, text: "x" })).toEqual([
      "guid",
      "name",
      "notes",
      "space",
    ]))
})

describe("a change", () => {
  it("of what is listed begins at the first page", () =>
    expect(changeQuery({ ...emptyQuery, page: "3" }, { text: "x" }).page).toBe(""))
  it("of the page stays a change of the page", () =>
    expect(changeQuery({ ...emptyQuery, page: "3" }, { page: "4" }).page).toBe("4"))
})
