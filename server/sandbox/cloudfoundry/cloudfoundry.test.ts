import * as v from "valibot"
import { afterEach, beforeEach, expect, test } from "vitest"
import { createSandbox } from "../index.ts"
import type { Sandbox } from "../index.ts"

const origin = "http://sandbox"
const api = `${origin}/cloudfoundry`

const Link = v.nullable(v.object({ href: v.string() }))
const Package = v.looseObject({
  guid: v.string(),
  type: v.picklist(["bits", "docker"]),
  state: v.string(),
  created_at: v.string(),
  updated_at: v.nullable(v.string()),
  data: v.record(v.string(), v.unknown()),
})
const Labelled = v.object({
  metadata: v.object({ labels: v.record(v.string(), v.string()) }),
  relationships: v.object({ app: v.object({ data: v.object({ guid: v.string() }) }) }),
})
const List = v.object({
  pagination: v.looseObject({
    total_results: v.number(),
    total_pages: v.optional(v.number()),
    first: Link,
    last: Link,
    next: Link,
    previous: Link,
  }),
  resources: v.array(Package),
})
const Token = v.looseObject({
  access_token: v.string(),
  refresh_token: v.optional(v.string()),
  expires_in: v.number(),
})
const Refusal = v.object({
  errors: v.array(v.strictObject({ detail: v.string(), title: v.string(), code: v.number() })),
})

let sandbox: Sandbox
let bearer: string

const askToken = async (
  form: Readonly<Record<string, string>>,
  client = "cf:",
): Promise<Response> =>
  await sandbox.fetch(
    new Request(`${api}/uaa/oauth/token`, {
      method: "POST",
      headers: { authorization: `Basic ${btoa(client)}` },
      body: new URLSearchParams(form),
    }),
  )

const signIn = async (username: string, password: string): Promise<string> => {
  const answer = await askToken({ grant_type: "password", username, password })
  return `bearer ${v.parse(Token, await answer.json()).access_token}`
}

const get = async (url: string, authorization = bearer): Promise<Response> =>
  await sandbox.fetch(new Request(new URL(url, origin), { headers: { authorization } }))

const list = async (query: string, at = "/cloudfoundry/v3/packages") =>
  v.parse(List, await (await get(`${at}?${query}`)).json())

const refusal = async (answer: Response) => ({
  status: answer.status,
  ...v.parse(Refusal, await answer.json()).errors[0],
})

const control = async (method: string, path: string, body: unknown): Promise<void> => {
  const request = new Request(`${origin}/_sandbox/worlds/default/${path}`, {
    method,
    body: JSON.stringify(body),
  })
  expect((await sandbox.fetch(request)).ok).toBe(true)
}

beforeEach(async () => {
  sandbox = createSandbox({ packages: 2000 })
  await control("PUT", "clock", { now: "2026-06-01T12:00:00Z" })
  bearer = await signIn("operator@example.com", "sandbox-operator")
})
afterEach(async () => {
  await sandbox.close()
})

test("the root leads to the login server and UAA, below the API's own address", async () => {
  const root = await (await sandbox.fetch(new Request(api))).json()
  expect(root).toMatchObject({
    links: {
      self: { href: api },
      login: { href: `${api}/login` },
      uaa: { href: `${api}/uaa` },
      credhub: null,
    },
  })
  const login = new Request(`${api}/login/login`, { headers: { accept: "application/json" } })
  expect(await (await sandbox.fetch(login)).json()).toMatchObject({
    prompts: { username: ["text", "Email"], password: ["password", "Password"] },
  })
})

test("tokens end after twenty minutes and are renewed by the refresh token", async () => {
  const answer = await askToken({
    grant_type: "password",
    username: "operator@example.com",
    password: "sandbox-operator",
    login_hint: '{"origin":"uaa"}',
  })
  const first = v.parse(Token, await answer.json())
  expect(first.expires_in).toBe(1199)
  await control("PUT", "clock", { advance: 1_200_000 })
  const late = await get("/cloudfoundry/v3/packages", `bearer ${first.access_token}`)
  expect(await refusal(late)).toEqual({
    status: 401,
    code: 1000,
    title: "CF-InvalidAuthToken",
    detail: "Invalid Auth Token",
  })
  const renewed = await askToken({
    grant_type: "refresh_token",
    refresh_token: first.refresh_token ?? "",
  })
  const { access_token } = v.parse(Token, await renewed.json())
  expect((await get("/cloudfoundry/v3/packages", `bearer ${access_token}`)).status).toBe(200)
})

