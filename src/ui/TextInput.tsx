import type { InputHTMLAttributes, ReactNode, Ref, TextareaHTMLAttributes } from "react"
import { cx } from "./cx.ts"

const frame =
  "w-full rounded-md border bg-surface text-base text-strong transition-colors aria-disabled:opacity-55 disabled:cursor-not-allowed disabled:bg-sunken disabled:text-muted read-only:bg-sunken focus-visible:outline-offset-0 max-sm:text-lg"

const edge = (invalid: boolean | undefined): string =>
  invalid ? "border-tone-fail" : "border-control"

export type TextInputProps = InputHTMLAttributes<HTMLInputElement> & {
  readonly ref?: Ref<HTMLInputElement> | undefined
  readonly invalid?: boolean | undefined
  /** Drawn inside, at the start. */
  readonly icon?: ReactNode
}

export const TextInput = ({ invalid, icon, className, ...rest }: TextInputProps) => {
  const input = (
    <input
      {...rest}
      aria-invalid={invalid || undefined}
      className={cx(
        frame,
        edge(invalid),
        "h-8 px-2.5 pointer-coarse:h-11",
        icon !== undefined && "pl-8",
        className,
      )}
    />
  )
  if (icon === undefined) return input
  return (
    <span className="relative block w-full">
      <span className="pointer-events-none absolute inset-y-0 left-2.5 flex items-center text-faint">
        {icon}
      </span>
      {input}
    </span>
  )
}

export type TextAreaProps = TextareaHTMLAttributes<HTMLTextAreaElement> & {
  readonly ref?: Ref<HTMLTextAreaElement> | undefined
  readonly invalid?: boolean | undefined
}

export const TextArea = ({ invalid, className, rows = 5, ...rest }: TextAreaProps) => (
  <textarea
    {...rest}
    rows={rows}
    aria-invalid={invalid || undefined}
    className={cx(frame, edge(invalid), "resize-y px-2.5 py-1.5", className)}
  />
)
