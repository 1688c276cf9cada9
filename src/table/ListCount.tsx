import type { ListState } from "../data/listState.ts"
import type { Field } from "../model/field.ts"
import { narrows } from "../model/query.ts"
import type { Query } from "../model/query.ts"
import { Spinner } from "../ui/Spinner.tsx"
import { useAnnounced } from "../ui/useAnnounced.ts"
import { countLabel, sortLabel } from "./labels.ts"
import { useAnswered } from "./useAnswered.ts"

/** How many rows answer, or that the answer is being read; said aloud, too. */
export const ListCount = ({
  list,
  query,
  fields,
  one,
  many,
  updates,
}: {
  readonly list: ListState
  readonly query: Query
  readonly fields: readonly Field[]
  readonly one: string
  readonly many: string
  /** What of it is kept back: "3 updates". */
  readonly updates: string
}) => {
  const answered = useAnswered(list, query)
  const settled = list.status === "ready" && !list.stale
  const label = settled ? countLabel(list, one, many, narrows(query)) : ""
  const said = [label, sortLabel(fields, query.sort), updates].filter((part) => part !== "")
  // A page that is turned changes none of it, however long its rows are on their way. Of another
  // question nothing that was said before is true, so that one is being read is said, and then the answer.
  useAnnounced(settled && !list.former ? said.join(". ") : answered ? undefined : `Reading ${many}`)
  // On a small screen it takes two lines beside what stands there rather than one of its own: it comes
  // behind the rows, which would move.
  if (settled || !list.stale)
    return (
      <span className="numeric text-sm text-muted max-sm:min-w-0 max-sm:flex-1 max-sm:basis-32 max-sm:leading-4">
        {label}
      </span>
    )
  return (
    <span className="animate-late flex items-center gap-2 text-sm text-muted">
      <Spinner />
      Reading…
    </span>
  )
}