test.each([
  [
    { grant_type: "password", username: "operator@example.com", password: "no" },
    "cf:",
    401,
    "unauthorized",
  ],
  [{ grant_type: "client_credentials" }, "waybill:no", 401, "invalid_client"],
  [{ grant_type: "client_credentials" }, "cf:", 401, "invalid_client"],
  [{ grant_type: "refresh_token", refresh_token: "x" }, "cf:", 401, "invalid_token"],
  [{ grant_type: "telepathy" }, "cf:", 400, "unsupported_grant_type"],
  [{}, "cf:", 400, "invalid_request"],
])("UAA refuses %j of %s", async (form, client, status, error) => {
  const answer = await askToken(form, client)
  expect(answer.status).toBe(status)
  expect(await answer.json()).toMatchObject({ error, error_description: expect.any(String) })
})

test("client credentials give a token without a refresh token", async () => {
  const answer = await askToken({ grant_type: "client_credentials" }, "waybill:sandbox-client")
  const token = v.parse(Token, await answer.json())
  expect(token.refresh_token).toBeUndefined()
  const packages = await get("/cloudfoundry/v3/packages", `bearer ${token.access_token}`)
  expect(v.parse(List, await packages.json()).pagination.total_results).toBe(
    (await list("")).pagination.total_results,
  )
})

test("what a caller may see depends on its roles and scopes", async () => {
  const none = await sandbox.fetch(new Request(`${api}/v3/packages`))
  expect(await refusal(none)).toMatchObject({ status: 401, code: 10002 })
  const guest = await signIn("guest@example.com", "sandbox-guest")
  expect(await refusal(await get("/cloudfoundry/v3/packages", guest))).toMatchObject({
    status: 403,
    code: 10003,
    title: "CF-NotAuthorized",
  })
  const developer = await signIn("developer@example.com", "sandbox-developer")
  const some = v.parse(List, await (await get("/cloudfoundry/v3/packages", developer)).json())
  expect(some.pagination.total_results).toBeGreaterThan(0)
  expect(some.pagination.total_results).toBeLessThan((await list("")).pagination.total_results)
  const seen = new Set((await list("per_page=5000")).resources.map(({ guid }) => guid))
  for (const { guid } of v.parse(
    List,
    await (await get("/cloudfoundry/v3/packages?per_page=5000", developer)).json(),
  ).resources)
    seen.delete(guid)
  const [unseen] = seen
  expect(await refusal(await get(`/cloudfoundry/v3/packages/${unseen}`, developer))).toMatchObject({
    status: 404,
    code: 10010,
    detail: "Package not found",
  })
})

test("following next walks every package once, with absolute, sorted links", async () => {
  const seen: string[] = []
  let next: string | undefined = `${api}/v3/packages?states=READY,EXPIRED&per_page=37`
  const links: string[] = []
  while (next !== undefined) {
    const page: v.InferOutput<typeof List> = v.parse(List, await (await get(next)).json())
    seen.push(...page.resources.map(({ guid }) => guid))
    next = page.pagination.next?.href
    if (next !== undefined) links.push(next)
  }
  expect(links[0]).toBe(`${api}/v3/packages?page=2&per_page=37&states=READY%2CEXPIRED`)
  const whole = await list("states=READY,EXPIRED&per_page=5000")
  expect(seen).toEqual(whole.resources.map(({ guid }) => guid))
  expect(new Set(seen).size).toBe(whole.pagination.total_results)
})

test("a page past the end has nothing, not even a total", async () => {
  const page = await list("page=900&per_page=50")
  expect(page.resources).toEqual([])
  expect(page.pagination).toMatchObject({ total_results: 0, total_pages: 1, next: null })
  expect(page.pagination.previous?.href).toContain("page=899")
})

