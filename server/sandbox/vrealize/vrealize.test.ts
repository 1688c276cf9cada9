import { randomUUID } from "node:crypto"
import { DatabaseSync } from "node:sqlite"
import * as v from "valibot"
import { describe, expect, it } from "vitest"
import type { World } from "../api.ts"
import { writeOptions } from "../options.ts"
import { createRandom } from "../random.ts"
import type { SeedPackage } from "../seed/read.ts"
import { revokeTokens } from "../tokens.ts"
import { users } from "./identity.ts"
import { vrealize } from "./index.ts"

const start = Date.parse("2026-03-01T12:00:00Z")
const origin = "https://sandbox.test/vrealize"
const packagesPath = "/content-management-service/api/packages"

const seed: readonly SeedPackage[] = Array.from({ length: 40 }, (_, at) => ({
  from: "debian",
  name: `tool-${at % 25}`,
  version: `1.${at}-1`,
  ...(at % 2 === 0 ? {} : { topic: "admin" }),
}))

const createWorld = (packages = 130) => {
  const clock = { now: start }
  const world: World = {
    db: new DatabaseSync(":memory:"),
    now: () => clock.now,
    random: createRandom("vrealize"),
    seed,
    packages,
    secret: "secret",
  }
  vrealize.install(world)
  return { world, clock, answer: vrealize.open(world, origin) }
}
type Made = ReturnType<typeof createWorld>

const login = async ({ answer }: Made, body: unknown) =>
  await answer(
    new Request("https://sandbox.test/identity/api/tokens", {
      method: "POST",
      body: typeof body === "string" ? body : JSON.stringify(body),
    }),
  )

const { username, password } = users.architect
const tenant = "vsphere.local"
const Token = v.strictObject({ expires: v.string(), id: v.string(), tenant: v.string() })

const signIn = async (made: Made, user: { username: string; password: string } = users.architect) =>
  v.parse(
    Token,
    await (await login(made, { username: user.username, password: user.password, tenant })).json(),
  ).id

const call = async ({ answer }: Made, token: string, path: string, method = "GET") =>
  await answer(
    new Request(`https://sandbox.test${path}`, {
      method,
      headers: { authorization: `Bearer ${token}` },
    }),
  )

const shared = {
  id: v.string(),
  name: v.string(),
  description: v.nullable(v.string()),
  tenantId: v.literal(tenant),
  subtenantId: v.nullable(v.string()),
  createdDate: v.pipe(v.string(), v.isoTimestamp()),
  lastUpdated: v.pipe(v.string(), v.isoTimestamp()),
  version: v.number(),
}
const Package = v.strictObject({
  "@type": v.literal("Package"),
  ...shared,
  contents: v.array(v.pipe(v.string(), v.uuid())),
})
type Package = v.InferOutput<typeof Package>
const Content = v.strictObject({
  "@type": v.literal("Content"),
  ...shared,
  contentId: v.string(),
  contentTypeId: v.string(),
  mimeType: v.null(),
  dependencies: v.array(v.string()),
})
const listOf = <T>(item: v.GenericSchema<unknown, T>) =>
  v.strictObject({
    links: v.array(v.strictObject({ rel: v.string(), href: v.string() })),
    content: v.array(item),
    metadata: v.strictObject({
      size: v.number(),
      totalElements: v.number(),
      totalPages: v.number(),
      number: v.number(),
      offset: v.number(),
    }),
  })
const Errors = v.strictObject({
  errors: v.tuple([
    v.strictObject({
      code: v.number(),
      source: v.optional(v.null()),
      message: v.string(),
      systemMessage: v.nullable(v.string()),
      moreInfoUrl: v.null(),
    }),
  ]),
})

const ask = (query: Readonly<Record<string, string>>): string =>
  `${packagesPath}?${new URLSearchParams(query)}`

const list = async (made: Made, token: string, path: string) => {
  const response = await call(made, token, path)
  expect(response.status).toBe(200)
  return v.parse(listOf(Package), await response.json())
}

