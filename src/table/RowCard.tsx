import type { ReactNode } from "react"
import type { Cell, Field, Row } from "../model/field.ts"
import { cardFields } from "./cardFields.ts"
import { isAbsent } from "../model/field.ts"
import { cells, drawCell, drawCopy, drawCopyButton } from "./cells.tsx"
import { drawLate } from "./drawLate.tsx"
import { drawAway, drawBox, drawTitle, isOpaque, nameOf } from "./RowTitle.tsx"
import type { Away } from "./steadyRows.ts"
import type { RowTools } from "./tools.ts"
import type { ShownColumn } from "./useColumns.ts"

/** An address is cut where the card ends, and a button behind it would be cut with it. */
const copies = (field: Field, cell: Cell | undefined): cell is string =>
  field.kind !== "link" && cells[field.kind].copies && typeof cell === "string"

const drawShort = (field: Field, cell: Cell | undefined): ReactNode => (
  <>
    {drawCell(field, cell, 0)}
    {copies(field, cell) && drawCopy(cell, field)}
  </>
)

/** A text of more letters says something even where its end is cut; anything else is shown whole or not at all. */
const short = 12

const mayBeCut = ({ kind }: Field, cell: Cell | undefined): boolean =>
  // How long one that comes later is, nobody knows yet.
  isAbsent(cell)
    ? kind === "text"
    : !/status|id|digest/.test(kind) &&
      (Array.isArray(cell) || (typeof cell === "string" && cell.length > short))

/** Of what "1" and "Yes" are nobody can tell. */
const needsLabel = ({ kind }: Field): boolean => /number|flag|version/.test(kind)

/** What of a row a small screen has room for: its name, its status and three things more. */
export const RowCard = ({
  row,
  columns,
  href,
  selected,
  onSelect,
  tools,
  away,
}: {
  readonly row: Row
  readonly columns: readonly ShownColumn[]
  readonly href: string | undefined
  readonly selected: boolean
  readonly onSelect: ((row: Row, range: boolean) => void) | undefined
  readonly tools: RowTools | undefined
  readonly away: Away | undefined
}) => {
  const reason = away?.reason
  const cellOf = (field: Field): ReactNode =>
    drawLate(row, field, tools) ??
    tools?.cell?.(row, field) ??
    drawShort(field, row.cells[field.id])
  const [title, ...rest] = columns.map(({ field }) => field)
  const name = nameOf(row, title)
  const { status, others } = cardFields(row, reason ? [] : rest)
  return (
    <td data-card="" className="flex h-full items-center gap-3 border-b border-line-soft px-3">
      {onSelect && (
        // As large as a finger.
        <span data-box="" className="-ml-3 flex w-7 shrink-0 items-center self-stretch pl-3">
          {drawBox(row, title, selected, onSelect, tools, reason)}
        </span>
      )}
      <span className="flex min-w-0 flex-1 flex-col gap-1">
        <span className="flex min-w-0 items-center justify-between gap-2">
          <span className="flex min-w-0 items-center gap-1">
            {drawTitle(row, title, href, 0)}
            {isOpaque(title) && drawCopyButton(name, title)}
          </span>
          {status && <span className="shrink-0">{cellOf(status)}</span>}
        </span>
        {/* What has no room comes to stand on a line that is not seen. */}
        <span className="flex h-6 min-w-0 flex-wrap items-center gap-x-2 gap-y-6 overflow-hidden text-xs/6 whitespace-nowrap text-muted">
          {drawAway(away)}
          {others.map((field) => (
            <span
              key={field.id}
              className={
                mayBeCut(field, row.cells[field.id])
                  ? "max-w-max min-w-0 grow basis-16 truncate"
                  : "max-w-full shrink-0"
              }
            >
              <span className={needsLabel(field) ? undefined : "sr-only"}>{field.label} </span>
              {cellOf(field)}
            </span>
          ))}
        </span>
      </span>
      {tools?.hasMenu && (
        <span className="-mr-0.5 flex w-6 shrink-0">{tools.draw?.menu(row, reason)}</span>
      )}
    </td>
  )
}
