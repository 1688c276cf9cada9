import type { ReactNode } from "react"
import { cx } from "./cx.ts"

/** What a status means; the same words as `Tone` in the model, which ui/ may not import. */
export type StatusTone = "critical" | "fail" | "warn" | "info" | "pass" | "running" | "unknown"

/**
 * A status as colour, shape and word (badge.css); one element, for tables have some in every row.
 * `cut` false: there is room for its word, so that it need not be clipped.
 */
export const StatusBadge = ({
  tone,
  cut = true,
  children,
}: {
  readonly tone: StatusTone
  readonly cut?: boolean
  readonly children: ReactNode
}) => (
  <span
    data-edge=""
    data-tone={tone}
    className={cx("inline-block max-w-full rounded-sm align-middle text-xs/5", cut && "truncate")}
  >
    {children}
  </span>
)
