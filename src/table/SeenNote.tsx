import { useLocation } from "react-router"
import type { Field } from "../model/field.ts"
import { parseRange } from "../model/filter.ts"
import { Button } from "../ui/Button.tsx"
import { Callout } from "../ui/Callout.tsx"
import { TimeAgo } from "../ui/TimeAgo.tsx"
import { changedField } from "./builtInViews.ts"
import { markSeen, useSeen } from "./seen.ts"
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
  queryState,
}: {
  readonly fields: readonly Field[]
  readonly queryState: QueryState
}) => {
  const { pathname } = useLocation()
  const { at, never } = useSeen(pathname)
  const field = changedField(fields)
  const since = field && sinceIn(queryState.query.filters[field.id])
  if (!field || since === undefined) return null
  const own = never && Math.abs(since - Date.parse(at)) < hour
  return (
    <Callout
      tone="info"
      title={
        <>
          Changed since <TimeAgo date={new Date(since)} />
        </>
      }
      action={
        <Button
          size="sm"
          onClick={() => {
            const now = new Date().toISOString()
            markSeen(pathname, now)
            queryState.setQuery({
              filters: { ...queryState.query.filters, [field.id]: [`>${now}`] },
            })
          }}
        >
          I have seen these
        </Button>
      }
    >
      {own
        ? "This list was never marked as seen in this browser, so it shows the last day."
        : `By ${field.label}. What changes from now on shows here again.`}
    </Callout>
  )
}