const errorOf = async (response: Response) => {
  const [error] = v.parse(Errors, await response.json()).errors
  return { status: response.status, code: error.code, message: error.message }
}

/** Follows next links from a first page; only their path and query are used. */
const walk = async (made: Made, token: string, first: string): Promise<readonly Package[]> => {
  const items: Package[] = []
  for (let path: string | undefined = first; path !== undefined;) {
    const page = await list(made, token, path)
    items.push(...page.content)
    const next = page.links.find(({ rel }) => rel === "next")?.href
    expect(next ?? origin).toContain(origin)
    path = next?.slice(origin.length)
  }
  return items
}

describe("the identity service", () => {
  it("gives a token for a day, which can be asked about and ended", async () => {
    const made = createWorld(1)
    const response = await login(made, { username, password, tenant })
    const { id, expires } = v.parse(Token, await response.json())
    expect(expires).toBe("2026-03-02T12:00:00.000Z")
    const path = `/identity/api/tokens/${id}`
    expect((await call(made, id, path, "HEAD")).status).toBe(204)
    expect((await call(made, id, path, "DELETE")).status).toBe(204)
    expect((await call(made, id, path, "HEAD")).status).toBe(404)
    expect((await call(made, id, path, "DELETE")).status).toBe(404)
    expect((await call(made, id, path)).status).toBe(405)
    expect((await call(made, id, packagesPath)).status).toBe(401)
    expect((await call(made, await signIn(made), packagesPath)).status).toBe(200)
  })

  it.each([
    [{ username, password: "wrong", tenant }],
    [{ username: "ada", password, tenant }],
    [{ username: "VSPHERE\\ada", password, tenant }],
    [{ username, password, tenant: "qe" }],
  ])("refuses %j in its own words", async (body) => {
    const response = await login(createWorld(1), body)
    expect(await errorOf(response)).toEqual({
      status: 401,
      code: 90135,
      message: `Unable to authenticate user ${body.username} in tenant ${body.tenant}.`,
    })
  })

  it.each([
    ["{", "Invalid argument. The body is not JSON."],
    [{ username, tenant }, "Invalid argument. password is missing or not a string."],
    [[], "Invalid argument. username is missing or not a string."],
  ])("complains about the body %j", async (body, message) => {
    const response = await login(createWorld(1), body)
    expect(await errorOf(response)).toEqual({ status: 400, code: 10101, message })
  })
})

describe("access", () => {
  it("ends after a day with a page in HTML", async () => {
    const made = createWorld(1)
    const token = await signIn(made)
    made.clock.now = start + 86_399_000
    expect((await call(made, token, packagesPath)).status).toBe(200)
    made.clock.now = start + 86_400_000
    const late = await call(made, token, packagesPath)
    expect(late.status).toBe(401)
    expect(late.headers.get("content-type")).toMatch(/^text\/html/)
    expect(await late.text()).toContain("HTTP Status 401")
  })

  it("needs a token that is good, an architect, and a route", async () => {
    const made = createWorld(1)
    const token = await signIn(made)
    const anonymous = await made.answer(new Request(`https://sandbox.test${packagesPath}`))
    expect(anonymous.status).toBe(401)
    expect((await call(made, await signIn(made, users.requester), packagesPath)).status).toBe(403)
    expect((await call(made, token, "/content-management-service/api/nothing")).status).toBe(404)
    expect((await call(made, token, packagesPath, "PUT")).status).toBe(405)
    revokeTokens(made.world, "vrealize")
    expect((await call(made, token, packagesPath)).status).toBe(401)
  })

  it.each([400, 404, 500])("words a %i as the API does", async (status) => {
    const response = vrealize.problem?.(status, undefined)
    expect(v.is(Errors, await response?.json())).toBe(true)
    expect(response?.status).toBe(status)
  })
})

