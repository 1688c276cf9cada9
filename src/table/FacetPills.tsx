import { useMemo } from "react"
import type { Census } from "../data/listState.ts"
import { useCounts } from "../data/rows/useCounts.ts"
import { fold } from "../lib/text.ts"
import { toneOf } from "../model/field.ts"
import type { Field, Row } from "../model/field.ts"
import type { Query } from "../model/query.ts"
import { cx } from "../ui/cx.ts"
import { StatusShape } from "../ui/StatusShape.tsx"
import { countText, fadedCount, facetValues, turned, turnedNone, worthOf } from "./facets.ts"
import type { Chosen } from "./filters.ts"
import { slipsOf } from "./unseen.ts"
import { useChosen } from "./useChosen.ts"

const pill = (on: boolean): string =>
  cx(
    "touch-target inline-flex h-8 items-center gap-1.5 rounded-md border px-2.5 text-xs transition-colors",
    on
      ? "border-accent-line bg-accent-soft text-strong"
      : "border-line bg-surface text-body hover:bg-hover active:bg-press",
  )

/** The values of a status, each a button that turns its filter, with how many rows have it. */
export const FacetPills = ({
  field,
  fields,
  many,
  census,
  rows,
  query,
  onChosen,
}: {
  readonly field: Field
  readonly fields: readonly Field[]
  readonly many: string
  readonly census: Census
  /** The rows shown. */
  readonly rows: readonly Row[]
  readonly query: Query
  readonly onChosen: (chosen: Chosen) => void
}) => {
  const { counts, whole, former } = useCounts(fields, census.rows, query, field.id)
  // While rows are read for another question, "at least so many" of the one before is not true.
  const told = !(former && census.running)
  const complete = census.complete && whole
  const [chosen, choose] = useChosen(query, field.id, onChosen)
  const slips = useMemo(() => slipsOf(field, query, census, rows), [field, query, census, rows])
  // A slip is no value of the field; that it is asked for, and how to have it asked no more, its chip says.
  const values = useMemo(
    () =>
      facetValues(field, counts, chosen.values, complete).filter(
        ({ word }) => !slips.has(fold(word)),
      ),
    [field, counts, chosen.values, complete, slips],
  )
  return (
    <fieldset
      title={worthOf(census, many)}
      className="m-0 flex min-w-0 flex-wrap items-center gap-1 border-0 p-0 max-lg:basis-full"
    >
      <legend className="sr-only">{field.label}</legend>
      {values.map((value) => (
        <button
          key={value.value}
          type="button"
          aria-pressed={value.on}
          data-edge=""
          onClick={() => choose(turned(field, chosen, value))}
          className={pill(value.on)}
        >
          <StatusShape tone={toneOf(field, value.word)} />
          <span className={value.count === 0 && !value.on ? "text-faint" : "font-medium"}>
            {value.label}
          </span>
          {/* It has its room before it comes, so that no other value moves, or falls to another line. */}
          <span
            className={cx(
              "numeric min-w-[3ch] text-left",
              value.count === 0 ? "text-faint" : "text-muted",
              former && fadedCount,
            )}
          >
            {told && value.count !== undefined && countText(value.count, complete)}
          </span>
        </button>
      ))}
      {(chosen.none || (counts !== undefined && counts.none > 0)) && (
        <button
          type="button"
          aria-pressed={chosen.none}
          data-edge=""
          title={`Rows for which the provider says no ${field.label}`}
          onClick={() => choose(turnedNone(chosen))}
          className={pill(chosen.none)}
        >
          no value
          {counts !== undefined && (
            <span className={cx("numeric text-muted", former && fadedCount)}>
              {told && countText(counts.none, complete)}
            </span>
          )}
        </button>
      )}
    </fieldset>
  )
}
