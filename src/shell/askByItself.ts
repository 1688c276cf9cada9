import { makeTimer } from "../ui/timer.ts"

/** Ms until what failed is asked for by itself: the first time, the second, and then each time. */
const waits = [15_000, 30_000] as const
const lastWait = 60_000

/** Ms that are left after a try, however often the page is looked at. */
const soonest = 10_000

/** How often something was asked for by itself. */
export type Turns = { taken: number }

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
