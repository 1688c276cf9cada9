import * as v from "valibot"
import { describe, expect, it } from "vitest"
import { refuse, toRefusal } from "../../server/gateway/problem.ts"
import { toUnreachable } from "../../server/gateway/unreachable.ts"
import { ProviderError } from "../model/error.ts"
import type { Fetch } from "../model/call.ts"
import { moreOf, statusOf } from "../model/problemWords.ts"
import { answering } from "./contract/change.ts"
import { callOver, problemOf } from "./contract/subject.ts"
import { ask, path, upstream } from "./http.ts"
import type { Ask } from "./http.ts"

const schema = v.looseObject({
  name: v.string(),
  parts: v.array(v.looseObject({ id: v.string() })),
})
const asked: Ask<v.InferOutput<typeof schema>> = { path: "/things", schema, problem: () => ({}) }
const good = { name: "a", parts: [{ id: "1", extra: true }], more: null }

const seeing =
  (seen: Request[]): Fetch =>
  (request) => {
    seen.push(request)
    return Promise.resolve(Response.json(good))
  }

const failing = async (
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
  more: Partial<typeof asked> = {},
) =>
  (await problemOf(ask(callOver(answering(status, body, headers), {}), { ...asked, ...more })))
    .problem

describe("path", () => {
  it("encodes each value as one segment", () => {
    expect(path`/v3/packages/${"a/b?c#d e@f%2e"}/of/${"ü"}`).toBe(
      "/v3/packages/a%2Fb%3Fc%23d%20e%40f%252e/of/%C3%BC",
    )
  })

  it.each(["", ".", ".."])("refuses %j, which an address would lose", (value) => {
    expect(() => path`/v3/packages/${value}`).toThrow(ProviderError)
  })

  it("lets no name climb out, however the URL is normalized", () => {
    const url = new URL(`${upstream}${path`/list/${"..%2f"}/${"%2e%2e"}/${"..\\"}`}`)
    expect(url.pathname.split("/").length).toBe(5)
    expect(url.pathname.startsWith("/list/")).toBe(true)
  })
})

describe("ask", () => {
  it("sends parameters in order, leaves empty ones out, and asks for JSON", async () => {
    const seen: Request[] = []
    await ask(callOver(seeing(seen), {}), {
      ...asked,
      params: [
        ["$filter", "name eq 'a+b & c'"],
        ["none", undefined],
        ["empty", ""],
        ["page", 2],
        ["created[gte]", "x"],
      ],
      headers: { "x-one": "1" },
    })
    expect(seen[0]?.url).toBe(
      `${upstream}/things?%24filter=name%20eq%20%27a%2Bb%20%26%20c%27&page=2&created%5Bgte%5D=x`,
    )
    expect(seen[0]?.headers.get("accept")).toBe("application/json")
    expect(seen[0]?.headers.get("x-one")).toBe("1")
  })

  it("gives the parsed answer, what came, and the headers", async () => {
    const call = callOver(answering(200, JSON.stringify(good), { "x-total": "7" }), {})
    const { body, raw, headers } = await ask(call, asked)
    expect(body.parts[0]).toEqual({ id: "1", extra: true })
    expect(raw).toEqual(good)
    expect(headers.get("x-total")).toBe("7")
  })

  it("says where an answer is not as documented, and never what it holds", async () => {
    const wrong = { ...good, parts: [{ id: "1" }, { id: { secret: "hunter2" } }] }
    const problem = await failing(200, JSON.stringify(wrong))
    expect(problem).toMatchObject({ trouble: "unreadable", status: 200 })
    expect(problem.detail).toMatch(/^parts\.1\.id: /)
    expect(problem.detail).not.toContain("hunter2")
    const page = await failing(200, "<!doctype html><h1>Sign in</h1>")
    expect(page).toMatchObject({ trouble: "unreadable" })
    expect(page.detail).not.toContain("<")
  })
})

