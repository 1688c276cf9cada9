import { expect, test } from "vitest"
import type { Row } from "../model/field.ts"
import { agree, liveOf, watch } from "./live.ts"
import { runWatched } from "./watched.ts"
import type { Watched } from "./watched.ts"
import type { Walked } from "./walk.ts"

const rows: readonly Row[] = [{ id: "1", cells: {}, raw: null }]
const some = { rows, of: 3, requests: 2 }
const whole: Walked = { rows, of: 1, complete: true }

/** A walk under a key, ended by hand. */
const begin = (key: string, signal = new AbortController().signal) => {
  const end = Promise.withResolvers<Walked>()
  const { promise: watched, resolve } = Promise.withResolvers<Watched>()
  const walked = runWatched(key, signal, (given) => {
    resolve(given)
    given.signal.addEventListener("abort", () => end.reject(given.signal.reason))
    return end.promise
  })
  return { walked, watched, end }
}

test("tells how far it is while it goes on, and nothing once it has failed", async () => {
  const { walked, watched, end } = begin("fails")
  const { onProgress } = await watched
  onProgress(some)
  expect(liveOf("fails")).toMatchObject(some)
  end.reject(new Error("a page could not be read"))
  await expect(walked).rejects.toThrow("a page could not be read")
  let woken = 0
  const leave = watch("fails", () => (woken += 1))
  onProgress(some)
  expect(liveOf("fails")).toBeUndefined()
  expect(woken).toBe(0)
  leave()
})

test("one that another took the place of neither tells of itself nor ends the other's news", async () => {
  const left = new AbortController()
  const old = begin("twice", left.signal)
  const { onProgress } = await old.watched
  left.abort(new Error("asked anew"))
  const now = begin("twice")
  ;(await now.watched).onProgress(some)
  onProgress({ ...some, rows: [] })
  await expect(old.walked).rejects.toThrow("asked anew")
  expect(liveOf("twice")).toMatchObject(some)
  now.end.resolve(whole)
  expect(await now.walked).toBe(whole)
  expect(liveOf("twice")).toBeUndefined()
})

test("stopped by somebody, it ends with what it has read so far", async () => {
  const { walked, watched } = begin("stopped")
  ;(await watched).onProgress(some)
  liveOf("stopped")?.halt()
  expect(await walked).toEqual({ rows, of: 3, complete: false })
  expect(liveOf("stopped")).toBeUndefined()
})

test("asks for the price once, and not who agreed to it before", async () => {
  const asked = begin("priced")
  const yes = (await asked.watched).approve(some)
  expect(liveOf("priced")).toMatchObject(some)
  liveOf("priced")?.decide?.(true)
  expect(await yes).toBe(true)
  expect(liveOf("priced")?.decide).toBeUndefined()
  asked.end.resolve(whole)
  await asked.walked

  agree("priced", 60)
  const paid = begin("priced")
  expect(await (await paid.watched).approve(some)).toBe(true)
  expect(liveOf("priced")?.decide).toBeUndefined()
  paid.end.resolve(whole)
  await paid.walked
})
