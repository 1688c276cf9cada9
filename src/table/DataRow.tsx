import { memo } from "react"
import type { ReactNode } from "react"
import { once } from "../lib/once.ts"
import { isAbsent } from "../model/field.ts"
import type { Cell, Field, Row } from "../model/field.ts"
import { cx } from "../ui/cx.ts"
import { cells, drawCell, drawCopy } from "./cells.tsx"
import { drawLate } from "./drawLate.tsx"
import { RowCard } from "./RowCard.tsx"
import { drawBox, drawTitle, isOpaque, nameOf } from "./RowTitle.tsx"
import type { RowTools } from "./tools.ts"
import type { ShownColumn } from "./useColumns.ts"

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
  readonly selected: boolean
  /** Something is being done to it just now. */
  readonly marked: boolean
  readonly onSelect: ((row: Row, range: boolean) => void) | undefined
  readonly tools: RowTools | undefined
  readonly narrow: boolean
  /** Ages are of this minute. */
  readonly minute: number
  readonly onPrefetch: ((row: Row) => void) | undefined
}

/** Of cells that stay while the others go under them: the row's own colour, without its holes. */
const paint =
  "bg-surface group-aria-selected/row:bg-accent-soft group-focus-within/row:bg-hover group-hover/row:bg-hover"

const edge = "border-b border-line-soft"

/** Whether this browser draws letters larger than the columns, which are px, were measured for. */
const hasLargeLetters = once(
  () => Number.parseFloat(getComputedStyle(document.documentElement).fontSize) > 16,
)

/** Letters of East Asia and pictures take the room of two. */
const lettersOf = (text: string): number => {
  let count = text.length
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) >= 0x1100) count += 1
  return count
}

/** Dates that are none are said in more words than an age has. */
const isTime = (cell: Cell | undefined): boolean => !(cell instanceof Date) || cell.getTime() > 0

/** Px that a letter takes, of the broader ones, and the room that a cell leaves around its words. */
const letter = 10
const around = 24

/**
 * Whether what is drawn may be too long for its column. Elsewhere a cell is not clipped: each that is
 * costs the browser a clip of its own, in every frame.
 */
const mayBeCut = (row: Row, { field, width }: ShownColumn, drawn: ReactNode): boolean => {
  if (isAbsent(row.cells[field.id]) || hasLargeLetters()) return true
  if (typeof drawn === "string") return lettersOf(drawn) * letter + around > width
  return (
    cells[field.kind].mayBeCut || width < cells[field.kind].width || !isTime(row.cells[field.id])
  )
}

const draw = (row: Row, field: Field, tools: RowTools | undefined): ReactNode =>
  drawLate(row, field, tools) ?? tools?.cell?.(row, field) ?? drawCell(field, row.cells[field.id])

/** One row; the table follows its link (`followRow.ts`). Drawn again only when it or the columns change, never because another row did. */
export const DataRow = memo(function DataRow({
  row,
  columns,
  filled,
  index,
  size,
  href,
  selected,
  marked,
  onSelect,
  tools,
  narrow,
  onPrefetch,
}: Props) {
  return (
    <tr
      aria-rowindex={index + 2}
      aria-selected={onSelect ? selected : undefined}
      data-index={index}
      data-row-id={row.id}
      style={size}
      onPointerEnter={onPrefetch && (() => onPrefetch(row))}
      className={cx(
        "group/row",
        !selected && "hover:bg-hover focus-within:bg-hover",
        href !== undefined && "cursor-pointer",
        selected && "bg-accent-soft shadow-[inset_2px_0_0_var(--accent)]",
        marked && "opacity-50",
        narrow && "block",
      )}
    >
      {narrow ? (
        <RowCard
          row={row}
          columns={columns}
          href={href}
          selected={selected}
          onSelect={onSelect}
          tools={tools}
        />
      ) : (
        <>
          {onSelect && (
            <td data-stays="" className={cx(edge, "left-0 w-9 pl-3", paint)}>
              {drawBox(row, columns[0]?.field, selected, onSelect, tools)}
            </td>
          )}
          {columns.map((column, at) => {
            const { field, stays, edge: last } = column
            // What names the row is cut by itself.
            const drawn = at === 0 ? drawTitle(row, field, href) : draw(row, field, tools)
            return (
              <td
                key={field.id}
                data-column={field.id}
                data-stays={stays !== undefined || undefined}
                data-pin-edge={last || undefined}
                style={stays}
                className={cx(
                  edge,
                  "px-3",
                  at > 0 && mayBeCut(row, column, drawn) ? "truncate" : "whitespace-nowrap",
                  cells[field.kind].className,
                  stays !== undefined && paint,
                )}
              >
                {drawn}
                {at === 0 && isOpaque(field) && drawCopy(nameOf(row, field), field)}
              </td>
            )
          })}
          {filled && <td aria-hidden className={edge} />}
          {tools?.hasMenu && (
            <td
              data-stays=""
              data-menu-edge=""
              className={cx(edge, "right-0 w-11 pr-2 text-right", paint)}
            >
              {tools.draw?.menu(row)}
            </td>
          )}
        </>
      )}
    </tr>
  )
})
