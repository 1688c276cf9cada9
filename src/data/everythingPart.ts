import { queryOptions } from "@tanstack/react-query"
import type { QueryObserverResult } from "@tanstack/react-query"
import type { Connection } from "../model/connection.ts"
import type { Row } from "../model/field.ts"
import { kept } from "./client.ts"
import { gather } from "./gather.ts"
import { keys } from "./keys.ts"
import type { Live } from "./live.ts"
import { providerQuery } from "./provider.ts"
import type { Walked } from "./walk.ts"
import { runWatched } from "./watched.ts"

const none: readonly Row[] = []

/** How far the packages of one connection are known. */
export type Part = {
  readonly connection: Connection
  /** `old`: it cannot be read now, and what is here was read before; of `asking` see {@link isKept}. */
  readonly state: "loading" | "asking" | "ready" | "old" | "failed" | "stopped"
  readonly problem: unknown
  readonly read: number
  readonly of: number | undefined
  readonly requests: number | undefined
  readonly incomplete: string | undefined
  /** Its packages are told when they came, and not when they changed. */
  readonly onlyCreated: boolean
  readonly updatedAt: number
  readonly askedAt: number
  /** It is being read, anew or for the first time. */
  readonly refreshing: boolean
  /** Somebody changed it from here, and it is being read anew. */
  readonly owed: boolean
  readonly goOn: () => void
  readonly retry: () => void
}

/** By what the reading of a connection's packages is followed (`live.ts`). */
export const liveKey = (connection: string): string => JSON.stringify(keys.everything(connection))

/** Every package of a connection, as it is kept and asked for. */
export const everythingQuery = (connection: Connection) =>
  queryOptions({
    queryKey: keys.everything(connection.id),
    queryFn: async ({ signal, client }): Promise<Walked> => {
      const provider = await client.ensureQueryData(providerQuery(connection.provider))
      return runWatched(liveKey(connection.id), signal, (watched) =>
        gather(connection, provider, watched),
      )
    },
    // Who comes back within a minute is not asked for; who reloads wants to know how things are now.
    staleTime: ({ state }) => (state.dataUpdatedAt < performance.timeOrigin ? 0 : 60_000),
    persister: kept("stale"),
  })

const stateOf = (
  data: Walked | undefined,
  failed: boolean,
  now: Live | undefined,
): Part["state"] => {
  // One that was stopped is no whole, however it went on.
  if (data && !data.complete && data.incomplete === undefined) return "stopped"
  // Without that word it is never read anew, whatever else is so of it.
  if (data && now?.decide) return "asking"
  if (data) return failed ? "old" : "ready"
  if (now?.decide) return "asking"
  // Asked again by itself, it stays told as failed until all of it is here: it may fail again behind its
  // first answer. Where somebody asks again, React Query forgets the failure.
  return failed ? "failed" : "loading"
}

/** What of a connection is in the table: what was read last, or comes in now; nothing where it is told as failed. */
export const rowsOf = (
  query: Pick<Asked, "data" | "isError"> | undefined,
  now: Live | undefined,
): readonly Row[] => {
  const failed = stateOf(query?.data, query?.isError ?? false, now) === "failed"
  return query?.data?.rows ?? (failed ? undefined : now?.rows) ?? none
}

type Asked = Pick<
  QueryObserverResult<Walked>,
  "data" | "error" | "isError" | "isFetching" | "dataUpdatedAt" | "refetch"
>

/** How far a connection is known, by what was read of it, what is being read, and whether it is owed (`owed.ts`). */
export const partOf = (
  connection: Connection,
  query: Asked | undefined,
  now: Live | undefined,
  owed: boolean,
): Part => ({
  connection,
  state: stateOf(query?.data, query?.isError ?? false, now),
  problem: query?.error ?? undefined,
  read: rowsOf(query, now).length,
  of: query?.data?.of ?? now?.of,
  requests: now?.requests,
  incomplete: query?.data?.incomplete,
  onlyCreated: query?.data?.onlyCreated ?? false,
  updatedAt: query?.dataUpdatedAt ?? 0,
  askedAt: query?.data?.asked ?? query?.dataUpdatedAt ?? 0,
  // Before somebody has agreed to the price, what was read before stands as it is.
  refreshing: (query?.isFetching ?? false) && !(query?.data && now?.decide),
  owed,
  goOn: () => now?.decide?.(true),
  // Reading that goes on is not begun anew, for whatever reason somebody asks.
  retry: () => void query?.refetch({ cancelRefetch: false }),
})

/** Parts that are in the table as they were before: reading them anew waits for somebody to agree to its price. */
export const isKept = ({ state, updatedAt }: Pick<Part, "state" | "updatedAt">): boolean =>
  state === "asking" && updatedAt > 0

/** Parts that are in the table as far as they could be known. */
export const isThere = (part: Pick<Part, "state" | "updatedAt">): boolean =>
  part.state === "ready" || part.state === "old" || isKept(part)

/** Parts of which all is in the table. */
export const isWhole = (part: Pick<Part, "state" | "incomplete" | "updatedAt">): boolean =>
  isThere(part) && part.incomplete === undefined

/** The first of these moments; 0 where there is none. */
export const oldest = (moments: readonly number[]): number => {
  const known = moments.filter((at) => at > 0)
  return known.length === 0 ? 0 : Math.min(...known)
}
