import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { startForTest } from "./testing/start.ts"
import type { TestServer } from "./testing/start.ts"

const accessToken = "a-long-enough-access-token"
let server: TestServer

beforeAll(async () => {
  server = await startForTest({ WAYBILL_ACCESS_TOKEN: accessToken, WAYBILL_SANDBOX: "off" })
})
afterAll(() => server.stop())

const signIn = (token: string): Promise<Response> =>
  server.ask("/api/session", { method: "POST", body: JSON.stringify({ token }) })

describe("a server with an access token", () => {
  it("shows nothing before it, but says that it lives", async () => {
    for (const path of [
      "/api/connections",
      "/api/connections/x/upstream/y",
      "/api/journal",
      "/metrics",
    ]) {
      const refused = await server.ask(path)
      expect(refused.status).toBe(401)
      // By this a page knows that no provider said so.
      expect(refused.headers.get("waybill-problem")).toBe("session")
    }
    expect(await (await server.ask("/api/session")).json()).toMatchObject({
      signedIn: false,
      user: "",
    })
    expect((await server.ask("/healthz")).status).toBe(200)
    expect((await server.ask("/readyz")).status).toBe(200)
  })

  it("starts a session whose cookie no script and no other site can use, and ends it", async () => {
    const response = await signIn(accessToken)
    const set = response.headers.get("set-cookie") ?? ""
    expect(set).toMatch(/; Path=\/; HttpOnly; SameSite=Strict$/)
    expect(set).not.toContain(accessToken)
    const headers = { cookie: set.split(";")[0] ?? "" }
    expect((await server.ask("/api/connections", { headers })).status).toBe(200)
    expect(await (await server.ask("/api/journal", { headers })).json()).toMatchObject({
      entries: [{ action: "session.started", user: "operator" }],
    })
    await server.ask("/api/session", { method: "DELETE", headers })
    expect((await server.ask("/api/connections", { headers })).status).toBe(401)
  })

  it("gives its figures to a collector that shows the token", async () => {
    const ask = (token: string) =>
      server.ask("/metrics", { headers: { authorization: `Bearer ${token}` } })
    expect((await ask("another-access-token")).status).toBe(401)
    const text = await (await ask(accessToken)).text()
    expect(text).toMatch(/^process_resident_memory_bytes \d+$/m)
  })

  it("makes guessing slow", async () => {
    const statuses: number[] = []
    for (let guess = 0; guess < 12; guess += 1)
      statuses.push((await signIn(`guess-${guess}`)).status)
    expect(statuses).toContain(401)
    expect(statuses.at(-1)).toBe(429)
    const refused = await signIn(accessToken)
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0)
  })
})

describe("what providers answer", () => {
  it("cannot be opened as a page or loaded as a script", async () => {
    const open = await startForTest()
    const path = "/api/connections/astra-sandbox/upstream/accounts/a/core/v1/packages"
    for (const use of ["document", "script", "iframe", "image"])
      expect((await open.ask(path, { headers: { "sec-fetch-dest": use } })).status).toBe(403)
    const data = await open.ask(path, { headers: { "sec-fetch-dest": "empty" } })
    expect(data.headers.get("content-security-policy")).toContain("sandbox")
    await open.stop()
  })
})
