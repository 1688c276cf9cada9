import type { Query } from "../model/query.ts"

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
