import { isAbsent, isEmpty } from "../../model/field.ts"
import type { Cell, Field, Row } from "../../model/field.ts"
import type { Query } from "../../model/query.ts"
import { rowFilter, rowOrder, textOf } from "../../model/search.ts"
import { withoutNone } from "../../model/where.ts"

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
/** How many rows have each value of a field. A row with several values counts for each of them. */
export type Tally = {
  readonly words: ReadonlyMap<string, number>
  /** How many have no value: the provider sent none or an empty one, or we did not get it. */
  readonly none: number
}
/** By field id. */
export type Counts = ReadonlyMap<string, Tally>

/** Counts the values of these cells, as text. */
export const tallyOf = (cells: Iterable<Cell | undefined>): Tally => {
  const words = new Map<string, number>()
  const add = (word: string): void => void words.set(word, (words.get(word) ?? 0) + 1)
  let none = 0
  for (const cell of cells) {
    if (isAbsent(cell) || isEmpty(cell)) none += 1
    else if (!Array.isArray(cell)) add(textOf(cell))
    else for (const word of new Set<unknown>(cell)) if (typeof word === "string") add(word)
  }
  return { words, none }
}

/** The query without what it says of one field, whose other values would else all count 0. */
export const without = (query: Query, field: string): Query => ({
  ...query,
  filters: Object.fromEntries(Object.entries(query.filters).filter(([id]) => id !== field)),
  where: withoutNone(query.where, field),
})

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

/** How many of the rows that answer the query have each value of these fields; see {@link without}. */
export const count = (
  fields: readonly Field[],
  rows: readonly Row[],
  query: Query,
  wanted: readonly string[],
): Counts =>
  new Map(
    wanted.map((id) => {
      const holds = rowFilter(fields, without(query, id))
      return [id, tallyOf(rows.filter(holds).map((row) => row.cells[id]))]
    }),
  )
