import type { World } from "../api.ts"
import { optionsOf } from "./options.ts"
import { throttled } from "./refusals.ts"

/** Calls that have a limit of their own beside those for all calls. */
export type Limited = "scan" | "report" | "download"

type LimitId = "minute" | "day" | Limited
type Window = { count: number; endsAt: number }

const counters = new WeakMap<World, Map<LimitId, Window>>()

const minute = 60_000
const day = 86_400_000

/** Counts a call in a limit. @returns the seconds to wait; 0 where it is within the limit */
const countIn = (world: World, id: LimitId, most: number): number => {
  const now = world.now()
  const windows = counters.get(world) ?? new Map<LimitId, Window>()
  counters.set(world, windows)
  const known = windows.get(id)
  const window =
    known && known.endsAt > now ? known : { count: 0, endsAt: now + (id === "day" ? day : minute) }
  windows.set(id, window)
  window.count += 1
  return window.count > most ? Math.max(1, Math.ceil((window.endsAt - now) / 1000)) : 0
}

/** Counts a request; past a limit, the refusal. All limits hold at once. */
export const count = (world: World): Response | undefined => {
  const { perMinute, perDay } = optionsOf(world)
  const wait = Math.max(countIn(world, "minute", perMinute), countIn(world, "day", perDay))
  return wait === 0 ? undefined : throttled(wait)
}

/** The same for a call that has a limit of its own. */
export const countAs = (world: World, kind: Limited): Response | undefined => {
  const options = optionsOf(world)
  const most = {
    scan: options.scansPerMinute,
    report: options.reportsPerMinute,
    download: options.downloadsPerMinute,
  }
  const wait = countIn(world, kind, most[kind])
  return wait === 0 ? undefined : throttled(wait)
}
