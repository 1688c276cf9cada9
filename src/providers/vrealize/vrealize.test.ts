import { existsSync, readFileSync, readdirSync } from "node:fs"
import { DatabaseSync } from "node:sqlite"
import * as v from "valibot"
import { describe, expect, it } from "vitest"
import type { World } from "../../../server/sandbox/api.ts"
import { createRandom } from "../../../server/sandbox/random.ts"
import { revokeTokens } from "../../../server/sandbox/tokens.ts"
import { users } from "../../../server/sandbox/vrealize/identity.ts"
import { vrealize as sandbox } from "../../../server/sandbox/vrealize/index.ts"
import { ProviderError } from "../../model/error.ts"
import { isAbsent, valueOf } from "../../model/field.ts"
import type { Row, Value } from "../../model/field.ts"
import type { Call, Fetch } from "../../model/call.ts"
import { filterStyle } from "../../model/filter.ts"
import { emptyQuery, plan } from "../../model/query.ts"
import type { Query } from "../../model/query.ts"
import { compareValues, rowFilter, textOf } from "../../model/search.ts"
import { fields } from "./fields.ts"
import { packages } from "./packages.ts"

const seed = Array.from({ length: 40 }, (_, at) => ({
  from: "debian" as const,
  name: at % 9 === 0 ? `O'Brien's ${at}` : `Tool-${at % 25}`,
  version: `1.${at}-1`,
}))

const callOf = (fetch: Fetch, signal = new AbortController().signal): Call => ({
  fetch,
  signal,
  priority: "visible",
  settings: {},
})

const open = async (user: (typeof users)[keyof typeof users] = users.architect, count = 130) => {
  const world: World = {
    db: new DatabaseSync(":memory:"),
    now: () => Date.parse("2026-03-01T12:00:00Z"),
    random: createRandom("vrealize"),
    seed,
    packages: count,
    secret: "secret",
  }
  sandbox.install(world)
  const answer = sandbox.open(world, "https://sandbox.test/vrealize")
  const { username, password } = user
  const login = await answer(
    new Request("https://sandbox.test/identity/api/tokens", {
      method: "POST",
      body: JSON.stringify({ username, password, tenant: "vsphere.local" }),
    }),
  )
  const { id } = v.parse(v.object({ id: v.string() }), await login.json())
  const asked: URLSearchParams[] = []
  const call = callOf(async (request) => {
    asked.push(new URL(request.url).searchParams)
    request.headers.set("authorization", `Bearer ${id}`)
    return await answer(request)
  })
  return { world, call, asked }
}

const queryOf = (more: Partial<Query>): Query => ({ ...emptyQuery, size: 1000, ...more })

const listAll = async (call: Call, more: Partial<Query> = {}): Promise<readonly Row[]> =>
  (await packages.list(call, [], queryOf(more))).rows

const valuesOf = (rows: readonly Row[], id: string): readonly Value[] =>
  rows.flatMap((row) => {
    const value = valueOf(row, id)
    return value === undefined ? [] : [value]
  })

const answering = (status: number, body: unknown, type = "application/json"): Call =>
  callOf(() =>
    Promise.resolve(
      new Response(typeof body === "string" ? body : JSON.stringify(body), {
        status,
        headers: { "content-type": type },
      }),
    ),
  )

const problemOf = async (promise: Promise<unknown>) => {
  const error: unknown = await promise.then(
    () => undefined,
    (cause: unknown) => cause,
  )
  if (error instanceof ProviderError) return error.problem
  throw new Error("It did not fail with a ProviderError", { cause: error })
}

const sample = {
  "@type": "Package",
  createdDate: "2018-04-11T08:09:10.123Z",
  lastUpdated: "2019-05-12T08:09:10.000Z",
  version: 3,
  id: "11111111-2222-4333-8444-555555555555",
  name: "Database servers",
  description: null,
  contents: ["a", "b"],
  tenantId: "qe",
  subtenantId: "group-1",
}
const listOf = (
  content: readonly unknown[],
  metadata: object = {},
  links: readonly object[] = [],
) => ({
  links,
  content,
  metadata: {
    size: 20,
    totalElements: content.length,
    totalPages: 1,
    number: 1,
    offset: 0,
    ...metadata,
  },
})

