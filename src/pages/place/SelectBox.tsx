import { useDimmed } from "../../table/useDimmed.ts"
import { boxStyle, isWithShift, setIndeterminate } from "../../ui/Checkbox.tsx"

/**
 * The box that selects a row; with Shift, all from the last one turned to this. One element: what
 * stands around it takes the press for it (`table/followRow.ts`).
 */
export const SelectBox = ({
  label,
  checked,
  indeterminate,
  disabledReason: given,
  onTurn,
}: {
  readonly label: string
  readonly checked: boolean
  readonly indeterminate?: boolean | undefined
  readonly disabledReason?: string | undefined
  readonly onTurn: (range: boolean) => void
}) => {
  const dimmed = useDimmed()
  // What is selected can be let go of at any time.
  const disabledReason = given ?? (checked ? undefined : dimmed)
  return (
    <input
      ref={indeterminate === undefined ? undefined : setIndeterminate(indeterminate)}
      type="checkbox"
      aria-label={label}
      checked={checked}
      // Not `disabled`: whoever stands on it would lose the focus.
      aria-disabled={disabledReason !== undefined || undefined}
      title={disabledReason}
      onChange={(event) => disabledReason === undefined && onTurn(isWithShift(event))}
      className={boxStyle}
    />
  )
}
