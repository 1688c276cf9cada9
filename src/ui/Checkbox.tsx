import { cx } from "./cx.ts"

/** The mark is the box's own pseudo-element: a table has a box in every row, and a mark of its own in each would double them. */
export const boxStyle =
  "flex size-4 shrink-0 cursor-[inherit] appearance-none items-center justify-center rounded-sm border border-control bg-surface " +
  "checked:before:border-on-accent checked:before:content-[''] indeterminate:before:border-on-accent indeterminate:before:content-[''] " +
  "checked:border-accent checked:bg-accent checked:before:mb-0.5 checked:before:h-2.5 checked:before:w-1.5 checked:before:rotate-45 checked:before:border-r-2 checked:before:border-b-2 " +
  "indeterminate:border-accent indeterminate:bg-accent indeterminate:before:m-0 indeterminate:before:h-0 indeterminate:before:w-2 indeterminate:before:rotate-0 indeterminate:before:border-r-0 indeterminate:before:border-b-2 " +
  "disabled:opacity-55 aria-disabled:opacity-55 forced-colors:appearance-auto forced-colors:before:hidden"

/** For a ref: it is no attribute, so React does not set it. */
export const setIndeterminate =
  (on: boolean) =>
  (input: HTMLInputElement | null): void => {
    if (input) input.indeterminate = on
  }

/** Whether Shift was held in what changed an input. */
export const isWithShift = ({ nativeEvent }: { readonly nativeEvent: Event }): boolean =>
  nativeEvent instanceof MouseEvent && nativeEvent.shiftKey

/** A native checkbox with a label; `indeterminate` is for "some of them". */
export const Checkbox = ({
  checked,
  indeterminate,
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
  /** `withShift`: Shift was held. */
  readonly onChange: (checked: boolean, withShift: boolean) => void
  readonly className?: string | undefined
}) => (
  <label
    className={cx(
      "touch-target inline-flex min-h-6 items-center gap-2 align-middle text-sm",
      disabled ? "cursor-not-allowed text-muted" : "cursor-pointer text-strong",
      className,
    )}
  >
    <input
      ref={indeterminate === undefined ? undefined : setIndeterminate(indeterminate)}
      type="checkbox"
      aria-label={hideLabel ? label : undefined}
      checked={checked}
      disabled={disabled}
      onChange={(event) => onChange(event.target.checked, isWithShift(event))}
      className={boxStyle}
    />
    {!hideLabel && <span className="min-w-0">{label}</span>}
  </label>
)
