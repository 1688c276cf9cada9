import type { Row } from "../model/field.ts"

/** A list as it comes in: its rows, and what they are an answer to. */
export type Incoming = {
  readonly rows: readonly Row[]
  /** Names the list and the question: rows of another key are never kept. */
  readonly key: string
  /** Another whenever the data is another; the same while only the question changes. */
  readonly version: unknown
  /** These are still the rows of the question before. */
  readonly stale: boolean
  /** Somebody changed the data from here, and wants to see it. */
  readonly owed: boolean
  /** Whether the pointer, the focus or an open menu is in the table just now. */
  readonly busy: () => boolean
}

/** What is shown of it. */
export type Steady = {
  readonly rows: readonly Row[]
  /** How many rows came, went or moved since, which is not shown yet. */
  readonly waiting: number
  /** Ids of rows that are shown and no longer there. */
  readonly gone: ReadonlySet<string>
  readonly source: Incoming
}

const nothing: ReadonlySet<string> = new Set()

const accept = (source: Incoming): Steady => ({
  rows: source.rows,
  waiting: 0,
  gone: nothing,
  source,
})

const beginsWith = (rows: readonly Row[], shown: readonly Row[]): boolean =>
  shown.length <= rows.length && shown.every(({ id }, at) => rows[at]?.id === id)

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

/**
 * What to show of new rows: all of it, unless that would move rows under somebody's pointer. Then the
 * order stays as it is, each row with its new values, and `waiting` says how much is kept back.
 */
export const steady = (before: Steady | undefined, now: Incoming): Steady => {
  if (!before || before.source.key !== now.key) return accept(now)
  const { source } = before
  if (source.rows === now.rows && source.stale === now.stale && source.owed === now.owed)
    return before
  if (source.rows === now.rows)
    // The version stays as it was: the rows that belong to a new one are still on their way.
    return { ...before, source: { ...now, version: source.version } }
  if (source.stale || now.stale || source.owed || beginsWith(now.rows, before.rows))
    return accept(now)
  if (before.waiting === 0 && (source.version === now.version || !now.busy())) return accept(now)
  const at = new Map(now.rows.map(({ id }, index) => [id, index]))
  const kept = before.rows.flatMap(({ id }) => at.get(id) ?? [])
  const gone = before.rows.filter(({ id }) => !at.has(id)).map(({ id }) => id)
  const came = now.rows.length - kept.length
  return {
    rows: before.rows.map((row) => now.rows[at.get(row.id) ?? -1] ?? row),
    // On a full page one that comes pushes another off its end: that is one change.
    waiting: Math.max(came, gone.length) + outOfOrder(kept),
    gone: new Set(gone),
    source: now,
  }
}

/** Shows what was kept back. */
export const release = (before: Steady | undefined): Steady | undefined =>
  before && accept(before.source)
