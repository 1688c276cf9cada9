import { isAbsent, isEmpty } from "../../model/field.ts"
import type { Cell, Field, Row } from "../../model/field.ts"
import type { Query } from "../../model/query.ts"
import { rowFilter, textOf } from "../../model/search.ts"
import { noneTerm } from "../../model/valuesOrNone.ts"
import { join, termsOf } from "../../model/where.ts"

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
export const without = (query: Query, field: string): Query => {
  const none = noneTerm(query, field)
  return {
    ...query,
    filters: Object.fromEntries(Object.entries(query.filters).filter(([id]) => id !== field)),
    where: join(
      "all",
      termsOf(query.where).filter((term) => term !== none),
    ),
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
