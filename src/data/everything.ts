import { queryOptions, useQueries, useQueryClient } from "@tanstack/react-query"
import { useState } from "react"
import { commonFields } from "../model/common.ts"
import type { Connection } from "../model/connection.ts"
import type { Row } from "../model/field.ts"
import type { Query } from "../model/query.ts"
import { kept } from "./client.ts"
import { gather } from "./gather.ts"
import { keys } from "./keys.ts"
import { isOwed } from "./owed.ts"
import type { ListState } from "./listState.ts"
import { partsFor } from "./partsFor.ts"
import { isAnswered, memoLast, runWatched, useLives } from "./live.ts"
import type { Live } from "./live.ts"
import { providerQuery } from "./provider.ts"
import { useAnswer } from "./rows/useAnswer.ts"
import { useCached } from "./useCached.ts"
import type { Walked } from "./walk.ts"

/** How far the packages of one connection are known. */
export type Part = {
  readonly connection: Connection
  /** `old`: it cannot be read now, and what is here was read before. */
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

const liveKey = (connection: string): string => JSON.stringify(keys.everything(connection))

const everythingQuery = (connection: Connection) =>
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
  // Whose answer has come back, and who must agree to the price of all of it, is asked for that.
  if (data && failed && now?.decide) return "asking"
  if (data) return failed ? "old" : "ready"
  // Asked again by itself, it stays told as failed until there is something of it.
  if (failed && !isAnswered(now)) return "failed"
  return now?.decide ? "asking" : "loading"
}

const none: readonly Row[] = []

/** The same list again whenever a page that shows it is opened again, and its index with it. */
const join = memoLast((all: readonly (readonly Row[])[]) => all.flat())

/** Every package that is known, and how far that is. */
export type Everything = { readonly rows: readonly Row[]; readonly parts: readonly Part[] }

/** What was made of the same facts before, again. */
const steady = <R>(): ((facts: readonly unknown[], make: () => R) => R) => {
  let last: { readonly facts: readonly unknown[]; readonly result: R } | undefined
  return (facts, make) => {
    const before = last?.facts
    if (!last || before?.length !== facts.length || facts.some((fact, at) => fact !== before[at]))
      last = { facts, result: make() }
    return last.result
  }
}

/**
 * Every package of every connection in the common vocabulary, as far as it is known, together with
 * how far that is for each connection. One that fails leaves the others as they are. The same object
 * again for as long as nothing has changed.
 */
export const useEverything = (connections: readonly Connection[]): Everything => {
  const client = useQueryClient()
  const queries = useQueries({ queries: connections.map(everythingQuery) })
  const owed = connections.map(({ id }) => isOwed(client, keys.everything(id)))
  const lives = useLives(connections.map(({ id }) => liveKey(id)))
  const [again] = useState(() => steady<Everything>())
  const facts = connections.flatMap((connection, at) => {
    const query = queries[at]
    return [
      connection,
      query?.data,
      query?.error,
      query?.isFetching,
      query?.dataUpdatedAt,
      lives[at],
      owed[at],
    ]
  })
  return again(facts, () => ({
    rows: join(connections.map((_, at) => queries[at]?.data?.rows ?? lives[at]?.rows ?? none)),
    parts: connections.map((connection, at): Part => {
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
        onlyCreated: query?.data?.onlyCreated ?? false,
        updatedAt: query?.dataUpdatedAt ?? 0,
        askedAt: query?.data?.asked ?? query?.dataUpdatedAt ?? 0,
        refreshing: query?.isFetching ?? false,
        owed: owed[at] ?? false,
        goOn: () => now?.decide?.(true),
        // Reading that goes on is not begun anew, for whatever reason somebody asks.
        retry: () => void query?.refetch({ cancelRefetch: false }),
      }
    }),
  }))
}