describe("reading", () => {
  it("finds a cell for every field of the API", async () => {
    const [row] = await listAll(answering(200, listOf([sample])))
    expect(row?.cells).toEqual({
      name: "Database servers",
      version: 3,
      description: { absent: "null" },
      contentCount: 2,
      created: new Date("2018-04-11T08:09:10.123Z"),
      updated: new Date("2019-05-12T08:09:10.000Z"),
      tenant: "qe",
      subtenant: "group-1",
      id: sample.id,
      contentIds: ["a", "b"],
      type: "Package",
    })
    expect(JSON.stringify(row?.raw)).toBe(JSON.stringify(sample))
  })

  it.each([
    [{ subtenantId: "x" }, "x"],
    [{ subTenantId: "x" }, "x"],
    [{ subtenantId: null, subTenantId: "x" }, "x"],
    [{ subtenantId: null }, { absent: "null" }],
    [{ subTenantId: null }, { absent: "null" }],
    [{}, { absent: "not-provided" }],
  ])("takes the business group from %j", async (more, cell) => {
    const [row] = await listAll(answering(200, listOf([{ id: "1", name: "n", ...more }])))
    expect(row?.cells["subtenant"]).toEqual(cell)
    expect(row?.cells["contentCount"]).toEqual({ absent: "not-provided" })
  })

  it("keeps a date that is none, and members that it does not know", async () => {
    const item = { ...sample, createdDate: "soon", "@type": "PackageV2", novel: { deep: [1] } }
    const [row] = await listAll(answering(200, listOf([item])))
    expect(row?.cells["created"]).toEqual({ absent: "unreadable", said: "soon" })
    expect(row?.cells["type"]).toBe("PackageV2")
    expect(row?.raw).toEqual(item)
  })

  it.each([
    ["{}", ""],
    ["[]", ""],
    ["<html>Sign in</html>", "not the JSON"],
    [JSON.stringify(listOf([{ ...sample, name: 5 }])), "content.0.name"],
    [JSON.stringify(listOf([{ ...sample, version: "3" }])), "content.0.version"],
  ])("refuses %s as unreadable", async (body, detail) => {
    const problem = await problemOf(listAll(answering(200, body)))
    expect(problem.trouble).toBe("unreadable")
    expect(problem.detail).toContain(detail)
  })
})

describe("paging", () => {
  it("walks every package once, by numbered pages", async () => {
    const { call, asked } = await open()
    const rows: Row[] = []
    let page: string | undefined = ""
    while (page !== undefined) {
      const answer = await packages.list(call, [], queryOf({ page, size: 50 }))
      expect(answer.total).toEqual({ count: 130, exact: true })
      rows.push(...answer.rows)
      page = answer.next
    }
    expect(new Set(rows.map(({ id }) => id)).size).toBe(130)
    expect(asked.map(String)).toEqual(["page=1&limit=50", "page=2&limit=50", "page=3&limit=50"])
  })

  it("has no rows and no next past the end, and the total stays", async () => {
    const { call } = await open()
    const past = await packages.list(call, [], queryOf({ page: "9", size: 50 }))
    expect(past).toEqual({ rows: [], total: { count: 130, exact: true } })
  })

  it.each([
    [{ totalElements: 1, totalPages: 2 }, [], undefined, "2"],
    [{ totalElements: 40, totalPages: 40 }, [], { count: 40, exact: true }, "2"],
    [{ totalElements: undefined, totalPages: undefined }, [{ rel: "next" }], undefined, "2"],
    [{ totalElements: undefined, totalPages: undefined }, [{ rel: "last" }], undefined, undefined],
  ])("believes %j and %j as far as it can be true", async (metadata, links, total, next) => {
    const page = await packages.list(
      answering(200, listOf([sample], metadata, links)),
      [],
      queryOf({ size: 1 }),
    )
    expect([page.total, page.next]).toEqual([total, next])
  })
})

