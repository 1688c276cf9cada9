import type { Field } from "../model/field.ts"
import type { Query } from "../model/query.ts"
import { join, printWhere, termsOf } from "../model/where.ts"
import type { Where } from "../model/where.ts"
import { valuesOrNone } from "../model/valuesOrNone.ts"
import { Button } from "../ui/Button.tsx"
import { Chip } from "../ui/Chip.tsx"
import { dropDrafts } from "./drafts.ts"
import { withFilter } from "./filters.ts"
import { focusBox, focusNextChip } from "./focusOn.ts"
import { filterLabel } from "./filterLabel.ts"

/** What a chip says of a condition that is no filter of values. */
const chipOf = (fields: readonly Field[], term: Where) => {
  const field = fields.find(
    ({ id }) => (term.is === "none" && term.field === id) || valuesOrNone(term, id) !== undefined,
  )
  if (!field) return { label: "Also", value: printWhere(term) }
  const values = valuesOrNone(term, field.id) ?? []
  const said = [...values.map((value) => filterLabel(field, value)), "no value"]
  return { label: field.label, value: said.join(" or ") }
}

/** A chip for everything that narrows the list, each taken away by itself, or all at once. */
export const ActiveFilters = ({
  fields,
  query,
  onQuery,
  onClear,
}: {
  readonly fields: readonly Field[]
  readonly query: Query
  readonly onQuery: (next: Partial<Query>) => void
  readonly onClear: () => void
}) => {
  const active = Object.entries(query.filters).flatMap(([id, values]) => {
    const field = fields.find((one) => one.id === id)
    return field ? values.map((value) => ({ field, value, values })) : []
  })
  const terms = termsOf(query.where)
  return (
    <ul aria-label="Active filters" className="flex min-w-0 flex-wrap items-center gap-1.5">
      {query.text !== "" && (
        <li className="min-w-0">
          <Chip
            label="Search"
            value={query.text}
            onRemove={(event) => {
              focusNextChip(event)
              onQuery({ text: "" })
            }}
          />
        </li>
      )}
      {active.map(({ field, value, values }) => (
        <li key={`${field.id} ${value}`} className="min-w-0">
          <Chip
            label={field.label}
            value={filterLabel(field, value)}
            onRemove={(event) => {
              focusNextChip(event)
              onQuery({
                filters: withFilter(
                  query.filters,
                  field.id,
                  values.filter((one) => one !== value),
                ),
              })
            }}
          />
        </li>
      ))}
      {terms.map((term) => (
        <li key={printWhere(term)} className="min-w-0">
          <Chip
            {...chipOf(fields, term)}
            onRemove={(event) => {
              focusNextChip(event)
              onQuery({
                where: join(
                  "all",
                  terms.filter((one) => one !== term),
                ),
              })
            }}
          />
        </li>
      ))}
      <li>
        <Button
          size="sm"
          variant="ghost"
          onClick={(event) => {
            focusBox(event)
            dropDrafts()
            onClear()
          }}
        >
          Clear all
        </Button>
      </li>
    </ul>
  )
}
