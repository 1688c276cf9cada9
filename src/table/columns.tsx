import { createColumnHelper, tableFeatures } from "@tanstack/react-table"
import type { ColumnDef } from "@tanstack/react-table"
import type { Field, Row } from "../model/field.ts"
import { CellValue } from "./CellValue.tsx"

/** Rows come filtered, sorted and cut: the table itself needs nothing but columns and rows. */
export const features = tableFeatures({})
export type Features = typeof features
export type Column = ColumnDef<Features, Row>

const helper = createColumnHelper<Features, Row>()

/** The table's columns for these fields, in this order. */
export const columnsFor = (fields: readonly Field[], ids: readonly string[]): Column[] => {
  const known = new Map(fields.map((field) => [field.id, field]))
  return ids.flatMap((id): Column[] => {
    const field = known.get(id)
    return field
      ? [
          helper.display({
            id,
            header: field.label,
            cell: ({ row }) => <CellValue field={field} cell={row.original.cells[id]} />,
          }),
        ]
      : []
  })
}
