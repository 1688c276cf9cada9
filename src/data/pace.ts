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
