import { describe, expect, it } from "vitest"
import type { Fetch } from "../model/call.ts"
import { createQueue, createWay } from "./queue.ts"

const request = (name: string, signal = new AbortController().signal): Request =>
  new Request(`https://upstream.invalid/${name}`, { signal })

/** A fetch whose answers are given by hand. */
const held = (): {
  send: Fetch
  sent: string[]
  answer: (name: string, response?: Response) => Promise<void>
} => {
  const open = new Map<string, ((response: Response) => void)[]>()
  const sent: string[] = []
  return {
    sent,
    send: ({ url }) => {
      const name = new URL(url).pathname.slice(1)
      sent.push(name)
      return new Promise((resolve) => open.set(name, [...(open.get(name) ?? []), resolve]))
    },
    answer: async (name, response = new Response("ok")) => {
      open.get(name)?.shift()?.(response)
      await new Promise((resolve) => setImmediate(resolve))
    },
  }
}

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

describe("queue", () => {
  it("sends a few at a time, what is visible first", async () => {
    const { send, sent, answer } = held()
    const queue = createQueue(send, { inFlight: 2 })
    const all = [
      queue.at("background")(request("a")),
      queue.at("background")(request("b")),
      queue.at("background")(request("c")),
      queue.at("soon")(request("d")),
      queue.at("visible")(request("e")),
    ]
    await settle()
    expect(sent).toEqual(["a", "b"])
    await answer("a")
    expect(sent).toEqual(["a", "b", "e"])
    await answer("b")
    await answer("e")
    expect(sent).toEqual(["a", "b", "e", "d", "c"])
    await answer("d")
    await answer("c")
    await expect(Promise.all(all)).resolves.toHaveLength(5)
  })

  it("never sends what was given up while it waited", async () => {
    const { send, sent, answer } = held()
    const queue = createQueue(send, { inFlight: 1 })
    const gone = new AbortController()
    const first = queue.at("visible")(request("a"))
    const second = queue.at("visible")(request("b", gone.signal))
    const refused = second.then(
      () => "sent",
      (cause: unknown) => (cause instanceof Error ? cause.name : "unknown"),
    )
    await settle()
    gone.abort()
    expect(await refused).toBe("AbortError")
    await answer("a")
    await first
    expect(sent).toEqual(["a"])
    expect(queue.state()).toMatchObject({ waiting: 0, running: 0 })
  })

  it("holds everything after a 429, repeats background work, and lets visible work say so", async () => {
    const { send, sent, answer } = held()
    const timers: { ms: number; run: () => void }[] = []
    let clock = 0
    const queue = createQueue(send, {
      now: () => clock,
      after: (ms, then) => timers.push({ ms, run: then }),
    })
    const busy = (): Response => new Response("", { status: 429, headers: { "retry-after": "7" } })
    const background = queue.at("background")(request("walk"))
    const visible = queue.at("visible")(request("page"))
    await settle()
    await answer("walk", busy())
    await answer("page", busy())
    expect((await visible).status).toBe(429)
    expect(timers.map(({ ms }) => ms)).toEqual([7000])
    const later = queue.at("soon")(request("later"))
    await settle()
    expect(sent).toEqual(["walk", "page"])
    clock = 7000
    for (const { run } of timers) run()
    await settle()
    expect(sent).toEqual(["walk", "page", "later", "walk"])
    await answer("walk")
    await answer("later")
    expect((await background).status).toBe(200)
    expect((await later).status).toBe(200)
  })

  it.each([
    ["until a date", "Thu, 01 Jan 1970 00:00:09 GMT", 7000],
    ["for a moment, where nobody can read for how long", "soon", 1000],
    ["no longer, where that is over", "Thu, 01 Jan 1970 00:00:01 GMT", 0],
  ])("waits %s", async (_, value, ms) => {
    const pauses: number[] = []
    const queue = createQueue(
      () => Promise.resolve(new Response("", { status: 429, headers: { "retry-after": value } })),
      { now: () => 2000, after: (pause) => pauses.push(pause) },
    )
    await queue.at("visible")(request("page"))
    expect(pauses).toEqual([ms])
  })

  it("refuses visible work during a pause with the words that began it, but not just before its end", async () => {
    const { send, sent, answer } = held()
    let clock = 0
    let pump = (): void => undefined
    const queue = createQueue(send, {
      inFlight: 1,
      now: () => clock,
      after: (_, then) => (pump = then),
    })
    const first = queue.at("visible")(request("first"))
    const behind = queue.at("visible")(request("behind"))
    const walk = queue.at("background")(request("walk"))
    await settle()
    const headers = { "retry-after": "60", "x-request": "7" }
    await answer("first", new Response("too many", { status: 429, headers }))
    expect(await (await first).text()).toBe("too many")
    const refused = await behind
    expect([refused.status, refused.headers.get("x-request")]).toEqual([429, "7"])
    expect(await refused.text()).toBe("too many")

    clock = 20_000
    const during = await queue.at("visible")(request("during"))
    expect([during.status, during.headers.get("retry-after")]).toEqual([429, "40"])
    expect(sent).toEqual(["first"])

    // A write was pressed for: it waits.
    const write = queue.at("visible")(
      new Request("https://upstream.invalid/write", { method: "POST" }),
    )
    await settle()
    expect(sent).toEqual(["first"])

    clock = 58_000
    const soon = queue.at("visible")(request("almost"))
    await settle()
    expect(sent).toEqual(["first"])
    clock = 60_000
    pump()
    await settle()
    await answer("write")
    await answer("almost")
    await answer("walk")
    expect([(await write).status, (await soon).status, (await walk).status]).toEqual([
      200, 200, 200,
    ])
    expect(sent).toEqual(["first", "write", "almost", "walk"])
  })

  it("refuses others also when the first left before the words of the refusal had come", async () => {
    const { send, answer } = held()
    const queue = createQueue(send, { now: () => 0, after: () => undefined })
    const first = queue.at("visible")(request("first"))
    await settle()
    const body = new ReadableStream({ start: (stream) => stream.error(new Error("left")) })
    await answer("first", new Response(body, { status: 429, headers: { "retry-after": "60" } }))
    await first
    expect((await queue.at("visible")(request("second"))).status).toBe(429)
  })
})

