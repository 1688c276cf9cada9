import { hashKey, QueryObserver, queryOptions } from "@tanstack/react-query"
import { beforeEach, expect, it, vi } from "vitest"
import { sampleConnection } from "../model/connectionSample.ts"
import { ProviderError } from "../model/error.ts"
import type { Cell, Row } from "../model/field.ts"
import type { Resource } from "../model/provider.ts"
import { emptyQuery } from "../model/query.ts"
import { sampleResource } from "../model/resourceSample.ts"
import { createClient, keepFor, kept, release } from "./client.ts"
import { keys } from "./keys.ts"
import { readAll } from "./readAll.ts"

const disk = vi.hoisted(() => {
  vi.stubGlobal("localStorage", { getItem: () => "me", setItem: () => undefined })
  return new Map<string, unknown>()
})
vi.mock("idb-keyval", () => ({
  createStore: () => () => Promise.resolve(),
  get: (key: string) => Promise.resolve(disk.get(key)),
  set: (key: string, value: unknown) => Promise.resolve(disk.set(key, value)),
  del: (key: string) => Promise.resolve(disk.delete(key)),
  clear: () => Promise.resolve(disk.clear()),
}))

const connection = sampleConnection({ name: "Portal" })
const longAgo = Date.now() - 6 * 86_400_000
const then = new Date(longAgo).toISOString()
const rows: readonly Row[] = ["a", "b"].map((id) => ({
  id,
  cells: { name: id, ci: { absent: "not-loaded" } },
  raw: {},
}))
const keyOf = (id: string) => keys.late("c1", "packages", [{ in: "packages", id }])
const slot = (id: string): string => `me\nwaybill-${hashKey(keyOf(id))}`

let asked: string[] = []
let fails: unknown
const resource: Resource = sampleResource({
  fields: [
    { id: "name", label: "Name", kind: "text" },
    { id: "ci", label: "CI status", kind: "text", late: true },
  ],
  paging: { by: "none" },
  list: () => Promise.resolve({ rows, total: undefined }),
  fill: (_call, _place, { id }) => {
    asked.push(id)
    return fails === undefined ? Promise.resolve({ ci: "fail" }) : Promise.reject(fails)
  },
})

beforeEach(async () => {
  asked = []
  fails = undefined
  await keepFor("me")
  disk.clear()
  const state = { data: { ci: "pass" }, dataUpdatedAt: longAgo }
  disk.set(slot("a"), {
    buster: release,
    queryHash: hashKey(keyOf("a")),
    queryKey: keyOf("a"),
    state,
  })
})

const read = async (client = createClient(), fields = ["name", "ci"], problem?: unknown) => {
  const list = { connection: { ...connection, id: "c1" }, resource, place: [] }
  const { signal } = new AbortController()
  const all = await readAll(
    client,
    list,
    emptyQuery,
    {
      signal,
      fields,
      onProgress: () => undefined,
      onLate: () => undefined,
      ...(problem === undefined ? {} : { rows }),
    },
    { here: undefined, problem },
  )
  return { ...all, ci: all.rows.map(({ cells }) => cells["ci"]) }
}
const down = new ProviderError({ trouble: "offline", title: "Nobody there" })
const lost = { absent: "not-loaded", said: "could not be asked for" }

it("asks for what this browser kept days ago, and keeps what is said now", async () => {
  expect(await read()).toMatchObject({ ci: ["fail", "fail"], complete: true })
  expect(asked).toEqual(["a", "b"])
  expect(disk.get(slot("a"))).toMatchObject({ state: { data: { ci: "fail" } } })
})

it("asks for it also while a cell is being given what was kept", async () => {
  const client = createClient()
  const cell = queryOptions({
    queryKey: keyOf("a"),
    queryFn: () => Promise.resolve<Record<string, Cell>>({ ci: "of the cell" }),
    persister: kept("stale"),
  })
  const leave = new QueryObserver(client, cell).subscribe(() => undefined)
  expect((await read(client)).ci).toEqual(["fail", "fail"])
  leave()
})

it("asks for what is in memory and older than a minute, and not for what is not", async () => {
  const client = createClient()
  const [older, newer] = [Date.now() - 61_000, Date.now() - 1000]
  client.setQueryData(keyOf("a"), { ci: "older" }, { updatedAt: older })
  client.setQueryData(keyOf("b"), { ci: "newer" }, { updatedAt: newer })
  expect(await read(client)).toMatchObject({ ci: ["fail", "newer"], at: newer })
  expect(asked).toEqual(["a"])
  // A cell that shows it has it, too.
  expect(client.getQueryData(keyOf("a"))).toEqual({ ci: "fail" })
})

it("gives what was kept where it cannot be asked for, and says of when it is", async () => {
  fails = new ProviderError({ trouble: "throttled", title: "Wait" })
  expect(await read()).toMatchObject({
    ci: ["pass", lost],
    complete: false,
    incomplete: `CI status of 1 row could not be asked for again: as read before, the oldest at ${then}`,
    at: longAgo,
  })
  expect(asked).toEqual(["a", "b"])
})

it("gives nothing that may not be seen any more", async () => {
  fails = new ProviderError({ trouble: "forbidden", title: "No" })
  const forbidden = { absent: "forbidden", said: "not shown to this credential" }
  const all = await read()
  expect(all).toMatchObject({ ci: [forbidden, forbidden], complete: true })
})

it("gives what was kept of a provider that is known to be down, and asks nothing", async () => {
  const all = await read(createClient(), ["name", "ci"], down)
  expect(all).toMatchObject({ ci: ["pass", { absent: "not-loaded" }], complete: false })
  expect(all.incomplete).toBe(
    `As it was when it was selected; Portal cannot be reached now; CI status of 1 row could not be asked for again: as read before, the oldest at ${then}`,
  )
  expect(asked).toEqual([])
})

it("says nothing of it where no such column is wanted", async () => {
  const all = await read(createClient(), ["name"], down)
  expect(all.incomplete).toBe("As it was when it was selected; Portal cannot be reached now")
})
