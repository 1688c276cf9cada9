import type { ReactNode } from "react"
import { cx } from "./cx.ts"

/** A bordered surface. `flush` leaves the padding to what is inside, for a table or list. */
export const Card = ({
  children,
  flush = false,
  className,
}: {
  readonly children: ReactNode
  readonly flush?: boolean
  readonly className?: string
}) => (
  <section
    className={cx(
      "rounded-lg border border-line bg-surface",
      flush ? "overflow-hidden" : "p-4",
      className,
    )}
  >
    {children}
  </section>
)

export const CardHeader = ({
  title,
  description,
  action,
  flush = false,
}: {
  readonly title: ReactNode
  readonly description?: ReactNode
  readonly action?: ReactNode
  /** In a flush card: brings its own padding and a line below. */
  readonly flush?: boolean
}) => (
  <header
    className={cx(
      "flex flex-wrap items-start justify-between gap-x-4 gap-y-2",
      flush ? "border-b border-line px-4 py-3" : "mb-4",
    )}
  >
    <div className="min-w-0">
      <h2 className="text-lg font-semibold text-strong">{title}</h2>
      {description !== undefined && <p className="text-sm text-muted">{description}</p>}
    </div>
    {action !== undefined && <div className="flex items-center gap-2">{action}</div>}
  </header>
)
