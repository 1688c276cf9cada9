import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react"
import type { Field } from "../model/field.ts"
import type { SortKey } from "../model/query.ts"
import { cx } from "../ui/cx.ts"
import { kinds } from "./kinds.tsx"

/** A header that sorts: a press turns it up, down and off; with Shift it joins the other keys. */
export const HeaderCell = ({
  field,
  sort,
  first,
  onPress,
}: {
  readonly field: Field
  readonly sort: readonly SortKey[]
  readonly first: boolean
  readonly onPress: (add: boolean) => void
}) => {
  const at = sort.findIndex((key) => key.field === field.id)
  const key = sort[at]
  const end = kinds[field.kind].align === "end"
  if (field.late)
    return (
      <th
        scope="col"
        title="Asked for row by row, so the list cannot be sorted by it"
        className="sticky top-0 z-10 h-9 truncate border-b border-line bg-surface px-3 text-xs font-medium text-muted"
      >
        {field.label}
      </th>
    )
  return (
    <th
      scope="col"
      aria-sort={key ? (key.desc ? "descending" : "ascending") : "none"}
      className={cx(
        "sticky top-0 z-10 h-9 border-b border-line bg-surface p-0 font-medium",
        first && "left-0 z-20",
      )}
    >
      <button
        type="button"
        title={field.hint}
        onClick={(event) => onPress(event.shiftKey)}
        className={cx(
          "group flex size-full items-center gap-1 px-3 text-xs text-muted transition-colors hover:text-strong focus-visible:-outline-offset-2",
          end && "justify-end",
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
    </th>
  )
}
