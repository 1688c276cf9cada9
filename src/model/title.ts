import type { Target } from "./action.ts"
import { isAbsent } from "./field.ts"
import type { Row } from "./field.ts"
import type { Place } from "./place.ts"
import type { Resource } from "./provider.ts"
import { textOf } from "./search.ts"

/** What a row is called: its title field where it has one, else its id. */
export const titleOf = (resource: Pick<Resource, "title">, row: Row): string => {
  const cell = row.cells[resource.title]
  return isAbsent(cell) ? row.id : textOf(cell)
}

const textIn = (row: Row, field: string | undefined): string => {
  const cell = field === undefined ? undefined : row.cells[field]
  return isAbsent(cell) ? "" : textOf(cell)
}

/** What stands at a place, where nothing but that is known: "left-pad 1.0.0". */
export const placeTitle = (place: Place): string =>
  place
    .slice(-2)
    .map(({ id }) => id)
    .join(" ")

/**
 * What an action's target is called where others stand beside it: its title together with its version,
 * "bash 5.2"; a version with what it is a version of. An opaque id comes behind what people call it. The
 * place alone where the row is not known.
 */
export const targetTitle = (
  { title, fields, named }: Pick<Resource, "title" | "fields" | "named">,
  { place, row }: Target,
): string => {
  const version = fields.find(({ common }) => common === "version")?.id
  const above = version === title ? place.at(-2)?.id : undefined
  if (!row) return above === undefined ? (place.at(-1)?.id ?? "") : placeTitle(place)
  const own = named?.map((field) => textIn(row, field)) ?? [
    titleOf({ title }, row),
    version === title ? "" : textIn(row, version),
  ]
  const words = [above, ...own].filter(Boolean)
  return words.length === 0 ? row.id : words.join(" ")
}
