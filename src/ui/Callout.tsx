import type { ReactNode } from "react"
import { cx } from "./cx.ts"
import { StatusShape } from "./StatusShape.tsx"

const edges = {
  info: "border-line",
  warn: "border-tone-warn/45",
  fail: "border-tone-fail/45",
} as const

const words = { info: "Note", warn: "Warning", fail: "Error" } as const

/** A message that belongs to this place of the page. Errors are read out at once. */
export const Callout = ({
  tone,
  title,
  children,
  action,
}: {
  readonly tone: "info" | "warn" | "fail"
  readonly title: ReactNode
  readonly children?: ReactNode
  readonly action?: ReactNode
}) => (
  <div
    role={tone === "fail" ? "alert" : "status"}
    className={cx(
      "flex flex-wrap items-start gap-x-3 gap-y-2 rounded-lg border bg-surface px-4 py-3 text-sm",
      edges[tone],
    )}
  >
    <span className="flex h-5 items-center">
      <StatusShape tone={tone} size={14} label={words[tone]} />
    </span>
    <div className="min-w-0 flex-1 basis-60">
      <div className="font-medium text-strong">{title}</div>
      {children !== undefined && <div className="mt-0.5 max-w-text text-muted">{children}</div>}
    </div>
    {action !== undefined && <div className="flex flex-wrap items-center gap-2">{action}</div>}
  </div>
)
