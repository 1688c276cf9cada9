import { ChevronDown } from "lucide-react"
import { useId } from "react"
import { cx } from "./cx.ts"

/** A native select: every platform opens the list that its people know. */
export const Select = <V extends string>({
  label,
  hideLabel = false,
  value,
  options,
  onChange,
  size = "md",
  disabled = false,
  className,
}: {
  readonly label: string
  readonly hideLabel?: boolean | undefined
  readonly value: V
  readonly options: readonly { readonly value: V; readonly label: string }[]
  readonly onChange: (value: V) => void
  readonly size?: "sm" | "md" | undefined
  readonly disabled?: boolean | undefined
  readonly className?: string | undefined
}) => {
  const id = useId()
  return (
    <span className={cx("inline-flex items-center gap-2", className)}>
      <label htmlFor={id} className={hideLabel ? "sr-only" : "text-sm text-muted"}>
        {label}
      </label>
      <span className="relative inline-flex min-w-0 flex-1">
        <select
          id={id}
          value={value}
          disabled={disabled}
          onChange={(event) => {
            const chosen = options.find((option) => option.value === event.target.value)
            if (chosen) onChange(chosen.value)
          }}
          className={cx(
            "w-full appearance-none rounded-md border border-control bg-surface text-strong transition-colors focus-visible:outline-offset-0 disabled:cursor-not-allowed disabled:opacity-55",
            "pointer-coarse:h-11",
            size === "sm" ? "h-7 pr-7 pl-2 text-xs" : "h-8 pr-8 pl-2.5 text-sm",
          )}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value} className="bg-overlay text-strong">
              {option.label}
            </option>
          ))}
        </select>
        <ChevronDown
          aria-hidden
          size={14}
          className="pointer-events-none absolute inset-y-0 right-2 my-auto text-faint"
        />
      </span>
    </span>
  )
}
