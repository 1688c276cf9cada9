/** A world's clock: real time, or one that stands still until it is told to move. */
export type Clock = {
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Stands still at this time; undefined runs with real time again. */
  readonly set: (at: number | undefined) => void
  /** Jumps ahead; a running clock goes on from there. */
  readonly advance: (ms: number) => void
}

export const createClock = (start?: number): Clock => {
  let still = start
  let ahead = 0
  return {
    now: () => still ?? Date.now() + ahead,
    set: (at) => {
      still = at
      ahead = 0
    },
    advance: (ms) => {
      if (still === undefined) ahead += ms
      else still += ms
    },
  }
}
