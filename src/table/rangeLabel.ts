import type { ListState } from "../data/listState.ts"
import { formatCount } from "../lib/text.ts"
import type { Steady } from "./steadyRows.ts"

/** How many rows of a page the list still has: one that only leaves, or may have gone, is not taken for gone. */
export const countThere = ({ rows, away }: Pick<Steady, "rows" | "away">): number =>
  rows.length - [...away.values()].filter(({ state }) => state === "gone").length

/**
 * "51–75 of 412", "1–50 of at least 200", "1–50": what is known, and no more.
 * @param there rows of the page that the list still has: one that has gone may be shown all the same
 */
export const rangeLabel = (
  there: number,
  matching: ListState["matching"],
  page: string,
  size: number,
  numbered: boolean,
): string => {
  const total =
    matching === undefined
      ? ""
      : ` of ${matching.exact ? "" : "at least "}${formatCount(matching.count)}`
  if (there === 0) return matching === undefined ? "" : `0${total}`
  const most = matching?.exact ? matching.count : Infinity
  if (!numbered) return `${formatCount(Math.min(there, most))} rows${total}`
  const from = ((page === "" ? 1 : Number(page)) - 1) * size + 1
  // One that leaves may answer no more, and is shown all the same.
  const to = Math.min(from + there - 1, most)
  return to < from ? `0${total}` : `${formatCount(from)}–${formatCount(to)}${total}`
}
