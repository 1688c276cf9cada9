import type { ReactNode } from "react"
import { cx } from "./cx.ts"

export type Description = {
  readonly id: string
  readonly label: string
  readonly hint?: string | undefined
  readonly value: ReactNode
}

/** Names and values, side by side where there is room. */
export const DescriptionList = ({
  items,
  columns = 1,
}: {
  readonly items: readonly Description[]
  readonly columns?: 1 | 2
}) => (
  <dl className={cx("grid gap-x-8", columns === 2 && "lg:grid-cols-2")}>
    {items.map((item) => (
      <div
        key={item.id}
        className={cx(
          "grid min-h-9 content-start gap-x-4 border-b border-line-soft py-2 last:border-b-0",
          columns === 2 && "lg:odd:nth-last-2:border-b-0",
          "sm:grid-cols-[minmax(8rem,11rem)_minmax(0,1fr)]",
        )}
      >
        <dt className="text-sm text-muted">
          {item.label}
          {item.hint !== undefined && (
            <span className="block text-xs text-pretty text-faint">{item.hint}</span>
          )}
        </dt>
        <dd className="min-w-0 text-sm break-words text-strong">{item.value}</dd>
      </div>
    ))}
  </dl>
)
