import * as v from "valibot"
import { json } from "../answer.ts"
import type { World } from "../api.ts"
import { readOptions } from "../options.ts"

/**
 * What `PUT /_sandbox/worlds/<id>/options/spectra` may set: how many requests one user may send.
 * The defaults are the Portal's.
 */
const Options = v.object({
  perMinute: v.optional(v.number(), 300),
  perDay: v.optional(v.number(), 86_400),
})

type Window = { count: number; endsAt: number }
type Windows = { readonly minute: Window; readonly day: Window }

const counters = new WeakMap<World, Windows>()

/** The body says the seconds, too: the vendor's own client reads them there and not in the header. */
export const throttled = (seconds: number): Response =>
  json(
    429,
    { error: `Request was throttled. Expected available in ${seconds} seconds.` },
    { "retry-after": String(seconds) },
  )

const countIn = (window: Window, now: number, length: number): number => {
  if (window.endsAt <= now) {
    window.count = 0
    window.endsAt = now + length
  }
  window.count += 1
  return window.count
}

/** Counts a request; past a limit, the refusal. Both limits hold at once. */
export const count = (world: World): Response | undefined => {
  const { perMinute, perDay } = readOptions(world, "spectra", Options)
  const windows = counters.get(world) ?? {
    minute: { count: 0, endsAt: 0 },
    day: { count: 0, endsAt: 0 },
  }
  counters.set(world, windows)
  const now = world.now()
  const inMinute = countIn(windows.minute, now, 60_000)
  const inDay = countIn(windows.day, now, 86_400_000)
  const secondsTo = (at: number): number => Math.max(1, Math.ceil((at - now) / 1000))
  if (inDay > perDay) return throttled(secondsTo(windows.day.endsAt))
  if (inMinute > perMinute) return throttled(secondsTo(windows.minute.endsAt))
  return undefined
}
