import type { ReactNode } from "react"

/** Why there is nothing here, and what to do about it. Never a spinner, never for "not known yet". */
export const EmptyState = ({
  icon,
  title,
  children,
  action,
}: {
  readonly icon?: ReactNode
  readonly title: string
  readonly children?: ReactNode
  readonly action?: ReactNode
}) => (
  <div className="flex flex-col items-center px-6 py-16 text-center">
    {icon !== undefined && (
      <span
        aria-hidden
        className="mb-4 flex size-10 items-center justify-center rounded-lg border border-line bg-surface text-muted"
      >
        {icon}
      </span>
    )}
    <p className="text-lg font-semibold text-balance text-strong">{title}</p>
    {children !== undefined && (
      <div className="mt-1 max-w-[48ch] text-sm text-pretty text-muted">{children}</div>
    )}
    {action !== undefined && (
      <div className="mt-5 flex flex-wrap justify-center gap-2">{action}</div>
    )}
  </div>
)
