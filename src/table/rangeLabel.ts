import type { ListState } from "../data/listState.ts"
import { formatCount } from "../lib/text.ts"

/**
 * "51–75 of 412", "1–50 of at least 200", "1–50": what is known, and no more.
 * @param there rows that the page has
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
  if (!numbered) return `${formatCount(there)} rows${total}`
  const from = ((page === "" ? 1 : Number(page)) - 1) * size + 1
  return `${formatCount(from)}–${formatCount(from + there - 1)}${total}`
}
