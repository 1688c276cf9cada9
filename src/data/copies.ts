import { isAbsent } from "../model/field.ts"
import type { Row } from "../model/field.ts"
import { textOf } from "../model/search.ts"

/** A digest as it is compared: in lower case, and never one that says nothing. */
export const digestOf = (row: Row, field = "digest"): string | undefined => {
  const cell = row.cells[field]
  const text = isAbsent(cell) ? "" : textOf(cell).toLowerCase()
  return text === "" ? undefined : text
}

/** The rows of each digest that several rows have. Of rows in the common vocabulary. */
export const copiesIn = (rows: readonly Row[]): ReadonlyMap<string, readonly Row[]> => {
  const first = new Map<string, Row>()
  const copies = new Map<string, Row[]>()
  for (const row of rows) {
    const digest = digestOf(row)
    if (digest === undefined) continue
    const before = first.get(digest)
    if (!before) {
      first.set(digest, row)
      continue
    }
    const all = copies.get(digest)
    if (all) all.push(row)
    else copies.set(digest, [before, row])
  }
  return copies
}
