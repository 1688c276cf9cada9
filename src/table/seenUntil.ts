import { wholeOf } from "../data/listState.ts"
import type { ListState } from "../data/listState.ts"
import type { Field, Row } from "../model/field.ts"
import { narrows } from "../model/query.ts"
import type { Query } from "../model/query.ts"

/** What of a list decides until when it was seen. */
export type SeenOf = Pick<
  ListState,
  | "rows"
  | "next"
  | "census"
  | "version"
  | "status"
  | "stale"
  | "walk"
  | "complete"
  | "incomplete"
  | "askedAt"
>

/** What is asked of it. */
export type SeenIn = {
  /** The date by which its rows changed. */
  readonly field: Field
  readonly query: Query
  /** Until when it was seen before, ms since 1970. */
  readonly since: number
  /** How many updates are not shown yet. */
  readonly waiting: number
}

const second = 1000

const newest = (rows: readonly Row[], { id }: Field): number =>
  rows.reduce((latest, { cells }) => {
    const cell = cells[id]
    return cell instanceof Date ? Math.max(latest, cell.getTime()) : latest
  }, 0)

/** Whether something else than its date chooses the rows. */
const isNarrowed = ({ filters, ...query }: Query, { id }: Field): boolean => {
  const { [id]: _, ...others } = filters
  return narrows({ ...query, filters: others })
}

/**
 * The newest change that these rows tell of and behind which none can be missing, ms since 1970. Where
 * they end within a moment, the next page may have more of it, and where a provider tells whole seconds
 * and was asked within the newest, more may have changed in it since: then up to just before. Who is asked
 * once more, later, has told all of that second.
 */
const settled = (rows: readonly Row[], field: Field, cut: boolean, askedAt: number): number => {
  const last = newest(rows, field)
  const within = last % second === 0 && askedAt < last + second
  return cut || within ? last - 1 : last
}

/**
 * Until when somebody who says "I have seen these" has seen the list, ms since 1970; or why that cannot
 * be said of it. No later than the newest change that the rows tell of: that is by the clock of the
 * provider, and ours may be ahead of it. No later than the rows were asked for either: they are old where
 * the provider is down, a list of many pages takes its time, and a date may lie in the future.
 */
export const seenUntil = (
  list: SeenOf,
  { field, query, since, waiting }: SeenIn,
): number | string => {
  const { walk, census } = list
  if (!list.complete && (walk?.state === "running" || census?.running))
    return "The list is still being read."
  if (list.status !== "ready" || list.stale) return "These rows are on their way."
  if (waiting > 0) return "Updates wait that are not shown yet: apply them first."
  if (!list.complete)
    return `What was not read would count as seen, too: ${list.incomplete ?? "the list was not read to its end."}`
  if (isNarrowed(query, field))
    return "What other filters leave out would count as seen, too: take them away first."
  if (list.rows.length === 0) return "There is nothing to mark as seen."
  const whole = wholeOf(list)
  const [order] = query.sort
  const byDate = order?.field === field.id
  if (!whole && (query.page !== "" || (list.next !== undefined && !byDate)))
    return `What other pages have would count as seen, too: sort by ${field.label} and go to the first page.`
  const cut = !whole && list.next !== undefined && order?.desc !== true
  const last = settled(whole ?? list.rows, field, cut, list.askedAt)
  const until = Math.min(last, list.askedAt)
  if (until > since) return until
  return newest(list.rows, field) > since && last < list.askedAt
    ? "These share their moment with what may be missing here: refresh, or show more rows on a page."
    : "This was read before what you have marked as seen already."
}