describe("the list", () => {
  it("starts with 20, and links to the others", async () => {
    const made = createWorld()
    const page = await list(made, await signIn(made), `${packagesPath}/`)
    expect(page.content).toHaveLength(20)
    expect(page.metadata).toEqual({
      size: 20,
      totalElements: 130,
      totalPages: 7,
      number: 1,
      offset: 0,
    })
    expect(page.links).toEqual([
      { rel: "self", href: `${origin}${packagesPath}?page=1&limit=20` },
      { rel: "first", href: `${origin}${packagesPath}?page=1&limit=20` },
      { rel: "next", href: `${origin}${packagesPath}?page=2&limit=20` },
      { rel: "last", href: `${origin}${packagesPath}?page=7&limit=20` },
    ])
  })

  it.each([
    { limit: "50" },
    { limit: "7", page: "1" },
    { $top: "33" },
    { $top: "33", $skip: "0", $orderby: "version desc" },
    { limit: "40", $filter: "version ge 0", $orderby: "subtenantId,name desc" },
  ])("gives every package once, asked by %j", async (query) => {
    const made = createWorld()
    const items = await walk(made, await signIn(made), ask(query))
    expect(new Set(items.map(({ id }) => id)).size).toBe(130)
    expect(items).toHaveLength(130)
  })

  it("has a link to the page before, and none when all fits on one", async () => {
    const made = createWorld()
    const token = await signIn(made)
    const rels = async (query: Record<string, string>) =>
      (await list(made, token, ask(query))).links.map(({ rel }) => rel)
    expect(await rels({ page: "7" })).toEqual(["self", "first", "previous", "last"])
    expect(await rels({ limit: "9000" })).toEqual([])
    const past = await list(made, token, ask({ page: "50" }))
    expect(past.content).toEqual([])
    expect(past.metadata).toMatchObject({ totalElements: 130, totalPages: 7, number: 50 })
    expect(past.links.map(({ rel }) => rel)).toEqual(["self", "first", "previous", "last"])
  })

  it("skips entries, not pages", async () => {
    const made = createWorld()
    const token = await signIn(made)
    const all = await list(made, token, ask({ limit: "130" }))
    const some = await list(made, token, ask({ $skip: "5", $top: "10", page: "3", limit: "2" }))
    expect(some.content).toEqual(all.content.slice(5, 15))
    expect(some.metadata).toMatchObject({ size: 10, number: 1, offset: 5 })
  })

  it.each([
    ["name", ["name"]],
    ["version desc, name asc", ["-version", "name"]],
    ["createdDate desc", ["-createdDate"]],
    ["tenantId,lastUpdated", ["tenantId", "lastUpdated"]],
  ])("orders by %s, under both names of the parameter", async (order, keys) => {
    const made = createWorld()
    const token = await signIn(made)
    const { content } = await list(made, token, ask({ $orderby: order, limit: "200" }))
    const plain: Readonly<Record<string, (item: Package) => string | number>> = {
      name: (item) => item.name,
      version: (item) => item.version,
      createdDate: (item) => item.createdDate,
      lastUpdated: (item) => item.lastUpdated,
      tenantId: (item) => item.tenantId,
    }
    const sorted = content.toSorted((a, b) => {
      for (const key of keys) {
        const read = plain[key.replace("-", "")]
        const [x = 0, y = 0] = [read?.(a), read?.(b)]
        if (x !== y) return x < y === key.startsWith("-") ? 1 : -1
      }
      return 0
    })
    expect(content).toEqual(sorted)
    const other = await list(made, token, ask({ orderBy: order, limit: "200" }))
    expect(other.content).toEqual(content)
  })

  it("filters, and keeps the filter in its links", async () => {
    const made = createWorld()
    const token = await signIn(made)
    const $filter = "startswith(name,'tool-1') and not description eq null"
    const found = await walk(made, token, ask({ $filter, limit: "5" }))
    const all = await walk(made, token, ask({ limit: "130" }))
    expect(found).toEqual(
      all.filter(({ name, description }) => name.startsWith("tool-1") && description !== null),
    )
    expect(found.length).toBeGreaterThan(5)
    const group = all.find(({ subtenantId }) => subtenantId !== null)?.subtenantId
    for (const spelling of ["subtenantId", "subTenantId"])
      expect(
        await walk(made, token, ask({ $filter: `${spelling} eq '${group}'`, limit: "130" })),
      ).toEqual(all.filter(({ subtenantId }) => subtenantId === group))
  })

  it.each([
    [{ page: "0" }, `page: expected a whole number of 1 or more, found "0".`],
    [{ limit: "ten" }, `limit: expected a whole number of 1 or more, found "ten".`],
    [{ $top: "-1" }, `$top: expected a whole number of 1 or more, found "-1".`],
    [{ $skip: "" }, `$skip: expected a whole number of 0 or more, found "".`],
    [{ $orderby: "name down" }, `expected a property, then asc or desc, found "name down"`],
    [{ orderBy: "name, size" }, `orderBy: there is no property "size" at position 7.`],
    [{ $filter: "name eq" }, "$filter: expected a value, found the end at position 8."],
  ])("complains about %j", async (query, message) => {
    const made = createWorld(1)
    const error = await errorOf(await call(made, await signIn(made), ask({ ...query })))
    expect(error).toMatchObject({ status: 400, code: 10101 })
    expect(error.message).toContain(message)
  })

  it("fails as a whole while a package refers to deleted content", async () => {
    const made = createWorld()
    const token = await signIn(made)
    const { content } = await list(made, token, packagesPath)
    const broken = content.find(({ contents }) => contents.length > 0)
    writeOptions(made.world, "vrealize", { deletedContent: true })
    const error = await errorOf(await call(made, token, packagesPath))
    expect(error).toMatchObject({ status: 400, code: 85552 })
    expect(error.message).toContain(broken?.contents[0])
    const contents = await call(made, token, `${packagesPath}/${broken?.id}/contents`)
    expect(v.parse(listOf(Content), await contents.json()).metadata.totalElements).toBe(
      (broken?.contents.length ?? 0) - 1,
    )
    made.world.db.prepare(`delete from vrealize_packages where "id" = ?`).run(broken?.id ?? "")
    const next = await errorOf(await call(made, token, packagesPath))
    expect(next.message).not.toContain(broken?.contents[0])
    writeOptions(made.world, "vrealize", { deletedContent: false })
    expect((await call(made, token, packagesPath)).status).toBe(200)
  })
})

