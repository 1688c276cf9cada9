import type { Query, QueryClient } from "@tanstack/react-query"
import { keys } from "../data/keys.ts"
import { awayNow } from "../lib/away.ts"
import { downWords, isOurs } from "../model/down.ts"
import type { DownWords } from "../model/down.ts"
import { ProviderError } from "../model/error.ts"

/** A count that nobody waits for: it is answered without the provider, too, where that would cost much. */
const isSpareCount = ({ queryKey }: Query): boolean =>
  queryKey[4] === "count" && queryKey.at(-1) === true

/** When it was last answered, well or not. What was restored from before this page does not count. */
export const answeredAt = (query: Query): number => {
  const { state } = query
  if (isSpareCount(query)) return 0
  const failed = isOurs(state.error) ? 0 : state.errorUpdatedAt
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
  state.errorUpdatedAt > state.dataUpdatedAt && !isOurs(state.error) ? state.error : undefined

const isBroken = (query: Query): boolean => {
  const error = errorOf(query)
  return error instanceof ProviderError && error.trouble === "broken"
}

/** When the first call was begun that failed since something was last had, ms since 1970. */
const began = new WeakMap<Query, number>()

const followed = new WeakSet<QueryClient>()

/** Notes when calls are begun: React Query itself only says when one ends. */
const follow = (client: QueryClient): void => {
  if (followed.has(client)) return
  followed.add(client)
  client.getQueryCache().subscribe((event) => {
    if (event.type !== "updated" || event.action.type !== "fetch") return
    const { errorUpdatedAt, dataUpdatedAt } = event.query.state
    // What is tried again goes on failing since it first did.
    if (errorUpdatedAt <= dataUpdatedAt) began.set(event.query, Date.now())
  })
}

export type DownOf = (client: QueryClient, connection: string) => DownWords | undefined

/**
 * Why nothing can be had of a provider: our own server is away, or its latest answer. Undefined:
 * something can, or nobody asked.
 * A 500 is of the one call that failed, and others may do: only where all that is on screen of the
 * provider failed so does it count as down, or where what could be had before no longer can and nothing
 * else was answered since. What other pages read long ago says nothing of now.
 */
export const downOf: DownOf = (client, connection) => {
  follow(client)
  const away = downWords(awayNow())
  if (away !== undefined) return away
  const queries = client.getQueryCache().findAll({ queryKey: keys.connection(connection) })
  const latest = latestOf(queries)
  if (!latest) return undefined
  const works = (query: Query): boolean => answeredAt(query) > 0 && !isBroken(query)
  const nothingSince = (query: Query): boolean => {
    const since = began.get(query) ?? 0
    return !queries.some((other) => works(other) && answeredAt(other) >= since)
  }
  const fails = (): boolean =>
    !queries.some((query) => query.isActive() && works(query)) ||
    queries.some(
      (query) => isBroken(query) && query.state.data !== undefined && nothingSince(query),
    )
  return downWords(errorOf(latest)) ?? (isBroken(latest) && fails() ? "is failing" : undefined)
}
