import { QueryClient, QueryObserver } from "@tanstack/react-query"
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { emptyQuery } from "../model/query.ts"
import { followLists } from "./countsFollow.ts"
import { keys } from "./keys.ts"

const at = "2026-11-20T00:00:00Z"
const listKey = keys.list("x", "packages", [], emptyQuery)
const walkKey = keys.walk("x", "packages", [], emptyQuery)

const ends: (() => void)[] = []
beforeEach(() => void vi.useFakeTimers({ now: new Date(at) }))
afterEach(() => {
  for (const end of ends.splice(0)) end()
  vi.useRealTimers()
})

/** A list of 15 that was there before, and a number beside it. */
const started = async () => {
  const client = new QueryClient()
  client.setQueryData(listKey, { rows: [15] })
  const count = vi.fn<() => number>(() => 15)
  const observer = new QueryObserver(client, {
    queryKey: keys.count("x", "packages", [], emptyQuery, false),
    queryFn: count,
    staleTime: 60_000,
  })
  ends.push(
    observer.subscribe(() => undefined),
    followLists(client),
  )
  await vi.advanceTimersByTimeAsync(0)
  expect(count).toHaveBeenCalledTimes(1)
  return { client, count }
}

test("other rows of a list have it counted again, the same rows do not", async () => {
  const { client, count } = await started()
  client.setQueryData(listKey, { rows: [15] })
  client.setQueryData(keys.list("x", "others", [], emptyQuery), { rows: [1] })
  client.setQueryData(keys.list("x", "others", [], emptyQuery), { rows: [2] })
  await vi.advanceTimersByTimeAsync(20_000)
  expect(count).toHaveBeenCalledTimes(1)
  client.setQueryData(listKey, { rows: [14] })
  await vi.advanceTimersByTimeAsync(0)
  expect(count).toHaveBeenCalledTimes(2)
})

test("what changes all the time is counted now and then, the last change too", async () => {
  const { client, count } = await started()
  for (let state = 0; state < 8; state += 1) {
    client.setQueryData(listKey, { rows: [state] })
    await vi.advanceTimersByTimeAsync(1000)
  }
  expect(count).toHaveBeenCalledTimes(2)
  await vi.advanceTimersByTimeAsync(120_000)
  expect(count).toHaveBeenCalledTimes(3)
  await vi.advanceTimersByTimeAsync(240_000)
  expect(count).toHaveBeenCalledTimes(3)
})

test("a row that came or went is counted at once, and once", async () => {
  const { client, count } = await started()
  client.setQueryData(listKey, { rows: [14] })
  await vi.advanceTimersByTimeAsync(0)
  client.setQueryData(listKey, { rows: [13] })
  await vi.advanceTimersByTimeAsync(0)
  expect(count).toHaveBeenCalledTimes(2)
  client.setQueryData(listKey, { rows: [13], total: { count: 14 } })
  await vi.advanceTimersByTimeAsync(0)
  expect(count).toHaveBeenCalledTimes(3)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(count).toHaveBeenCalledTimes(3)
})

test("a list that was read whole is counted; another page of it only where the number is old", async () => {
  const { client, count } = await started()
  const page = (name: string) => keys.list("x", "packages", [], { ...emptyQuery, page: name })
  client.setQueryData(page("2"), { rows: [1] })
  await vi.advanceTimersByTimeAsync(0)
  expect(count).toHaveBeenCalledTimes(1)
  client.setQueryData(walkKey, { rows: [14], complete: true })
  await vi.advanceTimersByTimeAsync(0)
  expect(count).toHaveBeenCalledTimes(2)
  await vi.advanceTimersByTimeAsync(61_000)
  client.setQueryData(page("3"), { rows: [1] })
  await vi.advanceTimersByTimeAsync(0)
  expect(count).toHaveBeenCalledTimes(3)
})
