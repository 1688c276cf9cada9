import type { Query } from "../model/query.ts"
import { noneTerm, valuesOrNone } from "../model/valuesOrNone.ts"
import { join, termsOf } from "../model/where.ts"
import type { Where } from "../model/where.ts"

/** What a field is asked for: one of some values, or that it has none, or either. */
export type Chosen = { readonly values: readonly string[]; readonly none: boolean }

/** The same one each time, for what is worked out of it is kept. */
const noValues: readonly string[] = []

export const chosenOf = (query: Query, field: string): Chosen => {
  const term = noneTerm(query, field)
  const beside = term && valuesOrNone(term, field)
  return { values: query.filters[field] ?? beside ?? noValues, none: term !== undefined }
}

/** The filters with those of one field replaced; none of it: the field is not filtered by. */
export const withFilter = (
  filters: Query["filters"],
  field: string,
  values: readonly string[],
): Query["filters"] => {
  // A field keeps its place among the others, so that nothing else moves when a value comes or goes.
  if (Object.hasOwn(filters, field) && values.length > 0) return { ...filters, [field]: values }
  const rest = Object.entries(filters).filter(([id]) => id !== field)
  return Object.fromEntries(values.length === 0 ? rest : [...rest, [field, values]])
}

/** What narrows a list, with what one field is asked for replaced. */
export const withChosen = (
  query: Query,
  field: string,
  { values, none }: Chosen,
): Pick<Query, "filters" | "where"> => {
  const before = noneTerm(query, field)
  const others = termsOf(query.where).filter((one) => one !== before)
  const some: Where = { is: "field", field, values }
  const nothing: Where = { is: "none", field }
  const term = values.length === 0 ? nothing : join("any", [some, nothing])
  return {
    filters: withFilter(query.filters, field, none ? [] : values),
    where: join("all", none && term ? [...others, term] : others),
  }
}
