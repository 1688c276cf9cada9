import { useTable } from "@tanstack/react-table"
import {
  lazy,
  Suspense,
  useCallback,
  useDeferredValue,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useMemo,
  useRef,
} from "react"
import type { ReactNode } from "react"
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
import { useTableRows } from "./tableRows.ts"
import type { RowTools } from "./tools.ts"
import { useKeptPlace } from "./useKeptPlace.ts"
import type { Selection } from "./useSelection.ts"

const NearRows = lazy(async () => ({ default: (await import("./NearRows.tsx")).NearRows }))

/** The table is for columns; what it would make of rows, see useTableRows. */
const noRows: Row[] = []

/** More rows than these are drawn only while they are near the screen. */
const virtualFrom = 100
/** Drawn at first: as many as a screen has. The others, or those near the screen, follow at once. */
const screenful = 24

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
  const tableRow = useTableRows(useTable({ features, columns, data: noRows }))

  const scroller = useRef<HTMLDivElement>(null)
  /** A row that is to have the focus as soon as it is drawn. */
  const awaited = useRef<number>(undefined)
  const focusAwaited = useCallback((): void => {
    const link = scroller.current?.querySelector<HTMLElement>(
      `[data-index="${awaited.current}"] [data-row-link]`,
    )
    if (!link) return
    awaited.current = undefined
    link.focus()
  }, [])
  const focusRow = (index: number): void => {
    const to = Math.min(Math.max(0, index), rows.length - 1)
    awaited.current = to
    const box = scroller.current
    if (box && rows.length > virtualFrom) {
      const head = box.querySelector("thead")?.offsetHeight ?? 0
      const top = to * height
      if (top < box.scrollTop) box.scrollTop = top
      else if (top + height + head > box.scrollTop + box.clientHeight)
        box.scrollTop = top + height + head - box.clientHeight
    }
    requestAnimationFrame(focusAwaited)
  }
  const focused = (): number => {
    const row = document.activeElement?.closest("[data-index]")
    return row && scroller.current?.contains(row) ? Number(row.getAttribute("data-index")) : -1
  }
  useShortcut("j", "Next row", "List", () => focusRow(focused() + 1))
  useShortcut("k", "Previous row", "List", () => focusRow(focused() < 0 ? 0 : focused() - 1))
  useShortcut("x", "Select the row", "List", () => {
    const row = rows[focused()]
    if (row) selection?.toggle(row, false)
  })
  const drawn = Math.min(useDeferredValue(rows.length, screenful), rows.length)
  useLayoutEffect(focusAwaited, [drawn, focusAwaited])
  useKeptPlace(scroller, rows, focusRow, hrefOf !== undefined)

  const onKey = useEffectEvent((event: KeyboardEvent): void => {
    const at = focused()
    const to = at < 0 ? undefined : targetOf(event.key, at, rows.length - 1)
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

  const isSelected = ({ id }: Row): boolean => selection?.rows.has(id) ?? false
  // Most of the time nothing is, and a page may have 10,000 rows.
  const some = (selection?.rows.size ?? 0) > 0 && rows.some(isSelected)
  const every = some && rows.every(isSelected)
  const space = (count: number): ReactNode =>
    count > 0 && (
      <tr aria-hidden style={{ height: count * height }} className={narrow ? "block" : ""} />
    )
  const drawRows = (from: number, to: number): ReactNode => (
    <>
      {space(from)}
      {rows.slice(from, to).map((row, at) => (
        <DataRow
          key={row.id}
          row={tableRow(row)}
          fields={shown}
          index={from + at}
          height={height}
          href={hrefOf?.(row)}
          selected={selection?.rows.has(row.id) ?? false}
          marked={marked?.has(row.id) ?? false}
          onSelect={selection?.toggle}
          tools={tools}
          narrow={narrow}
          onPrefetch={onPrefetch}
        />
      ))}
      {space(rows.length - to)}
    </>
  )
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
                  checked: every,
                  indeterminate: some && !every,
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
          {rows.length > virtualFrom ? (
            <Suspense fallback={drawRows(0, screenful)}>
              <NearRows
                count={rows.length}
                height={height}
                scroller={scroller}
                onDrawn={focusAwaited}
              >
                {drawRows}
              </NearRows>
            </Suspense>
          ) : (
            drawRows(0, drawn)
          )}
        </tbody>
      </table>
    </section>
  )
}
