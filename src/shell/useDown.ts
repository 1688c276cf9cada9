import type { Query, QueryClient } from "@tanstack/react-query"
import { keys } from "../data/keys.ts"
import { useCached } from "../data/useCached.ts"
import { isUnloaded } from "../lib/unloaded.ts"
import { downWords } from "../model/down.ts"
import type { DownWords } from "../model/down.ts"
import { ProviderError } from "../model/error.ts"

/** When it was last answered, well or not. What was restored from before this page does not count. */
export const answeredAt = ({ state }: Query): number => {
  // Where a part of ours was missing, the provider was not asked.
  const failed = isUnloaded(state.error) ? 0 : state.errorUpdatedAt
  const when = Math.max(state.dataUpdatedAt, failed)
  return when >= performance.timeOrigin ? when : 0
}

/** The one that was answered last, if any was. */
export const latestOf = (queries: readonly Query[]): Query | undefined =>
  queries
    .filter((query) => answeredAt(query) > 0)
    .reduce<Query | undefined>(
      (best, query) => (best && answeredAt(best) >= answeredAt(query) ? best : query),
      undefined,
    )

const errorOf = ({ state }: Query): unknown =>
  state.errorUpdatedAt > state.dataUpdatedAt ? state.error : undefined

const isBroken = (query: Query): boolean => {
  const error = errorOf(query)
  return error instanceof ProviderError && error.trouble === "broken"
}

/**
 * Why nothing can be had of a provider: its latest answer. Undefined: something can, or nobody asked.
 * A 500 is of the one call that failed, and others may do: only where all that is on screen of the
 * provider failed so does it count as down. What other pages read long ago says nothing of now.
 */
export const downOf = (client: QueryClient, connection: string): DownWords | undefined => {
  const queries = client.getQueryCache().findAll({ queryKey: keys.connection(connection) })
  const latest = latestOf(queries)
  if (!latest) return undefined
  const works = (query: Query): boolean =>
    query.isActive() && answeredAt(query) > 0 && !isBroken(query)
  return (
    downWords(errorOf(latest)) ??
    (isBroken(latest) && !queries.some(works) ? "is failing" : undefined)
  )
}

/** Why nothing can be had of a provider just now, kept up with the answers that come in. */
export const useDown = (connection: string): DownWords | undefined =>
  useCached((client) => downOf(client, connection))
