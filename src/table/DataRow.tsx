import { memo } from "react"
import type { ReactNode } from "react"
import { isAbsent } from "../model/field.ts"
import type { Cell, Row } from "../model/field.ts"
import { coming, Behind } from "../ui/Behind.tsx"
import { cx } from "../ui/cx.ts"
import { around, cells, drawCell, drawCopyButton, hovers } from "./cells.tsx"
import { isNarrow } from "./density.ts"
import { drawLate } from "./drawLate.tsx"
import { mayOverflow } from "./room.ts"
import { drawAway, drawBox, drawTitle, isOpaque, nameOf } from "./RowTitle.tsx"
import type { Away } from "./steadyRows.ts"
import { useTaken } from "./taken.ts"
import type { Taken } from "./taken.ts"
import type { RowTools } from "./tools.ts"
import type { ShownColumn } from "./useColumns.ts"

const card = coming(async () => (await import("./RowCard.tsx")).RowCard)
// Where there will be cards, theirs is not to wait for the rows. What fails is told where it is drawn.
if (isNarrow()) card.come().catch(() => undefined)

type Props = {
  readonly row: Row
  readonly columns: readonly ShownColumn[]
  /** The columns leave room at their end, which is to look like the rest of the row. */
  readonly filled: boolean
  readonly index: number
  /** Its height; the same object for every row, as which React need not look at it again. */
  readonly size: { readonly height: number }
  /** Absent: there is no page for the row. */
  readonly href: string | undefined
  /** Absent: none can be selected. */
  readonly taken: Taken | undefined
  /** Something is being done to it just now. */
  readonly marked: boolean
  /** It is not among the rows that came last. */
  readonly away: Away | undefined
  readonly onSelect: ((row: Row, range: boolean) => void) | undefined
  readonly tools: RowTools | undefined
  readonly narrow: boolean
  /** Ages are of this minute. */
  readonly minute: number
  readonly onPrefetch: ((row: Row) => void) | undefined
}

const roomOf = ({ width }: ShownColumn): number => width - around

/** Whether what is drawn may be too long for its column. Elsewhere a cell is not clipped (`room.ts`). */
const mayBeCut = (cell: Cell | undefined, column: ShownColumn, drawn: ReactNode): boolean => {
  if (isAbsent(cell)) return cell?.said !== undefined
  const look = cells[column.field.kind]
  if (typeof drawn !== "string") return look.mayBeCut
  // An age is what the column of ages is as broad as.
  const fits = column.field.kind === "date" && cell instanceof Date && column.width >= look.width
  return mayOverflow(fits ? "" : drawn, roomOf(column))
}

const draw = (row: Row, column: ShownColumn, tools: RowTools | undefined): ReactNode => {
  const { field } = column
  return (
    drawLate(row, field, tools) ??
    tools?.cell?.(row, field) ??
    drawCell(field, row.cells[field.id], roomOf(column))
  )
}

/** The cells of a row between its box and its menu. They know nothing of what is selected: turning the box leaves them be. */
const Cells = memo(function Cells({
  row,
  columns,
  href,
  away,
  tools,
}: Pick<Props, "row" | "columns" | "href" | "away" | "tools" | "minute">) {
  const reason = away?.reason
  return (
    <>
      {(reason ? columns.slice(0, 1) : columns).map((column, at) => {
        const { field, stays, edge: last } = column
        const cell = row.cells[field.id]
        const copies =
          at === 0 ? isOpaque(field) : cells[field.kind].copies && typeof cell === "string"
        const drawn =
          at === 0 ? drawTitle(row, field, href, roomOf(column)) : draw(row, column, tools)
        // What names the row is cut by itself.
        const cut = at > 0 && mayBeCut(cell, column, drawn)
        return (
          <td
            key={field.id}
            data-column={field.id}
            data-copy={copies && hovers() ? field.id : undefined}
            data-touched={(copies && !hovers()) || undefined}
            data-stays={stays !== undefined || undefined}
            data-pin-edge={last || undefined}
            style={stays}
            className={cx("px-3", cut && "truncate", cells[field.kind].className)}
          >
            {at === 0 && away && (!reason || columns.length === 1) && (
              <span className="float-right pl-2">{drawAway(away)}</span>
            )}
            {drawn}
            {copies && !hovers() && (
              <span data-copies="">{drawCopyButton(nameOf(row, field), field)}</span>
            )}
          </td>
        )
      })}
      {reason && columns.length > 1 && (
        <td colSpan={columns.length - 1} className="px-3">
          {drawAway(away)}
        </td>
      )}
    </>
  )
})

/** One row; the table follows its link (`followRow.ts`). Drawn again only when it, its box or the columns change, never because another row did. */
export const DataRow = memo(function DataRow({
  row,
  columns,
  filled,
  index,
  size,
  href,
  taken,
  marked,
  away,
  onSelect,
  tools,
  narrow,
  minute,
  onPrefetch,
}: Props) {
  const selected = useTaken(taken, row.id)
  const reason = away?.reason
  return (
    <tr
      aria-rowindex={index + 2}
      aria-selected={onSelect ? selected : undefined}
      data-index={index}
      data-row-id={row.id}
      style={size}
      onPointerEnter={onPrefetch && (() => onPrefetch(row))}
      className={cx(
        // Its own ground, though the table has the same one: what a frame changes of a row is then one
        // rectangle to paint anew, and not one for every word in it (a fifth of a scroll frame).
        selected ? "bg-accent-soft" : "bg-surface focus-within:bg-hover",
        href !== undefined && "cursor-pointer",
        marked && "opacity-50",
        narrow
          ? cx("block", selected && "shadow-[inset_2px_0_0_var(--accent)]")
          : "row-line text-sm whitespace-nowrap",
      )}
    >
      {narrow ? (
        <Behind
          of={card}
          missed={<td className="block px-3">{drawTitle(row, columns[0]?.field, href, 0)}</td>}
        >
          {(RowCard) => (
            <RowCard
              row={row}
              columns={columns}
              href={href}
              selected={selected}
              onSelect={onSelect}
              tools={tools}
              away={away}
            />
          )}
        </Behind>
      ) : (
        <>
          {onSelect && (
            <td data-stays="" data-box="" className="left-0 w-9 pl-3">
              {drawBox(row, columns[0]?.field, selected, onSelect, tools, reason)}
            </td>
          )}
          <Cells
            row={row}
            columns={columns}
            href={href}
            away={away}
            tools={tools}
            minute={minute}
          />
          {filled && <td aria-hidden />}
          {tools?.hasMenu && (
            <td data-stays="" data-menu-edge="" className="right-0 w-11 pr-2 text-right">
              {tools.draw?.menu(row, reason)}
            </td>
          )}
        </>
      )}
    </tr>
  )
})
