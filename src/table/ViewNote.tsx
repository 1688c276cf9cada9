import type { ListState } from "../data/listState.ts"
import type { Field } from "../model/field.ts"
import { changedField, viewedState } from "./builtInViews.ts"
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
  const { view, query } = props.queryState
  const { fields, list } = props
  const unseen = (by: Field | undefined, whether: string) =>
    by && <UnseenNote fields={fields} by={by} list={list} many={many} whether={whether} />
  const changed = changedField(fields)
  if (view === "changed")
    return (
      <div className="mb-3 flex flex-col gap-2 empty:hidden">
        <SeenNote {...props} />
        {changed &&
          query.filters[changed.id] &&
          unseen(changed, "Whether these have changed is not known here.")}
      </div>
    )
  return view === "review" || view === "stuck" ? (
    <div className="mb-3 empty:hidden">
      {unseen(viewedState(fields), "Whether all is well with these is not known here.")}
    </div>
  ) : null
}
