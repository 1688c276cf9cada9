import {
  columnOrderingFeature,
  columnPinningFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  createColumnHelper,
  tableFeatures,
} from "@tanstack/react-table"
import type { ColumnDef } from "@tanstack/react-table"
import type { Field, Row } from "../model/field.ts"
import { widthOf } from "./kinds.tsx"

/** Rows come filtered, sorted and cut: of the table itself we need columns, their order and their room. */
export const features = tableFeatures({
  columnOrderingFeature,
  columnPinningFeature,
  columnSizingFeature,
  columnVisibilityFeature,
})
export type Features = typeof features

const helper = createColumnHelper<Features, Row>()

/** Narrower, and nobody could read or grasp it; wider, and it would not fit a screen. In px. */
export const columnWidth = { least: 56, most: 1200 } as const

/** The table's columns for these fields, shown or not. Cells are drawn by `DataRow`. */
export const columnsFor = (fields: readonly Field[]): ColumnDef<Features, Row>[] =>
  fields.map((field) =>
    helper.display({
      id: field.id,
      header: field.label,
      size: widthOf(field),
      minSize: columnWidth.least,
      maxSize: columnWidth.most,
    }),
  )
