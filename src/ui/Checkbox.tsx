import { Check, Minus } from "lucide-react"
import { useEffect, useRef } from "react"
import { cx } from "./cx.ts"

/** A native checkbox with a label; `indeterminate` is for "some of them". */
export const Checkbox = ({
  checked,
  indeterminate = false,
  label,
  hideLabel = false,
  disabled = false,
  onChange,
  className,
}: {
  readonly checked: boolean
  readonly indeterminate?: boolean | undefined
  readonly label: string
  readonly hideLabel?: boolean | undefined
  readonly disabled?: boolean | undefined
  readonly onChange: (checked: boolean) => void
  readonly className?: string | undefined
}) => {
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (input.current) input.current.indeterminate = indeterminate
  }, [indeterminate])
  const on = checked || indeterminate
  return (
    <label
      className={cx(
        "touch-target inline-flex min-h-6 items-center align-middle gap-2 text-sm",
        disabled ? "cursor-not-allowed text-muted" : "cursor-pointer text-strong",
        className,
      )}
    >
      <span className="relative inline-flex size-4 shrink-0">
        <input
          ref={input}
          type="checkbox"
          checked={checked}
          disabled={disabled}
          onChange={(event) => onChange(event.target.checked)}
          className="size-4 cursor-[inherit] appearance-none rounded-sm border border-control bg-surface transition-colors checked:border-accent checked:bg-accent indeterminate:border-accent indeterminate:bg-accent disabled:opacity-55 forced-colors:appearance-auto"
        />
        {on && (
          <span className="pointer-events-none absolute inset-0 flex items-center justify-center text-on-accent forced-colors:hidden">
            {indeterminate ? (
              <Minus size={12} strokeWidth={3} aria-hidden />
            ) : (
              <Check size={12} strokeWidth={3} aria-hidden />
            )}
          </span>
        )}
      </span>
      <span className={hideLabel ? "sr-only" : "min-w-0"}>{label}</span>
    </label>
  )
}