describe("a refusal", () => {
  it.each([
    [400, "invalid"],
    [401, "signed-out"],
    [402, "capacity"],
    [403, "forbidden"],
    [404, "missing"],
    [405, "unsupported"],
    [409, "conflict"],
    [412, "conflict"],
    [418, "invalid"],
    [422, "invalid"],
    [429, "throttled"],
    [500, "broken"],
    [501, "unsupported"],
    [502, "broken"],
    [599, "broken"],
  ] as const)("%i without a body is %s, and has words", async (status, trouble) => {
    const problem = await failing(status, "")
    expect(problem).toMatchObject({ trouble, status })
    expect(problem.title).toMatch(/\w.*\.$/)
    expect(problem).not.toHaveProperty("detail")
  })

  it("of a read says that it is this which may not be read", async () => {
    expect(await failing(403, "")).toMatchObject({ title: "This credential may not read this." })
    const change = await failing(403, "", {}, { method: "POST", json: {} })
    expect(change).toMatchObject({ title: "This credential may not do that." })
  })

  it("keeps the provider's words, which go before the status", async () => {
    const problem = await failing(
      403,
      '{"why":"switched off"}',
      {},
      {
        problem: (body) => ({ trouble: "unsupported", detail: JSON.stringify(body), code: "X 1" }),
      },
    )
    expect(problem).toMatchObject({
      trouble: "unsupported",
      detail: '{"why":"switched off"}',
      code: "X 1",
      status: 403,
    })
  })

  it("reads plain text aloud, up to a length, and no markup", async () => {
    expect((await failing(404, "No route")).detail).toBe("No route")
    expect((await failing(500, "x".repeat(9000))).detail?.length).toBe(500)
    expect(await failing(502, " <html><body>nginx</body></html>")).not.toHaveProperty("detail")
  })

  it.each([
    ["30", 30],
    ["0", 0],
    [new Date(Date.now() + 60_000).toUTCString(), 60],
  ])("says when to try again: %s", async (value, seconds) => {
    const { retryAt } = await failing(429, "", { "retry-after": value })
    const wait = (retryAt?.getTime() ?? Number.NaN) - Date.now()
    expect(Math.abs(wait - seconds * 1000)).toBeLessThan(3000)
  })

  it("says nothing about when, where the header is no time", async () => {
    expect(await failing(429, "", { "retry-after": "soon" })).not.toHaveProperty("retryAt")
  })

  it("of our own gateway is told as such, not as the provider's", async () => {
    const ours = { trouble: "untrusted", title: "Not trusted.", detail: "CN=x", requestId: "r-1" }
    const headers = { "waybill-problem": "1", "retry-after": "5" }
    const more = { problem: () => ({ trouble: "broken", detail: "theirs" }) as const }
    const problem = await failing(502, JSON.stringify(ours), headers, more)
    expect(problem).toMatchObject({ ...ours, status: 502 })
    expect(problem.retryAt).toBeInstanceOf(Date)
    const refused = { trouble: "broken", title: "Failed (503).", remedy: "Wait.", answered: 503 }
    expect(await failing(502, JSON.stringify(refused), headers, more)).toMatchObject({
      ...refused,
      status: 502,
    })
    const strange = await failing(502, '{"trouble":"made up"}', headers, more)
    expect(strange).toMatchObject({ trouble: "broken", detail: "theirs" })
  })
})

