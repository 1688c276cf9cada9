import { makeTimer } from "../ui/timer.ts"

/** Ms until what failed is asked for by itself: the first time, the second, and then each time. */
const waits = [15_000, 30_000] as const
const lastWait = 60_000

/** Ms that are left after a try, however often the page is looked at. */
const soonest = 10_000

/** How often something was asked for by itself, and when last, ms since 1970. */
export type Turns = { taken: number; at: number }

/** Ms without a turn after which a failure counts as another one. */
const another = 3 * lastWait

const known = new Map<string, Turns>()

/**
 * The turns that were taken for a failure. What is read in several steps may be answered in part, and fail
 * again: what tells it is drawn anew then, and is to go on with the turns of before.
 * @param of what failed, and where it is told
 */
export const turnsOf = (of: string): Turns => {
  const before = known.get(of)
  if (before && Date.now() - before.at < another) return before
  const turns = { taken: 0, at: Date.now() }
  known.set(of, turns)
  return turns
}

/**
 * Asks again, ever less often, while the page is looked at, and at once as somebody comes back to it.
 * Begun anew after each try, it goes on with the turns of before.
 * @returns what ends it
 */
export const askByItself = (turns: Turns, ask: () => void): (() => void) => {
  const left = new AbortController()
  const timer = makeTimer()
  let since = Date.now()
  const take = (): void => {
    turns.taken += 1
    turns.at = Date.now()
    since = Date.now()
    wait()
    ask()
  }
  const isSeen = (): boolean => document.visibilityState === "visible"
  // Of a page that nobody sees the turn is taken once it is looked at.
  const wait = (): void =>
    timer.start(waits[turns.taken] ?? lastWait, () => {
      if (isSeen()) take()
    })
  document.addEventListener(
    "visibilitychange",
    () => {
      if (isSeen() && Date.now() - since >= soonest) take()
    },
    { signal: left.signal },
  )
  wait()
  return () => {
    left.abort()
    timer.stop()
  }
}
