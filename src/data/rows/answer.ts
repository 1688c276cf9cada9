import type { Field, Row } from "../../model/field.ts"
import type { Query } from "../../model/query.ts"
import { rowFilter, rowOrder } from "../../model/search.ts"

/** One page of the rows that answer a query, of rows that are all here. */
export type Answer = {
  readonly rows: readonly Row[]
  /** How many rows answer it, on all pages. */
  readonly matching: number
  /** The `page` that continues this one. */
  readonly next: string | undefined
  /**
   * No row answers the query: these are only similar to it, by these parts of their names. Absent: they
   * do answer it.
   */
  readonly similar?: readonly string[]
}

/** So many rows are searched and sorted between two frames; more are left to a worker. */
export const mostHere = 20_000

/** Which of the matching rows stand on the page of a query: from `start`, before `end`. */
export const pageOf = (query: Query): { readonly start: number; readonly end: number } => {
  const page = query.page === "" ? 1 : Number(query.page)
  return { start: (page - 1) * query.size, end: page * query.size }
}

export const nextOf = (query: Query, matching: number): string | undefined => {
  const { end } = pageOf(query)
  return end < matching ? String(end / query.size + 1) : undefined
}

/** Whether it leaves all rows as they came: nothing to search, to filter or to sort. */
export const asksNothing = (query: Query): boolean => {
  const { text, filters, sort, page: _page, size: _size, fields: _fields, ...more } = query
  return (
    text === "" &&
    sort.length === 0 &&
    Object.keys(filters).length === 0 &&
    Object.values(more).every((one) => one === undefined)
  )
}

/**
 * Filters, sorts and cuts rows, one after the other. What the index of `rowIndex.ts` does is defined
 * by this, but for `ranked`, which it alone can do; it also answers until that is loaded.
 */
export const answer = (fields: readonly Field[], rows: readonly Row[], query: Query): Answer => {
  const found = asksNothing(query) ? rows : rows.filter(rowFilter(fields, query))
  const sorted = query.sort.length > 0 ? found.toSorted(rowOrder(fields, query.sort)) : found
  const { start, end } = pageOf(query)
  return {
    rows: sorted.slice(start, end),
    matching: sorted.length,
    next: nextOf(query, sorted.length),
  }
}
