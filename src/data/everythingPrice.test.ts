import { expect, test } from "vitest"
import { sampleConnection } from "../model/connectionSample.ts"
import { isKept, isThere, isWhole, partOf } from "./everythingPart.ts"
import type { Live } from "./live.ts"
import type { Walked } from "./walk.ts"

const connection = sampleConnection({})
const whole: Walked = { rows: [{ id: "a", cells: {}, raw: null }], of: 1, complete: true }
const live: Live = {
  rows: [],
  of: undefined,
  requests: 60,
  decide: () => undefined,
  halt: () => undefined,
}
const asked = (data: Walked | undefined) => ({
  data,
  error: null,
  isError: false,
  isFetching: true,
  dataUpdatedAt: data ? 1000 : 0,
  refetch: () => Promise.reject(new Error("not here")),
})

test("rows that are read anew only at a price stand as they were, and the price is asked", () => {
  const part = partOf(connection, asked(whole), live, false)
  expect(part).toMatchObject({ state: "asking", read: 1, requests: 60, updatedAt: 1000 })
  expect([isKept(part), isThere(part), isWhole(part)]).toEqual([true, true, true])
  // What waits for a word must neither look as if it were being read, nor keep the others from it.
  expect(part.refreshing).toBe(false)
  const reading = partOf(connection, asked(whole), { ...live, decide: undefined }, false)
  expect(reading).toMatchObject({ state: "ready", refreshing: true })
})

test("what was never read waits for the same word, and is not there", () => {
  const part = partOf(connection, asked(undefined), live, false)
  expect(part).toMatchObject({ state: "asking", refreshing: true })
  expect([isKept(part), isThere(part), isWhole(part)]).toEqual([false, false, false])
})
