import { sampleConnection } from "../model/connectionSample.ts"
import { QueryClient } from "@tanstack/react-query"
import { expect, test } from "vitest"
import { emptyQuery } from "../model/query.ts"
import { spectra } from "../providers/spectra/index.ts"
import { keys } from "./keys.ts"
import { listedRows } from "./listedRows.ts"

const connection = sampleConnection({})

test("packages of lists that were looked at are known, each once, and of no other resource", () => {
  const client = new QueryClient()
  expect(listedRows(client, connection)).toEqual([])
  client.setQueryData(keys.provider("spectra"), spectra)
  const place = [{ in: "projects", id: "demo" }]
  const row = { id: "left-pad", cells: { name: "left-pad" }, raw: null }
  const page = { rows: [row], total: undefined }
  client.setQueryData(keys.list("a", "packages", place, emptyQuery), page)
  client.setQueryData(keys.list("a", "packages", place, { ...emptyQuery, text: "x" }), page)
  client.setQueryData(keys.list("a", "projects", [], emptyQuery), page)
  client.setQueryData(keys.list("b", "packages", place, emptyQuery), page)
  const rows = listedRows(client, connection)
  expect(rows.map(({ id }) => id)).toEqual([
    JSON.stringify(["a", "projects", "demo", "packages", "left-pad"]),
  ])
})
