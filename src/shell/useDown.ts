import type { Query, QueryClient } from "@tanstack/react-query"
import { keys } from "../data/keys.ts"
import { useCached } from "../data/useCached.ts"
import { isUnloaded } from "../lib/unloaded.ts"
import { downWords } from "../model/down.ts"
import type { DownWords } from "../model/down.ts"

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

/** Why nothing can be had of a provider: its latest answer. Undefined: something can, or nobody asked. */
export const downOf = (client: QueryClient, connection: string): DownWords | undefined => {
  const latest = latestOf(client.getQueryCache().findAll({ queryKey: keys.connection(connection) }))
  if (!latest || latest.state.errorUpdatedAt <= latest.state.dataUpdatedAt) return undefined
  return downWords(latest.state.error)
}

/** Why nothing can be had of a provider just now, kept up with the answers that come in. */
export const useDown = (connection: string): DownWords | undefined =>
  useCached((client) => downOf(client, connection))
