import { useId } from "react"
import { useLocation } from "react-router"
import { formatLocal } from "../lib/dates.ts"
import type { Field } from "../model/field.ts"
import { parseRange } from "../model/filter.ts"
import { Button } from "../ui/Button.tsx"
import { Callout } from "../ui/Callout.tsx"
import { TimeAgo } from "../ui/TimeAgo.tsx"
import { changedField } from "./builtInViews.ts"
import { markSeen, useSeen } from "./seen.ts"
import { seenUntil } from "./seenUntil.ts"
import type { SeenOf } from "./seenUntil.ts"
import type { QueryState } from "./useQueryState.ts"

const hour = 3_600_000

/** The moment behind which a date filter begins, ms since 1970; undefined where it says another thing. */
const sinceIn = (values: readonly string[] = []): number | undefined => {
  const [value, ...more] = values
  const range = value === undefined || more.length > 0 ? undefined : parseRange("date", value)
  return range?.to === undefined ? range?.from : undefined
}

/** Above the view of what changed: since when, and the button that ends it. */
export const SeenNote = ({
  fields,
  list,
  waiting,
  queryState,
}: {
  readonly fields: readonly Field[]
  readonly list: SeenOf
  /** How many updates are not shown yet. */
  readonly waiting: number
  readonly queryState: QueryState
}) => {
  const { pathname } = useLocation()
  const noteId = useId()
  const { at, never } = useSeen(pathname)
  const field = changedField(fields)
  const since = field && sinceIn(queryState.query.filters[field.id])
  if (!field || since === undefined) return null
  // The filter begins a millisecond behind what was seen.
  const until = seenUntil(list, {
    field,
    query: queryState.query,
    since: since - 1,
    waiting,
  })
  const own = never && Math.abs(since - Date.parse(at)) < hour
  return (
    <Callout
      tone="info"
      title={
        own ? (
          "Changed in the last day"
        ) : (
          <>
            Changed since {formatLocal(new Date(since))}, <TimeAgo date={new Date(since)} />
          </>
        )
      }
      action={
        <Button
          size="sm"
          // Its reason stands beside it, for everyone to read.
          disabled={typeof until === "string"}
          aria-describedby={noteId}
          onClick={() => {
            if (typeof until === "string") return
            const seen = new Date(until).toISOString()
            markSeen(pathname, seen)
            queryState.setQuery({
              filters: { ...queryState.query.filters, [field.id]: [`>${seen}`] },
            })
          }}
        >
          I have seen these
        </Button>
      }
    >
      <span id={noteId}>
        {own
          ? "Of this list nothing was marked as seen in this browser yet."
          : `By ${field.label}. What changes after what you saw shows here again.`}{" "}
        {typeof until === "string" && until}
      </span>
    </Callout>
  )
}
