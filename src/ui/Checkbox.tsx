import { cx } from "./cx.ts"

/** Its marks are in box.css. One element: a table has a box in every row. */
export const boxStyle =
  "box-mark block size-4 shrink-0 cursor-[inherit] appearance-none rounded-sm border border-control bg-surface " +
  "checked:border-accent checked:bg-accent indeterminate:border-accent indeterminate:bg-accent " +
  "disabled:opacity-55 aria-disabled:opacity-55 forced-colors:appearance-auto"

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
