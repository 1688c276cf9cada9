import { beforeEach, describe, expect, it } from "vitest"
import { sampleConnection } from "../model/connectionSample.ts"
import { ProviderError } from "../model/error.ts"
import type { Row } from "../model/field.ts"
import type { Resource } from "../model/provider.ts"
import { emptyQuery } from "../model/query.ts"
import { sampleResource } from "../model/resourceSample.ts"
import { createClient } from "./client.ts"
import { keys } from "./keys.ts"
import type { Reading } from "./listState.ts"
import { readAll } from "./readAll.ts"

const connection = sampleConnection({ name: "Astra" })
const down = new ProviderError({ trouble: "broken", title: "Down", status: 503 })
const never = { absent: "not-loaded" } as const
const names = ["a", "b", "c", "d", "e", "f", "g", "h"]
const rowOf = (id: string, images: Row["cells"][string] = never): Row => ({
  id,
  cells: { name: id, images },
  raw: {},
})
const page = names.map((id) => rowOf(id))

let calls: string[] = []
let fails: Readonly<Record<string, Error>> = {}
beforeEach(() => {
  calls = []
  fails = {}
})
const answer = <T>(call: string, value: T): Promise<T> => {
  calls.push(call)
  const failure = fails[call]
  return failure ? Promise.reject(failure) : Promise.resolve(value)
}

const resource: Resource = sampleResource({
  fields: [
    { id: "name", label: "Name", kind: "text" },
    { id: "images", label: "Images", kind: "text", hidden: true },
  ],
  paging: { by: "page", sizes: [5], max: 10 },
  sparse: true,
  list: (_call, _place, { fields = [] }) =>
    answer(`list ${fields.join("+")}`, {
      rows: names.map((id) => rowOf(id, fields.includes("images") ? `of ${id}` : never)),
      total: { count: names.length, exact: true },
    }),
  get: (_call, place) => {
    const id = place.at(-1)?.id ?? ""
    return answer(`get ${id}`, rowOf(id, `of ${id}`))
  },
})

type Given = {
  readonly rows?: readonly Row[]
  readonly fields?: readonly string[]
  readonly problem?: unknown
  readonly onProgress?: Reading["onProgress"]
  readonly signal?: AbortSignal
}

/** As a table asks for it that shows the first page, read at a moment of 1970. */
const read = ({ problem, onProgress = () => undefined, ...given }: Given) => {
  const client = createClient()
  const key = keys.list(connection.id, "packages", [], { ...emptyQuery, page: "2" })
  client.setQueryData(key, { rows: page }, { updatedAt: 1000 })
  const { signal = new AbortController().signal } = given
  const reading = { ...given, signal, onProgress }
  const query = { ...emptyQuery, fields: ["name"] }
  return readAll(client, { connection, resource, place: [] }, query, reading, {
    here: undefined,
    problem,
  })
}
const asOf = "As it was at 1970-01-01T00:00:01.000Z; Astra is not available now"

describe("rows that are here", () => {
  it("are given as they are, with their age, where nothing of them is lacking", async () => {
    const rows = page.slice(0, 2)
    expect(await read({ rows, fields: ["name"] })).toEqual({ rows, complete: true, at: 1000 })
    expect(calls).toEqual([])
  })
  it("are not said to be complete and new while their provider is known to be down", async () => {
    const rows = page.slice(0, 2)
    expect(await read({ rows, fields: ["name", "images"], problem: down })).toEqual({
      rows,
      complete: false,
      incomplete: asOf,
      at: 1000,
    })
    expect(calls).toEqual([])
  })
  it("have no age that is newer than they are", async () => {
    const changed = [rowOf("a", "before")]
    expect((await read({ rows: changed, problem: down })).incomplete).toBe(
      "As it was when it was selected; Astra is not available now",
    )
  })
  it("say when they were read where a selection of all had them read, which no page is of", async () => {
    const selected = await read({ fields: ["name"] })
    expect(selected.at).toBeGreaterThan(1000)
    const rows = selected.rows.slice(0, 3)
    expect((await read({ rows, fields: ["name"] })).at).toBe(selected.at)
    // And with one of a page, from when that is.
    expect((await read({ rows: [...rows, ...page.slice(4, 5)], fields: ["name"] })).at).toBe(1000)
  })
  it("get the columns that were not read, a few one by one, and it is told how far that is", async () => {
    const told: string[] = []
    const { rows, complete } = await read({
      rows: [...page.slice(0, 2), rowOf("c", "known")],
      fields: ["name", "images"],
      onProgress: (done, of) => void told.push(`${done} of ${of}`),
    })
    expect(rows.map(({ cells }) => cells["images"])).toEqual(["of a", "of b", "known"])
    expect(complete).toBe(true)
    expect(calls).toEqual(["get a", "get b"])
    expect(told).toEqual(["0 of 2", "1 of 2", "2 of 2"])
  })
  it("get them with the list where they are many", async () => {
    const rows = page.slice(1, 7)
    const all = await read({ rows, fields: ["name", "images"] })
    expect(all.rows.map(({ cells }) => cells["images"])).toEqual(rows.map(({ id }) => `of ${id}`))
    expect(calls).toEqual(["list name+images"])
  })
  it("stay not loaded where one alone cannot be had", async () => {
    fails = { "get a": new ProviderError({ trouble: "missing", title: "Gone" }) }
    const { rows } = await read({ rows: page.slice(0, 2), fields: ["images"] })
    expect(rows.map(({ cells }) => cells["images"])).toEqual([never, "of b"])
  })
  it("are as they were where the provider goes down over it", async () => {
    fails = { "get a": down }
    const all = await read({ rows: page.slice(0, 2), fields: ["images"] })
    expect(all).toMatchObject({ rows: page.slice(0, 2), complete: false, incomplete: asOf })
  })
  it("are cancelled, and wait where the provider asks to wait", async () => {
    fails = { "get a": new ProviderError({ trouble: "throttled", title: "Slow down" }) }
    const asked = { rows: page.slice(0, 2), fields: ["images"] }
    await expect(read(asked)).rejects.toThrow("Slow down")
    const abort = new AbortController()
    abort.abort()
    fails = { "get a": new DOMException("Aborted", "AbortError") }
    await expect(read({ ...asked, signal: abort.signal })).rejects.toThrow("Aborted")
  })
})

it("a list of which only a page is here fails with its provider, and is not taken for whole", async () => {
  fails = { "list name": down }
  await expect(read({ fields: ["name"] })).rejects.toBe(down)
})
