import type { Field, Kind } from "./field.ts"
import { emptyQuery } from "./query.ts"
import type { Query } from "./query.ts"
import type { Resource } from "./provider.ts"
import { fieldsIn, searchesText } from "./where.ts"

/** Kinds with few different values, each of which many rows have. */
const faceted: ReadonlySet<Kind> = new Set<Kind>(["status", "word", "flag", "list"])

/** Whether it is worth counting how many rows have each of its values. */
export const isFacet = (field: Field): boolean =>
  faceted.has(field.kind) && !field.itemOnly && !field.late && !field.remoteOnly

/**
 * What to ask an API for to have every row of its list, with the fields that are counted and those by
 * which the question narrows. The same whatever the filters are, as far as the API sends all fields.
 */
export const wholeQuery = (resource: Resource, query: Query): Query => {
  const max = resource.paging.by === "none" ? 0 : resource.paging.max
  const whole: Query = { ...emptyQuery, size: max }
  if (!resource.sparse) return whole
  const named = new Set([...Object.keys(query.filters), ...fieldsIn(query.where)])
  const searches = query.text !== "" || searchesText(query.where)
  return {
    ...whole,
    fields: resource.fields
      .filter(
        (field) => field.id === resource.title || isFacet(field) || named.has(field.id) || searches,
      )
      .filter((field) => !field.itemOnly && !field.late && !field.remoteOnly)
      .map(({ id }) => id),
  }
}
