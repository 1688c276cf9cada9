import type { ListState } from "../data/listState.ts"
import { formatCount } from "../lib/text.ts"
import type { Field } from "../model/field.ts"
import { Callout } from "../ui/Callout.tsx"
import { unlooked } from "./unlooked.ts"

const names = new Intl.ListFormat("en")

/** Above a view by a state or a date: how many rows have none, of which the view says nothing. */
export const UnseenNote = ({
  fields,
  by,
  list,
  many,
  whether,
}: {
  readonly fields: readonly Field[]
  /** By which the view chooses. */
  readonly by: Field
  readonly list: Pick<ListState, "census">
  readonly many: string
  /** What is not known of these rows, in a sentence. */
  readonly whether: string
}) => {
  const rows = list.census?.rows
  if (!rows) return null
  const { count, by: connections } = unlooked(fields, by, rows)
  if (count === 0) return null
  const of = `${formatCount(count)} of ${formatCount(rows.length)} ${many}${list.census.complete ? "" : " read so far"}`
  const what = by.kind === "date" ? `date “${by.label}”` : by.label
  return (
    <Callout tone="info" title={`${of} have no ${what} here, and this view does not look at them.`}>
      {connections.length > 0 &&
        `${names.format(connections.map(([name, some]) => `${name}: ${formatCount(some)}`))}. `}
      {whether}
    </Callout>
  )
}
