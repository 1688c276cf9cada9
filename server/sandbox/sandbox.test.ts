import { mkdtempSync, rmSync } from "node:fs"
import { Agent, request as httpsRequest } from "node:https"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as v from "valibot"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { createSandbox } from "./index.ts"
import type { Sandbox, SandboxOptions } from "./index.ts"

const token = { authorization: "Bearer sandbox-spectra-token" }
const list = "/spectra/api/public/v1/list/Sandbox/Default"
const Projects = v.object({ projects: v.array(v.object({ name: v.string() })) })

let folder: string
const open: Sandbox[] = []

const start = (options: SandboxOptions = {}): Sandbox => {
  const sandbox = createSandbox({ packages: 100, ...options })
  open.push(sandbox)
  return sandbox
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sandbox-"))
})
afterEach(async () => {
  await Promise.all(open.splice(0).map((sandbox) => sandbox.close()))
  rmSync(folder, { recursive: true, force: true })
})

type Ask = (path: string, init?: RequestInit) => Promise<Response>

const asker =
  (sandbox: Sandbox): Ask =>
  async (path, init = {}) =>
    await sandbox.fetch(new Request(`http://sandbox${path}`, { headers: token, ...init }))

const put = async (ask: Ask, path: string, body: unknown, method = "PUT"): Promise<Response> =>
  await ask(`/_sandbox/worlds${path}`, { method, body: JSON.stringify(body) })

const setFaults = async (ask: Ask, ...faults: readonly unknown[]): Promise<void> => {
  expect((await put(ask, "/default/faults", faults)).status).toBe(200)
}

describe("worlds", () => {
  test("are made, kept apart and removed", async () => {
    const ask = asker(start())
    const made = await put(
      ask,
      "",
      { id: "one", packages: 20, now: "2026-01-01T00:00:00Z" },
      "POST",
    )
    expect(made.status).toBe(201)
    expect(await made.json()).toMatchObject({
      id: "one",
      path: "/w/one",
      apis: { spectra: { settings: { address: "http://sandbox/w/one/spectra" } } },
    })
    expect((await put(ask, "", { id: "one" }, "POST")).status).toBe(409)
    const here = await ask(`/w/one${list}`)
    expect(here.status).toBe(200)
    await put(ask, "/one/faults", [{ fault: { kind: "status", status: 503 } }])
    expect((await ask(`/w/one${list}`)).status).toBe(503)
    expect((await ask(list)).status).toBe(200)
    expect((await put(ask, "/one", undefined, "DELETE")).status).toBe(204)
    expect((await ask(`/w/one${list}`)).status).toBe(404)
    expect((await put(ask, "/default", undefined, "DELETE")).status).toBe(409)
  })

  test("are filled in the same way every time", async () => {
    const texts = await Promise.all(
      [start(), start()].map(async (sandbox) => {
        const ask = asker(sandbox)
        await put(ask, "/default/clock", { now: 1_780_000_000_000 })
        return await (await ask(`${list}/pkg:rl/Storefront`)).text()
      }),
    )
    expect(texts[0]).toBe(texts[1])
  })

  test("in a file survive a restart, and are filled anew for another number", async () => {
    const file = join(folder, "sandbox.db")
    const lines: string[] = []
    const log = (line: string): void => {
      lines.push(line)
    }
    const count = async (packages: number): Promise<string> => {
      const sandbox = createSandbox({ file, packages, log })
      const text = await (await asker(sandbox)(`${list}/pkg:rl/Storefront`)).text()
      await sandbox.close()
      return text
    }
    const first = await count(100)
    const filled = lines.length
    expect(filled).toBeGreaterThan(0)
    expect(await count(100)).toBe(first)
    expect(lines.length).toBe(filled)
    const more = await count(1000)
    expect(more.length).toBeGreaterThan(first.length)
    expect(lines.length).toBe(filled * 2)
  })

  test("their clock stands, jumps and runs again", async () => {
    const ask = asker(start())
    const time = async (body: unknown): Promise<unknown> =>
      await (await put(ask, "/default/clock", body)).json()
    expect(await time({ now: "2026-01-01T00:00:00Z", advance: 1500 })).toEqual({
      now: "2026-01-01T00:00:01.500Z",
    })
    const { now } = v.parse(v.object({ now: v.string() }), await time({ now: null }))
    expect(Math.abs(Date.parse(now) - Date.now())).toBeLessThan(60_000)
  })

  test("the control API refuses what it does not understand, and other sites", async () => {
    const ask = asker(start())
    const wrong = [{ fault: { kind: "flood" } }]
    expect((await put(ask, "/default/faults", wrong)).status).toBe(400)
    expect(
      (await put(ask, "/default/faults", [{ match: { path: "(" }, fault: { kind: "reset" } }]))
        .status,
    ).toBe(400)
    expect((await put(ask, "/default/clock", { now: "soon" })).status).toBe(400)
    expect((await put(ask, "/nowhere/faults", [])).status).toBe(404)
    const foreign = await ask("/_sandbox", { headers: { origin: "https://evil.example" } })
    expect(foreign.status).toBe(403)
    expect((await ask("/_sandbox")).status).toBe(200)
  })
})

