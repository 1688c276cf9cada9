import type { ListState } from "../data/listState.ts"
import type { Field } from "../model/field.ts"
import type { Query } from "../model/query.ts"
import { FacetBar } from "./FacetBar.tsx"
import { QueryBox } from "./QueryBox.tsx"
import { ViewMenu } from "./ViewMenu.tsx"

/** Search, views, and the values that rows have to choose from. */
export const FilterBar = ({
  many,
  fields,
  list,
  query,
  atHand,
  onQuery,
  onFilters,
}: {
  readonly many: string
  readonly fields: readonly Field[]
  readonly list: ListState
  readonly query: Query
  /** All rows are here, so searching them costs no request. */
  readonly atHand: boolean
  /** While someone writes. */
  readonly onQuery: (next: Partial<Query>) => void
  readonly onFilters: (filters: Query["filters"]) => void
}) => (
  <div className="mb-2 flex flex-wrap items-center gap-2">
    <QueryBox
      label={many}
      fields={fields}
      rows={list.rows}
      query={query}
      atHand={atHand}
      onQuery={onQuery}
    />
    <ViewMenu fields={fields} />
    <FacetBar
      fields={fields}
      many={many}
      census={list.census ?? { rows: undefined, complete: false, of: undefined, running: false }}
      query={query}
      onFilters={onFilters}
    />
  </div>
)
