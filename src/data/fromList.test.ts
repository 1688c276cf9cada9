import { QueryClient } from "@tanstack/react-query"
import { describe, expect, it } from "vitest"
import { toCommon } from "../model/common.ts"
import { sampleConnection } from "../model/connectionSample.ts"
import type { Row } from "../model/field.ts"
import { emptyQuery } from "../model/query.ts"
import { sampleResource } from "../model/resourceSample.ts"
import { listedIn } from "./fromList.ts"
import { keys } from "./keys.ts"

const connection = sampleConnection({})
const resource = sampleResource({
  fields: [
    { id: "name", label: "Name", kind: "text", common: "name" },
    { id: "build", label: "Build", kind: "number", common: "version" },
    { id: "phase", label: "Phase", kind: "status", common: "state", tones: { done: "pass" } },
    { id: "note", label: "Note", kind: "text" },
    { id: "deep", label: "Deep", kind: "text", itemOnly: true },
  ],
})
const place = [{ in: "packages", id: "x" }]
const at = { connection, resource, place }
const missing = { absent: "not-loaded", said: "could not be asked for" }
const rowOf = (name: string): Row => ({
  id: "x",
  cells: {
    name,
    build: 7,
    phase: "done",
    note: { absent: "null" },
    deep: { absent: "not-loaded" },
  },
  raw: {},
})

const putPage = (client: QueryClient, text: string, row: Row, updatedAt: number) =>
  client.setQueryData(
    keys.list(connection.id, resource.id, [], { ...emptyQuery, text }),
    { rows: [row], total: undefined },
    { updatedAt },
  )

describe("an item as a list tells it", () => {
  it("is the newest row of any of its lists; what no list says is missing, and not empty", () => {
    const client = new QueryClient()
    expect(listedIn(client, at)).toBeUndefined()
    putPage(client, "", rowOf("old"), 1)
    putPage(client, "a", rowOf("new"), 2)
    putPage(client, "b", { ...rowOf("another"), id: "y" }, 3)
    expect(listedIn(client, at)).toMatchObject({
      row: { id: "x", cells: { name: "new", build: 7, note: { absent: "null" }, deep: missing } },
      updatedAt: 2,
    })
  })

  it("is what the table of all packages says of it, where no other list has it", () => {
    const client = new QueryClient()
    const put = (row: Row) =>
      client.setQueryData(
        keys.everything(connection.id),
        { rows: [toCommon(connection, resource, [], row)], complete: true },
        { updatedAt: 5 },
      )
    put(rowOf("lodash"))
    expect(listedIn(client, at)).toEqual({
      row: {
        id: "x",
        cells: { name: "lodash", build: 7, phase: "done", note: missing, deep: missing },
        raw: null,
      },
      updatedAt: 5,
    })
    // Of a package without a name that table says its id, which is no name.
    put({ ...rowOf(""), cells: { name: { absent: "null" } } })
    expect(listedIn(client, at)?.row.cells["name"]).toEqual(missing)
    putPage(client, "", rowOf("own"), 1)
    expect(listedIn(client, at)?.row.cells["name"]).toBe("own")
  })
})
