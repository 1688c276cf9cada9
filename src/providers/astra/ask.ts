import { fold } from "../../lib/text.ts"
import type { Field } from "../../model/field.ts"
import { exactly, filterStyle, parseRange } from "../../model/filter.ts"
import type { Query } from "../../model/query.ts"
import { fields, paths } from "./fields.ts"

/** One condition of a filter. A quote within is doubled, as everywhere where texts are quoted so. */
export const condition = (path: string, by: string, value: string): string =>
  `${path} ${by} '${value.replaceAll("'", "''")}'`

/** Six digits after the second, as the API writes its dates: right whether it compares dates or texts. */
const stamp = (ms: number): string => `${new Date(ms).toISOString().slice(0, 23)}000Z`

/**
 * The API counts in microseconds, we in milliseconds: what is before the next millisecond is within
 * this one.
 */
const dates = (path: string, value: string): readonly string[] => {
  const { from, to } = parseRange("date", value) ?? {}
  return [
    ...(from === undefined ? [] : [condition(path, "gte", stamp(from))]),
    ...(to === undefined ? [] : [condition(path, "lt", stamp(to + 1))]),
  ]
}

/** Ours takes a word of several in any letter case, the API in its own. */
const wordOf = ({ kind, options = [] }: Field, value: string): string =>
  filterStyle[kind] === "choice"
    ? (options.find((option) => fold(option) === fold(value)) ?? value)
    : (exactly(value) ?? value)

/** The conditions of a query's filters; all of them must hold. */
export const conditionsOf = (query: Query): readonly string[] =>
  fields.flatMap((field) => {
    const [value] = query.filters[field.id] ?? []
    const path = paths[field.id]
    if (value === undefined || path === undefined) return []
    return field.kind === "date"
      ? dates(path, value)
      : [condition(path, "eq", wordOf(field, value))]
  })

/** Which field a list is ordered by. */
export type Order = { readonly path: string; readonly desc: boolean }

/**
 * A list without an order of its own is asked for by id: pages are cut out of answers to different
 * requests, which must all have one order, and the API promises none.
 */
export const orderOf = ({ sort: [key] }: Query): Order => ({
  path: (key && paths[key.field]) ?? "id",
  desc: key?.desc ?? false,
})
