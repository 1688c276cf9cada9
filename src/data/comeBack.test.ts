import { QueryClient, QueryObserver } from "@tanstack/react-query"
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { markAway } from "../lib/away.ts"
import { ProviderError } from "../model/error.ts"
import type { Trouble } from "../model/error.ts"
import { askLeftOut, askUntilThere } from "./comeBack.ts"

const gone = new ProviderError({ trouble: "away", title: "no" })

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  markAway(undefined)
})

/** A page whose questions all go to `answer`. */
const pageOver = (answer: (request: Request) => Promise<Response>) => {
  const page = new EventTarget()
  const asked: Request[] = []
  vi.stubGlobal("location", { origin: "http://waybill.test" })
  vi.stubGlobal("window", page)
  vi.stubGlobal("document", Object.assign(new EventTarget(), { visibilityState: "visible" }))
  vi.stubGlobal("fetch", (request: Request) => {
    asked.push(request)
    return answer(request)
  })
  return { page, asked }
}

const show = async (client: QueryClient, trouble: Trouble, onAsked: () => void): Promise<void> => {
  const options = {
    queryKey: [trouble],
    queryFn: () => {
      onAsked()
      throw new ProviderError({ trouble, title: "no" })
    },
  }
  await client.prefetchQuery(options)
  new QueryObserver(client, { ...options, retryOnMount: false }).subscribe(() => undefined)
}

const clientOf = () => new QueryClient({ defaultOptions: { queries: { retry: false } } })

test("what our own server's absence left out is asked for again once it is back, whoever heard it, and nothing else", async () => {
  const client = clientOf()
  const asked: string[] = []
  for (const trouble of ["away", "offline"] as const)
    await show(client, trouble, () => asked.push(trouble))
  askLeftOut(client)
  askLeftOut(client)
  expect(asked).toEqual(["away", "offline"])
  markAway(gone)
  markAway(undefined)
  await vi.advanceTimersByTimeAsync(0)
  expect(asked).toEqual(["away", "offline", "away"])
})

test("one question that never comes through is asked ever less often, whatever our server says of itself", async () => {
  const client = clientOf()
  const asked: number[] = []
  await show(client, "away", () => {
    asked.push(Date.now())
    markAway(gone)
  })
  askLeftOut(client)
  // It answers a second later, each time.
  const healthy = setInterval(() => markAway(undefined), 1000)
  await vi.advanceTimersByTimeAsync(10 * 60_000)
  clearInterval(healthy)
  expect(asked.length).toBeLessThan(18)
  const gaps = asked.map((at, nth) => at - (asked[nth - 1] ?? at))
  expect(Math.max(...gaps.slice(-3))).toBeGreaterThanOrEqual(60_000)

  // Once it has stayed for a while, all is asked for at once.
  markAway(undefined)
  client.clear()
  await vi.advanceTimersByTimeAsync(5 * 60_000)
  const again: number[] = []
  await show(client, "away", () => again.push(Date.now()))
  markAway(gone)
  markAway(undefined)
  await vi.advanceTimersByTimeAsync(0)
  expect(again).toHaveLength(2)
})

test("our server is asked for ever less often while it does not answer, and at once where the network is back", async () => {
  const { page, asked } = pageOver(() => Promise.reject(new TypeError("Failed to fetch")))
  const stop = askUntilThere()
  await vi.advanceTimersByTimeAsync(999)
  expect(asked).toHaveLength(0)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(asked.length).toBeGreaterThan(5)
  expect(asked.length).toBeLessThan(12)
  const before = asked.length
  page.dispatchEvent(new Event("online"))
  await vi.advanceTimersByTimeAsync(0)
  expect(asked).toHaveLength(before + 1)
  stop()
  await vi.advanceTimersByTimeAsync(120_000)
  page.dispatchEvent(new Event("online"))
  expect(asked).toHaveLength(before + 1)
})

test("a question that hangs is given up where the network is back, and after a while", async () => {
  const limits: AbortController[] = []
  vi.spyOn(AbortSignal, "timeout").mockImplementation(() => {
    const limit = new AbortController()
    limits.push(limit)
    return limit.signal
  })
  const { page, asked } = pageOver(
    ({ signal }) =>
      new Promise((_, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason))
      }),
  )
  const stop = askUntilThere()
  await vi.advanceTimersByTimeAsync(1000)
  expect(asked).toHaveLength(1)
  page.dispatchEvent(new Event("online"))
  await vi.advanceTimersByTimeAsync(0)
  expect(asked.map(({ signal }) => signal.aborted)).toEqual([true, false])
  // Only the newest goes on asking.
  limits.at(-1)?.abort(new DOMException("late", "TimeoutError"))
  await vi.advanceTimersByTimeAsync(1500)
  expect(asked.map(({ signal }) => signal.aborted)).toEqual([true, true, false])
  stop()
  expect(asked.every(({ signal }) => signal.aborted)).toBe(true)
})
