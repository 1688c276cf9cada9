import type { Field } from "../model/field.ts"

/** Where else than in the columns that one sees a search looks, and where it does not; where that is to be said. */
export const alsoSearched = (fields: readonly Field[]): string | undefined =>
  fields.find(({ prose, hint }) => prose && hint !== undefined)?.hint
