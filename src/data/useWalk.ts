import { useQuery, useQueryClient } from "@tanstack/react-query"
import type { Row } from "../model/field.ts"
import type { Query } from "../model/query.ts"
import { kept } from "./client.ts"
import { keys } from "./keys.ts"
import { isOwed } from "./owed.ts"
import type { ListOf, Walk } from "./listState.ts"
import { agree, isAnswered, useLive } from "./live.ts"

/** Reads a whole list while it is needed, and tells how far it has come. */
export const useWalk = (
  list: ListOf,
  query: Query,
  needed: boolean,
  /** The price was named before: nobody is asked again. */
  paid = false,
) => {
  const client = useQueryClient()
  const queryKey = keys.walk(list.connection.id, list.resource.id, list.place, query)
  const key = JSON.stringify(queryKey)
  const { data, error, isFetching, dataUpdatedAt } = useQuery({
    queryKey,
    queryFn: async ({ signal }) => {
      const { readWalk } = await import("./readWalk.ts")
      return readWalk(key, signal, list, query, paid)
    },
    enabled: needed,
    staleTime: 60_000,
    persister: kept("stale"),
  })
  const now = useLive(key)
  /** What reading so many rows takes was named beside what was pressed; where it was not, it is asked. */
  const agreeTo = (count: number | undefined): void => {
    const { paging } = list.resource
    if (count !== undefined && paging.by !== "none") agree(key, Math.ceil(count / paging.max))
  }
  const refresh = (): void => {
    // Who is asked the price has not answered, and no interval answers for them.
    if (now?.decide) return
    if (data?.complete) agreeTo(data.of ?? data.rows.length)
    void client.refetchQueries({ queryKey, exact: true })
  }
  // While a walk is repeated, the whole answer of the one before is the better one to show.
  const shown: { readonly rows: readonly Row[]; readonly of: number | undefined } | undefined =
    data?.complete ? data : (now ?? data)
  const stopped = data && !data.complete && data.incomplete === undefined
  const state: Walk = {
    state: now?.decide ? "asking" : now || isFetching ? "running" : stopped ? "stopped" : "done",
    read: shown?.rows.length ?? 0,
    of: shown?.of,
    requests: now?.requests,
    start: () => {
      if (now?.decide) return now.decide(true)
      agreeTo(data?.of)
      refresh()
    },
    // What a walk that was to read it anew has so far is less than what is here.
    stop: () =>
      data && !stopped ? void client.cancelQueries({ queryKey, exact: true }) : now?.halt(),
  }
  return {
    rows: shown?.rows,
    of: shown?.of,
    complete: data?.complete === true,
    incomplete: data?.incomplete,
    // Asked again by itself, it stays told as failed until there is something of it.
    problem: data === undefined && isAnswered(now) ? undefined : (error ?? undefined),
    owed: isOwed(client, queryKey),
    updatedAt: dataUpdatedAt,
    askedAt: data?.asked ?? dataUpdatedAt,
    // Before somebody has agreed to the price, the answer of before stands as it is.
    refreshing: isFetching && !(data?.complete && now?.decide),
    walk: state,
    refresh,
  }
}
