import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react"
import { lazy, Suspense } from "react"
import type { SortKey } from "../model/query.ts"
import { cx } from "../ui/cx.ts"
import { cells } from "./cells.tsx"
import type { ShownColumn } from "./useColumns.ts"
import { behind } from "../lib/behind.ts"

const ResizeHandle = lazy(() =>
  behind(async () => ({ default: (await import("./ResizeHandle.tsx")).ResizeHandle })),
)

const SortButton = ({
  column: { field },
  sort,
  onPress,
}: Pick<HeaderProps, "column" | "sort" | "onPress">) => {
  const at = sort.findIndex((key) => key.field === field.id)
  const key = sort[at]
  return (
    <button
      type="button"
      title={field.hint}
      onClick={(event) => onPress(event.shiftKey)}
      className={cx(
        "group flex size-full items-center gap-1 px-3 text-xs text-muted transition-colors hover:text-strong focus-visible:-outline-offset-2",
        cells[field.kind].align === "end" && "justify-end",
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
        <ChevronsUpDown
          size={12}
          aria-hidden
          className="shrink-0 opacity-0 group-hover:opacity-60 group-focus-visible:opacity-60"
        />
      )}
    </button>
  )
}

type HeaderProps = {
  readonly column: ShownColumn
  readonly sort: readonly SortKey[]
  readonly onPress: (add: boolean) => void
  /** Gives columns these widths, in px by id. Absent: they cannot be changed. */
  readonly onWidths?: ((widths: Readonly<Record<string, number>>) => void) | undefined
}

/** A header that sorts: a press turns it up, down and off; with Shift it joins the other keys. */
export const HeaderCell = ({ column, sort, onPress, onWidths }: HeaderProps) => {
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
          <SortButton column={column} sort={sort} onPress={onPress} />
        )}
        {onWidths && (
          <Suspense>
            <ResizeHandle column={column} onWidths={onWidths} />
          </Suspense>
        )}
      </div>
    </th>
  )
}