test("the list is ordered by date both ways", async () => {
  const up = await list("order_by=%2Bcreated_at&per_page=5000")
  const dates = up.resources.map((item) => item.created_at)
  expect(dates).toEqual(dates.toSorted())
  const down = await list("order_by=-created_at&per_page=5000")
  expect(down.resources.map(({ guid }) => guid)).toEqual(
    up.resources.map(({ guid }) => guid).toReversed(),
  )
})

test("filters narrow by state, type, app, date and label, and join", async () => {
  const all = (await list("per_page=5000")).resources
  const expectSame = async (query: string, keep: (item: (typeof all)[number]) => boolean) => {
    const found = (await list(`per_page=5000&${query}`)).resources.map(({ guid }) => guid)
    const wanted = all.filter(keep).map(({ guid }) => guid)
    expect(wanted).not.toEqual([])
    expect({ query, found }).toEqual({ query, found: wanted })
  }
  const labels = (item: unknown) => v.parse(Labelled, item).metadata.labels
  const appOf = (item: unknown) => v.parse(Labelled, item).relationships.app.data.guid
  await expectSame("states=FAILED,EXPIRED", ({ state }) => /FAILED|EXPIRED/.test(state))
  await expectSame("types=docker&states=READY", ({ type }) => type === "docker")
  const middle = all[200]
  if (!middle) throw new Error("The list is short.")
  await expectSame(`guids=${all[3]?.guid},${middle.guid}`, ({ guid }) =>
    [all[3]?.guid, middle.guid].includes(guid),
  )
  await expectSame(`app_guids=${appOf(middle)}`, (item) => appOf(item) === appOf(middle))
  await expectSame(
    `created_ats[gte]=${middle.created_at}`,
    (item) => item.created_at >= middle.created_at,
  )
  await expectSame(
    `created_ats%5Blt%5D=${middle.created_at}`,
    (item) => item.created_at < middle.created_at,
  )
  await expectSame(
    `created_ats=${middle.created_at}`,
    (item) => item.created_at === middle.created_at,
  )
  await expectSame(
    "label_selector=environment in (production,staging),!pinned",
    (item) =>
      /production|staging/.test(labels(item)["environment"] ?? "") && !("pinned" in labels(item)),
  )
  await expectSame(
    "label_selector=environment!=production",
    (item) => labels(item)["environment"] !== "production",
  )
  expect((await list("states=NO_SUCH_STATE")).resources).toEqual([])
  const ofApp = await list("", `/cloudfoundry/v3/apps/${appOf(middle)}/packages`)
  expect(ofApp.resources.every((item) => appOf(item) === appOf(middle))).toBe(true)
})

test.each([
  ["page=0", "Page must be a positive integer"],
  ["page=x", "Page must be a positive integer"],
  ["per_page=5001", "Per page must be between 1 and 5000"],
  ["per_page=0", "Per page must be between 1 and 5000"],
  ["order_by=name", "Order by can only be: 'created_at', 'updated_at'"],
  ["order_by=+created_at", "Order by can only be: 'created_at', 'updated_at'"],
  ["label_selector=", "Missing label_selector value"],
  ["label_selector=a in b", "Invalid label_selector value"],
  [
    "created_ats[gt]=yesterday",
    "Created ats has an invalid timestamp format. Timestamps should be formatted as 'YYYY-MM-DDThh:mm:ssZ'",
  ],
  ["updated_ats[about]=2026-01-01T00:00:00Z", "Updated ats Invalid relational operator: 'about'"],
])("%s is refused", async (query, message) => {
  expect(await refusal(await get(`/cloudfoundry/v3/packages?${query}`))).toEqual({
    status: 400,
    code: 10005,
    title: "CF-BadQueryParameter",
    detail: `The query parameter is invalid: ${message}`,
  })
})

