import type { World } from "../api.ts"
import { rateLimited } from "./errors.ts"
import type { Rate } from "./roots.ts"

type Window = { count: number; resetsAt: number }

/** Counters live as long as the process does, as in Cloud Controller. */
const windows = new WeakMap<World, Map<string, Window>>()

export type Counted = {
  readonly headers: Readonly<Record<string, string>>
  /** The refusal, once the limit is passed. */
  readonly refusal: Response | undefined
}

/**
 * Counts a request of one caller. Remaining is told in steps of a tenth of the limit, rounded down:
 * the first of 2000 shows 1800.
 */
export const count = (world: World, caller: string, rate: Rate): Counted => {
  const callers = windows.get(world) ?? new Map<string, Window>()
  windows.set(world, callers)
  const now = world.now()
  const known = callers.get(caller)
  const window =
    known && known.resetsAt > now ? known : { count: 0, resetsAt: now + rate.minutes * 60_000 }
  window.count += 1
  callers.set(caller, window)
  const step = Math.max(1, rate.limit / 10)
  const left = Math.max(0, rate.limit - window.count)
  const headers = {
    "x-ratelimit-limit": String(rate.limit),
    "x-ratelimit-reset": String(Math.ceil(window.resetsAt / 1000)),
    "x-ratelimit-remaining": String(Math.floor(Math.floor(left / step) * step)),
  }
  if (window.count <= rate.limit) return { headers, refusal: undefined }
  const retryAfter = String(Math.ceil((window.resetsAt - now) / 1000))
  return { headers, refusal: rateLimited({ ...headers, "retry-after": retryAfter }) }
}
