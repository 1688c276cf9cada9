import {
  useDeferredValue,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react"
import type { ReactNode } from "react"
import { cardColumns } from "./cardFields.ts"
import { useNavigate } from "react-router"
import type { Field, Row } from "../model/field.ts"
import type { SortKey } from "../model/query.ts"
import { Behind, comesBehind } from "../ui/Behind.tsx"
import { cx } from "../ui/cx.ts"
import { useMinute } from "../ui/useMinute.ts"
import type { Arranged } from "./arrange.ts"
import { DataRow } from "./DataRow.tsx"
import { rowHeight, screenfulOf, useDensity, useNarrow } from "./density.ts"
import { followRow } from "./followRow.ts"
import { NearRows } from "./NearRows.tsx"
import { RowKeyboard } from "./RowKeyboard.tsx"
import { heldRows, RowKeys } from "./rowKeys.ts"
import type { Steady } from "./steadyRows.ts"
import { TableHead } from "./TableHead.tsx"
import { TableSkeleton } from "./TableSkeleton.tsx"
import type { RowTools } from "./tools.ts"
import { useColumns } from "./useColumns.ts"
import { useKeptPlace } from "./useKeptPlace.ts"
import { useRowFocus } from "./useRowFocus.ts"
import type { Selection } from "./useSelection.ts"
import type { Widths } from "./widths.ts"

const touch = comesBehind(async () => (await import("./TableTouch.tsx")).TableTouch)

const nonePinned: readonly string[] = []

/** More rows than these are drawn only while they are near the screen. */
const virtualFrom = 100
/** Room of the boxes that select rows, and of the menus at the end, in px. */
const boxRoom = 36
const menuRoom = 44

/** Rows of fields. They come filtered, sorted and cut; what it shows is all that it is given. */
export const DataTable = ({
  label,
  fields,
  columns: ids,
  rows,
  sort,
  onSort,
  hrefOf,
  onPrefetch,
  stale,
  tools,
  selection,
  marked,
  away,
  waits,
  hasty = false,
  question,
  tableId,
  pinned,
  widths,
  onWidths,
  onArrange,
}: {
  readonly label: string
  readonly fields: readonly Field[]
  readonly columns: readonly string[]
  readonly rows: readonly Row[]
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
  readonly away?: Steady["away"]
  /** Its rows are on their way: the shape of them is drawn below its headers. */
  readonly waits?: boolean
  /** Its rows change with every key that somebody presses: those in sight are enough. */
  readonly hasty?: boolean
  /** What its rows answer: the answer to another begins at its top. */
  readonly question?: string
  /** Whose density it has; absent: the one of every table. */
  readonly tableId?: string
  /** Ids of columns that stay in sight beside the title. */
  readonly pinned?: readonly string[]
  readonly widths?: Widths
  readonly onWidths?: (widths: Widths) => void
  readonly onArrange?: (next: Arranged) => void
}) => {
  const narrow = useNarrow()
  const height = rowHeight(useDensity(tableId), narrow)
  const size = useMemo(() => ({ height }), [height])
  const screenful = screenfulOf(height)
  const [most, setMost] = useState<number>()
  const shown = useColumns({
    fields,
    ids: narrow ? cardColumns(ids, sort) : ids,
    pinned: narrow ? nonePinned : pinned,
    widths,
    before: selection ? boxRoom : 0,
    most,
  })
  const besides = (selection ? boxRoom : 0) + (tools?.hasMenu ? menuRoom : 0)
  const minute = useMinute()
  const set = widths !== undefined && Object.keys(widths).length > 0

  const scroller = useRef<HTMLDivElement>(null)
  /** Once it was long, its rows stay those near the screen: a search that leaves few would draw them all. */
  const [long, setLong] = useState(false)
  if (!long && rows.length > virtualFrom) setLong(true)
  const { focusRow, focusAwaited } = useRowFocus({
    scroller,
    rows,
    height,
    virtual: long,
  })
  const drawn = Math.min(Math.max(useDeferredValue(rows.length, screenful), screenful), rows.length)
  useLayoutEffect(focusAwaited, [drawn, focusAwaited])
  useKeptPlace(scroller, rows, focusRow, hrefOf !== undefined, question)

  const navigate = useNavigate()
  // With keys a row is followed through the link in it.
  const onPress = useEffectEvent((event: MouseEvent): void =>
    followRow(event, (to) => void navigate(to)),
  )
  useEffect(() => {
    const element = scroller.current
    const follow = (event: MouseEvent): void => onPress(event)
    element?.addEventListener("click", follow)
    return () => element?.removeEventListener("click", follow)
  }, [])

  const space = (count: number): ReactNode =>
    count > 0 && (
      <tr aria-hidden style={{ height: count * height }} className={narrow ? "block" : ""} />
    )
  const [keys] = useState(() => new RowKeys(heldRows))
  useLayoutEffect(() => keys.hold(scroller.current), [keys])
  const drawRows = (from: number, to: number): ReactNode => {
    const near = rows.slice(from, to)
    const keyOf = keys.of(near.map(({ id }) => id))
    return (
      <>
        {space(from)}
        {near.map((row, at) => (
          <DataRow
            key={keyOf[at] ?? row.id}
            row={row}
            columns={shown}
            filled={set}
            index={from + at}
            size={size}
            href={hrefOf?.(row)}
            taken={selection?.taken}
            marked={marked?.has(row.id) ?? false}
            away={away?.get(row.id)}
            onSelect={selection?.toggle}
            tools={tools}
            narrow={narrow}
            minute={minute}
            onPrefetch={onPrefetch}
          />
        ))}
        {space(rows.length - to)}
      </>
    )
  }
  return (
    <section
      ref={scroller}
      aria-label={`Table of ${label}`}
      tabIndex={0}
      className={cx(
        "relative max-h-(--table-height) overflow-auto contain-content overscroll-x-contain rounded-lg border border-line bg-surface transition-opacity",
        stale && "opacity-60",
      )}
    >
      <table
        aria-label={label}
        // Of this page, as the numbers of its rows are: which of the list they are, the pager says.
        aria-rowcount={rows.length + 1}
        aria-busy={stale || waits || undefined}
        className={cx(
          "w-full border-separate border-spacing-0 text-left",
          narrow ? "block" : "table-fixed",
        )}
        style={
          narrow
            ? undefined
            : {
                minWidth: shown.reduce((sum, { width }) => sum + width, besides),
              }
        }
      >
        {!narrow && (
          <colgroup>
            {selection && <col style={{ width: boxRoom }} />}
            {shown.map(({ field, width }) => (
              // Texts share what room is left, so that the columns of boxes and menus do not grow.
              <col
                key={field.id}
                style={set || field.kind !== "text" || field.room ? { width } : undefined}
              />
            ))}
            {set && <col />}
            {tools?.hasMenu && <col style={{ width: menuRoom }} />}
          </colgroup>
        )}
        <TableHead
          columns={shown}
          sort={sort}
          onSort={onSort}
          tools={tools}
          selection={selection}
          narrow={narrow}
          filled={set}
          onWidths={narrow ? undefined : onWidths}
        />
        <tbody className={narrow ? "block" : ""}>
          {long ? (
            <NearRows
              count={rows.length}
              height={height}
              screenful={screenful}
              whole={rows.length > virtualFrom ? undefined : rows}
              hasty={hasty}
              scroller={scroller}
              onDrawn={focusAwaited}
            >
              {drawRows}
            </NearRows>
          ) : (
            drawRows(0, drawn)
          )}
        </tbody>
      </table>
      {waits && <TableSkeleton fields={fields} columns={ids} below />}
      <RowKeyboard
        scroller={scroller}
        rows={rows}
        focusRow={focusRow}
        onSelect={selection && ((row) => selection.toggle(row, false))}
      />
      <Behind of={touch}>
        {(TableTouch) => (
          <TableTouch
            scroller={scroller}
            rows={rows}
            question={question}
            fields={fields}
            columns={ids}
            pinned={pinned ?? nonePinned}
            shown={narrow ? undefined : shown}
            besides={besides}
            onStaying={setMost}
            onArrange={narrow ? undefined : onArrange}
          />
        )}
      </Behind>
    </section>
  )
}
