import { randomUUID } from "node:crypto"
import { DatabaseSync } from "node:sqlite"
import { SignJWT, decodeJwt } from "jose"
import * as v from "valibot"
import { describe, expect, it } from "vitest"
import type { World } from "../api.ts"
import { createRandom } from "../random.ts"
import type { SeedPackage } from "../seed/read.ts"
import { revokeTokens } from "../tokens.ts"
import { cylance } from "./index.ts"
import { applications, tenantId } from "./token.ts"
import type { Application } from "./token.ts"

const start = Date.parse("2026-03-01T12:00:00Z")

const seed: readonly SeedPackage[] = Array.from({ length: 40 }, (_, at) => ({
  from: "npm",
  name: `tool-${at % 25}`,
  version: `1.${at}.0`,
  ...(at % 3 === 0 ? {} : { size: 1000 + at }),
}))

const createWorld = (packages = 250) => {
  const clock = { now: start }
  const world: World = {
    db: new DatabaseSync(":memory:"),
    now: () => clock.now,
    random: createRandom("cylance"),
    seed,
    packages,
    secret: "secret",
  }
  cylance.install(world)
  const answer = cylance.open(world, "https://sandbox.test/cylance")
  return { world, clock, answer }
}
type Made = ReturnType<typeof createWorld>

const sign = async (
  claims: Record<string, unknown> = {},
  application: Application = applications.full,
  secret: string = application.secret,
): Promise<string> => {
  const now = Math.floor(start / 1000)
  const all = {
    exp: now + 1800,
    iat: now,
    iss: "http://cylance.com",
    sub: application.id,
    tid: tenantId,
    jti: randomUUID(),
    ...claims,
  }
  return await new SignJWT(all)
    .setProtectedHeader({ alg: "HS256", typ: "JWT" })
    .sign(new TextEncoder().encode(secret))
}

const Token = v.object({ access_token: v.string() })

const post = async ({ answer }: Made, body: string) =>
  await answer(new Request("https://sandbox.test/auth/v2/token", { method: "POST", body }))

const exchange = async (made: Made, assertion: string) =>
  await post(made, JSON.stringify({ auth_token: assertion }))

const signIn = async (made: Made, assertion?: string): Promise<string> => {
  const response = await exchange(made, assertion ?? (await sign()))
  return v.parse(Token, await response.json()).access_token
}