describe("sorting", () => {
  const sorted = fields.filter(({ sort }) => sort === "server")

  it("is the API's for every property that it has", () => {
    expect(sorted.map(({ id }) => id).toSorted()).toEqual([
      "created",
      "description",
      "id",
      "name",
      "subtenant",
      "tenant",
      "updated",
      "version",
    ])
  })

  it.each(sorted.flatMap(({ id }) => [true, false].map((desc) => [id, desc] as const)))(
    "orders the whole list by %s, descending: %s",
    async (id, desc) => {
      const { call } = await open()
      const field = fields.find((one) => one.id === id) ?? { kind: "text" as const }
      const rows = await listAll(call, { sort: [{ field: id, desc }] })
      const values = valuesOf(rows, id)
      // The API goes by code points: "Z" before "a", where our own order ignores case.
      const plain = (a: Value, b: Value): number =>
        typeof a === "string" && typeof b === "string"
          ? Number(a > b) - Number(a < b)
          : compareValues(field, a, b)
      expect(values).toEqual(values.toSorted((a, b) => (desc ? plain(b, a) : plain(a, b))))
      // Rows without a value stand together at one end, wherever the API puts them.
      const gaps = rows.map((row) => isAbsent(row.cells[id]))
      expect(gaps.filter((gap, at) => at > 0 && gap !== gaps[at - 1]).length).toBeLessThan(2)
    },
  )

  it("sends several keys at once", async () => {
    const { call, asked } = await open()
    const sort = [
      { field: "version", desc: true },
      { field: "name", desc: false },
    ]
    expect(plan(packages, queryOf({ sort })).needsAll).toBe(false)
    const rows = await listAll(call, { sort })
    expect(asked[0]?.get("$orderby")).toBe("version desc,name asc")
    const said = rows.map(
      (row) => [Number(row.cells["version"]), textOf(valueOf(row, "name") ?? "")] as const,
    )
    expect(said).toEqual(
      said.toSorted((a, b) => b[0] - a[0] || (a[1] < b[1] ? -1 : a[1] > b[1] ? 1 : 0)),
    )
  })
})

describe("filtering", () => {
  /** The ids that the API keeps for a filter, and those that our own search would have kept. */
  const bothWays = async (filters: Query["filters"]) => {
    const { call } = await open()
    const query = queryOf({ filters })
    const ours = (await listAll(call)).filter(rowFilter(fields, query))
    const { remote } = plan(packages, query)
    const theirs = await listAll(call, { filters: remote.filters })
    return { ours: ours.map(({ id }) => id), theirs: theirs.map(({ id }) => id) }
  }

  it("finds exactly what is in some row, in every field that says so", async () => {
    const all = await listAll((await open()).call)
    const exact = fields.filter(
      ({ filter, kind }) => filter?.includes("oneOf") && filterStyle[kind] === "part",
    )
    expect(exact).toHaveLength(5)
    for (const { id } of exact) {
      const values = [...new Set(valuesOf(all, id).map(textOf))]
      for (const wanted of [values.slice(0, 1), values.slice(1, 2), values.slice(0, 3)]) {
        if (wanted.length === 0) continue
        const { ours, theirs } = await bothWays({ [id]: wanted.map((value) => `=${value}`) })
        expect([id, theirs]).toEqual([id, ours])
        expect(theirs.length).toBeGreaterThan(0)
        expect(theirs.length < all.length || id === "tenant").toBe(true)
      }
    }
  })

  it.each<[Query["filters"], number]>([
    [{ name: ["=O'Brien's 0 1.0-1", "=Tool-1 1.1-1"], version: ["0.."] }, 2],
    [{ name: ["=' or name ne '"] }, 0],
    [{ name: ["=tool-1 1.1-1"] }, 0],
    [{ version: ["2..9"] }, 1],
    [{ version: ["0.5..2.5"] }, 1],
    [{ version: ["0"] }, 1],
    [{ version: ["-1e300..1e300"] }, 130],
    [{ created: ["2025-06-01..2025-06-30"], updated: ["2025-06-10.."] }, 1],
    [{ created: ["..2025-03-01"] }, 1],
    [{ updated: ["2025-06-01.."], version: ["1.."], tenant: ["=vsphere.local"] }, 1],
  ])("means by %j what we mean", async (filters, least) => {
    expect(plan(packages, queryOf({ filters })).remote.filters).toEqual(filters)
    const { ours, theirs } = await bothWays(filters)
    expect(theirs).toEqual(ours)
    expect(theirs.length).toBeGreaterThanOrEqual(least)
    expect(theirs.length > 0).toBe(least > 0)
  })

  it("includes both ends of a range to the millisecond", async () => {
    const [some] = await listAll((await open()).call, { sort: [{ field: "created", desc: false }] })
    const at = some?.cells["created"]
    const text = at instanceof Date ? at.toISOString() : ""
    const { ours, theirs } = await bothWays({ created: [`${text}..${text}`] })
    expect(theirs).toEqual([some?.id])
    expect(ours).toEqual(theirs)
  })

  it("writes one expression, quotes doubled, alternatives in parentheses", async () => {
    const { call, asked } = await open()
    await listAll(call, { filters: { name: ["=it's", "=b"], version: ["1..2"] } })
    expect(asked[0]?.get("$filter")).toBe(
      "(name eq 'it''s' or name eq 'b') and version ge 1 and version le 2",
    )
  })

  it("keeps parts of texts here, because the API cannot fold accents", () => {
    for (const id of ["name", "description", "tenant", "contentIds", "type"])
      expect(plan(packages, queryOf({ filters: { [id]: ["mull"] } })).needsAll).toBe(true)
  })
})