describe("one package", () => {
  it("is what the list says, with its contents in order", async () => {
    const made = createWorld(30)
    const token = await signIn(made)
    const all = await walk(made, token, packagesPath)
    for (const item of all) {
      const path = `${packagesPath}/${item.id}`
      expect(await (await call(made, token, path)).json()).toEqual(item)
      const contents = await call(made, token, `${path}/contents?limit=50`)
      const parsed = v.parse(listOf(Content), await contents.json())
      expect(parsed.content.map(({ id }) => id)).toEqual(item.contents)
    }
    expect(all.some(({ contents }) => contents.length > 2)).toBe(true)
    expect(all.some(({ description }) => description === null)).toBe(true)
  })

  it("is missing under any other id", async () => {
    const made = createWorld(1)
    const token = await signIn(made)
    const path = `${packagesPath}/${randomUUID()}`
    for (const missing of [path, `${path}/contents`])
      expect(await errorOf(await call(made, token, missing))).toMatchObject({ status: 404 })
  })
})

describe("filling", () => {
  it("installs more than the seed has, in the past, and is reproducible", async () => {
    const itemsOf = async () => {
      const made = createWorld(5000)
      return (await list(made, await signIn(made), ask({ limit: "9000" }))).content
    }
    const items = await itemsOf()
    expect(new Set(items.map(({ name }) => name)).size).toBe(5000)
    for (const { createdDate, lastUpdated } of items)
      expect(createdDate <= lastUpdated && Date.parse(lastUpdated) <= start).toBe(true)
    expect(await itemsOf()).toEqual(items)
  })
})