const get = async ({ answer }: Made, path: string, token: string, method = "GET") =>
  await answer(
    new Request(`https://sandbox.test${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, accept: "application/json" },
    }),
  )

const Item = v.looseObject({
  packageId: v.string(),
  category: v.picklist(["custom", "cylance"]),
  status: v.picklist(["started", "success", "failed", "timeout"]),
  size: v.optional(v.number()),
  uploadedOn: v.optional(v.string()),
  downloadUrl: v.optional(v.string()),
  timeout: v.number(),
  playbookCount: v.number(),
  uploadedBy: v.strictObject({ id: v.string(), login: v.string() }),
  packageDescriptor: v.strictObject({
    packageId: v.string(),
    name: v.string(),
    description: v.string(),
    version: v.pipe(v.number(), v.minValue(1)),
    examples: v.array(v.strictObject({ invocationString: v.string(), description: v.string() })),
    packageInfo: v.strictObject({
      fileType: v.literal("python"),
      fileName: v.string(),
      entryPoint: v.string(),
    }),
  }),
})
type Item = v.InferOutput<typeof Item>
const List = v.strictObject({
  page_number: v.number(),
  page_size: v.number(),
  total_pages: v.number(),
  total_number_of_items: v.number(),
  page_items: v.array(Item),
})

const list = async (made: Made, token: string, query: string) => {
  const response = await get(made, `/packages/v2${query}`, token)
  expect(response.status).toBe(200)
  return v.parse(List, await response.json())
}

/** Every item of a list, page by page. */
const walk = async (made: Made, token: string, query = ""): Promise<readonly Item[]> => {
  const items: Item[] = []
  for (let page = 1; ; page += 1) {
    const answer = await list(made, token, `?page=${page}&page_size=60${query}`)
    items.push(...answer.page_items)
    if (page >= answer.total_pages) return items
  }
}

describe("signing in", () => {
  it("gives an access token of half an hour with the application's scopes", async () => {
    const made = createWorld(1)
    const claims = decodeJwt(await signIn(made))
    expect(claims["scp"]).toEqual(applications.full.scopes)
    expect((claims.exp ?? 0) * 1000).toBe(start + 30 * 60_000)
  })

  it("narrows the scopes to those asked for", async () => {
    const made = createWorld(1)
    const scp = "opticspkgconfig:read, threat:list"
    expect(decodeJwt(await signIn(made, await sign({ scp })))["scp"]).toEqual([
      "opticspkgconfig:read",
    ])
  })

  const now = Math.floor(start / 1000)
  it.each([
    ["expired", { iat: now - 1801, exp: now - 1 }],
    ["from the future", { iat: now + 60, exp: now + 120 }],
    ["of another tenant", { tid: randomUUID() }],
    ["of an unknown application", { sub: randomUUID() }],
    ["of another issuer", { iss: "https://cylance.com" }],
    ["without a proper jti", { jti: "1" }],
    ["without a jti", { jti: undefined }],
    ["without iat", { iat: undefined }],
    ["without exp", { exp: undefined }],
  ])("refuses a request %s", async (_, claims) => {
    const response = await exchange(createWorld(1), await sign(claims))
    expect(response.status).toBe(401)
    expect(await response.json()).toEqual({ message: "Invalid JWT payload" })
  })

  it("refuses a wrong secret, an unsigned token and no token at all", async () => {
    const made = createWorld(1)
    const [, payload] = (await sign()).split(".")
    const unsigned = `${Buffer.from('{"alg":"none"}').toString("base64url")}.${payload}.`
    for (const assertion of [await sign({}, applications.full, randomUUID()), unsigned, "x.y.z"])
      expect((await exchange(made, assertion)).status).toBe(401)
  })

  it("refuses a life of more than 30 minutes", async () => {
    const made = createWorld(1)
    expect((await exchange(made, await sign({ exp: now + 1801 }))).status).toBe(400)
    expect((await exchange(made, await sign({ exp: now + 1800 }))).status).toBe(200)
  })

  it.each(["", "{", "{}", '{"auth_token":1}'])("refuses the body %j", async (body) => {
    const response = await post(createWorld(1), body)
    expect(response.status).toBe(400)
    expect(v.parse(v.object({ message: v.string() }), await response.json()).message).not.toBe("")
  })

  it("accepts a signature by the real clock in a world that has jumped ahead", async () => {
    const made = createWorld(1)
    made.clock.now = Date.now() + 365 * 86_400_000
    const real = Math.floor(Date.now() / 1000)
    expect((await exchange(made, await sign({ iat: real, exp: real + 600 }))).status).toBe(200)
  })
})

describe("access", () => {
  it("ends after half an hour, and when tokens are revoked", async () => {
    const made = createWorld(1)
    const token = await signIn(made)
    made.clock.now = start + 30 * 60_000 - 1000
    expect((await get(made, "/packages/v2", token)).status).toBe(200)
    revokeTokens(made.world, "cylance")
    expect((await get(made, "/packages/v2", token)).status).toBe(401)
    made.clock.now = start
    const second = await signIn(made)
    made.clock.now = start + 30 * 60_000
    const late = await get(made, "/packages/v2", second)
    expect(late.status).toBe(401)
    expect(await late.json()).toEqual({ message: "Invalid JWT payload" })
  })

  it("needs a scope for each route", async () => {
    const made = createWorld(1)
    const reader = await signIn(made, await sign({ scp: "opticspkgconfig:read" }))
    const response = await get(made, "/packages/v2", reader)
    expect(response.status).toBe(403)
    expect(await response.json()).toEqual({
      status: "ACCESS_DENIED",
      message: "insufficient privileges",
    })
    expect((await get(made, `/packages/v2/${randomUUID()}`, reader)).status).toBe(404)
    const deployer = await signIn(made, await sign({}, applications.deployOnly))
    expect((await get(made, "/packages/v2", deployer)).status).toBe(403)
    expect((await get(made, `/packages/v2/${randomUUID()}`, deployer)).status).toBe(403)
  })

  it("answers unknown routes, other methods and anonymous callers", async () => {
    const made = createWorld(1)
    const token = await signIn(made)
    expect((await get(made, "/packages/v3", token)).status).toBe(404)
    expect((await get(made, "/packages/v2", token, "PATCH")).status).toBe(501)
    expect((await get(made, "/auth/v2/token", token)).status).toBe(501)
    expect((await made.answer(new Request("https://sandbox.test/packages/v2"))).status).toBe(401)
  })

  it.each([400, 401, 403, 404, 409, 429, 500, 501])(
    "words a %i as the API does",
    async (status) => {
      const response = cylance.problem?.(status, undefined)
      expect(response?.status).toBe(status)
      expect(await response?.json()).toHaveProperty("message")
    },
  )
})

describe("the list", () => {
  it("starts with the newest 20", async () => {
    const made = createWorld()
    const answer = await list(made, await signIn(made), "")
    expect({ ...answer, page_items: answer.page_items.length }).toEqual({
      page_number: 1,
      page_size: 20,
      total_pages: 13,
      total_number_of_items: 250,
      page_items: 20,
    })
    const dates = answer.page_items.map(({ uploadedOn }) => uploadedOn ?? "")
    expect(dates).toEqual(dates.toSorted().toReversed())
    expect(Date.parse(dates[0] ?? "")).toBeLessThanOrEqual(start)
    expect(Date.parse(dates[19] ?? "")).toBeGreaterThan(start - 548 * 86_400_000)
  })

  it("has every state, and no file facts where no file came", async () => {
    const made = createWorld()
    const items = await walk(made, await signIn(made))
    expect(new Set(items.map(({ packageId }) => packageId)).size).toBe(250)
    expect(new Set(items.map(({ status }) => status))).toEqual(
      new Set(["success", "failed", "timeout", "started"]),
    )
    for (const item of items) {
      const received = item.status === "success" || item.status === "failed"
      expect([item.size, item.downloadUrl].map((x) => x !== undefined)).toEqual([
        received,
        received,
      ])
      // Whether one has a date while it waits is not documented: some do.
      expect([received, item.status === "started"]).toContain(item.uploadedOn !== undefined)
      expect(item.packageDescriptor.packageId).toBe(item.packageId)
    }
  })

  const read: Readonly<Record<string, (item: Item) => string | number | undefined>> = {
    packageId: (item) => item.packageId,
    uploadedOn: (item) => item.uploadedOn,
    "uploadedBy.id": (item) => item.uploadedBy.id,
    "uploadedBy.login": (item) => item.uploadedBy.login,
    size: (item) => item.size,
    status: (item) => item.status,
    timeout: (item) => item.timeout,
    "packageDescriptor.name": (item) => item.packageDescriptor.name,
    category: (item) => item.category,
  }
  const compare = (a: string | number, b: string | number) => (a < b ? -1 : a > b ? 1 : 0)

  it.each(Object.keys(read).filter((field) => field !== "category"))(
    "sorts by %s over all pages, both ways",
    async (field) => {
      const made = createWorld()
      const token = await signIn(made)
      const valuesOf = (items: readonly Item[]) =>
        items.flatMap((item) => read[field]?.(item) ?? [])
      const up = await walk(made, token, `&sort=${field}`)
      expect(valuesOf(up)).toEqual(valuesOf(up).toSorted(compare))
      const down = await walk(made, token, `&sort=-${field}`)
      expect(down).toEqual(up.toReversed())
    },
  )

  it.each(Object.keys(read))("filters by %s", async (field) => {
    const made = createWorld()
    const token = await signIn(made)
    const all = await walk(made, token)
    const wanted = all.map((item) => read[field]?.(item)).find((value) => value !== undefined)
    const found = await walk(made, token, `&${field}=${encodeURIComponent(String(wanted))}`)
    const expected = all.filter((item) => read[field]?.(item) === wanted)
    expect(found.length).toBeGreaterThan(0)
    expect(found).toEqual(expected)
  })

  it("wants all filters to hold, and finds nothing for values that do not exist", async () => {
    const made = createWorld()
    const token = await signIn(made)
    const found = await walk(made, token, "&status=success&category=cylance")
    expect(found.length).toBeGreaterThan(0)
    for (const { status, category } of found)
      expect([status, category]).toEqual(["success", "cylance"])
    expect((await list(made, token, "?status=bogus")).total_number_of_items).toBe(0)
    expect((await list(made, token, "?status=success&status=failed")).page_items).toEqual([])
    expect((await list(made, token, "?status=' or 1=1 --")).page_items).toEqual([])
  })

  it("keeps the totals on a page past the end", async () => {
    const made = createWorld()
    const answer = await list(made, await signIn(made), "?page=99&page_size=200")
    expect(answer).toMatchObject({ total_pages: 2, total_number_of_items: 250, page_items: [] })
  })

  it.each(["0", "201", "-1", "ten", "1.5", ""])("refuses page_size=%s", async (size) => {
    const made = createWorld(1)
    const response = await get(made, `/packages/v2?page_size=${size}`, await signIn(made))
    expect(response.status).toBe(400)
    expect(await response.json()).toEqual({
      message: "The page size requested is not supported.",
    })
  })

  it.each(["page=0", "page=x", "sort=category", "sort=-", "sort=name", "size=big", "uploadedOn=x"])(
    "refuses %s",
    async (query) => {
      const made = createWorld(1)
      expect((await get(made, `/packages/v2?${query}`, await signIn(made))).status).toBe(400)
    },
  )
})

describe("one package", () => {
  it("is what the list says", async () => {
    const made = createWorld(30)
    const token = await signIn(made)
    for (const item of await walk(made, token)) {
      const response = await get(made, `/packages/v2/${item.packageId}`, token)
      expect(await response.json()).toEqual(item)
    }
  })

  it("is missing under any other id", async () => {
    const made = createWorld(1)
    const token = await signIn(made)
    const [item] = await walk(made, token)
    for (const id of [randomUUID(), item?.packageId.toUpperCase(), "%2E%2E"])
      expect((await get(made, `/packages/v2/${id}`, token)).status).toBe(404)
  })
})

describe("filling", () => {
  it("cycles through the seed, counts versions of a name, and is reproducible", () => {
    const itemsOf = (packages: number) =>
      createWorld(packages)
        .world.db.prepare("select item from cylance_packages order by seq")
        .all()
        .map(({ item }) => v.parse(Item, JSON.parse(String(item))))
    const items = itemsOf(5000)
    expect(items).toHaveLength(5000)
    expect(itemsOf(5000)).toEqual(items)
    const versions = items
      .filter(({ packageDescriptor }) => packageDescriptor.name === "tool-3")
      .map(({ packageDescriptor }) => packageDescriptor.version)
    expect(versions).toEqual(versions.map((_, at) => at + 1))
  })

  it("makes an empty world without a seed", () => {
    const { world } = createWorld(0)
    const none: World = { ...world, db: new DatabaseSync(":memory:"), seed: [], packages: 5 }
    cylance.install(none)
    expect(none.db.prepare("select count(*) as n from cylance_packages").get()?.["n"]).toBe(0)
  })
})