describe("faults in memory", () => {
  test("a status speaks the API's own words, as often as asked, where asked", async () => {
    const ask = asker(start())
    await setFaults(ask, {
      match: { api: "spectra", path: "/list/Sandbox/Default$" },
      fault: { kind: "status", status: 429, retryAfter: 7, times: 1 },
    })
    expect((await ask(`${list}/pkg:rl/Storefront`)).status).toBe(200)
    const struck = await ask(list)
    expect(struck.status).toBe(429)
    expect(struck.headers.get("retry-after")).toBe("7")
    expect(await struck.json()).toEqual({
      error: "Request was throttled. Expected available in 7 seconds.",
    })
    expect((await ask(list)).status).toBe(200)
  })

  test("a reset rejects, a cut body breaks off, malformed JSON ends early, html is a page", async () => {
    const ask = asker(start())
    await setFaults(ask, { fault: { kind: "reset" } })
    await expect(ask(list)).rejects.toMatchObject({ cause: { code: "ECONNRESET" } })
    await setFaults(ask, { fault: { kind: "cut" } })
    const cut = await ask(list)
    expect(cut.status).toBe(200)
    await expect(cut.text()).rejects.toThrow("terminated")
    await setFaults(ask, { fault: { kind: "malformed" } })
    const malformed = await ask(list)
    expect(malformed.headers.get("content-type")).toMatch(/json/)
    await expect(malformed.json()).rejects.toThrow(SyntaxError)
    await setFaults(ask, { fault: { kind: "html", status: 502 } })
    const page = await ask(list)
    expect([page.status, page.headers.get("content-type")]).toEqual([
      502,
      "text/html; charset=utf-8",
    ])
    await put(ask, "/default/faults", undefined, "DELETE")
    expect(v.is(Projects, await (await ask(list)).json())).toBe(true)
  })

  test("a large answer is as long as was asked for, and says the same", async () => {
    const ask = asker(start())
    const plain = await (await ask(list)).json()
    await setFaults(ask, { fault: { kind: "large", bytes: 300_000 } })
    const large = await ask(list)
    expect(large.headers.get("content-length")).toBe("300000")
    const text = await large.text()
    expect([Buffer.byteLength(text), JSON.parse(text)]).toEqual([300_000, plain])
    await setFaults(ask, { fault: { kind: "large", bytes: 1 } })
    expect(await (await ask(list)).json()).toEqual(plain)
  })

  test("a delay ends when the caller leaves", async () => {
    const ask = asker(start())
    await setFaults(ask, { fault: { kind: "delay", ms: 3_600_000 } })
    const leaving = new AbortController()
    const answer = ask(list, { signal: leaving.signal })
    leaving.abort()
    await expect(answer).rejects.toMatchObject({ name: "AbortError" })
  })

  test("what is held waits until the faults are others, or the caller leaves", async () => {
    const ask = asker(start())
    const plain = await (await ask(list)).json()
    const hold = { match: { path: "/list/" }, fault: { kind: "hold" } }
    await setFaults(ask, hold)
    const leaving = new AbortController()
    const left = ask(list, { signal: leaving.signal })
    let answered = false
    const waiting = ask(list).then((answer) => {
      answered = true
      return answer
    })
    leaving.abort()
    await expect(left).rejects.toMatchObject({ name: "AbortError" })
    // Long enough for an answer that nobody holds.
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(answered).toBe(false)
    await setFaults(ask)
    expect(await (await waiting).json()).toEqual(plain)
  })

  test("an expired token gets the API's own 401, and a new one works", async () => {
    const ask = asker(start())
    const signIn = async (): Promise<RequestInit> => {
      const answer = await ask("/cloudfoundry/uaa/oauth/token", {
        method: "POST",
        headers: { authorization: "Basic Y2Y6" },
        body: new URLSearchParams({
          grant_type: "password",
          username: "operator@example.com",
          password: "sandbox-operator",
        }),
      })
      const body = v.parse(v.object({ access_token: v.string() }), await answer.json())
      return { headers: { authorization: `bearer ${body.access_token}` } }
    }
    const first = await signIn()
    await setFaults(ask, { fault: { kind: "expired-token", times: 1 } })
    const struck = await ask("/cloudfoundry/v3/packages", first)
    expect(struck.status).toBe(401)
    expect(await struck.json()).toMatchObject({ errors: [{ code: 1000 }] })
    expect((await ask("/cloudfoundry/v3/packages", first)).status).toBe(401)
    expect((await ask("/cloudfoundry/v3/packages", await signIn())).status).toBe(200)
    await setFaults(ask, { fault: { kind: "expired-token", times: 1 } })
    expect((await ask(list)).status).toBe(401)
    expect((await ask(list)).status).toBe(200)
  })
})

