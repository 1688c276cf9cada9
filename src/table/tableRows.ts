import { constructRow } from "@tanstack/react-table"
import type { Row as TableRow, Table } from "@tanstack/react-table"
import { useState } from "react"
import type { Row } from "../model/field.ts"
import type { Features } from "./columns.tsx"

/**
 * The table's own form of a row, made when it is first drawn and kept as long as the row. A row model
 * would make one of every row of the list at each keystroke, and draw all that are in sight anew.
 */
export const useTableRows = (
  table: Table<Features, Row>,
): ((row: Row) => TableRow<Features, Row>) => {
  const [kept] = useState(() => new WeakMap<Row, TableRow<Features, Row>>())
  return (row) => {
    const known = kept.get(row)
    if (known) return known
    const made = constructRow(table, row.id, row, 0, 0)
    kept.set(row, made)
    return made
  }
}
