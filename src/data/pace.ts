import type { ProviderError } from "../model/error.ts"

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
