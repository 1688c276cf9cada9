import { readFileSync, statSync } from "node:fs"
import { request as plainRequest } from "node:http"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import * as v from "valibot"
import { Connection } from "../src/model/connection.ts"
import { startForTest } from "./testing/start.ts"
import type { TestServer } from "./testing/start.ts"

let server: TestServer

beforeAll(async () => {
  server = await startForTest()
})
afterAll(() => server.stop())

const json = (body: unknown): RequestInit => ({
  body: JSON.stringify(body),
  headers: { "content-type": "application/json" },
})

/** Sends a path exactly as it is written: `fetch` would tidy it. */
const raw = (path: string, headers: Readonly<Record<string, string>> = {}) =>
  new Promise<{ status: number; text: string }>((resolve, reject) => {
    const { hostname, port } = new URL(server.origin)
    plainRequest({ hostname, port, path, headers }, (answer) => {
      const parts: Buffer[] = []
      answer.on("data", (part: Buffer) => parts.push(part))
      answer.on("end", () =>
        resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(parts).toString() }),
      )
    })
      .once("error", reject)
      .end()
  })

const draft = {
  provider: "astra",
  name: "My Astra",
  settings: { address: "https://astra.example.com", account: "a1" },
  secrets: { token: "s3cret-token-value" },
}

describe("every answer", () => {
  it.each(["/healthz", "/api/session", "/api/nothing", "/no-such-page"])(
    "of %s carries the security headers",
    async (path) => {
      const { headers } = await server.ask(path)
      const policy = headers.get("content-security-policy") ?? ""
      expect(policy).toContain("default-src 'none'")
      expect(policy).toMatch(/script-src 'self'(;|$)/)
      expect(policy).not.toMatch(/script-src[^;]*unsafe/)
      expect(headers.get("x-content-type-options")).toBe("nosniff")
      expect(headers.get("referrer-policy")).toBe("no-referrer")
      expect(headers.get("access-control-allow-origin")).toBeNull()
      // A proxy's own answers, while we are away, have it not.
      expect(headers.get("waybill-server")).toBe("1")
    },
  )
})

describe("who may ask", () => {
  it("refuses a foreign Host header, on every path", async () => {
    for (const path of ["/", "/api/connections", "/healthz"])
      expect((await raw(path, { host: "evil.example" })).status).toBe(421)
  })

  it.each<[string, Record<string, string>]>([
    ["another origin", { origin: "https://evil.example", "sec-fetch-site": "same-origin" }],
    ["another site", { "sec-fetch-site": "cross-site" }],
    ["a sibling host", { "sec-fetch-site": "same-site" }],
    ["an opaque origin", { origin: "null" }],
    ["another port of this host", { origin: "http://127.0.0.1:1" }],
  ])("refuses API calls from %s", async (_who, headers) => {
    expect((await raw("/api/connections", headers)).status).toBe(403)
  })

  it("refuses a change that does not say where it comes from", async () => {
    const response = await fetch(new URL("/api/connections", server.origin), {
      method: "POST",
      ...json(draft),
    })
    expect(response.status).toBe(403)
  })
})

describe("connections", () => {
  it("lists the five of the sandbox, without any secret", async () => {
    const text = await (await server.ask("/api/connections")).text()
    const all = v.parse(v.array(Connection), JSON.parse(text))
    expect(all.map(({ provider }) => provider).sort()).toEqual([
      "astra",
      "cloudfoundry",
      "cylance",
      "spectra",
      "vrealize",
    ])
    expect(all.every(({ sandbox, secrets }) => sandbox && secrets.length > 0)).toBe(true)
  })

  it("keeps a secret sealed, and never sends it back", async () => {
    const made = await server.ask("/api/connections", { method: "POST", ...json(draft) })
    expect(made.status).toBe(201)
    const connection = v.parse(Connection, await made.json())
    expect(connection).toMatchObject({ id: "my-astra", secrets: ["token"], sandbox: false })
    const answers = await Promise.all([
      server.ask("/api/connections"),
      server.ask("/api/connections/my-astra"),
      server.ask("/api/journal"),
      server.ask("/api/connections/my-astra/test", { method: "POST" }),
      server.ask("/api/connections/my-astra/upstream/accounts/a1/core/v1/packages"),
    ])
    for (const answer of answers) expect(await answer.text()).not.toContain("s3cret")
    const files = ["waybill.sqlite", "waybill.sqlite-wal"].map((file) =>
      readFileSync(join(server.data, file), "latin1"),
    )
    expect(files.join("")).toContain("My Astra")
    expect(files.join("")).not.toContain("s3cret")
    expect(statSync(join(server.data, "key")).mode & 0o777).toBe(0o600)
  })

  it("keeps the saved secret when a change leaves it out, and gives equal names their own ids", async () => {
    const again = v.parse(
      Connection,
      await (await server.ask("/api/connections", { method: "POST", ...json(draft) })).json(),
    )
    expect(again.id).toMatch(/^my-astra-[0-9a-f]{6}$/)
    const changed = await server.ask(`/api/connections/${again.id}`, {
      method: "PUT",
      ...json({ ...draft, name: "Renamed", secrets: {} }),
    })
    expect(v.parse(Connection, await changed.json())).toMatchObject({
      name: "Renamed",
      secrets: ["token"],
    })
    const gone = await server.ask(`/api/connections/${again.id}`, { method: "DELETE" })
    expect(gone.status).toBe(204)
    expect((await server.ask(`/api/connections/${again.id}`)).status).toBe(404)
  })

  it("does not take a saved secret along to another host, neither saving nor testing", async () => {
    const moved = { ...draft, settings: { address: server.origin, account: "a1" }, secrets: {} }
    for (const [path, method] of [
      ["/api/connections/my-astra", "PUT"],
      ["/api/connections/my-astra/test", "POST"],
    ] as const) {
      const response = await server.ask(path, { method, ...json(moved) })
      expect(response.status).toBe(422)
      expect(await response.json()).toMatchObject({ fields: { token: expect.any(String) } })
    }
  })

  it.each<[string, object, string]>([
    ["no address", { settings: { account: "a1" } }, "address"],
    ["no token", { secrets: {} }, "token"],
    [
      "http to another machine",
      { settings: { ...draft.settings, address: "http://astra.example.com" } },
      "address",
    ],
    [
      "the metadata address",
      { settings: { ...draft.settings, address: "https://169.254.169.254" } },
      "address",
    ],
    [
      "a password in the address",
      { settings: { ...draft.settings, address: "https://u:p@h.example" } },
      "address",
    ],
    [
      "another scheme",
      { settings: { ...draft.settings, address: "file:///etc/passwd" } },
      "address",
    ],
    ["a CA that is none", { settings: { ...draft.settings, ca: "hello" } }, "ca"],
  ])("refuses a draft with %s, naming the input", async (_what, more, input) => {
    const response = await server.ask("/api/connections", {
      method: "POST",
      ...json({ ...draft, ...more }),
    })
    expect(response.status).toBe(422)
    expect(response.headers.get("waybill-problem")).toBe("1")
    const { fields } = v.parse(
      v.object({ fields: v.record(v.string(), v.string()) }),
      await response.json(),
    )
    expect(Object.keys(fields)).toEqual([input])
  })

  it("refuses what is no JSON, no draft, or far too large", async () => {
    const post = async (body: string) =>
      (await server.ask("/api/connections", { method: "POST", body })).status
    expect(await post("{")).toBe(400)
    expect(await post("{}")).toBe(422)
    expect(await post(JSON.stringify({ ...draft, name: "x".repeat(300_000) }))).toBe(413)
  })
})

