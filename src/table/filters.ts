import type { Query } from "../model/query.ts"
import { join, termsOf, withoutNone } from "../model/where.ts"

/** What a field is asked for: one of some values, or that it has none. Never both, which nothing is. */
export type Chosen = { readonly values: readonly string[]; readonly none: boolean }

export const chosenOf = ({ filters, where }: Query, field: string): Chosen => ({
  values: filters[field] ?? [],
  none: termsOf(where).some((term) => term.is === "none" && term.field === field),
})

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
  { filters, where }: Query,
  field: string,
  { values, none }: Chosen,
): Pick<Query, "filters" | "where"> => {
  const others = termsOf(withoutNone(where, field))
  return {
    filters: withFilter(filters, field, values),
    where: join("all", none ? [...others, { is: "none", field }] : others),
  }
}
