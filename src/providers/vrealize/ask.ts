import { exactly, parseRange } from "../../model/query.ts"
import type { Query } from "../../model/query.ts"
import type { Params } from "../http.ts"
import { fields, properties } from "./fields.ts"

/** A text of a $filter: in single quotes, a quote within doubled. */
const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`

/** Whole numbers are what the API counts in, and what it can read. */
const whole = (number: number): string =>
  String(Math.min(Math.max(number, -Number.MAX_SAFE_INTEGER), Number.MAX_SAFE_INTEGER))

const literals = {
  date: { from: (ms: number) => quote(new Date(ms).toISOString()), to: undefined },
  number: {
    from: (number: number) => whole(Math.ceil(number)),
    to: (number: number) => whole(Math.floor(number)),
  },
} as const

const rangeOf = (kind: "date" | "number", property: string, value: string): readonly string[] => {
  const { from: first, to: last } = literals[kind]
  const { from, to } = parseRange(kind, value) ?? {}
  return [
    ...(from === undefined ? [] : [`${property} ge ${first(from)}`]),
    ...(to === undefined ? [] : [`${property} le ${(last ?? first)(to)}`]),
  ]
}

const oneOf = (property: string, values: readonly string[]): string => {
  const parts = values.map((value) => `${property} eq ${quote(exactly(value) ?? value)}`)
  return parts.length > 1 ? `(${parts.join(" or ")})` : parts.join("")
}

/** One boolean expression: alternatives joined by or, fields by and. Empty where nothing is filtered. */
export const filterOf = (query: Query): string =>
  fields
    .flatMap(({ id, kind }) => {
      const values = query.filters[id] ?? []
      const property = properties[id]
      const [first] = values
      if (property === undefined || first === undefined) return []
      return kind === "date" || kind === "number"
        ? rangeOf(kind, property, first)
        : [oneOf(property, values)]
    })
    .join(" and ")

const orderOf = (query: Query): string =>
  query.sort
    .flatMap(({ field, desc }) => {
      const property = properties[field]
      return property === undefined ? [] : [`${property} ${desc ? "desc" : "asc"}`]
    })
    .join(",")

/** page and limit, never mixed with $top and $skip: what both together mean is not documented. */
export const paramsOf = (query: Query, page: number): Params => [
  ["page", page],
  ["limit", query.size],
  ["$orderby", orderOf(query)],
  ["$filter", filterOf(query)],
]
