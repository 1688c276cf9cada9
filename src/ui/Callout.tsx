import { ChevronDown, ChevronUp } from "lucide-react"
import { useId, useState } from "react"
import type { ReactNode } from "react"
import { IconButton } from "./Button.tsx"
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
  foldable = false,
}: {
  readonly tone: "info" | "warn" | "fail"
  readonly title: ReactNode
  readonly children?: ReactNode
  readonly action?: ReactNode
  /** It stands beside what is read: on a small screen it has its title alone until somebody wants more. */
  readonly foldable?: boolean
}) => {
  const [open, setOpen] = useState(false)
  const bodyId = useId()
  const folds = foldable && children !== undefined
  return (
    <div
      role={tone === "fail" ? "alert" : "status"}
      className={cx(
        "flex flex-wrap items-start gap-x-3 gap-y-2 rounded-lg border bg-surface px-4 py-3 text-sm",
        folds && "max-sm:px-3 max-sm:py-2",
        edges[tone],
      )}
    >
      <span className="flex h-5 items-center">
        <StatusShape tone={tone} size={14} label={words[tone]} />
      </span>
      <div className="min-w-0 flex-1 basis-60">
        <div className="font-medium text-strong">{title}</div>
        {children !== undefined && (
          <div
            id={bodyId}
            className={cx("mt-0.5 max-w-text text-muted", folds && !open && "max-sm:hidden")}
          >
            {children}
          </div>
        )}
      </div>
      {(action !== undefined || folds) && (
        <div
          className={cx("flex flex-wrap items-center gap-2", action === undefined && "sm:hidden")}
        >
          {action}
          {folds && (
            <IconButton
              size="sm"
              label={open ? "Fewer details" : "More details"}
              icon={
                open ? <ChevronUp size={14} aria-hidden /> : <ChevronDown size={14} aria-hidden />
              }
              className="sm:hidden"
              aria-expanded={open}
              aria-controls={bodyId}
              onClick={() => setOpen(!open)}
            />
          )}
        </div>
      )}
    </div>
  )
}
