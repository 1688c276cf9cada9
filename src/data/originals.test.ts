import { beforeEach, expect, it } from "vitest"
import { sampleConnection } from "../model/connectionSample.ts"
import { ProviderError } from "../model/error.ts"
import type { Row } from "../model/field.ts"
import type { Place } from "../model/place.ts"
import { sampleResource } from "../model/resourceSample.ts"
import { createClient } from "./client.ts"
import { keys } from "./keys.ts"
import { readOriginals } from "./originals.ts"

const connection = sampleConnection({ id: "cf", provider: "cloudfoundry" })
const missing = new ProviderError({ trouble: "missing", title: "Not found" })

/** What the provider has, by project. */
let there: Readonly<Record<string, readonly string[]>> = {}
let calls: string[] = []
beforeEach(() => {
  there = { one: ["a", "b", "c", "d", "e", "f", "g"], two: ["a"] }
  calls = []
})

const rowOf = (id: string, from: string): Row => ({ id, cells: { name: id, from }, raw: {} })
const nameOf = (place: Place): string => place.map(({ id }) => id).join("/")

const resource = sampleResource({
  list: (_call, place) => {
    calls.push(`list ${nameOf(place)}`)
    const ids = there[nameOf(place)]
    return ids
      ? Promise.resolve({ rows: ids.map((id) => rowOf(id, "list")), total: undefined })
      : Promise.reject(missing)
  },
  get: (_call, place) => {
    calls.push(`get ${nameOf(place)}`)
    const [project = "", id = ""] = place.map((step) => step.id)
    return there[project]?.includes(id) === true
      ? Promise.resolve(rowOf(id, "get"))
      : Promise.reject(missing)
  },
})

const placeOf = (name: string): Place => {
  const [project = "", id = ""] = name.split("/")
  return [
    { in: "projects", id: project },
    { in: "packages", id },
  ]
}

const read = async (names: readonly string[], client = createClient()) => {
  const found = await readOriginals(client, { connection, resource }, names.map(placeOf), {
    signal: new AbortController().signal,
    onProgress: () => undefined,
    known: 8,
  })
  return {
    targets: found.targets.map(({ place, row }) => [nameOf(place), row?.cells["from"]]),
    gone: found.gone.map(nameOf),
  }
}

it("asks for a few one by one, each at its own place, and says which are gone", async () => {
  expect(await read(["one/a", "two/a", "two/z"])).toEqual({
    targets: [
      ["one/a", "get"],
      ["two/a", "get"],
    ],
    gone: ["two/z"],
  })
  expect(calls).toEqual(["get one/a", "get two/a", "get two/z"])
})

it("reads the list of many, and asks for what is in none before it counts as gone", async () => {
  const names = ["g", "f", "e", "d", "c", "x"].map((id) => `one/${id}`)
  expect(await read(names)).toEqual({
    targets: names.slice(0, 5).map((name) => [name, "list"]),
    gone: ["one/x"],
  })
  expect(calls).toEqual(["list one", "get one/x"])
  // A list that is gone is no failure: what was in it is gone as well.
  const lost = ["a", "b", "c", "d", "e", "f"].map((id) => `three/${id}`)
  expect(await read(lost)).toEqual({ targets: [], gone: lost })
})

it("takes what was read a moment ago, unless something was done to it since", async () => {
  const client = createClient()
  const key = keys.item("cf", "packages", placeOf("one/a"))
  client.setQueryData(key, rowOf("a", "page"))
  expect((await read(["one/a"], client)).targets).toEqual([["one/a", "page"]])
  expect(calls).toEqual([])
  await client.invalidateQueries({ queryKey: key })
  expect((await read(["one/a"], client)).targets).toEqual([["one/a", "get"]])
  client.setQueryData(key, rowOf("a", "page"), { updatedAt: Date.now() - 60_000 })
  expect((await read(["one/a"], client)).targets).toEqual([["one/a", "get"]])
})

it("fails where the provider does, rather than take what it could not read for gone", async () => {
  const broken = {
    ...resource,
    get: () => Promise.reject(new ProviderError({ trouble: "broken", title: "500" })),
  }
  await expect(
    readOriginals(createClient(), { connection, resource: broken }, [placeOf("one/a")], {
      signal: new AbortController().signal,
      onProgress: () => undefined,
      known: 8,
    }),
  ).rejects.toThrow("500")
})

it("takes more of them than a call takes arguments", async () => {
  const ids = Array.from({ length: 200_000 }, (_, at) => String(at))
  there = { one: ids }
  const { targets, gone } = await read(ids.map((id) => `one/${id}`))
  expect([targets.length, gone.length]).toEqual([ids.length, 0])
})
