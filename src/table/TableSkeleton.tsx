import type { Field } from "../model/field.ts"
import { cx } from "../ui/cx.ts"
import { Skeleton } from "../ui/Skeleton.tsx"
import { rowHeight, useDensity, useNarrow } from "./density.ts"
import { widthOf } from "./cells.tsx"

const lines = Array.from({ length: 12 }, (_, at) => at)

/** The shape of the rows that are coming, so that nothing moves when they do. */
export const TableSkeleton = ({
  fields,
  columns,
  below,
}: {
  readonly fields: readonly Field[]
  readonly columns: readonly string[]
  /** It stands below the headers of a table that is there. */
  readonly below?: boolean
}) => {
  const narrow = useNarrow()
  const height = rowHeight(useDensity(), narrow)
  const known = columns.flatMap((id) => fields.find((field) => field.id === id) ?? [])
  const shown = narrow ? known.slice(0, 1) : known
  return (
    <div
      aria-busy
      className={cx("overflow-hidden bg-surface", !below && "rounded-lg border border-line")}
    >
      <output className="sr-only">Loading</output>
      {!narrow && !below && (
        <div className="flex h-9 items-center border-b border-line text-xs text-muted">
          {shown.map((field) => (
            <span
              key={field.id}
              className="truncate px-3"
              style={{ flex: `1 0 ${widthOf(field)}px` }}
            >
              {field.label}
            </span>
          ))}
        </div>
      )}
      {lines.map((line) => (
        <div
          key={line}
          className="flex items-center border-b border-line-soft last:border-0"
          style={{ height }}
        >
          {shown.map((field) => (
            <span key={field.id} className="px-3" style={{ flex: `1 0 ${widthOf(field)}px` }}>
              <Skeleton className="h-3.5 w-2/3" />
            </span>
          ))}
        </div>
      ))}
    </div>
  )
}
