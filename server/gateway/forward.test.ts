import { createServer } from "node:http"
import type { IncomingMessage, ServerResponse } from "node:http"
import { gzipSync } from "node:zlib"
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { upstreams } from "../upstreams/index.ts"
import type { Upstream } from "../upstreams/upstream.ts"
import { createBudgets } from "./budget.ts"
import { createElsewhere } from "./elsewhere.ts"
import { forward } from "./forward.ts"
import { createPools } from "./outbound.ts"
import { createTokens } from "./tokens.ts"
import { toUnreachable } from "./unreachable.ts"

/** A provider of our own making, answering as each test wants. */
let answer: (request: IncomingMessage, response: ServerResponse) => void
let seen: IncomingMessage[] = []
let origin = ""
const provider = createServer((request, response) => {
  seen.push(request)
  answer(request, response)
})
const pools = createPools()

beforeAll(async () => {
  await new Promise<void>((resolve) => provider.listen(0, "127.0.0.1", resolve))
  const address = provider.address()
  origin = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`
})
afterAll(async () => {
  await pools.close()
  provider.closeAllConnections()
  await new Promise((resolve) => provider.close(resolve))
})
beforeEach(() => {
  seen = []
})

const depsOf = () => {
  const tokens = createTokens(pools)
  const { follow } = createElsewhere({ pools, tokens })
  return { pools, tokens, budgets: createBudgets(), follow }
}

const secret = "s3cret+token/value=="
const path = "/accounts/a/core/v1/packages"

/** Astra, as far as this goes: a token that is sent as it is. A route for uploads is added. */
const upstream: Upstream = {
  ...upstreams.astra,
  routes: [...upstreams.astra.routes, { method: "POST", path: /^\/upload$/ }],
}

const send = (init: RequestInit = {}, more: { path?: string; search?: string } = {}) =>
  forward(depsOf(), {
    upstream,
    connection: { id: "one", provider: "astra" },
    access: { settings: { address: origin, account: "a" }, secrets: { token: secret } },
    request: new Request("http://waybill.test/", init),
    path: more.path ?? path,
    search: more.search ?? "",
  })

it("counts one limit for a credential at one address, whichever connections use it", async () => {
  answer = (_request, response) => response.end("{}")
  const limited = { ...upstream, limits: [{ id: "minute", limit: 2, windowSeconds: 60 }] }
  const deps = depsOf()
  const sendAs = async (id: string, address: string, token: string): Promise<string> => {
    const response = await forward(deps, {
      upstream: limited,
      connection: { id, provider: "astra" },
      access: { settings: { address, account: "a" }, secrets: { token } },
      request: new Request("http://waybill.test/"),
      path,
      search: "",
    })
    await response.arrayBuffer()
    return response.headers.get("waybill-budget") ?? ""
  }
  expect(await sendAs("one", origin, secret)).toContain('"left":1')
  expect(await sendAs("two", `${origin}/`, secret)).toContain('"left":0')
  await expect(sendAs("one", origin, secret)).rejects.toMatchObject({ status: 429 })
  expect(await sendAs("three", `${origin}/another`, secret)).toContain('"left":1')
  expect(await sendAs("four", origin, "other")).toContain('"left":1')
})

describe("a forwarded request", () => {
  it("takes the query along as it is, and only the headers that are named", async () => {
    answer = (_request, response) => response.end("{}")
    const headers = {
      accept: "a/b",
      "if-match": '"7"',
      cookie: "waybill_session=x",
      "x-other": "y",
      origin: "http://o",
    }
    await send({ headers }, { search: "?a=%2F&b=c%20d" })
    expect(seen[0]?.url).toBe(`${path}?a=%2F&b=c%20d`)
    expect(Object.keys(seen[0]?.headers ?? {}).sort()).toEqual(
      ["accept", "authorization", "connection", "host", "if-match", "user-agent"].sort(),
    )
    expect(seen[0]?.headers.authorization).toBe(`Bearer ${secret}`)
  })

  it("sends a body on while it is still being written", async () => {
    let reached = ""
    const first = Promise.withResolvers<void>()
    answer = (request, response) => {
      request.on("data", (part: Buffer) => {
        reached += part.toString()
        first.resolve()
      })
      request.on("end", () => response.end(reached))
    }
    let writer: ReadableStreamDefaultController<Uint8Array> | undefined
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => void (writer = controller),
    })
    const init = { method: "POST", body, duplex: "half" }
    const response = send(init, { path: "/upload" })
    writer?.enqueue(Buffer.from("one "))
    await first.promise
    expect(reached).toBe("one ")
    writer?.enqueue(Buffer.from("two"))
    writer?.close()
    expect(await (await response).text()).toBe("one two")
  })
})

describe("a request whose answer never comes", () => {
  it("may have been done, where it was to change something", async () => {
    answer = (request) => void request.resume().on("end", () => request.socket.destroy())
    const upload = { method: "POST", body: "{}" }
    const unsure = "It may have been done all the same"
    await expect(send(upload, { path: "/upload" })).rejects.toMatchObject({
      trouble: "offline",
      fix: expect.stringContaining(unsure),
    })
    await expect(send()).rejects.toMatchObject({ fix: expect.not.stringContaining(unsure) })
  })

  it("was not done where nothing listens", async () => {
    const nowhere = toUnreachable(
      Object.assign(new Error("no"), { code: "ECONNREFUSED" }),
      { host: "host" },
      true,
    )
    expect(nowhere.fix).toContain("Check the port")
  })
})

describe("a relayed answer", () => {
  it("reaches the browser while the provider is still writing", async () => {
    let finish = (): void => undefined
    answer = (_request, response) => {
      response.write("first")
      finish = () => void response.end("last")
    }
    const reader = (await send()).body?.getReader()
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe("first")
    finish()
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe("last")
    expect((await reader?.read())?.done).toBe(true)
  })

  it("is ended at the provider when the browser leaves before it", async () => {
    const left = Promise.withResolvers<void>()
    const browser = new AbortController()
    answer = (_request, response) => {
      response.on("close", () => left.resolve())
      browser.abort()
    }
    await expect(send({ signal: browser.signal })).rejects.toMatchObject({ name: "AbortError" })
    await left.promise
  })

  it("is ended at the provider when the browser leaves in the middle of it", async () => {
    const left = Promise.withResolvers<void>()
    answer = (_request, response) => {
      response.on("close", () => left.resolve())
      response.write("first")
    }
    const { body } = await send()
    await expect(Promise.all([body?.cancel(), left.promise])).resolves.toHaveLength(2)
  })

  it("breaks where the provider's breaks, instead of looking complete", async () => {
    answer = (_request, response) => {
      response.writeHead(200, { "content-length": "100" })
      response.write("half", () => response.destroy())
    }
    await expect((await send()).text()).rejects.toBeInstanceOf(Error)
  })

  it("has only the headers that are named, and none that could make it a page", async () => {
    answer = (_request, response) => {
      response.writeHead(200, {
        "content-type": "application/json",
        "set-cookie": "a=b",
        "access-control-allow-origin": "*",
        "waybill-problem": "1",
        "x-ratelimit-remaining": "7",
        server: "secret/1.0",
      })
      response.end("{}")
    }
    const { headers } = await send()
    expect([...headers.keys()]).toEqual([
      "cache-control",
      "content-security-policy",
      "content-type",
      "x-ratelimit-remaining",
    ])
    expect(headers.get("content-security-policy")).toContain("sandbox")
  })

  it("stays compressed on its way", async () => {
    answer = (request, response) => {
      response.writeHead(200, { "content-encoding": "gzip" })
      response.end(gzipSync(String(request.headers["accept-encoding"])))
    }
    const response = await send({ headers: { "accept-encoding": "zstd, gzip, br" } })
    expect(response.headers.get("content-encoding")).toBe("gzip")
    expect(Buffer.from(await response.arrayBuffer())).toEqual(gzipSync("gzip, br"))
  })

  it.each(["plain", "gzip"])("hides the secret that a %s error repeats", async (form) => {
    answer = (request, response) => {
      const given = String(request.headers.authorization)
      const text = JSON.stringify({
        detail: `no: ${given}`,
        url: encodeURIComponent(secret),
        basic: Buffer.from(secret).toString("base64"),
      })
      response.writeHead(400, form === "gzip" ? { "content-encoding": "gzip" } : {})
      response.end(form === "gzip" ? gzipSync(text) : text)
    }
    const response = await send({ headers: { "accept-encoding": "gzip" } })
    expect(response.status).toBe(400)
    expect(JSON.parse(await response.text())).toEqual({
      detail: "no: Bearer •••",
      url: "•••",
      basic: "•••",
    })
  })

  it("is a problem of its own where the provider redirects, and the redirect is not followed", async () => {
    answer = (_request, response) =>
      response.writeHead(302, { location: `${origin}/elsewhere` }).end()
    await expect(send()).rejects.toMatchObject({
      status: 502,
      problem: { trouble: "unreadable", title: expect.stringContaining("redirect") },
    })
    expect(seen).toHaveLength(1)
  })
})

describe("a redirect to a file, which the provider's file allows", () => {
  const bits = "/v3/packages/p/download"
  const download = (init: RequestInit = {}, at = bits) =>
    forward(depsOf(), {
      upstream: upstreams.cloudfoundry,
      connection: { id: "cf", provider: "cloudfoundry" },
      access: { settings: { address: origin, auth: "token" }, secrets: { token: secret } },
      request: new Request("http://waybill.test/", init),
      path: at,
      search: "",
    })
  const redirectTo = (location: string) => {
    answer = (request, response) => {
      if (request.url === bits) response.writeHead(302, { location }).end("to be left alone")
      else response.writeHead(200, { "content-type": "application/zip" }).end("PK bits")
    }
  }

  it("is followed, and the credential stays here, even at the same host", async () => {
    redirectTo(`${origin}/blobs/p?signature=a%2Fb`)
    const response = await download()
    expect(await response.text()).toBe("PK bits")
    expect(seen.map(({ url, headers }) => [url, headers.authorization])).toEqual([
      [bits, `Bearer ${secret}`],
      ["/blobs/p?signature=a%2Fb", undefined],
    ])
  })

  it("may name a path of the API alone", async () => {
    redirectTo("/blobs/p")
    expect(await (await download()).text()).toBe("PK bits")
  })

  it("is followed once", async () => {
    answer = (_request, response) => response.writeHead(302, { location: `${origin}${bits}` }).end()
    await expect(download()).rejects.toMatchObject({ status: 502 })
    expect(seen).toHaveLength(2)
  })

  it.each(["http://169.254.169.254/latest", "http://elsewhere.example/blob", "ftp://127.0.0.1/b"])(
    "is not followed to %s",
    async (location) => {
      redirectTo(location)
      await expect(download()).rejects.toMatchObject({
        status: 502,
        problem: { title: expect.stringContaining("does not go to the address") },
      })
      expect(seen).toHaveLength(1)
    },
  )

  it.each([
    ["GET", "/v3/packages/p"],
    ["POST", "/v3/packages/p/upload"],
  ])("is refused after %s %s", async (method, at) => {
    answer = (_request, response) => response.writeHead(302, { location: `${origin}/x` }).end()
    await expect(download({ method }, at)).rejects.toMatchObject({
      status: 502,
      problem: { title: expect.stringContaining("redirect, which is not followed") },
    })
    expect(seen).toHaveLength(1)
  })
})

describe("a token that the provider refuses", () => {
  /** vRealize: hands out token-1, token-2 ... and takes the newest alone. */
  const vrealize = (accept: (issued: number) => boolean) => {
    let issued = 0
    answer = (request, response) => {
      response.setHeader("content-type", "application/json")
      if (request.url === "/identity/api/tokens") {
        issued += 1
        response.end(JSON.stringify({ id: `token-${issued}` }))
        return
      }
      const good = request.headers.authorization === `Bearer token-${issued}` && accept(issued)
      response.writeHead(good ? 200 : 401).end("{}")
    }
    const deps = depsOf()
    return {
      issued: () => issued,
      send: () =>
        forward(deps, {
          upstream: upstreams.vrealize,
          connection: { id: "two", provider: "vrealize" },
          access: {
            settings: { address: origin, auth: "password" },
            secrets: { password: "pppp" },
          },
          request: new Request("http://waybill.test/"),
          path: "/content-management-service/api/packages",
          search: "",
        }),
    }
  }

  it("is renewed once for all that were refused, and they are sent again", async () => {
    const given = vrealize((issued) => issued > 1)
    const all = await Promise.all(Array.from({ length: 8 }, given.send))
    expect(all.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 200))
    expect(given.issued()).toBe(2)
  })

  it("is not renewed again and again", async () => {
    const given = vrealize(() => false)
    expect((await given.send()).status).toBe(401)
    expect(given.issued()).toBe(2)
  })
})