describe("forwarding", () => {
  const at = "/api/connections/cloudfoundry-sandbox/upstream"

  it("sends the provider's answer on, with the credential added here", async () => {
    const response = await server.ask(`${at}/v3/packages?per_page=2`)
    expect(response.status).toBe(200)
    expect(response.headers.get("cache-control")).toBe("no-store")
    const body = v.parse(v.looseObject({ resources: v.array(v.unknown()) }), await response.json())
    expect(body.resources).toHaveLength(2)
  })

  it("sends the provider's own error on, marked as the provider's", async () => {
    const response = await server.ask(`${at}/v3/packages?colour=red`)
    expect(response.status).toBe(400)
    expect(response.headers.get("waybill-problem")).toBeNull()
    expect(await response.text()).toContain("Unknown query parameter(s): 'colour'")
  })

  it.each([
    "/v3/users",
    "/v3/apps/a",
    "/v3/packages/../apps",
    "/v3/packages/%2e%2e/apps",
    "/v3/packages/..%2fapps",
    "/v3/packages//x",
    "/v3/packages/a/b",
    "/v3/packages\\..\\apps",
    "/v3/packages/a%5c..%5cb",
    "/oauth/token",
    "/uaa/oauth/token",
    "/",
    "",
  ])("does not forward %s", async (path) => {
    const { status } = await raw(`${at}${path}`, { "sec-fetch-site": "same-origin" })
    expect([400, 403, 404]).toContain(status)
  })

  it.each(["HEAD", "PUT", "PATCH", "DELETE"])("does not forward a %s", async (method) => {
    const response = await server.ask(`${at}/v3/packages`, { method })
    expect(response.status).toBe(403)
    expect(response.headers.get("waybill-problem")).toBe("1")
  })

  it("says in its own words when the provider cannot be reached", async () => {
    const made = await server.ask("/api/connections", {
      method: "POST",
      ...json({
        ...draft,
        name: "Nowhere",
        settings: { address: "http://127.0.0.1:9", account: "a" },
      }),
    })
    const { id } = v.parse(Connection, await made.json())
    const response = await server.ask(`/api/connections/${id}/upstream/accounts/a/core/v1/packages`)
    expect(response.status).toBe(502)
    const said: unknown = await response.json()
    expect(said).toMatchObject({ trouble: "offline", remedy: expect.stringContaining("port") })
    expect(said).not.toHaveProperty("detail")
  })

  it("keeps the documented limit and says when it goes on", async () => {
    const path = "/api/connections/spectra-sandbox/upstream/list/Sandbox/Default"
    const budgets: string[] = []
    let refused: Response | undefined
    for (let sent = 0; sent < 310 && !refused; sent += 1) {
      const response = await server.ask(path)
      budgets.push(response.headers.get("waybill-budget") ?? "")
      if (response.status === 429) refused = response
      else await response.arrayBuffer()
    }
    expect(refused?.headers.get("waybill-problem")).toBe("1")
    expect(Number(refused?.headers.get("retry-after"))).toBeGreaterThan(0)
    expect(JSON.parse(budgets[0] ?? "[]")).toMatchObject([
      { id: "minute", limit: 300 },
      { id: "day" },
    ])
  })
})
