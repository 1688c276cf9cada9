import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react"
import type { SortKey } from "../model/query.ts"
import { Behind, comesBehind } from "../ui/Behind.tsx"
import { cx } from "../ui/cx.ts"
import { cells } from "./cells.tsx"
import type { ShownColumn } from "./useColumns.ts"

const handle = comesBehind(async () => (await import("./ResizeHandle.tsx")).ResizeHandle)

const SortButton = ({
  column: { field },
  sort,
  whole,
  onPress,
}: Pick<HeaderProps, "column" | "sort" | "whole" | "onPress">) => {
  const at = sort.findIndex((key) => key.field === field.id)
  const key = sort[at]
  return (
    <button
      type="button"
      title={field.hint}
      onClick={(event) => onPress(event.shiftKey)}
      className={cx(
        "group flex size-full items-center gap-1 px-3 text-xs text-muted transition-colors hover:text-strong focus-visible:-outline-offset-2",
        cells[field.kind].align === "end" && (whole || key ? "justify-end" : "justify-end pr-7"),
        key && "text-strong",
      )}
    >
      <span className="truncate">{field.label}</span>
      {key ? (
        <span aria-hidden className="flex shrink-0 items-center">
          {key.desc ? <ArrowDown size={12} /> : <ArrowUp size={12} />}
          {sort.length > 1 && <span className="numeric text-2xs">{at + 1}</span>}
        </span>
      ) : (
        whole && (
          <ChevronsUpDown
            size={12}
            aria-hidden
            className="invisible shrink-0 opacity-60 group-hover:visible group-focus-visible:visible"
          />
        )
      )}
    </button>
  )
}

type HeaderProps = {
  readonly column: ShownColumn
  readonly sort: readonly SortKey[]
  /** With what shows under the pointer alone. */
  readonly whole: boolean
  readonly onPress: (add: boolean) => void
  /** Gives columns these widths, in px by id. Absent: they cannot be changed. */
  readonly onWidths?: ((widths: Readonly<Record<string, number>>) => void) | undefined
}

/** A header that sorts: a press turns it up, down and off; with Shift it joins the other keys. */
export const HeaderCell = ({ column, sort, whole, onPress, onWidths }: HeaderProps) => {
  const { field, stays, edge } = column
  const key = sort.find((one) => one.field === field.id)
  return (
    <th
      scope="col"
      data-column={field.id}
      data-stays={stays !== undefined || undefined}
      data-pin-edge={edge || undefined}
      draggable={onWidths !== undefined || undefined}
      aria-sort={field.late ? undefined : key ? (key.desc ? "descending" : "ascending") : "none"}
      style={stays}
      className="border-b border-line bg-surface p-0 font-medium"
    >
      <div className="relative flex h-9 items-center">
        {field.late ? (
          <span
            title="Asked for row by row, so the list cannot be sorted by it"
            className="block truncate px-3 text-xs text-muted"
          >
            {field.label}
          </span>
        ) : (
          <SortButton column={column} sort={sort} whole={whole} onPress={onPress} />
        )}
        {onWidths && whole && (
          <Behind of={handle}>
            {(ResizeHandle) => <ResizeHandle column={column} onWidths={onWidths} />}
          </Behind>
        )}
      </div>
    </th>
  )
}
