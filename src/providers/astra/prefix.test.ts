import { DatabaseSync } from "node:sqlite"
import { describe, expect, it } from "vitest"
import type { World } from "../../../server/sandbox/api.ts"
import { astra as sandbox } from "../../../server/sandbox/astra/index.ts"
import { writeOptions } from "../../../server/sandbox/options.ts"
import { createRandom } from "../../../server/sandbox/random.ts"
import { valueOf } from "../../model/field.ts"
import type { Row } from "../../model/field.ts"
import type { Call, Fetch } from "../../model/call.ts"
import { emptyQuery } from "../../model/query.ts"
import type { Query } from "../../model/query.ts"
import { rowOrder, textOf } from "../../model/search.ts"
import { fields } from "./fields.ts"
import { packages } from "./packages.ts"

const callOf = (fetch: Fetch): Call => ({
  fetch,
  signal: new AbortController().signal,
  priority: "visible",
  settings: sandbox.settings,
})

const open = (cap?: number, count = 300) => {
  const world: World = {
    db: new DatabaseSync(":memory:"),
    now: () => Date.parse("2026-03-01T12:00:00Z"),
    random: createRandom("astra"),
    seed: Array.from({ length: 30 }, (_, at) => ({
      from: "npm",
      name: `tool-${at % 20}`,
      version: `1.${at}.0`,
    })),
    packages: count,
    secret: "secret",
  }
  sandbox.install(world)
  writeOptions(world, "astra", { cap })
  const answer = sandbox.open(world, "https://sandbox.test/astra")
  const asked: URLSearchParams[] = []
  const call = callOf(async (request) => {
    asked.push(new URL(request.url).searchParams)
    request.headers.set("authorization", `Bearer ${sandbox.secrets["token"]}`)
    return await answer(request)
  })
  return { call, asked }
}

const list = async (call: Call, more: Partial<Query>) =>
  await packages.list(call, [], { ...emptyQuery, size: 100, fields: ["name"], ...more })

const walk = async (call: Call, more: Partial<Query> = {}) => {
  const rows: Row[] = []
  for (let page: string | undefined = ""; page !== undefined;) {
    const answer = await list(call, { ...more, page })
    expect(answer.incomplete).toBeUndefined()
    // Only the page that reaches the end can know how long the list is.
    expect(answer.total).toEqual(
      answer.next === undefined ? { count: 300, exact: true } : undefined,
    )
    rows.push(...answer.rows)
    page = answer.next
  }
  return rows
}

const whole = async (more: Partial<Query>): Promise<readonly Row[]> => {
  return (await packages.list(open().call, [], { ...emptyQuery, size: 300, ...more })).rows
}

const idsOf = (rows: readonly Row[]): readonly string[] => rows.map(({ id }) => id)

describe("pages by limit alone", () => {
  it.each([25, 100, 150, 299, 300, 301])("gives every package once, %i at a time", async (size) => {
    const { call, asked } = open()
    const rows = await walk(call, { size })
    expect(new Set(idsOf(rows)).size).toBe(300)
    expect(rows).toHaveLength(300)
    expect(asked.map((query) => Number(query.get("limit")))).toEqual(
      Array.from({ length: Math.ceil(300 / size) }, (_, at) => (at + 1) * size + 1),
    )
  })

  it("can jump, and past the end has no rows but knows the total", async () => {
    const { call } = open()
    const all = await walk(call)
    const third = await list(call, { page: "3" })
    expect(idsOf(third.rows)).toEqual(idsOf(all.slice(200)))
    expect(await list(call, { page: "4" })).toEqual({
      rows: [],
      total: { count: 300, exact: true },
    })
    expect((await list(open(undefined, 0).call, {})).total).toEqual({ count: 0, exact: true })
  })

  it("never takes metadata.count for the total", async () => {
    const items = [
      ["1", "a"],
      ["2", "b"],
      ["3", "c"],
    ]
    const call = callOf(() => Promise.resolve(Response.json({ items, metadata: { count: 2 } })))
    expect(await list(call, { size: 2 })).toMatchObject({ total: undefined, next: "2" })
    expect(await list(call, { size: 3 })).toMatchObject({ total: { count: 3, exact: true } })
  })
})

