import { isUnconfirmed } from "../../data/unconfirmed.ts"
import { formatAgo } from "../../lib/dates.ts"
import { ProviderError } from "../../model/error.ts"

/** Why something could not be asked for, in a sentence. */
export const whyOf = (problem: unknown): string =>
  problem instanceof ProviderError ? problem.problem.title : "It could not be asked for."

/** What a query tells of how old its answer is. */
type Read = {
  readonly error: unknown
  readonly dataUpdatedAt: number
  readonly isFetching: boolean
}

/**
 * Why what was read before may not be so any more: asking again failed, or is only now being done.
 * Undefined: it stands as it is.
 */
export const oldWords = (
  { error, dataUpdatedAt, isFetching }: Read,
  now = Date.now(),
  opened?: number,
): string | undefined => {
  if (dataUpdatedAt === 0) return undefined
  if (error !== null) return `asking again failed. ${whyOf(error)}`
  return isUnconfirmed({ updatedAt: dataUpdatedAt, refreshing: isFetching }, now, opened)
    ? `from ${formatAgo(new Date(dataUpdatedAt), new Date(now))}, and being asked for again.`
    : undefined
}

/** What was read before stays, but not as if it were known to be so still. */
export const OldMark = ({ why }: { readonly why: string }) => (
  <span className="shrink-0 text-xs text-muted" title={`Read before; ${why}`}>
    old<span className="sr-only">: {why}</span>
  </span>
)
