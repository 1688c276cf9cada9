import { memo } from "react"
import type { ReactNode } from "react"
import type { Field, Row } from "../model/field.ts"
import { isAbsent } from "../model/field.ts"
import { textOf } from "../model/search.ts"
import { CopyButton } from "../ui/CopyButton.tsx"
import { cx } from "../ui/cx.ts"
import { CellValue } from "./CellValue.tsx"
import { kinds } from "./kinds.tsx"
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
  readonly onPrefetch: ((row: Row) => void) | undefined
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
        <a
          href={href}
          data-row-link=""
          title={name}
          className={cx(
            "truncate font-medium text-strong hover:underline",
            opaque && "font-mono text-xs",
          )}
        >
          {name}
        </a>
      )}
      {opaque && <CopyButton key={name} value={name} label={field.label} />}
    </span>
  )
}

const Card = ({
  row,
  columns,
  href,
  selected,
  onSelect,
  tools,
}: Pick<Props, "row" | "columns" | "href" | "selected" | "onSelect" | "tools">) => {
  const cellOf = (field: Field): ReactNode =>
    field.late && tools?.draw
      ? tools.draw.late(row, field)
      : (tools?.cell?.(row, field) ?? <CellValue field={field} cell={row.cells[field.id]} />)
  const [title, ...rest] = columns.map(({ field }) => field)
  const status = rest.find((field) => field.kind === "status")
  const others = rest
    .filter((field) => field !== status && (field.late || !isAbsent(row.cells[field.id])))
    .slice(0, 3)
  return (
    <td className="flex h-full items-center gap-3 border-b border-line-soft px-3">
      {onSelect && (
        <SelectRow row={row} title={title} selected={selected} onSelect={onSelect} tools={tools} />
      )}
      <span className="flex min-w-0 flex-1 flex-col gap-1">
        <span className="flex min-w-0 items-center justify-between gap-2">
          <Title row={row} field={title} href={href} />
          {status && <span className="shrink-0">{cellOf(status)}</span>}
        </span>
        <span className="flex min-w-0 items-center gap-3 overflow-hidden text-xs whitespace-nowrap text-muted">
          {others.map((field) => (
            <span key={field.id} className="min-w-0 truncate">
              <span className="sr-only">{field.label}: </span>
              {cellOf(field)}
            </span>
          ))}
        </span>
      </span>
      {tools?.hasMenu && <span className="-mr-1 flex w-6 shrink-0">{tools.draw?.menu(row)}</span>}
    </td>
  )
}

const SelectRow = ({
  row,
  title,
  selected,
  onSelect,
  tools,
}: Pick<Props, "row" | "selected" | "tools"> & {
  readonly title: Field | undefined
  readonly onSelect: (row: Row, range: boolean) => void
}) => (
  <span className="flex w-4 shrink-0">
    {tools?.draw?.box({
      label: `Select ${nameOf(row, title)}`,
      checked: selected,
      onTurn: (range) => onSelect(row, range),
    })}
  </span>
)

/** Of cells that stay while the others go under them: the row's own colour, without its holes. */
const paint =
  "bg-surface group-aria-selected/row:bg-accent-soft group-focus-within/row:bg-hover group-hover/row:bg-hover"

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
        <Card
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
            <td data-stays="" className={cx("left-0 w-9 border-b border-line-soft pl-3", paint)}>
              <SelectRow
                row={row}
                title={columns[0]?.field}
                selected={selected}
                onSelect={onSelect}
                tools={tools}
              />
            </td>
          )}
          {columns.map(({ field, stays, edge }, at) => (
            <td
              key={field.id}
              data-stays={stays !== undefined || undefined}
              data-pin-edge={edge || undefined}
              style={stays}
              className={cx(
                "max-w-0 overflow-hidden border-b border-line-soft px-3 text-sm whitespace-nowrap",
                kinds[field.kind].align === "end" && "text-right",
                stays !== undefined && paint,
              )}
            >
              {at === 0 ? (
                <Title row={row} field={field} href={href} />
              ) : field.late && tools?.draw ? (
                tools.draw.late(row, field)
              ) : (
                (tools?.cell?.(row, field) ?? (
                  <CellValue field={field} cell={row.cells[field.id]} />
                ))
              )}
            </td>
          ))}
          {filled && <td aria-hidden className="border-b border-line-soft" />}
          {tools?.hasMenu && (
            <td
              data-stays=""
              data-menu-edge=""
              className={cx("right-0 w-11 border-b border-line-soft pr-2 text-right", paint)}
            >
              {tools.draw?.menu(row)}
            </td>
          )}
        </>
      )}
    </tr>
  )
})
