import { createServer } from "node:http"
import type { IncomingMessage, Server, ServerResponse } from "node:http"
import { gzipSync } from "node:zlib"
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { upstreams } from "../upstreams/index.ts"
import type { Upstream } from "../upstreams/upstream.ts"
import { createElsewhere, elsewhereHeader } from "./elsewhere.ts"
import { createPools } from "./outbound.ts"
import { createTokens } from "./tokens.ts"

/** The store that an API hands addresses of out. */
let answer: (request: IncomingMessage, response: ServerResponse) => void
let seen: IncomingMessage[] = []
let store: Server
let origin = ""
const pools = createPools()

beforeAll(async () => {
  store = createServer((request, response) => {
    seen.push(request)
    answer(request, response)
  })
  await new Promise<void>((resolve) => store.listen(0, "127.0.0.1", resolve))
  const address = store.address()
  origin = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`
})
afterAll(async () => {
  await pools.close()
  store.closeAllConnections()
  await new Promise((resolve) => store.close(resolve))
})
beforeEach(() => {
  seen = []
  answer = (request, response) => void request.resume().on("end", () => response.end("taken"))
})

const secret = "s3cret-token-value"

/** Cylance, at any address. */
const upstream: Upstream = {
  ...upstreams.cylance,
  base: (settings) => new URL(settings["address"] ?? ""),
}

const setUp = (address = "http://127.0.0.1:9/api") => {
  const clock = { now: 1_000_000 }
  const elsewhere = createElsewhere({ pools, tokens: createTokens(pools) }, () => clock.now)
  const access = { settings: { address, auth: "token" }, secrets: { token: secret } }
  const asked = (id: string, request: Request, path = "/packages/v2") => ({
    upstream,
    connection: { id, provider: "cylance" as const },
    access,
    request,
    path,
    search: "",
  })
  return {
    clock,
    elsewhere,
    /** The API's answer to "create", as it comes back to the gateway. */
    created: async (
      uploadTo: unknown,
      more: { id?: string; path?: string; body?: string } = {},
    ) => {
      const body = more.body ?? JSON.stringify({ packageId: "p", uploadTo })
      const request = new Request("http://waybill.test/", { method: "POST" })
      const response = new Response(body, { headers: { "x-own": "1" } })
      return await elsewhere.note(asked(more.id ?? "one", request, more.path), response)
    },
    got: async (downloadUrl: string) => {
      const request = new Request("http://waybill.test/")
      const response = Response.json({ downloadUrl })
      return await elsewhere.note(asked("one", request, "/packages/v2/p"), response)
    },
    send: async (to: string, init: RequestInit = {}, id = "one") => {
      const headers = new Headers(init.headers)
      headers.set(elsewhereHeader, to)
      const request = new Request("http://waybill.test/", {
        method: "PUT",
        body: "file",
        ...init,
        headers,
      })
      return await elsewhere.forward(asked(id, request))
    },
  }
}

const refusal = { status: 403, problem: { trouble: "forbidden" } }

describe("an address that was handed out", () => {
  it("takes the file, without the credential and with nothing that was not asked for", async () => {
    const { created, send } = setUp()
    const to = `${origin}/store/p?signature=a%2Fb&x=1`
    await created(to)
    let body = ""
    answer = (request, response) => {
      request.on("data", (part: Buffer) => (body += part.toString()))
      request.on("end", () => response.writeHead(200).end())
    }
    const headers = {
      "content-length": "4",
      cookie: "a=b",
      "content-type": "text/x",
      accept: "c/d",
    }
    expect((await send(to, { headers })).status).toBe(200)
    expect(body).toBe("file")
    expect(seen[0]?.method).toBe("PUT")
    expect(seen[0]?.url).toBe("/store/p?signature=a%2Fb&x=1")
    expect(Object.keys(seen[0]?.headers ?? {}).sort()).toEqual(
      ["connection", "content-length", "host", "user-agent"].sort(),
    )
  })

  it("leaves the answer that names it as it was", async () => {
    const { created } = setUp()
    const response = await created(`${origin}/a`)
    expect(response.headers.get("x-own")).toBe("1")
    expect(await response.json()).toEqual({ packageId: "p", uploadTo: `${origin}/a` })
  })

  it("is read from a compressed answer too, which stays compressed", async () => {
    const { elsewhere, send } = setUp()
    const packed = gzipSync(JSON.stringify({ uploadTo: `${origin}/gz` }))
    const response = await elsewhere.note(
      {
        upstream,
        connection: { id: "one", provider: "cylance" },
        access: { settings: { address: "http://127.0.0.1:9" }, secrets: {} },
        request: new Request("http://waybill.test/", { method: "POST" }),
        path: "/packages/v2",
        search: "",
      },
      new Response(packed, { headers: { "content-encoding": "gzip" } }),
    )
    expect(Buffer.from(await response.arrayBuffer())).toEqual(packed)
    expect((await send(`${origin}/gz`)).status).toBe(200)
  })

  it("tells what the store says against it", async () => {
    const { created, send } = setUp()
    await created(`${origin}/late`)
    answer = (_request, response) =>
      response.writeHead(403).end("<Error><Message>Request has expired</Message></Error>")
    const response = await send(`${origin}/late`)
    expect(response.status).toBe(403)
    expect(await response.text()).toContain("expired")
  })

  it("gives a file as a stream of data, with the credential at its own origin alone", async () => {
    const { got, send } = setUp(`${origin}/api`)
    const foreign = origin.replace("127.0.0.1", "localhost")
    answer = (_request, response) => {
      response.writeHead(200, { "content-type": "text/html", "set-cookie": "a=b" })
      response.end("PK")
    }
    for (const from of [`${origin}/f`, `${foreign}/f`]) {
      await got(from)
      const response = await send(from, { method: "GET", body: null })
      expect(await response.text()).toBe("PK")
      expect(response.headers.get("content-security-policy")).toContain("sandbox")
      expect(response.headers.has("set-cookie")).toBe(false)
    }
    expect(seen.map(({ headers }) => headers.authorization)).toEqual([
      `Bearer ${secret}`,
      undefined,
    ])
  })
})

describe("what was not handed out", () => {
  it.each([
    ["another address", `/store/q`, {}],
    ["another query", `/store/p?x=2`, {}],
    ["another method", `/store/p?x=1`, { method: "GET", body: null }],
    ["a method that nothing is handed out for", `/store/p?x=1`, { method: "DELETE" }],
  ])("is refused: %s", async (_what, path, init) => {
    const { created, send } = setUp()
    await created(`${origin}/store/p?x=1`)
    await expect(send(`${origin}${path}`, init)).rejects.toMatchObject(refusal)
    expect(seen).toEqual([])
  })

  it("is refused to another connection, after its time, and when the connection changed", async () => {
    const { clock, created, elsewhere, send } = setUp()
    const to = `${origin}/p`
    await created(to)
    await expect(send(to, {}, "two")).rejects.toMatchObject(refusal)
    clock.now += 15 * 60_000
    await expect(send(to)).rejects.toMatchObject(refusal)
    await created(to, { body: JSON.stringify({ uploadTo: to, timeout: 60 }) })
    clock.now += 59_999
    expect((await send(to)).status).toBe(200)
    clock.now += 1
    await expect(send(to)).rejects.toMatchObject(refusal)
    await created(to)
    elsewhere.forget("one")
    await expect(send(to)).rejects.toMatchObject(refusal)
  })

  it("is not read from other routes, from errors, or from what is no JSON", async () => {
    const { created, elsewhere, send } = setUp()
    const to = `${origin}/p`
    await created(to, { path: "/packages/v2/executions" })
    await created(to, { body: "<html>" })
    await created({ href: to })
    await created("not an address")
    await elsewhere.note(
      {
        upstream,
        connection: { id: "one", provider: "cylance" },
        access: { settings: { address: "http://127.0.0.1:9" }, secrets: {} },
        request: new Request("http://waybill.test/", { method: "POST" }),
        path: "/packages/v2",
        search: "",
      },
      Response.json({ uploadTo: to }, { status: 409 }),
    )
    await expect(send(to)).rejects.toMatchObject(refusal)
  })

  it("is forgotten when there are too many, the oldest first", async () => {
    const { created, send } = setUp()
    for (let at = 0; at < 70; at += 1) await created(`${origin}/${at}`)
    await expect(send(`${origin}/0`)).rejects.toMatchObject(refusal)
    expect((await send(`${origin}/69`)).status).toBe(200)
  })

  it("is not read where an answer is far too large", async () => {
    const { created } = setUp()
    const body = JSON.stringify({ uploadTo: origin, more: "x".repeat(1_000_001) })
    await expect(created(origin, { body })).rejects.toMatchObject({ status: 502 })
  })
})

describe("where a handed-out address may lead", () => {
  const no = { status: 502, problem: { trouble: "unreadable" } }
  it.each([
    "http://169.254.169.254/latest/meta-data",
    "https://169.254.169.254/x",
    "https://[fd00:ec2::254]/x",
    "http://files.example.com/x",
    "ftp://127.0.0.1/x",
    "https://user:pass@files.example.com/x",
  ])("not to %s", async (to) => {
    const { created, send } = setUp()
    await created(to)
    await expect(send(to)).rejects.toMatchObject(no)
  })

  it.each(["https://10.0.0.1/x", "https://localhost/x", "https://[::1]/x", "http://127.0.0.1:9/x"])(
    "not to %s from a provider on the internet",
    async (to) => {
      const { created, send } = setUp("https://8.8.8.8")
      await created(to)
      await expect(send(to)).rejects.toMatchObject(no)
    },
  )

  it.each([
    "http://127.0.0.1:9/x",
    "https://localhost/x",
    "https://a.localhost./x",
    "http://[::1]/x",
  ])("not to %s, which is this machine, from a provider in a private network", async (to) => {
    const { created, send } = setUp("https://10.0.0.1")
    await created(to)
    await expect(send(to)).rejects.toMatchObject(no)
  })

  it.each(["https://[::ffff:127.0.0.1]/x", "https://[::ffff:10.0.0.1]/x"])(
    "not to %s, an IPv4 address in IPv6's clothes",
    async (to) => {
      const { created, send } = setUp("https://8.8.8.8")
      await created(to)
      await expect(send(to)).rejects.toMatchObject(no)
    },
  )

  it("not on to where a redirect leads", async () => {
    const { created, send } = setUp()
    const to = `${origin}/moved`
    await created(to)
    answer = (request, response) =>
      void request.resume().on("end", () => response.writeHead(307, { location: "/x" }).end())
    await expect(send(to)).rejects.toMatchObject(no)
    expect(seen).toHaveLength(1)
  })

  it("and says what is the matter where nothing listens", async () => {
    const { created, send } = setUp()
    await created("http://127.0.0.1:9/x")
    await expect(send("http://127.0.0.1:9/x")).rejects.toMatchObject({ trouble: "offline" })
  })
})
