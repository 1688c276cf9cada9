import { useQueries, useQueryClient } from "@tanstack/react-query"
import { useState } from "react"
import { commonFields } from "../model/common.ts"
import type { Connection } from "../model/connection.ts"
import type { Row } from "../model/field.ts"
import type { Query } from "../model/query.ts"
import {
  everythingQuery,
  isKept,
  isWhole,
  liveKey,
  oldest,
  partOf,
  rowsOf,
} from "./everythingPart.ts"
import type { Part } from "./everythingPart.ts"
import { keys } from "./keys.ts"
import { isOwed } from "./owed.ts"
import type { ListState } from "./listState.ts"
import { partsFor } from "./partsFor.ts"
import { memoLast, useLives } from "./useLives.ts"
import { useAnswer } from "./rows/useAnswer.ts"
import { useCached } from "./useCached.ts"
import type { Walked } from "./walk.ts"

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
    rows: join(connections.map((_, at) => rowsOf(queries[at], lives[at]))),
    parts: connections.map((connection, at) =>
      partOf(connection, queries[at], lives[at], owed[at] ?? false),
    ),
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

/** The table of every package: one list over all connections, honest about those still missing. */
export const useEverythingList = ({ rows, parts }: Everything, query: Query): ListState => {
  const client = useQueryClient()
  const { answer, stale, former, partial } = useAnswer({
    of: "everything",
    fields: commonFields,
    rows,
    query,
  })
  const loading = parts.filter((part) => part.state === "loading").length
  const asked = partsFor(parts, query)
  const complete = parts.every(isWhole)
  const old = oldest(
    parts.flatMap((part) => (part.state === "old" || isKept(part) ? part.updatedAt : [])),
  )
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
    readAll: async (reading) => {
      const { readEverything } = await import("./readEverything.ts")
      return readEverything(client, parts, query, reading)
    },
    refresh: () => {
      for (const part of parts) part.retry()
    },
  }
}
