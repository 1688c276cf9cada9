import type { Target } from "./action.ts"
import { isAbsent } from "./field.ts"
import type { Row } from "./field.ts"
import type { Resource } from "./provider.ts"
import { textOf } from "./search.ts"

/** What a row is called: its title field where it has one, else its id. */
export const titleOf = (resource: Pick<Resource, "title">, row: Row): string => {
  const cell = row.cells[resource.title]
  return isAbsent(cell) ? row.id : textOf(cell)
}

/** What an action's target is called; the place alone where its row is not known. */
export const targetTitle = (resource: Pick<Resource, "title">, { place, row }: Target): string =>
  row ? titleOf(resource, row) : (place.at(-1)?.id ?? "")
