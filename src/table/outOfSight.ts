import { isAbsent } from "../model/field.ts"
import type { Field, Row } from "../model/field.ts"
import { narrows } from "../model/query.ts"
import type { Query } from "../model/query.ts"
import { rowFilter, searchedFields } from "../model/search.ts"
import { fieldsIn, fromParts, remoteIn, searchesText } from "../model/where.ts"

/** Selected rows that are not on the page that is shown. */
export type OutOfSight = {
  /** They do not answer what is asked, by what was last read of them. */
  readonly out: readonly Row[]
  /** Whether they answer it nobody knows: something that is asked for was not read of them. */
  readonly unsure: readonly Row[]
}

/** Whether it was read; what the provider hides, or what could not be read, may well be what is asked for. */
const isKnown = (row: Row, field: string): boolean => {
  const cell = row.cells[field]
  return !isAbsent(cell) || cell?.absent === "null" || cell?.absent === "not-provided"
}

/**
 * Which of the selected rows the list does not show, whatever page is turned to. What is neither answers
 * what is asked, and stands on another page.
 * @param shown ids of the rows on the page
 * @param similar what is shown does not answer what is asked either
 */
export const outOfSight = (
  selected: readonly Row[],
  {
    fields,
    query,
    shown,
    similar = false,
  }: {
    readonly fields: readonly Field[]
    readonly query: Query
    readonly shown: ReadonlySet<string>
    readonly similar?: boolean
  },
): OutOfSight => {
  const away = narrows(query) ? selected.filter(({ id }) => !shown.has(id)) : []
  if (away.length === 0) return { out: [], unsure: [] }
  const answers = rowFilter(fields, query)
  // What was not read of a row may hold what is asked for, be it a filter's value or a word.
  const inText = query.text !== "" || searchesText(query.where)
  const asked = [
    ...Object.keys(query.filters),
    ...fieldsIn(query.where),
    ...(inText
      ? searchedFields(fields.filter((one) => !one.late && !one.itemOnly && !one.remoteOnly))
      : []
    ).map(({ id }) => id),
  ]
  const remote = remoteIn(fields, fromParts(query)) !== undefined
  const others = remote || similar ? away : away.filter((row) => !answers(row))
  const { out = [], unsure = [] } = Object.groupBy(others, (row) =>
    !remote && !similar && asked.every((field) => isKnown(row, field)) ? "out" : "unsure",
  )
  return { out, unsure }
}
