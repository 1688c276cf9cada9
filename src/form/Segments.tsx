import type { ReactNode, Ref } from "react"
import { cx } from "../ui/cx.ts"

/** One of a few, side by side: all are seen without opening anything. Arrow keys move, as in any radio group. */
export const Segments = <V extends string>({
  name,
  value,
  options,
  onChange,
  onBlur,
  focusRef,
  invalid = false,
  required,
  labelledBy,
  describedBy,
}: {
  /** Of the radio group; unique on the page. */
  readonly name: string
  /** None is chosen where this is no option's value. */
  readonly value: string
  readonly options: readonly {
    readonly value: V
    readonly label: string
    readonly icon?: ReactNode
  }[]
  readonly onChange: (value: V) => void
  readonly onBlur?: () => void
  /** Gets the option that takes the focus: the chosen one, else the first. */
  readonly focusRef?: Ref<HTMLInputElement>
  readonly invalid?: boolean
  readonly required?: true | undefined
  readonly labelledBy: string
  readonly describedBy?: string | undefined
}) => {
  const entry = options.find((option) => option.value === value) ?? options[0]
  return (
    <div
      role="radiogroup"
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      aria-required={required}
      aria-invalid={invalid || undefined}
      className={cx(
        "grid auto-cols-fr gap-1 rounded-lg border bg-sunken p-1 sm:grid-flow-col",
        invalid ? "border-tone-fail" : "border-line",
      )}
    >
      {options.map((option) => {
        const chosen = option.value === value
        return (
          <label
            key={option.value}
            data-edge=""
            className="relative flex min-h-7 cursor-pointer items-center justify-center gap-2 rounded-md border border-transparent px-2 py-1 text-center text-sm text-muted transition-colors hover:text-strong has-checked:border-line has-checked:bg-surface has-checked:font-medium has-checked:text-strong has-focus-visible:outline-2 has-focus-visible:outline-accent pointer-coarse:min-h-11 max-sm:justify-start"
          >
            <input
              type="radio"
              ref={option === entry ? focusRef : undefined}
              name={name}
              value={option.value}
              checked={chosen}
              onChange={() => onChange(option.value)}
              onBlur={onBlur}
              className="absolute inset-0 cursor-pointer appearance-none rounded-md focus-visible:outline-none"
            />
            <span
              aria-hidden
              className={cx(
                "size-3 shrink-0 rounded-full border bg-surface",
                chosen ? "border-4 border-accent" : "border-control",
              )}
            />
            {option.icon}
            {option.label}
          </label>
        )
      })}
    </div>
  )
}
