import { useLayoutEffect, useRef, useState } from "react"
import { fold } from "../lib/text.ts"
import type { Field } from "../model/field.ts"
import type { SortKey } from "../model/query.ts"
import { announce } from "../ui/announce.ts"
import { Button } from "../ui/Button.tsx"
import { Checkbox } from "../ui/Checkbox.tsx"
import { Select } from "../ui/Select.tsx"
import { TextInput } from "../ui/TextInput.tsx"
import { moveColumn, showColumn } from "./arrange.ts"
import type { Arranged } from "./arrange.ts"
import { ColumnOrder } from "./ColumnOrder.tsx"
import { setDensity, useDensity, useNarrow } from "./density.ts"
import { SortChoice } from "./SortChoice.tsx"
import { isColumn } from "./columnNames.ts"

export type ColumnChoice = Arranged & {
  readonly tableId: string
  readonly fields: readonly Field[]
  readonly onColumns: (columns: readonly string[] | null, pinned?: readonly string[]) => void
  /** Forgets everything that was chosen for the table. */
  readonly onReset: () => void
  readonly sort: readonly SortKey[]
  readonly onSort: (sort: readonly SortKey[]) => void
}

/** The columns that are shown, in their order, those that are not, and how high rows are. */
export const ColumnChooser = ({
  tableId,
  fields,
  columns,
  pinned,
  onColumns,
  onReset,
  sort,
  onSort,
}: ColumnChoice) => {
  const [wanted, setWanted] = useState("")
  const density = useDensity(tableId)
  const narrow = useNarrow()
  const offered = fields.filter(isColumn)
  const found = (field: Field): boolean => fold(field.label).includes(fold(wanted))
  const change = (next: Arranged): void => onColumns(next.columns, next.pinned)
  const box = useRef<HTMLDivElement>(null)
  const turned = useRef<{ readonly id: string; readonly on: boolean; readonly byKey: boolean }>(
    undefined,
  )
  const show = ({ id, label }: Field, on: boolean): void => {
    const byKey = document.activeElement?.matches(":focus-visible") === true
    turned.current = { id, on, byKey }
    announce(`${label} ${on ? "shown" : "hidden"}`)
    const next = showColumn({ columns, pinned }, offered, id, on)
    // A card has room for few: what is turned on there comes among those, or nothing would be seen of it.
    const front = narrow && on ? next.columns[1 + pinned.length] : undefined
    change(front === undefined ? next : moveColumn(next, id, front))
  }
  // Its line goes from one list to the other, and the focus with it. Only keys need it in sight.
  useLayoutEffect(() => {
    const { id, on, byKey } = turned.current ?? {}
    if (id === undefined) return
    const line = box.current?.querySelector<HTMLInputElement>(
      `[data-line="${CSS.escape(id)}"] input`,
    )
    if (line?.checked !== on) return
    turned.current = undefined
    line?.focus({ preventScroll: byKey !== true })
  })
  const shown = columns.flatMap((id) => offered.find((field) => field.id === id) ?? [])
  const hidden = offered.filter((field) => !columns.includes(field.id) && found(field))
  return (
    <div className="flex w-72 flex-col gap-3">
      {narrow && <SortChoice fields={fields} sort={sort} onSort={onSort} />}
      <TextInput
        type="search"
        aria-label="Search columns"
        placeholder="Search columns"
        value={wanted}
        onChange={(event) => setWanted(event.target.value)}
      />
      <div ref={box} className="-mx-1 flex max-h-80 flex-col gap-3 overflow-y-auto px-1">
        <ColumnOrder
          fields={shown.filter(found)}
          columns={columns}
          pinned={pinned}
          // Of some columns alone the order could not be seen.
          fixed={wanted !== ""}
          pins={!narrow}
          onChange={change}
          onHide={(field) => show(field, false)}
        />
        {hidden.length > 0 && (
          <section aria-label="Not shown">
            <h2 className="mb-1 text-xs text-muted">Not shown</h2>
            <ul>
              {hidden.map((field) => (
                <li key={field.id} data-line={field.id} className="flex h-8 items-center pl-6">
                  <Checkbox
                    checked={false}
                    label={field.label}
                    onChange={() => show(field, true)}
                  />
                </li>
              ))}
            </ul>
          </section>
        )}
        {hidden.length === 0 && !shown.some(found) && (
          <p className="text-xs text-muted">No column is called that.</p>
        )}
      </div>
      <div className="flex items-center justify-between gap-2 border-t border-line-soft pt-3">
        {narrow ? (
          <span className="text-xs text-muted">
            A card has room for the status and the first three of the others that it has.
          </span>
        ) : (
          <Select
            label="Row height"
            value={density}
            options={[
              { value: "comfortable", label: "Comfortable" },
              { value: "compact", label: "Compact" },
            ]}
            onChange={(next) => setDensity(next, tableId)}
          />
        )}
        <Button size="sm" variant="ghost" onClick={onReset}>
          Reset table
        </Button>
      </div>
    </div>
  )
}
