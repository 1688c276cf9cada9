import { queryOptions, useQueries } from "@tanstack/react-query"
import { commonFields, toCommon } from "../model/common.ts"
import type { Connection } from "../model/connection.ts"
import type { Row } from "../model/field.ts"
import type { Place } from "../model/place.ts"
import type { Provider, Resource } from "../model/provider.ts"
import { emptyQuery } from "../model/query.ts"
import type { Query } from "../model/query.ts"
import { callOf } from "./call.ts"
import { keys } from "./keys.ts"
import type { ListState } from "./listState.ts"
import { memoLast, runWatched, useLives } from "./live.ts"
import type { Live, Watched } from "./live.ts"
import { providerQuery } from "./provider.ts"
import { useAnswer } from "./rows/useAnswer.ts"
import { walk } from "./walk.ts"
import type { Walked, WalkProgress } from "./walk.ts"

/** How far the packages of one connection are known. */
export type Part = {
  readonly connection: Connection
  readonly state: "loading" | "asking" | "ready" | "failed" | "stopped"
  readonly problem: unknown
  readonly read: number
  readonly of: number | undefined
  readonly requests: number | undefined
  readonly incomplete: string | undefined
  readonly updatedAt: number
  readonly goOn: () => void
  readonly retry: () => void
}

const wanted = (resource: Resource): Query => ({
  ...emptyQuery,
  size: resource.paging.by === "none" ? 0 : resource.paging.max,
  ...(resource.sparse
    ? { fields: resource.fields.filter((field) => field.common).map((field) => field.id) }
    : {}),
})

const liveKey = (connection: string): string => JSON.stringify(keys.everything(connection))

const sum = (counts: readonly (number | undefined)[]): number | undefined =>
  counts.reduce<number | undefined>(
    (all, count) => (all === undefined || count === undefined ? undefined : all + count),
    0,
  )

/** Lists fetched at once, where packages stand in several of them. */
const parallel = 4
/** Lists it may ask for before it names the price. */
const freeLists = 50

/** Reads every package of a connection: one list, or one for each place that holds packages. */
const gather = async (
  connection: Connection,
  provider: Provider,
  { signal, onProgress, approve }: Watched,
): Promise<Walked> => {
  const resource = provider.resources[provider.packages.resource]
  if (!resource) throw new RangeError(`${provider.name} has no ${provider.packages.resource}`)
  const call = callOf(connection, signal, "soon")
  const places: readonly Place[] = (await provider.packages.places?.(call)) ?? [[]]
  const parts: WalkProgress[] = places.map(() => ({ rows: [], of: undefined, requests: undefined }))
  const ends: Walked[] = []
  const rows = (): readonly Row[] => parts.flatMap((part) => part.rows)
  const price = places.length > freeLists ? places.length : undefined
  if (price && !(await approve({ rows: [], of: undefined, requests: price })))
    return { rows: [], of: undefined, complete: false }
  let next = 0
  const worker = async (): Promise<void> => {
    while (next < places.length) {
      const at = next
      const place = places[at] ?? []
      next += 1
      // A row that was read stays the same object while others arrive: its text is not read again.
      const made = new Map<Row, Row>()
      const common = (row: Row): Row => {
        const one = made.get(row) ?? toCommon(connection, resource, place, row)
        made.set(row, one)
        return one
      }
      const end = await walk({
        call,
        resource,
        place,
        query: wanted(resource),
        approve,
        onProgress: (progress) => {
          parts[at] = { ...progress, rows: progress.rows.map(common) }
          onProgress({
            rows: rows(),
            of: sum(parts.map(({ of }) => of)),
            requests: progress.requests,
          })
        },
      })
      parts[at] = { rows: end.rows.map(common), of: end.of, requests: 0 }
      ends.push(end)
    }
  }
  await Promise.all(Array.from({ length: Math.min(parallel, places.length) }, worker))
  const reason = ends.find((end) => end.incomplete)?.incomplete
  return {
    rows: rows(),
    of: sum(ends.map(({ of }) => of)),
    complete: ends.every((end) => end.complete),
    ...(reason === undefined ? {} : { incomplete: reason }),
  }
}

const everythingQuery = (connection: Connection) =>
  queryOptions({
    queryKey: keys.everything(connection.id),
    queryFn: async ({ signal, client }): Promise<Walked> => {
      const provider = await client.ensureQueryData(providerQuery(connection.provider))
      return runWatched(liveKey(connection.id), signal, (watched) =>
        gather(connection, provider, watched),
      )
    },
    staleTime: 60_000,
  })

const stateOf = (
  data: Walked | undefined,
  failed: boolean,
  now: Live | undefined,
): Part["state"] => {
  if (data) return data.complete || data.incomplete !== undefined ? "ready" : "stopped"
  if (failed) return "failed"
  return now?.decide ? "asking" : "loading"
}

/** The same list again whenever a page that shows it is opened again, and its index with it. */
const join = memoLast((all: readonly (readonly Row[])[]) => all.flat())

/**
 * Every package of every connection in the common vocabulary, as far as it is known, together with
 * how far that is for each connection. One that fails leaves the others as they are.
 */
export const useEverything = (
  connections: readonly Connection[],
): { rows: readonly Row[]; parts: readonly Part[] } => {
  const queries = useQueries({ queries: connections.map(everythingQuery) })
  const lives = useLives(connections.map(({ id }) => liveKey(id)))
  const parts = connections.map((connection, at): Part => {
    const query = queries[at]
    const now = lives[at]
    return {
      connection,
      state: stateOf(query?.data, query?.isError ?? false, now),
      problem: query?.error ?? undefined,
      read: query?.data?.rows.length ?? now?.rows.length ?? 0,
      of: query?.data?.of ?? now?.of,
      requests: now?.requests,
      incomplete: query?.data?.incomplete,
      updatedAt: query?.dataUpdatedAt ?? 0,
      goOn: () => now?.decide?.(true),
      retry: () => void query?.refetch(),
    }
  })
  return {
    rows: join(connections.map((_, at) => queries[at]?.data?.rows ?? lives[at]?.rows ?? none)),
    parts,
  }
}

const none: readonly Row[] = []

/** The table of every package: one list over all connections, honest about those still missing. */
export const useEverythingList = (
  connections: readonly Connection[],
  query: Query,
): { list: ListState; parts: readonly Part[] } => {
  const { rows, parts } = useEverything(connections)
  const { answer, stale } = useAnswer({ of: "everything", fields: commonFields, rows, query })
  const loading = parts.filter((part) => part.state === "loading").length
  const complete = parts.every((part) => part.state === "ready" && part.incomplete === undefined)
  const exact = complete
  return {
    parts,
    list: {
      rows: answer?.rows ?? none,
      matching: answer && { count: answer.matching, exact },
      all: { count: rows.length, exact },
      next: answer?.next,
      status: answer && (rows.length > 0 || loading === 0) ? "ready" : "loading",
      problem: undefined,
      complete,
      walk: undefined,
      incomplete: undefined,
      updatedAt: Math.max(0, ...parts.map((part) => part.updatedAt)),
      refreshing: loading > 0,
      census: { rows, complete, of: complete ? rows.length : undefined, running: loading > 0 },
      version: rows,
      stale,
      readAll: async () => {
        const { answersOf } = await import("./readAll.ts")
        return { rows: answersOf(commonFields, rows, query), complete }
      },
      refresh: () => {
        for (const part of parts) part.retry()
      },
    },
  }
}
