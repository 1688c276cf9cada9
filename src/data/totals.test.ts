import { sampleConnection } from "../model/connectionSample.ts"
import { QueryClient } from "@tanstack/react-query"
import { expect, test } from "vitest"
import type { Field, Row } from "../model/field.ts"
import type { Page, Resource } from "../model/provider.ts"
import { emptyQuery } from "../model/query.ts"
import type { Query } from "../model/query.ts"
import { keys } from "./keys.ts"
import { countIn, knownTotal } from "./totals.ts"
import type { Walked } from "./walk.ts"

const fields: readonly Field[] = [
  { id: "name", label: "Name", kind: "text" },
  { id: "state", label: "State", kind: "status" },
  { id: "space", label: "Space", kind: "id", remoteOnly: true },
]
const connection = sampleConnection({ id: "one", provider: "cylance", name: "One" })
const resource: Resource = {
  id: "packages",
  one: "package",
  many: "packages",
  children: [],
  title: "name",
  fields,
  paging: { by: "page", sizes: [25], max: 200 },
  actions: [],
  list: () => Promise.resolve({ rows: [], total: undefined }),
}
const list = { connection, resource, place: [] }
const rows: readonly Row[] = ["ready", "failed", "ready"].map((state, at) => ({
  id: String(at),
  cells: { name: `package ${at}`, state },
  raw: {},
}))

const failed = { state: ["failed"] }
const pageAt = (more: Partial<Query>) =>
  keys.list(connection.id, resource.id, [], { ...emptyQuery, ...more })

/** Some pages of a list, the later the newer. */
const answered = (
  pages: readonly (readonly [Partial<Query>, Page["total"]])[],
): { readonly client: QueryClient } => {
  const client = new QueryClient()
  pages.forEach(([more, total], at) => {
    const page: Page = { rows: [], total }
    client.setQueryData(pageAt(more), page, { updatedAt: at + 1 })
  })
  return { client }
}

test("how many there are is known from any page, order and size, by the newest answer", () => {
  const { client } = answered([
    [
      { page: "2", sort: [{ field: "name", desc: true }] },
      { count: 600, exact: true },
    ],
    [{ size: 25 }, { count: 599, exact: true }],
    [{ filters: failed }, { count: 47, exact: true }],
    [{ page: "3" }, undefined],
    [{ page: "4" }, { count: 200, exact: false }],
  ])
  expect(knownTotal(client, list, {})?.count).toBe(599)
  expect(knownTotal(client, list, failed)?.count).toBe(47)
  expect(knownTotal(client, list, { state: ["ready"] })).toBeUndefined()
  expect(
    knownTotal(client, { ...list, place: [{ in: "projects", id: "elsewhere" }] }, {}),
  ).toBeUndefined()
})

test("what an action has touched since is not known any more", async () => {
  const { client } = answered([[{}, { count: 600, exact: true }]])
  await client.invalidateQueries({ queryKey: keys.resource(connection.id, resource.id) })
  expect(knownTotal(client, list, {})).toBeUndefined()
})

test("a list that was read to its end is counted, one that was not is not", () => {
  const client = new QueryClient()
  const key = keys.walk(connection.id, resource.id, [], emptyQuery)
  const walked: Walked = { rows, of: undefined, complete: false }
  client.setQueryData(key, walked)
  expect(knownTotal(client, list, {})).toBeUndefined()
  client.setQueryData(key, { ...walked, complete: true })
  expect(knownTotal(client, list, {})?.count).toBe(3)
})

test("rows that are all here say how many match, but not by what only the provider knows", () => {
  expect(countIn(fields, rows, { ...emptyQuery, filters: { state: ["ready"] } })).toBe(2)
  expect(countIn(fields, rows, { ...emptyQuery, filters: { space: ["x"] } })).toBeUndefined()
})
