import { Clock } from "lucide-react"
import { freshFor } from "../data/countsFollow.ts"
import type { ListOf } from "../data/listState.ts"
import { useEverythingCount, useListCount } from "../data/viewCount.ts"
import type { Uncounted } from "../data/viewCount.ts"
import { formatAgo } from "../lib/dates.ts"
import { formatCount } from "../lib/text.ts"
import type { Connection } from "../model/connection.ts"
import type { Total } from "../model/provider.ts"
import { useMinute } from "../ui/useMinute.ts"

/** No number, and why: that there is none must not look as if it were still to come. */
const Count = ({ total }: { readonly total: Total | Uncounted | undefined }) => {
  if (!total) return null
  if ("why" in total)
    return (
      <span title={`Not counted: ${total.why}`} className="text-xs text-faint">
        <span aria-hidden>–</span>
        <span className="sr-only">, not counted: {total.why}</span>
      </span>
    )
  return (
    <span className="numeric text-xs text-muted">
      {total.exact ? "" : "≥ "}
      {formatCount(total.count)}
    </span>
  )
}

const isOld = (readAt: number): boolean => Date.now() - readAt >= freshFor

/**
 * Nothing is read for it: where what was read is not of now, it is marked, and says of when it is. In words
 * that would take the room of the name.
 */
export const CountOfEverything = ({
  connections,
  search,
}: {
  readonly connections: readonly Connection[]
  readonly search: string
}) => {
  const counted = useEverythingCount(connections, search)
  useMinute()
  if (!counted || "why" in counted || !isOld(counted.readAt)) return <Count total={counted} />
  const read = new Date(counted.readAt)
  return (
    <span
      title={`Counted in what was read ${formatAgo(read)}`}
      className="flex shrink-0 items-center gap-1"
    >
      <Clock size={12} aria-hidden className="text-faint" />
      <Count total={counted} />
      <time dateTime={read.toISOString()} className="sr-only">
        , read {formatAgo(read)}
      </time>
    </span>
  )
}

/** `spare`: of a view that nobody saved, for which little is asked. */
export const CountOfList = ({
  list,
  search,
  spare = false,
}: {
  readonly list: ListOf
  readonly search: string
  readonly spare?: boolean
}) => <Count total={useListCount(list, search, spare)} />
