import type { ListState } from "../data/listState.ts"
import { isFacet } from "../model/facet.ts"
import type { Field } from "../model/field.ts"
import type { Paging } from "../model/provider.ts"
import type { Query } from "../model/query.ts"
import { useNarrow } from "./density.ts"
import { FacetBar } from "./FacetBar.tsx"
import { FacetNote } from "./FacetNote.tsx"
import { countable, uncounted } from "./facets.ts"
import { QueryBox } from "./QueryBox.tsx"
import { ViewMenu } from "./ViewMenu.tsx"

/** Search, views, and the values that rows have to choose from. */
export const FilterBar = ({
  many,
  fields,
  paging,
  list,
  query,
  atHand,
  onQuery,
  onLeave,
  onNarrow,
}: {
  readonly many: string
  readonly fields: readonly Field[]
  readonly paging: Paging
  readonly list: ListState
  readonly query: Query
  /** All rows are here, so searching them costs no request. */
  readonly atHand: boolean
  /** While someone writes. */
  readonly onQuery: (next: Partial<Query>, anew: boolean) => void
  /** Nobody writes any more. */
  readonly onLeave: () => void
  readonly onNarrow: (next: Pick<Query, "filters" | "where">) => void
}) => {
  const narrow = useNarrow()
  const known = list.census ?? uncounted
  const census = countable(list, fields, query)
  const settled = list.status === "ready" && !list.stale && !list.former && !list.refreshing
  return (
    <div className="mb-2 flex flex-wrap items-start gap-2">
      <QueryBox
        label={many}
        fields={fields}
        // What is typed must not narrow what could be typed next.
        seen={{ rows: known.rows ?? list.rows, whole: known.rows !== undefined && known.complete }}
        found={settled ? list.rows.length > 0 : undefined}
        query={query}
        atHand={atHand}
        onQuery={onQuery}
        onLeave={onLeave}
      />
      <ViewMenu fields={fields} paging={paging} />
      {/* Beside the buttons of the values it would wrap, and push the rows down as they come. */}
      {/* How far a walk is stands below, with what stops it. */}
      {!narrow &&
        list.walk?.state !== "running" &&
        fields.some((field) => isFacet(field) && !field.hidden) && (
          <FacetNote census={census} many={many} />
        )}
      <FacetBar
        fields={fields}
        many={many}
        census={census}
        rows={list.rows}
        query={query}
        onNarrow={onNarrow}
      />
    </div>
  )
}
