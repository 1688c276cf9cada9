import type { Field } from "../model/field.ts"
import { Skeleton } from "../ui/Skeleton.tsx"
import { rowHeight, useDensity, useNarrow } from "./density.ts"

const lines = Array.from({ length: 12 }, (_, at) => at)

/** The shape of the rows that are coming, so that nothing moves when they do. */
export const TableSkeleton = ({
  fields,
  columns,
}: {
  readonly fields: readonly Field[]
  readonly columns: readonly string[]
}) => {
  const narrow = useNarrow()
  const height = rowHeight(useDensity(), narrow)
  const shown = narrow ? 1 : Math.min(columns.length, 7)
  return (
    <div aria-busy className="overflow-hidden rounded-lg border border-line bg-surface">
      <output className="sr-only">Loading</output>
      {!narrow && (
        <div className="flex h-9 items-center gap-4 border-b border-line px-3 text-xs text-muted">
          {columns.slice(0, shown).map((id) => (
            <span key={id} className="flex-1 truncate">
              {fields.find((field) => field.id === id)?.label}
            </span>
          ))}
        </div>
      )}
      {lines.map((line) => (
        <div
          key={line}
          className="flex items-center gap-4 border-b border-line-soft px-3 last:border-0"
          style={{ height }}
        >
          {columns.slice(0, shown).map((id) => (
            <span key={id} className="flex-1">
              <Skeleton className="h-3.5 w-2/3" />
            </span>
          ))}
        </div>
      ))}
    </div>
  )
}
