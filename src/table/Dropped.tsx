import { useEffect, useEffectEvent, useState } from "react"
import { Button } from "../ui/Button.tsx"
import { Callout } from "../ui/Callout.tsx"
import { keepColumns } from "./keepColumns.ts"
import type { QueryState } from "./useQueryState.ts"

/**
 * What a link or a saved view asked for that the list cannot do; the rest of it holds. The address asks
 * for that rest from then on, so that whoever is sent it is not told again.
 */
export const Dropped = ({
  queryState: { dropped, query, columns, setQuery },
}: {
  readonly queryState: QueryState
}) => {
  const [closed, setClosed] = useState("")
  const text = dropped.join("; ")
  const clean = useEffectEvent((): void =>
    setQuery(
      { page: query.page },
      { replace: true, dropped, mend: (params) => keepColumns(params, columns) },
    ),
  )
  useEffect(() => {
    if (text !== "") clean()
  }, [text])
  if (text === "" || closed === text) return null
  return (
    <div className="mb-3">
      <Callout
        tone="info"
        title="Part of this link or view was left out"
        action={
          <Button size="sm" variant="ghost" onClick={() => setClosed(text)}>
            Dismiss
          </Button>
        }
      >
        {text}.
      </Callout>
    </div>
  )
}
