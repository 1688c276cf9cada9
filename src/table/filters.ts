import type { Query } from "../model/query.ts"
import { valuesOrNone, withoutNone } from "../model/valuesOrNone.ts"
import { join, termsOf } from "../model/where.ts"
import type { Where } from "../model/where.ts"

/** What a field is asked for: one of some values, or that it has none, or either. */
export type Chosen = { readonly values: readonly string[]; readonly none: boolean }

export const chosenOf = ({ filters, where }: Query, field: string): Chosen => {
  const values = filters[field]
  const terms = termsOf(where)
  const either = terms.flatMap((term) => valuesOrNone(term, field) ?? [])
  // Beside a filter of the same field it is one condition more, which the chips say.
  if (values === undefined && either.length > 0) return { values: either, none: true }
  return {
    values: values ?? [],
    none: terms.some((term) => term.is === "none" && term.field === field),
  }
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
  { filters, where }: Query,
  field: string,
  { values, none }: Chosen,
): Pick<Query, "filters" | "where"> => {
  const others = termsOf(withoutNone(where, field))
  const some: Where = { is: "field", field, values }
  const nothing: Where = { is: "none", field }
  const term = values.length === 0 ? nothing : join("any", [some, nothing])
  return {
    filters: withFilter(filters, field, none ? [] : values),
    where: join("all", none && term ? [...others, term] : others),
  }
}
