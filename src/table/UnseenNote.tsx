import type { ListState } from "../data/listState.ts"
import { formatCount } from "../lib/text.ts"
import type { Field } from "../model/field.ts"
import { Callout } from "../ui/Callout.tsx"
import { viewedState } from "./builtInViews.ts"
import { unlooked } from "./unlooked.ts"

const names = new Intl.ListFormat("en")

/** Above a view by a state: how many rows have none, of which an empty view says nothing. */
export const UnseenNote = ({
  fields,
  list,
  many,
}: {
  readonly fields: readonly Field[]
  readonly list: Pick<ListState, "census">
  readonly many: string
}) => {
  const state = viewedState(fields)
  const rows = list.census?.rows
  if (!state || !rows) return null
  const { count, by } = unlooked(fields, state, rows)
  if (count === 0) return null
  const of = `${formatCount(count)} of ${formatCount(rows.length)} ${many}${list.census.complete ? "" : " read so far"}`
  return (
    <div className="mb-3">
      <Callout
        tone="info"
        title={`${of} have no ${state.label} here, and this view does not look at them.`}
      >
        {by.length > 0
          ? `${names.format(by.map(([name, some]) => `${name}: ${formatCount(some)}`))}. Whether all is well with these is not known here.`
          : "Whether all is well with these is not known here."}
      </Callout>
    </div>
  )
}
