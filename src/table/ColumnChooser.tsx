import { useState } from "react"
import { fold } from "../lib/text.ts"
import type { Field } from "../model/field.ts"
import { Button } from "../ui/Button.tsx"
import { Checkbox } from "../ui/Checkbox.tsx"
import { Select } from "../ui/Select.tsx"
import { TextInput } from "../ui/TextInput.tsx"
import { setDensity, useDensity } from "./density.ts"

export type ColumnChoice = {
  readonly fields: readonly Field[]
  /** The title is always the first and stays. */
  readonly columns: readonly string[]
  readonly onColumns: (columns: readonly string[] | null) => void
}

/** A box to tick for each column, and how high rows are. */
export const ColumnChooser = ({ fields, columns, onColumns }: ColumnChoice) => {
  const [wanted, setWanted] = useState("")
  const density = useDensity()
  const offered = fields.filter((field) => !field.itemOnly && !field.remoteOnly)
  const found = offered.filter((field) => fold(field.label).includes(fold(wanted)))
  const toggle = (id: string): void => {
    const next = columns.includes(id) ? columns.filter((one) => one !== id) : [...columns, id]
    // A column that comes back stands where the provider's own order has it.
    onColumns(columns.includes(id) ? next : sorted(next, offered, columns))
  }
  return (
    <div className="flex w-60 flex-col gap-3">
      <TextInput
        type="search"
        aria-label="Search columns"
        placeholder="Search columns"
        value={wanted}
        onChange={(event) => setWanted(event.target.value)}
      />
      <ul className="flex max-h-72 flex-col gap-1.5 overflow-y-auto">
        {found.map((field) => (
          <li key={field.id}>
            <Checkbox
              checked={columns.includes(field.id)}
              label={field.label}
              disabled={field.id === columns[0]}
              onChange={() => toggle(field.id)}
            />
          </li>
        ))}
        {found.length === 0 && <li className="text-xs text-muted">No column is called that.</li>}
      </ul>
      <Select
        label="Row height"
        value={density}
        options={[
          { value: "comfortable", label: "Comfortable" },
          { value: "compact", label: "Compact" },
        ]}
        onChange={setDensity}
      />
      <Button size="sm" variant="ghost" onClick={() => onColumns(null)}>
        Reset columns
      </Button>
    </div>
  )
}

const sorted = (
  ids: readonly string[],
  fields: readonly Field[],
  before: readonly string[],
): readonly string[] => {
  const [title = "", ...rest] = before
  const added = ids.filter((id) => !before.includes(id))
  const order = fields.map((field) => field.id)
  return [title, ...[...rest, ...added].toSorted((a, b) => order.indexOf(a) - order.indexOf(b))]
}
