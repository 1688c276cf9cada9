import { memo, useRef, useSyncExternalStore } from "react"
import type { SortKey } from "../model/query.ts"
import { useAfterRows } from "../ui/Behind.tsx"
import { HeaderCell } from "./HeaderCell.tsx"
import { pressSort } from "./pressSort.ts"
import type { DrawTools, RowTools } from "./tools.ts"
import type { ShownColumn } from "./useColumns.ts"
import { takenOf } from "./useSelection.ts"
import type { Selection } from "./useSelection.ts"
import type { Widths } from "./widths.ts"

type Order = readonly SortKey[]

/** One header for each column. Turning a box, which draws the rest of the head anew, changes none of them. */
const HeaderCells = memo(function HeaderCells({
  columns,
  sort,
  onSort,
  onWidths,
}: {
  readonly columns: readonly ShownColumn[]
  readonly sort: Order
  readonly onSort: (sort: Order) => void
  readonly onWidths: ((widths: Widths) => void) | undefined
}) {
  const whole = useAfterRows()
  const pressed = useRef<{ readonly drawn: Order; readonly asked: Order }>(undefined)
  /** Presses may come faster than the head is drawn: each goes on from the one before. */
  const press = (field: string, add: boolean): void => {
    const before = pressed.current?.drawn === sort ? pressed.current.asked : sort
    const asked = pressSort(before, field, add)
    pressed.current = { drawn: sort, asked }
    onSort(asked)
  }
  return columns.map((column) => (
    <HeaderCell
      key={column.field.id}
      column={column}
      sort={sort}
      whole={whole}
      onPress={(add) => press(column.field.id, add)}
      onWidths={onWidths}
    />
  ))
})

/** The box that stands for all rows of the page. */
const PageBox = ({
  selection: { taken, page, togglePage },
  draw,
}: {
  readonly selection: Selection
  readonly draw: DrawTools
}) => {
  const { some, all } = takenOf({ rows: useSyncExternalStore(taken.follow, taken.rows), page })
  return draw.box({
    label: "Select all on this page",
    checked: all,
    indeterminate: some && !all,
    onTurn: togglePage,
  })
}

/** The row of headers, which stays in sight; on a small screen it is there for those who listen. */
export const TableHead = ({
  columns,
  sort,
  onSort,
  tools,
  selection,
  narrow,
  filled,
  onWidths,
}: {
  readonly columns: readonly ShownColumn[]
  readonly sort: Order
  readonly onSort: (sort: Order) => void
  readonly tools: RowTools | undefined
  readonly selection: Selection | undefined
  readonly narrow: boolean
  readonly filled: boolean
  readonly onWidths: ((widths: Widths) => void) | undefined
}) => {
  // Rows are cards then; what headers do, "Columns" and the selection bar do, and nothing unseen has the focus.
  if (narrow)
    return (
      <thead className="sr-only">
        <tr aria-rowindex={1}>
          {columns.map(({ field }) => (
            <th key={field.id} scope="col">
              {field.label}
            </th>
          ))}
        </tr>
      </thead>
    )
  return (
    <thead className="sticky top-0 z-10">
      <tr aria-rowindex={1}>
        {selection && (
          <th data-stays="" data-box="" className="left-0 w-9 border-b border-line bg-surface pl-3">
            {tools?.draw && <PageBox selection={selection} draw={tools.draw} />}
          </th>
        )}
        <HeaderCells columns={columns} sort={sort} onSort={onSort} onWidths={onWidths} />
        {filled && <th aria-hidden className="border-b border-line bg-surface" />}
        {tools?.hasMenu && (
          <th
            data-stays=""
            data-menu-edge=""
            className="right-0 w-11 border-b border-line bg-surface"
          >
            <span className="sr-only">Actions</span>
          </th>
        )}
      </tr>
    </thead>
  )
}
