import { pause, wakeAfter } from "../lib/pause.ts"
import type { After } from "../lib/pause.ts"
import { ProviderError } from "../model/error.ts"

/** Longest wait that work sits out by itself when the provider asks to wait. */
const patience = 15 * 60_000
const tries = 5

export type Pace = {
  /** Takes the next turn. @returns how long to wait for it, in ms */
  readonly next: () => number
}

/** Turns at most so often a minute: as many as allowed at once, then as the minute gives them back. */
export const createPace = (perMinute: number, now: () => number): Pace => {
  const minute = 60_000
  let turns: readonly number[] = []
  return {
    next: () => {
      const at = now()
      turns = turns.filter((turn) => turn > at - minute)
      const before = turns.at(-perMinute)
      const turn = turns.length < perMinute || before === undefined ? at : before + minute
      turns = [...turns, turn]
      return turn - at
    },
  }
}

/** When to try again what was refused. What a proxy lost (502, 504) may have been done all the same. */
export const againAt = ({ trouble, problem }: ProviderError): number | undefined =>
  trouble === "throttled" || problem.status === 503 ? problem.retryAt?.getTime() : undefined

/**
 * Does something, and waits as often as the provider asks to.
 * @throws what it throws, once that is nothing to wait for, or for too long
 */
export const waitedOut = async <T>(
  run: () => Promise<T>,
  tools: { readonly signal: AbortSignal; readonly say: (phase: string) => void },
  clock: { readonly now: () => number; readonly after: After } = {
    now: Date.now,
    after: wakeAfter,
  },
  left = tries,
): Promise<T> => {
  try {
    return await run()
  } catch (error) {
    const until = error instanceof ProviderError ? againAt(error) : undefined
    const wait = until === undefined ? undefined : Math.max(1000, until - clock.now())
    if (wait === undefined || wait > patience || left <= 1) throw error
    tools.say("the provider asks to wait")
    await pause(wait, tools.signal, clock.after)
    return waitedOut(run, tools, clock, left - 1)
  }
}
