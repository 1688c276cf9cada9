import type { ListState } from "../data/listState.ts"
import type { Field } from "../model/field.ts"
import { SeenNote } from "./SeenNote.tsx"
import { UnseenNote } from "./UnseenNote.tsx"
import type { QueryState } from "./useQueryState.ts"

/** What is to be said of a view that comes with the list, above its rows. */
export const ViewNote = ({
  many,
  ...props
}: {
  readonly fields: readonly Field[]
  readonly list: ListState
  readonly many: string
  /** How many updates are not shown yet. */
  readonly waiting: number
  readonly queryState: QueryState
}) => {
  const { view } = props.queryState
  if (view === "changed") return <SeenNote {...props} />
  return view === "review" || view === "stuck" ? (
    <UnseenNote fields={props.fields} list={props.list} many={many} />
  ) : null
}
