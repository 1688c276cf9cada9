import { useRef } from "react"
import { Checkbox } from "../../ui/Checkbox.tsx"

/** The box that selects a row; with Shift, all from the last one turned to this. */
export const SelectBox = ({
  label,
  checked,
  indeterminate,
  onTurn,
}: {
  readonly label: string
  readonly checked: boolean
  readonly indeterminate?: boolean | undefined
  readonly onTurn: (range: boolean) => void
}) => {
  const shift = useRef(false)
  return (
    <span
      // Only the press knows of Shift; the change that follows it does not.
      onClickCapture={(event) => {
        shift.current = event.shiftKey
      }}
    >
      <Checkbox
        hideLabel
        label={label}
        checked={checked}
        indeterminate={indeterminate}
        onChange={() => onTurn(shift.current)}
      />
    </span>
  )
}
