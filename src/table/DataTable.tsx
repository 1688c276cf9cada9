import { useTable } from "@tanstack/react-table"
import { useVirtualizer } from "@tanstack/react-virtual"
import { useEffect, useEffectEvent, useMemo, useRef } from "react"
import type { Field, Row } from "../model/field.ts"
import type { SortKey } from "../model/query.ts"
import { useShortcut } from "../ui/shortcuts.ts"
import { cx } from "../ui/cx.ts"
import { columnsFor, features } from "./columns.tsx"
import { DataRow } from "./DataRow.tsx"
import { rowHeight, useDensity, useNarrow } from "./density.ts"
import { HeaderCell } from "./HeaderCell.tsx"
import { widthOf } from "./kinds.tsx"
import { pressSort } from "./labels.ts"
import type { RowTools } from "./tools.ts"
import { useKeptPlace } from "./useKeptPlace.ts"
import type { Selection } from "./useSelection.ts"

const idOf = (row: Row): string => row.id

/** More rows than these are drawn only while they are near the screen. */
const virtualFrom = 100

/** The row that a key leads to from the one that has the focus. */
const targetOf = (key: string, at: number, last: number): number | undefined => {
  if (key === "ArrowDown") return at + 1
  if (key === "ArrowUp") return at - 1
  if (key === "Home") return 0
  return key === "End" ? last : undefined
}

/** Rows of fields. They come filtered, sorted and cut; what it shows is all that it is given. */
export const DataTable = ({
  label,
  fields,
  columns: ids,
  rows,
  total,
  sort,
  onSort,
  hrefOf,
  onPrefetch,
  stale,
  tools,
  selection,
  marked,
}: {
  readonly label: string
  readonly fields: readonly Field[]
  readonly columns: readonly string[]
  readonly rows: readonly Row[]
  /** Of the whole list, where known. */
  readonly total: number | undefined
  readonly sort: readonly SortKey[]
  readonly onSort: (sort: readonly SortKey[]) => void
  /** Absent: its rows have no pages. */
  readonly hrefOf?: (row: Row) => string
  readonly onPrefetch?: ((row: Row) => void) | undefined
  readonly stale?: boolean
  readonly tools?: RowTools | undefined
  readonly selection?: Selection | undefined
  /** Ids of rows to which something is being done. */
  readonly marked?: ReadonlySet<string> | undefined
}) => {
  const narrow = useNarrow()
  const height = rowHeight(useDensity(), narrow)
  const key = ids.join()
  const columns = useMemo(() => columnsFor(fields, key.split(",")), [fields, key])
  const shown = useMemo(
    () => key.split(",").flatMap((id) => fields.find((field) => field.id === id) ?? []),
    [fields, key],
  )
  const table = useTable({ features, columns, data: rows, getRowId: idOf })
  const model = table.getRowModel().rows

  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: model.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 12,
    enabled: model.length > virtualFrom,
  })
  const items =
    model.length > virtualFrom
      ? virtual.getVirtualItems().map(({ index }) => index)
      : model.map((_, index) => index)
  const before = (items[0] ?? 0) * height
  const after = Math.max(0, model.length - 1 - (items.at(-1) ?? -1)) * height

  const focusRow = (index: number): void => {
    const to = Math.min(Math.max(0, index), model.length - 1)
    if (model.length > virtualFrom) virtual.scrollToIndex(to)
    requestAnimationFrame(() =>
      scroller.current?.querySelector<HTMLElement>(`[data-index="${to}"] [data-row-link]`)?.focus(),
    )
  }
  const focused = (): number => {
    const row = document.activeElement?.closest("[data-index]")
    return row && scroller.current?.contains(row) ? Number(row.getAttribute("data-index")) : -1
  }
  useShortcut("j", "Next row", "List", () => focusRow(focused() + 1))
  useShortcut("k", "Previous row", "List", () => focusRow(focused() < 0 ? 0 : focused() - 1))
  useShortcut("x", "Select the row", "List", () => {
    const row = model[focused()]
    if (row) selection?.toggle(row.original, false)
  })
  useKeptPlace(scroller, rows, focusRow, hrefOf !== undefined)

  const onKey = useEffectEvent((event: KeyboardEvent): void => {
    const at = focused()
    const to = at < 0 ? undefined : targetOf(event.key, at, model.length - 1)
    if (to === undefined) return
    event.preventDefault()
    focusRow(to)
  })
  useEffect(() => {
    const element = scroller.current
    const listen = (event: KeyboardEvent): void => onKey(event)
    element?.addEventListener("keydown", listen)
    return () => element?.removeEventListener("keydown", listen)
  }, [])

  return (
    <section
      ref={scroller}
      aria-label={`Table of ${label}`}
      tabIndex={0}
      className={cx(
        "relative max-h-(--table-height) overflow-auto overscroll-x-contain rounded-lg border border-line bg-surface transition-opacity",
        stale && "opacity-60",
      )}
    >
      <table
        aria-label={label}
        aria-rowcount={total === undefined ? -1 : total + 1}
        aria-busy={stale || undefined}
        className={cx(
          "w-full border-separate border-spacing-0 text-left",
          narrow ? "block" : "table-fixed",
        )}
        style={
          narrow
            ? undefined
            : {
                minWidth: shown.reduce(
                  (sum, field) => sum + widthOf(field),
                  (selection ? 36 : 0) + (tools?.hasMenu ? 44 : 0),
                ),
              }
        }
      >
        {!narrow && (
          <colgroup>
            {selection && <col className="w-9" />}
            {shown.map((field) => (
              <col key={field.id} style={{ width: widthOf(field) }} />
            ))}
            {tools?.hasMenu && <col className="w-11" />}
          </colgroup>
        )}
        <thead className={narrow ? "sr-only" : ""}>
          <tr aria-rowindex={1}>
            {selection && (
              <th className="sticky top-0 z-10 w-9 border-b border-line bg-surface pl-3">
                {tools?.draw?.box({
                  label: "Select all on this page",
                  checked: rows.every(({ id }) => selection.rows.has(id)),
                  indeterminate:
                    rows.some(({ id }) => selection.rows.has(id)) &&
                    !rows.every(({ id }) => selection.rows.has(id)),
                  onTurn: selection.togglePage,
                })}
              </th>
            )}
            {shown.map((field, at) => (
              <HeaderCell
                key={field.id}
                field={field}
                sort={sort}
                first={at === 0}
                onPress={(add) => onSort(pressSort(sort, field.id, add))}
              />
            ))}
            {tools?.hasMenu && (
              <th className="sticky top-0 right-0 z-20 w-11 border-b border-line bg-surface">
                <span className="sr-only">Actions</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody className={narrow ? "block" : ""}>
          {before > 0 && (
            <tr aria-hidden style={{ height: before }} className={narrow ? "block" : ""} />
          )}
          {items.map((index) => {
            const row = model[index]
            return row ? (
              <DataRow
                key={row.id}
                row={row}
                fields={shown}
                index={index}
                height={height}
                href={hrefOf?.(row.original)}
                selected={selection?.rows.has(row.id) ?? false}
                marked={marked?.has(row.id) ?? false}
                onSelect={selection?.toggle}
                tools={tools}
                narrow={narrow}
                onPrefetch={onPrefetch}
              />
            ) : null
          })}
          {after > 0 && (
            <tr aria-hidden style={{ height: after }} className={narrow ? "block" : ""} />
          )}
        </tbody>
      </table>
    </section>
  )
}
