import { QueryClient } from "@tanstack/react-query"
import { describe, expect, it } from "vitest"
import { sampleConnection } from "../model/connectionSample.ts"
import type { Row } from "../model/field.ts"
import { sampleResource } from "../model/resourceSample.ts"
import { emptyQuery } from "../model/query.ts"
import type { Query } from "../model/query.ts"
import { keptRows, canAnswer } from "./keptRows.ts"
import { keys } from "./keys.ts"

const resource = sampleResource({
  fields: [
    { id: "name", label: "Name", kind: "text" },
    { id: "space", label: "Space", kind: "text", remoteOnly: true },
  ],
  paging: { by: "page", sizes: [25], max: 100 },
})
const list = { connection: sampleConnection({}), resource, place: [] }
const rowOf = (id: string, cells: Row["cells"] = {}): Row => ({ id, cells, raw: {} })
const pageKey = (query: Partial<Query>) =>
  keys.list(list.connection.id, resource.id, [], { ...emptyQuery, ...query })
const byName = [{ field: "name", desc: false }]

describe("what is kept of a list", () => {
  it("is the newest page that no filter chose, with its order", () => {
    const client = new QueryClient()
    const put = (query: Partial<Query>, id: string, updatedAt: number) =>
      client.setQueryData(
        pageKey(query),
        { rows: [rowOf(id)], total: undefined, next: "2" },
        { updatedAt },
      )
    expect(keptRows(client, list)).toBeUndefined()
    put({}, "old", 1)
    put({ sort: byName }, "new", 2)
    put({ filters: { name: ["x"] } }, "chosen", 3)
    expect(keptRows(client, list)).toEqual({
      rows: [rowOf("new")],
      whole: false,
      sort: byName,
      page: "",
      updatedAt: 2,
    })
  })

  it("is the whole list before any page of it", () => {
    const client = new QueryClient()
    client.setQueryData(pageKey({}), { rows: [rowOf("a")], total: undefined, next: "2" })
    client.setQueryData(
      keys.walk(list.connection.id, resource.id, [], emptyQuery),
      { rows: [rowOf("a"), rowOf("b")], of: 2, complete: true },
      { updatedAt: 1 },
    )
    expect(keptRows(client, list)).toMatchObject({ whole: true, rows: [{ id: "a" }, { id: "b" }] })
  })

  it("is not whole where its last page is all that is there, or rows are missing", () => {
    const client = new QueryClient()
    client.setQueryData(pageKey({ page: "3" }), { rows: [rowOf("z")], total: undefined })
    expect(keptRows(client, list)?.whole).toBe(false)
    client.setQueryData(pageKey({}), { rows: [rowOf("a")], total: undefined, incomplete: "Cut." })
    expect(keptRows(client, list)?.whole).toBe(false)
  })
})

describe("rows answer a query", () => {
  const loaded = [rowOf("a", { name: "a" })]
  it("unless only the API knows, or they lack what is asked for", () => {
    expect(canAnswer(resource, loaded, { ...emptyQuery, text: "a", sort: byName })).toBe(true)
    expect(canAnswer(resource, loaded, { ...emptyQuery, filters: { space: ["s"] } })).toBe(false)
    const lacking = [rowOf("a", { name: { absent: "not-loaded" } })]
    expect(canAnswer(resource, lacking, { ...emptyQuery, sort: byName })).toBe(false)
    expect(canAnswer({ ...resource, sparse: true }, loaded, { ...emptyQuery, text: "a" })).toBe(
      false,
    )
  })
})
