import { isAbsent } from "../model/field.ts"
import type { Field, Row } from "../model/field.ts"
import type { SortKey } from "../model/query.ts"

/** A card has room for few beside its name and its status. */
const mostOthers = 3

/** The columns of a list in the order in which a card has room for them: behind its name what it stands there by. */
export const cardColumns = (
  columns: readonly string[],
  sort: readonly SortKey[],
): readonly string[] => [
  ...new Set([...columns.slice(0, 1), ...sort.map(({ field }) => field), ...columns]),
]

/** What a card shows of a row beside its name: its status, and the first few of the others that it has. */
export const cardFields = (
  row: Row,
  fields: readonly Field[],
): { readonly status: Field | undefined; readonly others: readonly Field[] } => {
  const status = fields.find((field) => field.kind === "status")
  const others = fields.filter(
    (field) => field !== status && (field.late || !isAbsent(row.cells[field.id])),
  )
  return { status, others: others.slice(0, mostOthers) }
}
