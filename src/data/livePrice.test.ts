import { expect, test } from "vitest"
import { agree, liveOf } from "./live.ts"
import { runWatched } from "./watched.ts"
import type { Watched } from "./watched.ts"
import type { Walked } from "./walk.ts"

const end: Walked = { rows: [], of: undefined, complete: true }
const stays = new AbortController().signal
const costs = (requests: number | undefined) => ({ rows: [], of: undefined, requests })
const run = (key: string, reads: (watched: Watched) => Promise<unknown>): Promise<Walked> =>
  runWatched(key, stays, async (watched) => {
    await reads(watched)
    return end
  })
const read = (key: string, requests: number | undefined): Promise<Walked> =>
  run(key, ({ approve }) => approve(costs(requests)))
const asks = (key: string): boolean => liveOf(key)?.decide !== undefined

test("a price that somebody agreed to is not asked again of repeats, unless it is much more by then", async () => {
  const first = read("list", 60)
  expect(asks("list")).toBe(true)
  liveOf("list")?.decide?.(true)
  await first

  const again = read("list", 120)
  expect(asks("list")).toBe(false)
  expect(await again).toBe(end)
  expect(await read("list", 60)).toBe(end)

  const more = read("list", 121)
  expect(asks("list")).toBe(true)
  liveOf("list")?.decide?.(true)
  await more
  expect(await read("list", 200)).toBe(end)

  const other = read("other", 60)
  expect(asks("other")).toBe(true)
  liveOf("other")?.decide?.(false)
  await other
  void read("other", 60)
  expect(asks("other")).toBe(true)
})

test("who knows the price before is not asked, and asked again once they stopped it", async () => {
  agree("known", 60)
  expect(await read("known", 60)).toBe(end)
  const walk = run("known", async ({ signal }) => {
    const { promise, reject } = Promise.withResolvers()
    signal.addEventListener("abort", () => reject(signal.reason))
    await promise
  })
  liveOf("known")?.halt()
  expect((await walk).complete).toBe(false)
  void read("known", 60)
  expect(asks("known")).toBe(true)
})

test("of several lists that ask at once none waits for ever", async () => {
  const both = run("places", ({ approve }) =>
    Promise.all([approve(costs(60)), approve(costs(undefined))]),
  )
  liveOf("places")?.decide?.(true)
  expect(await both).toBe(end)
})
