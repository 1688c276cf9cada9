import { ChevronDown, ListFilter } from "lucide-react"
import { lazy, Suspense, useState } from "react"
import type { Field, Row } from "../model/field.ts"
import { narrows } from "../model/query.ts"
import type { Query } from "../model/query.ts"
import { join, printWhere, termsOf } from "../model/where.ts"
import { Button } from "../ui/Button.tsx"
import { Chip } from "../ui/Chip.tsx"
import { Popover } from "../ui/Popover.tsx"
import { Spinner } from "../ui/Spinner.tsx"
import { filterLabel } from "./labels.ts"
import { QueryBox } from "./QueryBox.tsx"
import { ViewMenu } from "./ViewMenu.tsx"

const FilterEditor = lazy(async () => ({
  default: (await import("./FilterEditor.tsx")).FilterEditor,
}))

type Change = (filters: Query["filters"]) => void

const withFilter = (
  filters: Query["filters"],
  field: string,
  values: readonly string[],
): Query["filters"] => {
  const rest = Object.entries(filters).filter(([id]) => id !== field)
  return Object.fromEntries(values.length === 0 ? rest : [...rest, [field, values]])
}

const Editor = ({
  field,
  filters,
  onFilters,
  close,
}: {
  readonly field: Field
  readonly filters: Query["filters"]
  readonly onFilters: Change
  readonly close: () => void
}) => (
  <Suspense fallback={<Spinner />}>
    <FilterEditor
      field={field}
      values={filters[field.id] ?? []}
      onChange={(values) => onFilters(withFilter(filters, field.id, values))}
      onDone={close}
    />
  </Suspense>
)

/** Chooses a field first, then edits its filter in the same place. */
const AddFilter = ({
  fields,
  filters,
  onFilters,
  close,
}: {
  readonly fields: readonly Field[]
  readonly filters: Query["filters"]
  readonly onFilters: Change
  readonly close: () => void
}) => {
  const [chosen, setChosen] = useState<Field>()
  if (chosen)
    return (
      <>
        <p className="mb-2 text-sm font-medium text-strong">{chosen.label}</p>
        <Editor field={chosen} filters={filters} onFilters={onFilters} close={close} />
      </>
    )
  return (
    <ul className="max-h-80 w-56 overflow-y-auto">
      {fields.map((field) => (
        <li key={field.id}>
          <button
            type="button"
            onClick={() => setChosen(field)}
            className="flex h-8 w-full items-center rounded-md px-2 text-left text-sm hover:bg-hover focus-visible:-outline-offset-2"
          >
            {field.label}
          </button>
        </li>
      ))}
    </ul>
  )
}

/** Search, filters always in sight for states, the rest behind "Filter", and a chip for each active one. */
export const FilterBar = ({
  many,
  fields,
  rows,
  query,
  atHand,
  onQuery,
  onFilters,
  onClear,
}: {
  readonly many: string
  readonly fields: readonly Field[]
  /** On screen. */
  readonly rows: readonly Row[]
  readonly query: Query
  /** All rows are here, so searching them costs no request. */
  readonly atHand: boolean
  /** While someone writes. */
  readonly onQuery: (next: Partial<Query>) => void
  readonly onFilters: Change
  readonly onClear: () => void
}) => {
  const usable = fields.filter(
    (field) => !field.itemOnly && !field.late && field.kind !== "records",
  )
  const facets = usable.filter(
    (field) => (field.kind === "status" || field.kind === "word") && field.options && !field.hidden,
  )
  const active = Object.entries(query.filters).flatMap(([id, values]) => {
    const field = usable.find((one) => one.id === id)
    return field ? values.map((value) => ({ field, value, values })) : []
  })
  const terms = termsOf(query.where)
  return (
    <div className="mb-3 flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <QueryBox
          label={many}
          fields={fields}
          rows={rows}
          query={query}
          atHand={atHand}
          onQuery={onQuery}
        />
        <ViewMenu fields={fields} />
        {facets.map((field) => (
          <Popover
            key={field.id}
            label={field.label}
            trigger={
              <Button>
                {field.label}
                {(query.filters[field.id]?.length ?? 0) > 0 && (
                  <span className="numeric rounded-full bg-accent-soft px-1.5 text-xs text-accent-strong">
                    {query.filters[field.id]?.length}
                  </span>
                )}
                <ChevronDown size={14} aria-hidden />
              </Button>
            }
          >
            {(close) => (
              <Editor field={field} filters={query.filters} onFilters={onFilters} close={close} />
            )}
          </Popover>
        ))}
        <Popover
          label="Add a filter"
          trigger={<Button icon={<ListFilter size={14} aria-hidden />}>Filter</Button>}
        >
          {(close) => (
            <AddFilter
              fields={usable}
              filters={query.filters}
              onFilters={onFilters}
              close={close}
            />
          )}
        </Popover>
      </div>
      {narrows(query) && (
        <ul aria-label="Active filters" className="flex flex-wrap items-center gap-1.5">
          {query.text !== "" && (
            <li>
              <Chip label="Search" value={query.text} onRemove={() => onQuery({ text: "" })} />
            </li>
          )}
          {active.map(({ field, value, values }) => (
            <li key={`${field.id} ${value}`}>
              <Chip
                label={field.label}
                value={filterLabel(field, value)}
                onRemove={() =>
                  onFilters(
                    withFilter(
                      query.filters,
                      field.id,
                      values.filter((one) => one !== value),
                    ),
                  )
                }
              />
            </li>
          ))}
          {terms.map((term) => (
            <li key={printWhere(term)}>
              <Chip
                label="Also"
                value={printWhere(term)}
                onRemove={() =>
                  onQuery({
                    where: join(
                      "all",
                      terms.filter((one) => one !== term),
                    ),
                  })
                }
              />
            </li>
          ))}
          <li>
            <Button size="sm" variant="ghost" onClick={onClear}>
              Clear all
            </Button>
          </li>
        </ul>
      )}
    </div>
  )
}
