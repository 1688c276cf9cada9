import { join, termsOf } from "./where.ts"
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

/** The same without the conditions that a field has no value, alone or beside some, as far as all must hold. */
export const withoutNone = (where: Where | undefined, field: string): Where | undefined =>
  join(
    "all",
    termsOf(where).filter(
      (term) =>
        (term.is !== "none" || term.field !== field) && valuesOrNone(term, field) === undefined,
    ),
  )
