import type { Field, Row } from "../model/field.ts"
import { isAbsent } from "../model/field.ts"
import { textOf } from "../model/search.ts"

/** Rows that a view by a state cannot look at, since they have none. */
export type Unlooked = {
  readonly count: number
  /** How many of each connection, the most first; empty in a list of one connection. */
  readonly by: readonly (readonly [connection: string, count: number])[]
}

/** @param state by which the view chooses */
export const unlooked = (
  fields: readonly Field[],
  state: Pick<Field, "id">,
  rows: readonly Row[],
): Unlooked => {
  const without = rows.filter((row) => isAbsent(row.cells[state.id]))
  const counts = new Map<string, number>()
  const mixed = fields.some(({ id }) => id === "connection")
  for (const { cells } of mixed ? without : []) {
    const cell = cells["connection"]
    const name = isAbsent(cell) ? "" : textOf(cell)
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return { count: without.length, by: [...counts].toSorted(([, a], [, b]) => b - a) }
}
