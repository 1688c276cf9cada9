import { wholeOf } from "../data/listState.ts"
import type { ListState } from "../data/listState.ts"
import type { Row } from "../model/field.ts"

/** A list as it comes in: its rows, and what they are an answer to. */
export type Incoming = {
  readonly rows: readonly Row[]
  /** All rows of the list, whatever is asked of it, as of the same moment; undefined: not known. */
  readonly whole: readonly Row[] | undefined
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

/** A list as it comes in, under the name of its question. */
export const incomingOf = (list: ListState, key: string): Omit<Incoming, "busy"> => ({
  rows: list.rows,
  whole: wholeOf(list),
  key,
  version: list.version ?? list.updatedAt,
  // From the first moment on: what is taken for an answer holds back the one that comes.
  stale: list.stale || list.former === true || list.status !== "ready",
  owed: list.owed ?? false,
})

/** A row that is shown and is not among those that came. */
export type Away = {
  /**
   * `gone`: the list does not have it any more. `leaves`: it is shown as it is now, and answers no more
   * or stands on another page. `unknown`: it may be either, and was read before.
   */
  readonly state: "gone" | "leaves" | "unknown"
  /** What is said of it. */
  readonly words: string
  /**
   * Why nothing can be done to it, and nothing of it but its name is shown: that was true once, and need
   * not be now. Absent: it is shown as it is.
   */
  readonly reason?: string
}

/** What is shown of it. */
export type Steady = {
  readonly rows: readonly Row[]
  /** How many rows came, went or moved since, which is not shown yet. */
  readonly waiting: number
  /** How many of these came, and how many stand elsewhere in the order. */
  readonly came: number
  readonly moved: number
  /** Rows that are shown and not among those that came, by id. */
  readonly away: ReadonlyMap<string, Away>
  readonly source: Incoming
}

/** What to show of rows whose order is not to be shown yet (`holdBack.ts`). */
export type Hold = (before: Steady, now: Incoming) => Steady

const nothing: Steady["away"] = new Map()

const accept = (source: Incoming): Steady => ({
  rows: source.rows,
  waiting: 0,
  came: 0,
  moved: 0,
  away: nothing,
  source,
})

/** Where it cannot be loaded how to hold rows: better that they move than that they stay as they were. */
export const takeAll: Hold = (_before, now) => accept(now)

const beginsWith = (rows: readonly Row[], shown: readonly Row[]): boolean =>
  shown.length <= rows.length && shown.every(({ id }, at) => rows[at]?.id === id)

/**
 * What to show of new rows: all of it, unless that would move rows under somebody's pointer. Then the
 * order stays as it is, each row with its new values, and `waiting` says how much is kept back.
 * @param hold undefined until it is loaded: till then what is shown stays
 */
export const steady = (
  before: Steady | undefined,
  now: Incoming,
  hold: Hold | undefined,
): Steady => {
  if (!before || before.source.key !== now.key) return accept(now)
  const { source } = before
  if (source.rows === now.rows) {
    // The data may be there before the rows that are found in it: who waits for them still does.
    const owed = source.owed || now.owed
    if (source.stale === now.stale && source.owed === owed) return before
    // The version stays as it was: the rows that belong to a new one are still on their way.
    return { ...before, source: { ...now, owed, version: source.version } }
  }
  if (source.stale || now.stale || source.owed || beginsWith(now.rows, before.rows))
    return accept(now)
  if (before.waiting === 0 && (source.version === now.version || !now.busy())) return accept(now)
  return hold ? hold(before, now) : before
}

/** Shows what was kept back. */
export const release = (before: Steady | undefined): Steady | undefined =>
  before && accept(before.source)
