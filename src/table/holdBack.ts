import type { Away, Hold } from "./steadyRows.ts"

const past = (state: Away["state"], words: string): Away => ({ state, words, reason: words })

const gone = past("gone", "No longer in this list")
const unknown = past("unknown", "No longer on this page; as it is now is not known")
const leaves: Away = { state: "leaves", words: "leaves" }

/** How many numbers must be taken away so that the others rise. */
const outOfOrder = (numbers: readonly number[]): number => {
  /** The smallest number with which a rising row of each length ends. */
  const ends: number[] = []
  for (const number of numbers) {
    let low = 0
    let high = ends.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((ends[middle] ?? 0) < number) low = middle + 1
      else high = middle
    }
    ends[low] = number
  }
  return numbers.length - ends.length
}

/** The rows in the order in which they are shown, each as it is now, and what is kept back. */
export const holdBack: Hold = (before, now) => {
  const at = new Map(now.rows.map((row, index) => [row.id, { row, index }]))
  const whole = now.whole && new Map(now.whole.map((row) => [row.id, row]))
  const kept = before.rows.flatMap(({ id }) => at.get(id)?.index ?? [])
  const away = new Map(
    before.rows.flatMap(({ id }): readonly [string, Away][] =>
      at.has(id) ? [] : [[id, whole ? (whole.has(id) ? leaves : gone) : unknown]],
    ),
  )
  const came = now.rows.length - kept.length
  const moved = outOfOrder(kept)
  return {
    rows: before.rows.map((row) => at.get(row.id)?.row ?? whole?.get(row.id) ?? row),
    // On a full page one that comes pushes another off its end: that is one change.
    waiting: Math.max(came, away.size) + moved,
    came,
    moved,
    away,
    source: now,
  }
}
