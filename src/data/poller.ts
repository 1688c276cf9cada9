import { wakeAfter } from "../lib/pause.ts"
import type { After } from "../lib/pause.ts"

/** Ms between two calls: what is asked for again is asked for one at a time, and providers count calls. */
const apart = 1000

/** Ms until something is asked for again that was asked for so often already: 5 s, then ever more. */
const waitAfter = (times: number): number => Math.min(30_000, 5000 * 1.3 ** times)

type Watched = {
  /** One of each component that still wants it; any of them asks for all. */
  readonly asks: Set<() => Promise<unknown>>
  times: number
  due: number
}

export type Poller = {
  /** Asks for something again and again until it is let go. @returns how to let go */
  readonly watch: (key: string, ask: () => Promise<unknown>) => () => void
}

/**
 * One clock for everything of a connection that still changes by itself. Whatever is overdue most is
 * asked for next, never two at once within a second, and nothing while nobody looks.
 */
export const createPoller = ({
  after = wakeAfter,
  now = Date.now,
  hidden = () => document.hidden,
}: {
  readonly after?: After
  readonly now?: () => number
  readonly hidden?: () => boolean
} = {}): Poller => {
  const all = new Map<string, Watched>()
  let cancel = (): void => undefined
  let free = 0

  const first = (): Watched | undefined =>
    [...all.values()].reduce<Watched | undefined>(
      (best, one) => (best && best.due <= one.due ? best : one),
      undefined,
    )
  const plan = (): void => {
    cancel()
    const next = first()
    if (next) cancel = after(Math.max(next.due, free, now()) - now(), tick)
  }
  const tick = (): void => {
    const next = first()
    if (!next) return
    const [ask] = next.asks
    free = now() + apart
    next.due = now() + waitAfter(next.times)
    if (ask && !hidden()) {
      next.times += 1
      // What went wrong is in the state of what was asked for.
      ask().catch(() => undefined)
    }
    plan()
  }
  return {
    watch: (key, ask) => {
      const known = all.get(key)
      const one = known ?? { asks: new Set(), times: 0, due: now() + waitAfter(0) }
      one.asks.add(ask)
      if (!known) {
        all.set(key, one)
        plan()
      }
      return () => {
        one.asks.delete(ask)
        if (one.asks.size > 0 || all.get(key) !== one) return
        all.delete(key)
        plan()
      }
    },
  }
}

const pollers = new Map<string, Poller>()

/** The one of a connection. */
export const pollerOf = (connection: string): Poller => {
  const known = pollers.get(connection)
  if (known) return known
  const made = createPoller()
  pollers.set(connection, made)
  return made
}
