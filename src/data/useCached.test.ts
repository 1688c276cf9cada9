import { QueryClient } from "@tanstack/react-query"
import { afterEach, expect, test, vi } from "vitest"
import { awayNow, markAway } from "../lib/away.ts"
import { useCached } from "./useCached.ts"

const client = new QueryClient()

type Seen = { stop: () => void; woken: number; now: () => unknown }
const seen: Seen = { stop: () => undefined, woken: 0, now: () => undefined }

// Two hooks of React, as a component has them that is on the page.
vi.mock("react", async (original) => ({
  ...(await original<object>()),
  useCallback: <T>(same: T) => same,
  useSyncExternalStore: <T>(subscribe: (wake: () => void) => () => void, now: () => T): T => {
    seen.stop = subscribe(() => (seen.woken += 1))
    seen.now = now
    return now()
  },
}))
vi.mock("@tanstack/react-query", async (original) => ({
  ...(await original<object>()),
  useQueryClient: () => client,
}))

afterEach(() => markAway(undefined))

test("what is read off the cache follows our own server's absence and its end, too", () => {
  expect(useCached(() => awayNow() !== undefined)).toBe(false)
  markAway(new Error("away"))
  expect([seen.woken, seen.now()]).toEqual([1, true])
  markAway(undefined)
  expect([seen.woken, seen.now()]).toEqual([2, false])
  client.setQueryData(["x"], 1)
  expect(seen.woken).toBeGreaterThan(2)
  const before = seen.woken
  seen.stop()
  markAway(new Error("away"))
  client.setQueryData(["y"], 1)
  expect(seen.woken).toBe(before)
})
