import type { Query, QueryClient } from "@tanstack/react-query"
import { keys } from "../data/keys.ts"
import { useCached } from "../data/useCached.ts"
import { isUnloaded } from "../lib/unloaded.ts"
import { downWords } from "../model/down.ts"
import type { DownWords } from "../model/down.ts"
import { ProviderError } from "../model/error.ts"
import type { Trouble } from "../model/error.ts"
import type { StatusTone } from "../ui/StatusBadge.tsx"

export type Health = { readonly tone: StatusTone; readonly word: string }

const puzzling: Health = { tone: "warn", word: "answers not understood" }

/** What a failure says of the connection as a whole. Undefined: the provider answered well enough. */
const meanings: Readonly<Record<Trouble, Health | undefined>> = {
  offline: { tone: "fail", word: "not reachable" },
  untrusted: { tone: "fail", word: "certificate not trusted" },
  "signed-out": { tone: "fail", word: "credential refused" },
  broken: { tone: "fail", word: "failing" },
  forbidden: { tone: "warn", word: "partly forbidden" },
  throttled: { tone: "warn", word: "asked to wait" },
  capacity: { tone: "warn", word: "allowance used up" },
  unreadable: puzzling,
  missing: undefined,
  conflict: undefined,
  invalid: undefined,
  unsupported: undefined,
}

/** Where nothing of the connection was answered: no part of it may be seen. */
const forbidden: Health = { tone: "fail", word: "forbidden" }
const healthy: Health = { tone: "pass", word: "answering" }
const unasked: Health = { tone: "unknown", word: "not asked yet" }
const asking: Health = { tone: "running", word: "asking" }

/** When it was last answered, well or not. What was restored from before this page does not count. */
const at = ({ state }: Query): number => {
  // Where a part of ours was missing, the provider was not asked.
  const failed = isUnloaded(state.error) ? 0 : state.errorUpdatedAt
  const when = Math.max(state.dataUpdatedAt, failed)
  return when >= performance.timeOrigin ? when : 0
}

const latestOf = (queries: readonly Query[]): Query | undefined =>
  queries
    .filter((query) => at(query) > 0)
    .reduce<Query | undefined>(
      (best, query) => (best && at(best) >= at(query) ? best : query),
      undefined,
    )

const healthIn = ({ state }: Query): Health => {
  const { error, errorUpdatedAt, dataUpdatedAt } = state
  if (errorUpdatedAt <= dataUpdatedAt || error === null || isUnloaded(error)) return healthy
  if (error instanceof ProviderError) return meanings[error.trouble] ?? healthy
  return puzzling
}

/** What the latest answer of a connection says about it: nothing is asked for this alone. */
export const healthOf = (client: QueryClient, connection: string): Health => {
  const queries = client.getQueryCache().findAll({ queryKey: keys.connection(connection) })
  const latest = latestOf(queries)
  if (!latest)
    return queries.some((query) => query.state.fetchStatus === "fetching") ? asking : unasked
  const health = healthIn(latest)
  if (health !== meanings.forbidden) return health
  return queries.some((query) => at(query) > 0 && healthIn(query) === healthy) ? health : forbidden
}

/** Why nothing can be had of a provider: its latest answer. Undefined: something can, or nobody asked. */
export const downOf = (client: QueryClient, connection: string): DownWords | undefined => {
  const latest = latestOf(client.getQueryCache().findAll({ queryKey: keys.connection(connection) }))
  if (!latest || latest.state.errorUpdatedAt <= latest.state.dataUpdatedAt) return undefined
  return downWords(latest.state.error)
}

/** The health of a connection, kept up with the answers that come in. */
export const useHealth = (connection: string): Health =>
  useCached((client) => healthOf(client, connection))

/** Why nothing can be had of a provider just now, kept up with the answers that come in. */
export const useDown = (connection: string): DownWords | undefined =>
  useCached((client) => downOf(client, connection))