test("unknown parameters are refused by name, in an app's list without the valid ones", async () => {
  const { detail } = await refusal(await get("/cloudfoundry/v3/packages?include=app&fields=x"))
  expect(detail).toMatch(
    /^The query parameter is invalid: Unknown query parameter\(s\): 'include', 'fields'\. Valid parameters are: 'page', /,
  )
  const [first] = (await list("per_page=1")).resources
  const app = v.parse(Labelled, first).relationships.app.data.guid
  const nested = await get(`/cloudfoundry/v3/apps/${app}/packages?space_guids=x`)
  expect((await refusal(nested)).detail).toBe(
    "The query parameter is invalid: Unknown query parameter(s): 'space_guids'",
  )
  expect(await refusal(await get("/cloudfoundry/v3/nothing"))).toMatchObject({ code: 10000 })
})

test("packages tell what they are and never a password", async () => {
  const all = (await list("per_page=5000")).resources
  const dockers = all.filter(({ type }) => type === "docker")
  expect(new Set(dockers.map(({ data }) => data["password"]))).toEqual(new Set(["***", null]))
  for (const { data } of dockers) expect(data["username"] === null).toBe(data["password"] === null)
  expect(new Set(all.map(({ state }) => state))).toEqual(
    new Set(["READY", "FAILED", "EXPIRED", "AWAITING_UPLOAD", "PROCESSING_UPLOAD", "COPYING"]),
  )
  const failed = all.filter(({ state }) => state === "FAILED")
  expect(failed.every(({ data }) => typeof data["error"] === "string")).toBe(true)
  const [first] = all
  const one = await get(`/cloudfoundry/v3/packages/${first?.guid}`)
  expect(await one.json()).toEqual(first)
  expect(one.headers.get("x-vcap-request-id")).toMatch(/^[\w-]{36}$/)
})

test("in 2015 the same packages had a hash, relative links and no page count", async () => {
  const today = await list("per_page=5")
  const then = await list("per_page=5", "/cloudfoundry/2015/v3/packages")
  expect(then.resources.map(({ guid }) => guid)).toEqual(today.resources.map(({ guid }) => guid))
  expect(then.pagination).not.toHaveProperty("total_pages")
  expect(then.pagination.next?.href).toBe("/v3/packages?page=2&per_page=5")
  const all = await list("per_page=5000", "/cloudfoundry/2015/v3/packages")
  for (const item of all.resources) {
    expect(item).not.toHaveProperty("metadata")
    expect(item).not.toHaveProperty("relationships")
    expect(item.data["hash"]).toMatchObject({ type: "sha1" })
    expect(item).toMatchObject(
      item.type === "docker"
        ? { data: { credentials: {}, store_image: false } }
        : { links: { stage: { method: "POST" } } },
    )
  }
  const refused = await get("/cloudfoundry/2015/v3/packages?order_by=created_at")
  expect((await refusal(refused)).detail).toContain("Valid parameters are: 'page', 'per_page'")
})

test("the rate limit is told in tenths, and answers 429 as plain text until the window ends", async () => {
  expect((await get("/cloudfoundry/v3/packages")).headers.has("x-ratelimit-limit")).toBe(false)
  await control("PUT", "options/cloudfoundry", { rateLimit: { limit: 20, minutes: 10 } })
  const first = await get("/cloudfoundry/v3/packages?per_page=1")
  expect(first.headers.get("x-ratelimit-limit")).toBe("20")
  expect(first.headers.get("x-ratelimit-remaining")).toBe("18")
  for (let at = 0; at < 19; at += 1) await get("/cloudfoundry/v3/packages?per_page=1")
  const over = await get("/cloudfoundry/v3/packages?per_page=1")
  expect(over.headers.get("retry-after")).toBe("600")
  expect(over.headers.get("content-type")).toMatch(/^text\/plain/)
  expect(await refusal(over)).toMatchObject({ status: 429, code: 10013 })
  expect((await sandbox.fetch(new Request(`${api}/v3/info`))).status).toBe(200)
  await control("PUT", "clock", { advance: 600_000 })
  expect((await get("/cloudfoundry/v3/packages?per_page=1")).status).toBe(200)
})

test("an operator's cap limits how far a list can be read", async () => {
  await control("PUT", "options/cloudfoundry", { maxResults: 100 })
  expect((await refusal(await get("/cloudfoundry/v3/packages?page=2&per_page=50"))).detail).toBe(
    "The query parameter is invalid: Maximum result (page * per_page) must be less than 100",
  )
})