/** Asks over TLS with an authority of one's own; the status, or the error's code. */
const askHttps = async (address: string, ca: string | undefined): Promise<string> => {
  const agent = new Agent({ ...(ca === undefined ? {} : { ca }), keepAlive: false })
  return await new Promise((resolve) => {
    const request = httpsRequest(address, { agent, headers: token }, (response) => {
      response.resume()
      resolve(String(response.statusCode))
    })
    request.on("error", (error) => {
      resolve("code" in error ? String(error.code) : error.message)
    })
    request.end()
  })
}

describe("on a port", () => {
  test("any client is served, with links to where it asked", async () => {
    const sandbox = start()
    const { http } = await sandbox.listen()
    expect((await fetch(`${http}${list}`, { headers: token })).status).toBe(200)
    const root = await (await fetch(`${http}/cloudfoundry/`)).json()
    expect(root).toMatchObject({ links: { self: { href: `${http}/cloudfoundry` } } })
    const form = new URLSearchParams({ grant_type: "client_credentials" })
    const signedIn = await fetch(`${http}/cloudfoundry/uaa/oauth/token`, {
      method: "POST",
      headers: { authorization: `Basic ${btoa("waybill:sandbox-client")}` },
      body: form,
    })
    expect(signedIn.status).toBe(200)
    expect(sandbox.apis(http).cloudfoundry?.settings["address"]).toBe(`${http}/cloudfoundry`)
  })

  test("a reset and a cut happen to the connection itself, over TLS as well", async () => {
    const sandbox = start()
    const { http, https } = await sandbox.listen({ https: 0 })
    const ask = asker(sandbox)
    await setFaults(ask, { fault: { kind: "reset" } })
    await expect(fetch(`${http}${list}`, { headers: token })).rejects.toMatchObject({
      cause: { code: "ECONNRESET" },
    })
    expect(await askHttps(`${https}${list}`, sandbox.ca())).toBe("ECONNRESET")
    await setFaults(ask, { fault: { kind: "cut" } })
    const cut = await fetch(`${http}${list}`, { headers: token })
    expect(Number(cut.headers.get("content-length"))).toBeGreaterThan(100)
    await expect(cut.text()).rejects.toThrow("terminated")
  })

  test("HTTPS is trusted with the sandbox's authority, which survives a restart", async () => {
    const file = join(folder, "sandbox.db")
    const sandbox = createSandbox({ file, packages: 10 })
    const { http, https = "" } = await sandbox.listen({ https: 0 })
    const ca = await (await fetch(`${http}/_sandbox/ca.pem`)).text()
    expect(ca).toBe(sandbox.ca())
    expect(await askHttps(`${https}${list}`, ca)).toBe("200")
    expect(await askHttps(`${https.replace("127.0.0.1", "localhost")}${list}`, ca)).toBe("200")
    expect(await askHttps(`${https}${list}`, undefined)).toMatch(/SELF_SIGNED|UNABLE_TO/)
    await sandbox.close()
    const again = start({ file, packages: 10 })
    const { https: later = "" } = await again.listen({ https: 0 })
    expect(again.ca()).toBe(ca)
    expect(await askHttps(`${later}${list}`, ca)).toBe("200")
  })

  test("a taken port is the system's error", async () => {
    const { http } = await start().listen()
    const port = Number(new URL(http).port)
    await expect(start().listen({ port })).rejects.toMatchObject({ code: "EADDRINUSE" })
  })
})