describe("a change whose answer nobody has read", () => {
  const unsure = "It may have been done all the same"
  const change = { ...asked, method: "POST", json: {} } as const
  const toldOf = async (fetch: Fetch, more: typeof asked) =>
    (await problemOf(ask(callOver(fetch, {}), more))).problem.detail ?? ""
  const cutShort: Fetch = () =>
    Promise.resolve(
      new Response(new ReadableStream({ pull: (end) => end.error(new TypeError("terminated")) }), {
        status: 201,
      }),
    )

  it.each([
    ["the connection broke", () => Promise.reject(new TypeError("fetch failed"))],
    ["the answer broke off", cutShort],
    ["the answer is none that is documented", answering(201, '{"ok":true}')],
    ["a proxy gave up waiting", answering(504, "upstream timed out")],
    ["a proxy lost the provider", answering(502, "<html>")],
  ] satisfies readonly (readonly [string, Fetch])[])(
    "may have been made, and a read is only repeated: %s",
    async (_what, fetch) => {
      expect(await toldOf(fetch, change)).toContain(unsure)
      expect(await toldOf(fetch, asked)).not.toContain(unsure)
    },
  )

  it("may have been made where our gateway lost the provider, and its words come through", async () => {
    const lost = new Error("other side closed")
    Object.assign(lost, { code: "UND_ERR_SOCKET" })
    for (const changes of [true, false]) {
      const refusal = toRefusal(toUnreachable(lost, { host: "h:443" }, changes))
      if (!refusal) throw new Error("not told")
      const { problem } = await problemOf(
        ask(
          callOver(() => Promise.resolve(refuse(refusal)), {}),
          change,
        ),
      )
      expect(moreOf(problem).join(" ").includes(unsure)).toBe(changes)
      expect(statusOf(problem)).toBeUndefined()
    }
  })

  it("was not made where it was refused", async () => {
    for (const status of [400, 403, 409, 429, 500, 503])
      expect(await toldOf(answering(status, "No."), change)).toBe("No.")
  })

  it("was not made where our own server no longer has the connection, and nothing is missing there", async () => {
    const ours = JSON.stringify({ trouble: "missing", title: "There is no such connection." })
    const error = await problemOf(
      ask(callOver(answering(404, ours, { "waybill-problem": "1" }), {}), {
        ...change,
        method: "DELETE",
      }),
    )
    expect(error.problem).toMatchObject({
      trouble: "offline",
      title: expect.stringContaining("no such"),
    })
  })
})

describe("no answer", () => {
  it("is offline, and keeps the cause", async () => {
    const cause = new TypeError("fetch failed")
    const error = await problemOf(
      ask(
        callOver(() => Promise.reject(cause), {}),
        asked,
      ),
    )
    expect(error.trouble).toBe("offline")
    expect(error.cause).toBe(cause)
  })

  it("stays an abort where the caller left, whatever broke because of it", async () => {
    const leaving = new AbortController()
    const broken: Fetch = () => {
      leaving.abort()
      return Promise.reject(new TypeError("terminated"))
    }
    const work = ask(callOver(broken, {}, leaving.signal), asked)
    await expect(work).rejects.toMatchObject({ name: "AbortError" })
  })

  it("stays an abort where something below gave up", async () => {
    const cause = new DOMException("The queue was emptied.", "AbortError")
    const work = ask(
      callOver(() => Promise.reject(cause), {}),
      asked,
    )
    await expect(work).rejects.toBe(cause)
  })

  it("passes on a problem that is one already", async () => {
    const known = new ProviderError({ trouble: "capacity", title: "Used up." })
    const work = ask(
      callOver(() => Promise.reject(known), {}),
      asked,
    )
    await expect(work).rejects.toBe(known)
  })

  it("of our own server is told of that, and of a change that it may have been made", async () => {
    const away: Fetch = () =>
      Promise.reject(new ProviderError({ trouble: "away", title: "Our own server is away." }))
    const read = await problemOf(ask(callOver(away, {}), asked))
    expect(read.trouble).toBe("away")
    expect(read.problem.detail).toBeUndefined()
    const made = await problemOf(ask(callOver(away, {}), { ...asked, method: "POST" }))
    expect(made.problem).toMatchObject({
      trouble: "away",
      detail: expect.stringContaining("may have been done"),
    })
  })

  it("half way through a body is offline too", async () => {
    const half: Fetch = () => {
      const body = new ReadableStream({
        pull: (controller) => controller.error(new TypeError("terminated")),
      })
      return Promise.resolve(new Response(body))
    }
    expect((await problemOf(ask(callOver(half, {}), asked))).trouble).toBe("offline")
  })
})
