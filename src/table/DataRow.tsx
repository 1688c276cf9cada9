import type { Row as TableRow } from "@tanstack/react-table"
import { FlexRender } from "@tanstack/react-table"
import { memo } from "react"
import type { MouseEvent } from "react"
import { Link, useNavigate } from "react-router"
import type { Field, Row } from "../model/field.ts"
import { isAbsent } from "../model/field.ts"
import { textOf } from "../model/search.ts"
import { CopyButton } from "../ui/CopyButton.tsx"
import { cx } from "../ui/cx.ts"
import { CellValue } from "./CellValue.tsx"
import type { Features } from "./columns.tsx"
import { kinds } from "./kinds.tsx"
import type { RowTools } from "./tools.ts"

type Props = {
  readonly row: TableRow<Features, Row>
  /** Of the visible columns, in their order. */
  readonly fields: readonly Field[]
  readonly index: number
  readonly height: number
  /** Absent: there is no page for the row. */
  readonly href: string | undefined
  readonly selected: boolean
  /** Something is being done to it just now. */
  readonly marked: boolean
  readonly onSelect: ((row: Row, range: boolean) => void) | undefined
  readonly tools: RowTools | undefined
  readonly narrow: boolean
  readonly onPrefetch: ((row: Row) => void) | undefined
}

/** A press on a link or button, or the end of selecting text, is not a press on the row. */
const isOwnPress = (event: MouseEvent): boolean => {
  const { target } = event
  const inner = target instanceof Element && target.closest("a, button, input, label") !== null
  return !inner && !(globalThis.getSelection()?.toString() ?? "")
}

const nameOf = (row: Row, field: Field | undefined): string => {
  const cell = field ? row.cells[field.id] : undefined
  return isAbsent(cell) ? row.id : textOf(cell)
}

const Title = ({
  row,
  field,
  href,
}: {
  readonly row: Row
  readonly field: Field | undefined
  readonly href: string | undefined
}) => {
  const name = nameOf(row, field)
  const opaque = field?.kind === "id" || field?.kind === "digest"
  return (
    <span className="flex min-w-0 items-center gap-1">
      {href === undefined ? (
        <span
          data-row-link=""
          tabIndex={-1}
          title={name}
          className={cx("truncate font-medium text-strong", opaque && "font-mono text-xs")}
        >
          {name}
        </span>
      ) : (
        <Link
          to={href}
          data-row-link=""
          title={name}
          className={cx(
            "truncate font-medium text-strong hover:underline",
            opaque && "font-mono text-xs",
          )}
        >
          {name}
        </Link>
      )}
      {opaque && <CopyButton value={name} label={`Copy ${field.label}`} />}
    </span>
  )
}

const Card = ({
  row,
  fields,
  href,
  draw,
}: {
  readonly row: Row
  readonly fields: readonly Field[]
  readonly href: string | undefined
  readonly draw: RowTools["draw"]
}) => {
  const cellOf = (field: Field) =>
    field.late && draw ? (
      draw.late(row, field)
    ) : (
      <CellValue field={field} cell={row.cells[field.id]} />
    )
  const [title, ...rest] = fields
  const status = rest.find((field) => field.kind === "status")
  const others = rest
    .filter((field) => field !== status && (field.late || !isAbsent(row.cells[field.id])))
    .slice(0, 3)
  return (
    <td className="flex h-full flex-col justify-center gap-1 border-b border-line-soft px-3">
      <span className="flex min-w-0 items-center justify-between gap-2">
        <Title row={row} field={title} href={href} />
        {status && cellOf(status)}
      </span>
      <span className="flex min-w-0 items-center gap-3 overflow-hidden text-xs whitespace-nowrap text-muted">
        {others.map((field) => (
          <span key={field.id} className="min-w-0 truncate">
            <span className="sr-only">{field.label}: </span>
            {cellOf(field)}
          </span>
        ))}
      </span>
    </td>
  )
}

/** One row. Drawn again only when it or the columns change, never because another row did. */
export const DataRow = memo(function DataRow({
  row,
  fields,
  index,
  height,
  href,
  selected,
  marked,
  onSelect,
  tools,
  narrow,
  onPrefetch,
}: Props) {
  const navigate = useNavigate()
  const open = (event: MouseEvent): void => {
    if (href === undefined || !isOwnPress(event)) return
    if (event.metaKey || event.ctrlKey) globalThis.open(href, "_blank", "noopener")
    else void navigate(href)
  }
  return (
    <tr
      aria-rowindex={index + 2}
      aria-selected={onSelect ? selected : undefined}
      data-index={index}
      data-row-id={row.original.id}
      style={{ height }}
      onClick={open}
      onPointerEnter={onPrefetch && (() => onPrefetch(row.original))}
      className={cx(
        "group/row hover:bg-hover focus-within:bg-hover",
        href !== undefined && "cursor-pointer",
        selected && "bg-accent-soft shadow-[inset_2px_0_0_var(--accent)]",
        marked && "opacity-50",
        narrow && "block",
      )}
    >
      {narrow ? (
        <Card row={row.original} fields={fields} href={href} draw={tools?.draw} />
      ) : (
        <>
          {onSelect && (
            <td className="w-9 border-b border-line-soft pl-3">
              {tools?.draw?.box({
                label: `Select ${nameOf(row.original, fields[0])}`,
                checked: selected,
                onTurn: (range) => onSelect(row.original, range),
              })}
            </td>
          )}
          {row.getAllCells().map((cell, at) => {
            const field = fields[at]
            const end = field && kinds[field.kind].align === "end"
            return (
              <td
                key={cell.id}
                className={cx(
                  "max-w-0 overflow-hidden border-b border-line-soft px-3 text-sm whitespace-nowrap",
                  end && "text-right",
                  at === 0 &&
                    "sticky left-0 z-[1] bg-surface group-aria-selected/row:bg-accent-soft group-focus-within/row:bg-hover group-hover/row:bg-hover",
                )}
              >
                {at === 0 ? (
                  <Title row={row.original} field={field} href={href} />
                ) : field?.late && tools?.draw ? (
                  tools.draw.late(row.original, field)
                ) : (
                  <FlexRender cell={cell} />
                )}
              </td>
            )
          })}
          {tools?.hasMenu && (
            <td className="sticky right-0 z-[1] w-11 border-b border-line-soft bg-surface pr-2 text-right group-focus-within/row:bg-hover group-hover/row:bg-hover group-aria-selected/row:bg-accent-soft">
              {tools.draw?.menu(row.original)}
            </td>
          )}
        </>
      )}
    </tr>
  )
})
