import type { Census } from "../data/listState.ts"
import { tallyOf } from "../data/rows/countRows.ts"
import { fold } from "../lib/text.ts"
import type { Field } from "../model/field.ts"
import { filterStyle, partIn } from "../model/filter.ts"
import type { Query } from "../model/query.ts"

/** A field that is asked for nothing but words that none of its known values is. */
export type Unseen = {
  readonly field: Field
  /** What it is asked for. */
  readonly words: readonly string[]
  /** What it could be asked for, the likeliest first. */
  readonly known: readonly string[]
  /** There are no others: all names are known, or every row was looked at. False: others may be. */
  readonly whole: boolean
}

/** Which filters ask for words that nobody knows, which is why nothing answers them. */
export const unseenIn = (
  fields: readonly Field[],
  { filters }: Pick<Query, "filters">,
  census: Pick<Census, "rows" | "complete"> | undefined,
): readonly Unseen[] =>
  fields.flatMap((field) => {
    const words = (filters[field.id] ?? []).map(partIn)
    if (words.length === 0 || filterStyle[field.kind] !== "choice" || field.kind === "flag")
      return []
    const rows = census?.rows ?? []
    const seen = field.closed ? [] : tallyOf(rows.map(({ cells }) => cells[field.id])).words.keys()
    const known = [...new Set([...(field.options ?? []), ...seen])]
    const folded = new Set(known.map(fold))
    if (known.length === 0 || words.some((word) => folded.has(fold(word)))) return []
    const isLike = (one: string): boolean => words.some((word) => fold(one).includes(fold(word)))
    return {
      field,
      words,
      known: [...known.filter(isLike), ...known.filter((one) => !isLike(one))],
      whole: field.closed === true || (census?.complete === true && census.rows !== undefined),
    }
  })