describe("a way that queues share", () => {
  it("leaves room for others beside a provider that stands still", async () => {
    const { send, sent, answer } = held()
    const way = createWay(5)
    const still = createQueue(send, { inFlight: 4, way })
    const other = createQueue(send, { inFlight: 4, way })
    for (const name of ["a1", "a2", "a3", "a4", "a5"])
      void still
        .at("visible")(request(name))
        .catch(() => undefined)
    const all = [other.at("background")(request("b1")), other.at("background")(request("b2"))]
    await settle()
    expect(sent).toEqual(["a1", "a2", "a3", "a4", "b1"])
    await answer("b1")
    expect(sent.at(-1)).toBe("b2")
    await answer("b2")
    await expect(Promise.all(all)).resolves.toHaveLength(2)
  })

  it("sends the most urgent first, and of equals what belongs to whoever has least on its way", async () => {
    const { send, sent, answer } = held()
    const way = createWay(2)
    const one = createQueue(send, { way })
    const other = createQueue(send, { way })
    const all = [
      one.at("soon")(request("a1")),
      one.at("soon")(request("a2")),
      one.at("soon")(request("a3")),
      other.at("background")(request("b1")),
      other.at("soon")(request("b2")),
      one.at("visible")(request("a4")),
    ]
    await settle()
    expect(sent).toEqual(["a1", "a2"])
    await answer("a1")
    expect(sent.at(-1)).toBe("a4")
    // Each has one on its way, or none: the next is not of the one that has.
    await answer("a2")
    expect(sent.at(-1)).toBe("b2")
    await answer("a4")
    expect(sent.at(-1)).toBe("a3")
    await answer("b2")
    expect(sent.at(-1)).toBe("b1")
    await answer("a3")
    await answer("b1")
    await expect(Promise.all(all)).resolves.toHaveLength(6)
  })

  it("passes over a connection that was told to wait", async () => {
    const { send, sent, answer } = held()
    const timers: (() => void)[] = []
    const way = createWay(1)
    const options = { way, now: () => 0, after: (_: number, then: () => void) => timers.push(then) }
    const refused = createQueue(send, options)
    const other = createQueue(send, options)
    const first = refused.at("visible")(request("a1"))
    void refused.at("soon")(request("a2"))
    const second = other.at("background")(request("b1"))
    await settle()
    await answer("a1", new Response("", { status: 429, headers: { "retry-after": "2" } }))
    expect((await first).status).toBe(429)
    expect(sent).toEqual(["a1", "b1"])
    await answer("b1")
    await second
    // Nobody goes where the only one that waits is held back.
    expect(sent).toEqual(["a1", "b1"])
  })
})
