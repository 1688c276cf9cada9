import { useState } from "react"
import { formatCount } from "../../lib/text.ts"
import { isAbsent } from "../../model/field.ts"
import type { Field, Row } from "../../model/field.ts"
import { CellValue } from "../../table/CellValue.tsx"
import { Button } from "../../ui/Button.tsx"

const atOnce = 50

const Card = ({
  title,
  fields,
  row,
}: {
  readonly title: Field | undefined
  readonly fields: readonly Field[]
  readonly row: Row
}) => (
  <li className="border-b border-line-soft px-4 py-3 last:border-b-0">
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
              // Why there is none takes a line, and a small screen has many of them.
              detail={!isAbsent(row.cells[field.id])}
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
  const title = fields.find(({ id }) => id === name)
  const others = fields.filter((field) => field !== title && !field.hidden)
  const next = Math.min(atOnce, rows.length - most)
  return (
    <>
      <ul aria-label={label} className="rounded-lg border border-line bg-surface">
        {rows.slice(0, most).map((row) => (
          <Card key={row.id} title={title} fields={others} row={row} />
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
