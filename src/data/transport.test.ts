import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { afterEach, expect, test, vi } from "vitest"
import * as v from "valibot"
import { awayNow, markAway, whenBack } from "../lib/away.ts"
import { askServer } from "./api.ts"
import { askWhetherThere } from "./comeBack.ts"
import { transport } from "./transport.ts"

const ours = { "waybill-server": "1" }

afterEach(() => {
  vi.unstubAllGlobals()
  markAway(undefined)
})

const answering = (status: number, headers: Readonly<Record<string, string>> = {}): void => {
  vi.stubGlobal("location", { origin: "http://waybill.test" })
  vi.stubGlobal("fetch", () => Promise.resolve(new Response("<html>", { status, headers })))
}

test("no answer at all is our own server's absence, which ends with its first answer", async () => {
  const server = createServer((_, answer) => answer.writeHead(500).end())
  const port = await new Promise<number>((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const at: AddressInfo | string | null = server.address()
      resolve(typeof at === "object" && at ? at.port : 0)
    })
  })
  const origin = `http://127.0.0.1:${port}`
  let back = 0
  const stop = whenBack(() => (back += 1))

  expect((await transport(new Request(origin))).status).toBe(500)
  expect(awayNow()).toBeUndefined()
  const ended = new Promise((resolve) => server.close(resolve))
  server.closeAllConnections()
  await ended

  // Who left says nothing of it.
  const gone = new Request(origin, { signal: AbortSignal.abort() })
  await expect(transport(gone)).rejects.toMatchObject({ name: "AbortError" })
  expect(awayNow()).toBeUndefined()

  await expect(transport(new Request(origin))).rejects.toMatchObject({ trouble: "away" })
  expect(awayNow()).toMatchObject({ trouble: "away" })
  expect(back).toBe(0)

  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve))
  await transport(new Request(origin))
  expect(awayNow()).toBeUndefined()
  expect(back).toBe(1)
  stop()
  server.closeAllConnections()
  server.close()
})

test.each([502, 503, 504])(
  "a %s of whoever stands before our server is its absence, and one of our own is an answer",
  async (status) => {
    const request = new Request("http://waybill.test/api/session")
    answering(status)
    await expect(transport(request)).rejects.toMatchObject({ trouble: "away" })
    expect(awayNow()).toMatchObject({ trouble: "away" })
    answering(status, ours)
    expect((await transport(request)).status).toBe(status)
    expect(awayNow()).toBeUndefined()
  },
)

test("whether our server is there, nobody else can say", async () => {
  markAway(new Error("away"))
  let changes = 0
  const stop = whenBack(() => (changes += 1))
  for (const status of [200, 404, 500, 502]) {
    answering(status)
    await expect(askWhetherThere()).rejects.toMatchObject({ trouble: "away" })
  }
  expect(changes).toBe(0)
  answering(200, ours)
  await askWhetherThere()
  expect([awayNow(), changes]).toEqual([undefined, 1])
  stop()
})

test("an answer of ours that breaks off is our server's absence, and looked for like any other", async () => {
  vi.stubGlobal("location", { origin: "http://waybill.test" })
  vi.stubGlobal("fetch", () =>
    Promise.resolve(
      new Response(new ReadableStream({ pull: (end) => end.error(new TypeError("terminated")) })),
    ),
  )
  await expect(askServer("/api/session", v.unknown())).rejects.toMatchObject({ trouble: "away" })
  expect(awayNow()).toMatchObject({ trouble: "away" })
})
