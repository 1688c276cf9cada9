import type { Query, QueryClient } from "@tanstack/react-query"
import { keys } from "../data/keys.ts"
import { useCached } from "../data/useCached.ts"
import { placeKey } from "../model/place.ts"
import { awayNow } from "../lib/away.ts"
import { isOurs } from "../model/down.ts"
import { ProviderError } from "../model/error.ts"
import type { Trouble } from "../model/error.ts"
import type { StatusTone } from "../ui/StatusBadge.tsx"
import { answeredAt, latestOf } from "./downOf.ts"
import { useQueueState } from "./useQueueState.ts"

export type Health = { readonly tone: StatusTone; readonly word: string }

const waits: Health = { tone: "warn", word: "asked to wait" }
const puzzling: Health = { tone: "warn", word: "answers not understood" }

/** What a failure says of the connection as a whole. Undefined: the provider answered well enough. */
const meanings: Readonly<Record<Trouble, Health | undefined>> = {
  away: undefined,
  offline: { tone: "fail", word: "not reachable" },
  untrusted: { tone: "fail", word: "certificate not trusted" },
  "signed-out": { tone: "fail", word: "credential refused" },
  broken: { tone: "fail", word: "failing" },
  forbidden: { tone: "warn", word: "partly forbidden" },
  throttled: waits,
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
/** Our own server is away: what it said before is not told as if it were so now. */
const unknown: Health = { tone: "unknown", word: "cannot be asked now" }
const asking: Health = { tone: "running", word: "asking" }

/** Its own list, below nothing that could be gone: the address or a name in its settings is wrong. */
const listMissing: Health = { tone: "fail", word: "list not found" }
const isOwnList = ({ queryKey }: Query): boolean =>
  (queryKey[3] === placeKey([]) || queryKey[3] === "") &&
  (queryKey[4] === "list" || queryKey[4] === "walk")

const healthIn = (query: Query): Health => {
  const { state } = query
  const { error, errorUpdatedAt, dataUpdatedAt } = state
  if (errorUpdatedAt <= dataUpdatedAt || error === null || isOurs(error)) return healthy
  if (error instanceof ProviderError && error.trouble === "missing" && isOwnList(query))
    return listMissing
  if (error instanceof ProviderError) return meanings[error.trouble] ?? healthy
  return puzzling
}

/**
 * What the latest answer of a connection says about it: nothing is asked for this alone.
 * @param paused the provider asked to wait, and what is asked of it waits for that in its queue
 */
export const healthOf = (client: QueryClient, connection: string, paused: boolean): Health => {
  if (awayNow()) return unknown
  const queries = client.getQueryCache().findAll({ queryKey: keys.connection(connection) })
  const latest = latestOf(queries)
  if (!latest) {
    if (paused) return waits
    return queries.some((query) => query.state.fetchStatus === "fetching") ? asking : unasked
  }
  const health = healthIn(latest)
  if (paused && health.tone !== "fail") return waits
  if (health !== meanings.forbidden) return health
  return queries.some((query) => answeredAt(query) > 0 && healthIn(query) === healthy)
    ? health
    : forbidden
}

/** The health of a connection, kept up with the answers that come in. */
export const useHealth = (connection: string): Health => {
  const paused = useQueueState(connection).paused > 0
  return useCached((client) => healthOf(client, connection, paused))
}
