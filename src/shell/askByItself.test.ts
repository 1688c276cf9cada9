import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { askByItself, turnsOf } from "./askByItself.ts"
import type { Turns } from "./askByItself.ts"

const page = Object.assign(new EventTarget(), { visibilityState: "visible" })

const turnTo = (visibilityState: "visible" | "hidden"): void => {
  page.visibilityState = visibilityState
  page.dispatchEvent(new Event("visibilitychange"))
}

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal("document", page)
  page.visibilityState = "visible"
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test("what failed is asked for after 15 s, then 30, then each minute, until it is stopped", () => {
  const ask = vi.fn<() => void>()
  const stop = askByItself({ taken: 0, at: 0 }, ask)
  for (const [seconds, asked] of [
    [14, 0],
    [1, 1],
    [29, 1],
    [1, 2],
    [59, 2],
    [1, 3],
    [59, 3],
    [1, 4],
  ] as const) {
    vi.advanceTimersByTime(seconds * 1000)
    expect(ask).toHaveBeenCalledTimes(asked)
  }
  stop()
  vi.advanceTimersByTime(600_000)
  turnTo("visible")
  expect(ask).toHaveBeenCalledTimes(4)
})

test("begun anew after a try it goes on with the turns of before", () => {
  const ask = vi.fn<() => void>()
  const turns: Turns = { taken: 0, at: 0 }
  const stop = askByItself(turns, ask)
  vi.advanceTimersByTime(15_000)
  stop()
  const stopAgain = askByItself(turns, ask)
  vi.advanceTimersByTime(29_000)
  expect(ask).toHaveBeenCalledTimes(1)
  vi.advanceTimersByTime(1000)
  expect(ask).toHaveBeenCalledTimes(2)
  stopAgain()
})

test("a page that nobody sees asks nothing, and at once when it is looked at, though not all the time", () => {
  const ask = vi.fn<() => void>()
  const stop = askByItself({ taken: 0, at: 0 }, ask)
  turnTo("hidden")
  vi.advanceTimersByTime(600_000)
  expect(ask).not.toHaveBeenCalled()
  turnTo("visible")
  expect(ask).toHaveBeenCalledTimes(1)
  for (const seen of ["hidden", "visible", "hidden", "visible"] as const) {
    vi.advanceTimersByTime(2000)
    turnTo(seen)
  }
  expect(ask).toHaveBeenCalledTimes(1)
  vi.advanceTimersByTime(2000)
  turnTo("visible")
  expect(ask).toHaveBeenCalledTimes(2)
  stop()
})

test("a failure that is told anew goes on with its turns, and one that comes much later begins with the first", () => {
  const turns = turnsOf("/c/a/packages a")
  turns.taken = 2
  turns.at = Date.now()
  vi.advanceTimersByTime(60_000)
  expect(turnsOf("/c/a/packages a")).toBe(turns)
  expect(turnsOf("/c/b/packages b").taken).toBe(0)
  vi.advanceTimersByTime(180_000)
  expect(turnsOf("/c/a/packages a").taken).toBe(0)
})
