import { tallyOf } from "../data/rows/countRows.ts"
import type { Tally } from "../data/rows/countRows.ts"
import type { Field, Row } from "../model/field.ts"
import { emptyQuery } from "../model/query.ts"
import { rowFilter } from "../model/search.ts"
import type { Where } from "../model/where.ts"

/** Counted once for as long as the rows are the same: a box asks at each letter. */
const tallies = new WeakMap<readonly Row[], Map<string, Tally>>()

/** Values that rows have of a field, with how many have each, and how many have none. */
export const seenValues = (field: Pick<Field, "id">, rows: readonly Row[]): Tally => {
  const of = tallies.get(rows) ?? new Map<string, Tally>()
  tallies.set(rows, of)
  const tally = of.get(field.id) ?? tallyOf(rows.map((row) => row.cells[field.id]))
  of.set(field.id, tally)
  return tally
}

/** Whether any of these rows answers a question. */
export const finds = (fields: readonly Field[], rows: readonly Row[], where: Where): boolean =>
  rows.some(rowFilter(fields, { ...emptyQuery, where }))
