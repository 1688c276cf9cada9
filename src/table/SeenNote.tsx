import { useLocation } from "react-router"
import type { Field } from "../model/field.ts"
import { Button } from "../ui/Button.tsx"
import { Callout } from "../ui/Callout.tsx"
import { TimeAgo } from "../ui/TimeAgo.tsx"
import { changedField } from "./builtInViews.ts"
import { markSeen, useSeen } from "./seen.ts"
import type { QueryState } from "./useQueryState.ts"

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
  if (!field) return null
  return (
    <Callout
      tone="info"
      title={
        <>
          Changed since <TimeAgo date={new Date(at)} />
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
      {never
        ? "This list was never marked as seen in this browser, so it shows the last day."
        : `By ${field.label}. What changes from now on shows here again.`}
    </Callout>
  )
}
