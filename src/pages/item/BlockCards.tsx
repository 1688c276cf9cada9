import { useEffect, useRef, useState } from "react"
import type { Ref } from "react"
import { formatCount } from "../../lib/text.ts"
import { isAbsent } from "../../model/field.ts"
import type { Cell, Field, Row } from "../../model/field.ts"
import { CellValue } from "../../table/CellValue.tsx"
import { Button } from "../../ui/Button.tsx"

const atOnce = 50

/**
 * Whether there is none, which a dash says: in words it takes a line, and a small screen has many of them.
 * What is hidden, or was not asked for, is said in words.
 */
const isNone = (cell: Cell | undefined): boolean =>
  isAbsent(cell) &&
  (cell?.absent ?? "not-provided") !== "forbidden" &&
  cell?.absent !== "not-loaded"

const Card = ({
  title,
  fields,
  row,
  hold,
}: {
  /** Of the first of those that are shown besides, which takes the focus. */
  readonly hold: Ref<HTMLLIElement> | undefined
  readonly title: Field | undefined
  readonly fields: readonly Field[]
  readonly row: Row
}) => (
  <li
    ref={hold}
    tabIndex={hold ? -1 : undefined}
    className="border-b border-line-soft px-4 py-3 last:border-b-0"
  >
    <div className="text-sm font-medium wrap-anywhere text-strong">
      {title && <CellValue field={title} cell={row.cells[title.id]} detail />}
    </div>
    <dl className="mt-1 flex flex-wrap gap-x-4 gap-y-1 text-sm">
      {fields.map((field) => (
        <div key={field.id} className="flex min-w-0 items-start gap-1.5">
          <dt className="shrink-0 text-muted">{field.label}</dt>
          <dd className="min-w-0 wrap-anywhere text-strong">
            <CellValue
              field={field}
              cell={row.cells[field.id]}
              detail={!isNone(row.cells[field.id])}
            />
          </dd>
        </div>
      ))}
    </dl>
  </li>
)

/**
 * The rows of a table inside an item on a small screen: cards with all that a row has, none of it cut,
 * which scroll with the page.
 */
export const BlockCards = ({
  label,
  name,
  fields,
  rows,
}: {
  readonly label: string
  /** Id of the field that names a row. */
  readonly name: string
  readonly fields: readonly Field[]
  readonly rows: readonly Row[]
}) => {
  const [most, setMost] = useState(atOnce)
  // The button goes with the last of them, and the focus would be nowhere.
  const first = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (most > atOnce) first.current?.focus()
  }, [most])
  const title = fields.find(({ id }) => id === name)
  const others = fields.filter((field) => field !== title && !field.hidden)
  const next = Math.min(atOnce, rows.length - most)
  return (
    <>
      <ul aria-label={label} className="rounded-lg border border-line bg-surface">
        {rows.slice(0, most).map((row, nth) => (
          <Card
            key={row.id}
            title={title}
            fields={others}
            row={row}
            hold={nth === most - atOnce && nth > 0 ? first : undefined}
          />
        ))}
      </ul>
      {next > 0 && (
        <div>
          <Button onClick={() => setMost(most + atOnce)}>
            Show {formatCount(next)} more of {formatCount(rows.length - most)}
          </Button>
        </div>
      )}
    </>
  )
}
