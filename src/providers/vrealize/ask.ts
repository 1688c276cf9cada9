import { fold } from "../../lib/text.ts"
import { exactly, parseRange, partIn } from "../../model/filter.ts"
import type { Query } from "../../model/query.ts"
import type { Params } from "../http.ts"
import { fields, properties } from "./fields.ts"

/** A text of a $filter: in single quotes, a quote within doubled. */
const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`

/** Whole numbers are what the API counts in, and digits alone are what it reads. */
const whole = (number: number): string =>
  String(Math.min(Math.max(number, -Number.MAX_SAFE_INTEGER), Number.MAX_SAFE_INTEGER))

const literalOf = (kind: "date" | "number", value: number, round: (value: number) => number) =>
  kind === "date" ? quote(new Date(value).toISOString()) : whole(round(value))

const rangeOf = (kind: "date" | "number", property: string, value: string): readonly string[] => {
  const { from, to } = parseRange(kind, value) ?? {}
  return [
    ...(from === undefined ? [] : [`${property} ge ${literalOf(kind, from, Math.ceil)}`]),
    ...(to === undefined ? [] : [`${property} le ${literalOf(kind, to, Math.floor)}`]),
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
        : exactly(first) === undefined
          ? [`substringof(${quote(fold(partIn(first)))},tolower(${property}))`]
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