/** What was read of all packages so far; nothing is read for it. The same list for the same parts. */
export const useKnown = (connections: readonly Connection[]): readonly Row[] => {
  const [own] = useState(() => memoLast((all: readonly (readonly Row[])[]) => all.flat()))
  return useCached((client) =>
    own(
      connections.map(({ id }) => client.getQueryData<Walked>(keys.everything(id))?.rows ?? none),
    ),
  )
}

/** Parts that are in the table as far as they could be known. */
export const isThere = ({ state }: Pick<Part, "state">): boolean =>
  state === "ready" || state === "old"

/** Parts of which all is in the table. */
export const isWhole = (part: Pick<Part, "state" | "incomplete">): boolean =>
  isThere(part) && part.incomplete === undefined

/** The first of these moments; 0 where there is none. */
const oldest = (moments: readonly number[]): number => {
  const known = moments.filter((at) => at > 0)
  return known.length === 0 ? 0 : Math.min(...known)
}

const onlySimilar = "no package matches; these have similar names"

/** The table of every package: one list over all connections, honest about those still missing. */
export const useEverythingList = ({ rows, parts }: Everything, query: Query): ListState => {
  const { answer, stale, former, partial } = useAnswer({
    of: "everything",
    fields: commonFields,
    rows,
    query,
  })
  const loading = parts.filter((part) => part.state === "loading").length
  const asked = partsFor(parts, query)
  const complete = parts.every(isWhole)
  const old = oldest(parts.flatMap((part) => (part.state === "old" ? part.updatedAt : [])))
  // The answer may still be that of the rows before the last ones came.
  const exact = asked.every(isWhole) && !partial
  return {
    rows: answer?.rows ?? none,
    matching: answer && { count: answer.matching, exact },
    all: { count: rows.length, exact: complete },
    next: answer?.next,
    status: answer && (rows.length > 0 || loading === 0) ? "ready" : "loading",
    problem: undefined,
    complete: exact,
    walk: undefined,
    incomplete: undefined,
    ...(old === 0 ? {} : { old }),
    onlyCreated: parts.flatMap((part) => (part.onlyCreated ? part.connection.name : [])),
    ...(answer?.similar ? { similar: answer.similar } : {}),
    // As old as its oldest part.
    updatedAt: oldest(parts.map(({ updatedAt }) => updatedAt)),
    askedAt: oldest(parts.map(({ askedAt }) => askedAt)),
    refreshing: asked.some((part) => part.refreshing),
    census: { rows, complete, of: complete ? rows.length : undefined, running: loading > 0 },
    version: rows,
    stale,
    former,
    owed: parts.some((part) => part.owed),
    readAll: async ({ rows: given }) => {
      const { missingParts, noneAnswered, oldAmong, partsOf } = await import("./missingParts.ts")
      // What is here is exported as it was; without a row, a file would say that there is nothing.
      const unlessNobody = (found: readonly Row[]): readonly Row[] => {
        const nobody = noneAnswered(asked)
        if (nobody) throw nobody
        return found
      }
      const missing = given ? oldAmong(parts, given) : missingParts(asked)
      const concerned = given ? partsOf(parts, given) : asked
      const at = oldest(concerned.map(({ updatedAt }) => updatedAt))
      const whole = {
        ...(missing === "" ? { complete: true } : { complete: false, incomplete: missing }),
        ...(at === 0 ? {} : { at }),
      }
      if (given) return { rows: given, ...whole }
      if (query.ranked) {
        const { answerRanked } = await import("./rows/rowAnswers.ts")
        const all = await answerRanked(commonFields, rows, {
          ...query,
          page: "",
          size: Number.MAX_SAFE_INTEGER,
        })
        return all?.similar
          ? {
              rows: all.rows,
              ...whole,
              complete: false,
              incomplete: missing === "" ? onlySimilar : `${missing}; ${onlySimilar}`,
            }
          : { rows: unlessNobody(all?.rows ?? none), ...whole }
      }
      const { answersOf } = await import("./readAll.ts")
      return { rows: unlessNobody(answersOf(commonFields, rows, query)), ...whole }
    },
    refresh: () => {
      for (const part of parts) part.retry()
    },
  }
}
