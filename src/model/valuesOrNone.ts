import type { Query } from "./query.ts"
import { termsOf } from "./where.ts"
import type { Where } from "./where.ts"

/**
 * The values of `(state:failed,ready OR no:state)`: what a row must have one of, unless it has none.
 * Undefined: it is another condition.
 */
export const valuesOrNone = (term: Where, field: string): readonly string[] | undefined => {
  if (term.is !== "any" || term.of.length !== 2) return undefined
  const none = term.of.some((one) => one.is === "none" && one.field === field)
  const some = term.of.find((one) => one.is === "field" && one.field === field)
  return none && some?.is === "field" ? some.values : undefined
}

/**
 * The condition by which a field may have no value, alone or beside some. Undefined: there is none, or it
 * holds beside a filter of the same field, and is one condition more. Of several, which must hold
 * together, it is the first.
 */
export const noneTerm = (
  { filters, where }: Pick<Query, "filters" | "where">,
  field: string,
): Where | undefined =>
  Object.hasOwn(filters, field)
    ? undefined
    : termsOf(where).find(
        (term) =>
          (term.is === "none" && term.field === field) || valuesOrNone(term, field) !== undefined,
      )