describe("a server that holds back", () => {
  it.each<[number, Partial<Query>]>([
    [7, {}],
    [120, {}],
    [299, {}],
    [300, {}],
    [40, { sort: [{ field: "created", desc: true }] }],
    [40, { sort: [{ field: "modified", desc: false }] }],
    [40, { sort: [{ field: "name", desc: false }] }],
    [40, { sort: [{ field: "name", desc: true }] }],
    [40, { sort: [{ field: "id", desc: true }] }],
    // More equal values than fit in one part.
    [40, { sort: [{ field: "createdBy", desc: false }] }],
    [40, { sort: [{ field: "createdBy", desc: true }] }],
    [40, { sort: [{ field: "mediaType", desc: false }] }],
  ])("sends %i at once, and %j is whole and in order all the same", async (cap, more) => {
    const free = await walk(open().call, more)
    const capped = await walk(open(cap).call, more)
    expect(new Set(idsOf(capped))).toEqual(new Set(idsOf(free)))
    expect(capped).toHaveLength(300)
    const field = more.sort?.[0]?.field ?? "id"
    expect(capped.map(({ cells }) => cells[field])).toEqual(free.map(({ cells }) => cells[field]))
  })

  it("goes on within the filters that it was asked with", async () => {
    const filters = { type: ["patch"], created: ["2025-01-01.."] }
    const free = await list(open().call, { size: 300, filters })
    const { call, asked } = open(10)
    const capped = await list(call, { size: 300, filters })
    expect(idsOf(capped.rows)).toEqual(idsOf(free.rows))
    expect(capped.total).toEqual(free.total)
    expect(asked.length).toBeGreaterThan(5)
    expect(asked.every((query) => query.get("filter")?.startsWith("packageType eq 'patch',"))).toBe(
      true,
    )
    expect(asked.at(-1)?.get("filter")).toContain(",id gt '")
  })

  it("keeps those filters while it fetches equal ones by id", async () => {
    const more = {
      size: 300,
      filters: { type: ["patch"] },
      sort: [{ field: "createdBy", desc: false }],
    }
    const free = await list(open().call, more)
    const capped = await list(open(5).call, more)
    expect(idsOf(capped.rows).toSorted()).toEqual(idsOf(free.rows).toSorted())
    expect(capped.total).toEqual(free.total)
  })

  it("asks once where a page fits", async () => {
    const { call, asked } = open(120)
    expect(await list(call, { size: 100 })).toMatchObject({ next: "2", total: undefined })
    expect(asked).toHaveLength(1)
  })

  it.each<[string, Partial<Query>]>([
    ["by id", {}],
    ["by name", { sort: [{ field: "name", desc: false }] }],
  ])("says so when going on %s brings nothing new", async (_, more) => {
    const body = {
      items: [
        ["1", "a"],
        ["2", "a"],
      ],
      metadata: { continue: "more" },
    }
    let requests = 0
    const call = callOf(() => {
      requests += 1
      return Promise.resolve(Response.json(body))
    })
    const page = await list(call, more)
    expect(idsOf(page.rows)).toEqual(["1", "2"])
    expect(page.total).toBeUndefined()
    expect(page.next).toBeUndefined()
    expect(page.incomplete).toMatch(
      /^This list is not complete: Astra sent 2 packages .+ nothing new\.$/,
    )
    expect(requests).toBeLessThan(6)
  })

  it("says so when it sends nothing and has more, and when it sends one at a time for ever", async () => {
    const nothing = callOf(() =>
      Promise.resolve(Response.json({ items: [], metadata: { continue: "more" } })),
    )
    expect((await list(nothing, {})).incomplete).toContain("not complete")
    const drops = await list(open(1).call, { size: 250 })
    expect(drops.rows).toHaveLength(200)
    expect(drops.incomplete).toContain("stopped asking")
  })
})

describe("sorting", () => {
  const sorted = fields.filter(({ sort }) => sort === "server")

  it("is left to the API for texts, ids and dates that every package has", () => {
    expect(sorted.map(({ id }) => id)).toEqual([
      "name",
      "created",
      "modified",
      "createdBy",
      "id",
      "mediaType",
    ])
  })

  it.each(sorted.flatMap(({ id }) => [true, false].map((desc) => [id, desc] as const)))(
    "orders the whole list by %s, descending: %s",
    async (id, desc) => {
      const rows = await whole({ sort: [{ field: id, desc }] })
      // The API goes by code points: "tool-10" before "tool-2", where our own order counts.
      const values = rows.map((row) => textOf(valueOf(row, id) ?? ""))
      const plain = (a: string, b: string): number => Number(a > b) - Number(a < b)
      expect(values).toHaveLength(300)
      expect(values).not.toContain("")
      expect(values).toEqual(values.toSorted((a, b) => (desc ? plain(b, a) : plain(a, b))))
    },
  )

  it.each([
    ["created", true],
    ["modified", false],
  ])("means by dates what we mean: %s, descending: %s", async (id, desc) => {
    const sort = [{ field: id, desc }]
    const rows = await whole({ sort })
    expect(rows).toEqual(rows.toSorted(rowOrder(fields, sort)))
  })
})
