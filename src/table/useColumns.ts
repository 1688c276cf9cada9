import { useTable } from "@tanstack/react-table"
import { useMemo } from "react"
import type { Field, Row } from "../model/field.ts"
import { columnsFor, features } from "./columns.ts"
import type { Widths } from "./widths.ts"

/** A visible column, where it stands and how wide it is. */
export type ShownColumn = {
  readonly field: Field
  /** In px. */
  readonly width: number
  /** Of a column that stays in sight when the others scroll: its distance from the left, in px. */
  readonly left: number | undefined
  /** The last of those that stay: its edge is where the others go under. */
  readonly edge: boolean
}

const idOf = (row: Row): string => row.id
const noWidths: Widths = {}
const nonePinned: readonly string[] = []

/** The columns of a table in their order: the title, those that are pinned, the others. */
export const useColumns = ({
  fields,
  rows,
  ids,
  pinned = nonePinned,
  widths = noWidths,
  before,
}: {
  readonly fields: readonly Field[]
  readonly rows: readonly Row[]
  /** Of the visible ones, in order, the title first. */
  readonly ids: readonly string[]
  readonly pinned?: readonly string[] | undefined
  readonly widths?: Widths | undefined
  /** Px that are taken at the left of all columns. */
  readonly before: number
}): readonly ShownColumn[] => {
  const columns = useMemo(() => columnsFor(fields), [fields])
  const shownKey = ids.join()
  const pinnedKey = pinned.join()
  const state = useMemo(() => {
    const order = shownKey.split(",")
    return {
      columnOrder: order,
      columnVisibility: Object.fromEntries(fields.map(({ id }) => [id, order.includes(id)])),
      columnPinning: {
        start: [...order.slice(0, 1), ...pinnedKey.split(",").filter((id) => id !== "")],
        end: [],
      },
      columnSizing: { ...widths },
    }
  }, [fields, shownKey, pinnedKey, widths])
  const table = useTable({ features, columns, data: rows, getRowId: idOf, state })
  return useMemo(() => {
    const known = new Map(fields.map((field) => [field.id, field]))
    const last = state.columnPinning.start.at(-1)
    const visible = [...table.getStartVisibleLeafColumns(), ...table.getCenterVisibleLeafColumns()]
    return visible.flatMap((column): readonly ShownColumn[] => {
      const field = known.get(column.id)
      if (!field) return []
      const stays = column.getIsPinned() === "start"
      return [
        {
          field,
          width: column.getSize(),
          left: stays ? before + column.getStart("start") : undefined,
          edge: column.id === last,
        },
      ]
    })
    // The table itself is a new object on every render; what it answers follows from these.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [fields, state, before])
}
