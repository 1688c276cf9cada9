import type { Census } from "../data/listState.ts"
import { useCounts } from "../data/rows/useCounts.ts"
import { toneOf } from "../model/field.ts"
import type { Field } from "../model/field.ts"
import type { Query } from "../model/query.ts"
import { cx } from "../ui/cx.ts"
import { StatusShape } from "../ui/StatusBadge.tsx"
import { countText, facetValues, turned, worthOf } from "./facets.ts"
import { useChosen } from "./useChosen.ts"

/** The values of a status, each a button that turns its filter, with how many rows have it. */
export const FacetPills = ({
  field,
  fields,
  many,
  census,
  query,
  onValues,
}: {
  readonly field: Field
  readonly fields: readonly Field[]
  readonly many: string
  readonly census: Census
  readonly query: Query
  readonly onValues: (values: readonly string[]) => void
}) => {
  const { counts, whole } = useCounts(fields, census.rows, query, field.id)
  const complete = census.complete && whole
  const [chosen, choose] = useChosen(query, field.id, onValues)
  return (
    <fieldset
      title={worthOf(census, many)}
      className="m-0 flex min-w-0 flex-wrap items-center gap-1 border-0 p-0"
    >
      <legend className="sr-only">{field.label}</legend>
      {facetValues(field, counts, chosen, complete).map((value) => (
        <button
          key={value.value}
          type="button"
          aria-pressed={value.on}
          data-edge=""
          onClick={() => choose(turned(chosen, value))}
          className={cx(
            "touch-target inline-flex h-8 items-center gap-1.5 rounded-md border px-2.5 text-xs transition-colors",
            value.on
              ? "border-accent-line bg-accent-soft text-strong"
              : "border-line bg-surface text-body hover:bg-hover active:bg-press",
          )}
        >
          <StatusShape tone={toneOf(field, value.word)} />
          <span className={value.count === 0 && !value.on ? "text-faint" : "font-medium"}>
            {value.label}
          </span>
          {value.count !== undefined && (
            <span className={cx("numeric", value.count === 0 ? "text-faint" : "text-muted")}>
              {countText(value.count, complete)}
            </span>
          )}
        </button>
      ))}
      {counts !== undefined && counts.none > 0 && (
        <span
          title={`Rows for which the provider says no ${field.label}`}
          className="numeric px-1 text-xs text-muted"
        >
          no value {countText(counts.none, complete)}
        </span>
      )}
    </fieldset>
  )
}
