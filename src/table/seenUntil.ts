import type { ListState } from "../data/listState.ts"
import type { Field, Row } from "../model/field.ts"

/** What of a list decides until when it was seen. */
export type SeenOf = Pick<
  ListState,
  "rows" | "census" | "status" | "stale" | "walk" | "complete" | "incomplete" | "askedAt"
>

const newest = (rows: readonly Row[], { id }: Field): number =>
  rows.reduce((latest, { cells }) => {
    const cell = cells[id]
    return cell instanceof Date ? Math.max(latest, cell.getTime()) : latest
  }, 0)

/**
 * Until when somebody who says "I have seen these" has seen the list, ms since 1970; or why that cannot
 * be said of it. No later than the newest change that the rows tell of: that is by the clock of the
 * provider, and ours may be ahead of it. No later than the rows were asked for either: they are old where
 * the provider is down, a list of many pages takes its time, and a date may lie in the future.
 * @param since until when it was seen before, ms since 1970
 * @param waiting how many updates are not shown yet
 */
export const seenUntil = (
  list: SeenOf,
  field: Field,
  since: number,
  waiting: number,
): number | string => {
  const { walk, census } = list
  if (!list.complete && (walk?.state === "running" || census?.running))
    return "The list is still being read."
  if (list.status !== "ready" || list.stale) return "These rows are on their way."
  if (waiting > 0) return "Updates wait that are not shown yet: apply them first."
  if (!list.complete)
    return `What was not read would count as seen, too: ${list.incomplete ?? "the list was not read to its end."}`
  if (list.rows.length === 0) return "Nothing is shown that could have been seen."
  const known = census?.complete && census.rows ? census.rows : list.rows
  const until = Math.min(newest(known, field), list.askedAt)
  return until > since ? until : "This was read before what you have marked as seen already."
}