describe("a part of an id", () => {
  it("is looked for by the API, in any letter case", async () => {
    const { call, asked } = await open()
    const all = await listAll(call)
    const part = all[7]?.id.slice(2, 11).toUpperCase() ?? ""
    const query = queryOf({ filters: { id: [part] } })
    expect(plan(packages, query)).toMatchObject({
      needsAll: false,
      remote: { filters: { id: [part] } },
    })
    const found = await packages.list(call, [], query)
    expect(found.rows.map(({ id }) => id)).toEqual([all[7]?.id])
    expect(asked.at(-1)?.get("$filter")).toBe(`substringof('${part.toLowerCase()}',tolower(id))`)
    expect(await listAll(call, { filters: { id: ["o'b"] } })).toEqual([])
  })
})

describe("one package", () => {
  it("reads as it does in the list", async () => {
    const { call } = await open()
    for (const row of (await listAll(call)).slice(0, 5))
      expect(await packages.get?.(call, [{ in: "packages", id: row.id }])).toEqual(row)
  })

  it("is missing under another id", async () => {
    const { call } = await open()
    const get = packages.get?.(call, [{ in: "packages", id: "a/b" }]) ?? Promise.resolve()
    expect(await problemOf(get)).toMatchObject({ trouble: "missing", status: 404, code: "20116" })
  })
})

describe("errors", () => {
  it.each([400, 404, 500])("reads the API's own %i", async (status) => {
    const body: unknown = await sandbox.problem?.(status, undefined)?.json()
    const problem = await problemOf(listAll(answering(status, body)))
    expect(problem.trouble).toBe(status === 400 ? "invalid" : status === 404 ? "missing" : "broken")
    expect(problem.detail).not.toBe("")
    expect(problem.code).toMatch(/^\d+$/)
  })

  it("tells a token that is over from a role that is missing, by HTML pages", async () => {
    const { world, call } = await open()
    revokeTokens(world, "vrealize")
    const over = await problemOf(listAll(call))
    expect(over).toMatchObject({ trouble: "signed-out", status: 401 })
    expect(over.title).toContain("did not accept the token")
    expect(over.remedy).toContain("a pasted token must be replaced")
    expect(JSON.stringify(over)).not.toContain("<")
    const other = await open(users.requester)
    expect(await problemOf(listAll(other.call))).toMatchObject({
      trouble: "forbidden",
      status: 403,
      remedy: expect.stringContaining("architect roles"),
    })
  })

  it("joins several messages, and says what the system says where there is none", async () => {
    const errors = [
      { code: 1, message: "First." },
      { code: 90135, message: null, systemMessage: "90135-Second." },
    ]
    expect(await problemOf(listAll(answering(400, { errors })))).toMatchObject({
      trouble: "signed-out",
      detail: "First. 90135-Second.",
      code: "1",
    })
  })

  it("stays an AbortError when it is given up", async () => {
    const gone = new AbortController()
    const call = callOf(async (request) => {
      gone.abort()
      request.signal.throwIfAborted()
      return await Promise.resolve(new Response())
    }, gone.signal)
    await expect(listAll(call)).rejects.toMatchObject({ name: "AbortError" })
  })
})

describe("payloads of others, where they are at hand", () => {
  const folder = new URL("../../../../shared/providers/fixtures/vrealize/", import.meta.url)
  const files = existsSync(folder) ? readdirSync(folder) : []
  const read = (file: string): unknown => JSON.parse(readFileSync(new URL(file, folder), "utf8"))

  it("reads lists of packages", async () => {
    for (const file of files.filter((name) => name.startsWith("list_"))) {
      const page = await packages.list(answering(200, read(file)), [], queryOf({ size: 20 }))
      expect(page.rows.map(({ cells }) => cells["type"])).toEqual(["Package"])
      expect(page.total).toEqual({ count: 1, exact: true })
    }
  })

  it("reads errors", async () => {
    for (const file of files.filter((name) => name.includes("error_"))) {
      const problem = await problemOf(listAll(answering(400, read(file))))
      expect(file).toContain(`_${problem.code}`)
      expect(problem.detail).toBeTruthy()
    }
  })
})
