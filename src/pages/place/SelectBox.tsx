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
}) => (
  <Checkbox
    hideLabel
    label={label}
    checked={checked}
    indeterminate={indeterminate}
    onChange={(_checked, withShift) => onTurn(withShift)}
  />
)
