import { X } from "lucide-react"
import type { MouseEventHandler, ReactNode } from "react"

/** Something that is on, such as a filter, and can be taken away. */
export const Chip = ({
  label,
  value,
  onRemove,
}: {
  readonly label: string
  readonly value?: ReactNode
  readonly onRemove?: MouseEventHandler<HTMLButtonElement> | undefined
}) => (
  <span
    data-edge=""
    className="inline-flex h-6 max-w-full items-center gap-1 rounded-sm border border-accent-line bg-accent-soft pl-2 text-xs text-strong"
  >
    <span className="truncate">
      <span className={value === undefined ? undefined : "text-muted"}>
        {label}
        {value !== undefined && ":"}
      </span>{" "}
      {value !== undefined && <span className="font-medium">{value}</span>}
    </span>
    {onRemove ? (
      <button
        type="button"
        aria-label={`Remove ${label}${typeof value === "string" ? ` ${value}` : ""}`}
        onClick={onRemove}
        className="touch-target flex size-6 shrink-0 items-center justify-center rounded-sm text-muted transition-colors hover:bg-press hover:text-strong focus-visible:-outline-offset-2"
      >
        <X size={12} aria-hidden />
      </button>
    ) : (
      <span className="w-1" />
    )}
  </span>
)
