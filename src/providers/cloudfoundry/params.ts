import { exactly, parseRange, partIn } from "../../model/filter.ts"
import type { Query } from "../../model/query.ts"
import type { Params } from "../http.ts"

const asIs = (value: string): string => value

/** Query parameters that take comma lists of whole values, by field, and how their words are spelled. */
const lists = [
  ["guid", "guids", asIs],
  ["state", "states", (word: string) => word.toUpperCase()],
  ["type", "types", (word: string) => word.toLowerCase()],
  ["app", "app_guids", asIs],
  ["space", "space_guids", asIs],
  ["organization", "organization_guids", asIs],
] as const

/** The API splits at commas first and then decodes each value once more. */
const listed = (value: string): string => value.replaceAll("%", "%25").replaceAll(",", "%2C")

const wholeValues = (values: readonly string[] | undefined, spell: (word: string) => string) =>
  values?.map((value) => listed(spell(exactly(value) ?? partIn(value)))).join(",")

const second = 1000
const latest = Date.parse("9999-12-31T23:59:59Z")

/** Times are whole seconds, strictly YYYY-MM-DDThh:mm:ssZ; what no such text can say is not needed. */
const stamp = (ms: number): string =>
  `${new Date(Math.min(Math.max(ms, 0), latest)).toISOString().slice(0, 19)}Z`

/**
 * A range with both ends included. What the API sends has no fractions of a second, so rounding
 * inwards to whole seconds neither loses a row nor adds one.
 */
const range = (name: string, values: readonly string[] | undefined): Params => {
  const { from, to } = parseRange("date", values?.[0] ?? "") ?? {}
  return [
    [`${name}[gte]`, from === undefined ? undefined : stamp(Math.ceil(from / second) * second)],
    [`${name}[lte]`, to === undefined ? undefined : stamp(Math.floor(to / second) * second)],
  ]
}

/** Every part of a selector must hold, so what is asked of labels and by hand is put together. */
const selector = ({ filters }: Query): string | undefined => {
  const parts = [...(filters["labels"] ?? []), ...(filters["selector"] ?? [])]
  return parts.length === 0
    ? undefined
    : parts.map((part) => exactly(part) ?? partIn(part)).join(",")
}

/** What the list is asked besides page and size. */
export const paramsOf = (query: Query): Params => {
  const { filters, sort } = query
  const [key] = sort
  return [
    ["order_by", key ? `${key.desc ? "-" : ""}${key.field}_at` : undefined],
    ...lists.map(([field, name, spell]) => [name, wholeValues(filters[field], spell)] as const),
    ...range("created_ats", filters["created"]),
    ...range("updated_ats", filters["updated"]),
    ["label_selector", selector(query)],
  ]
}
