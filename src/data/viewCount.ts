import { keepPreviousData, skipToken, useQuery, useQueryClient } from "@tanstack/react-query"
import type { QueryClient, QueryState } from "@tanstack/react-query"
import { useCallback, useEffect, useMemo, useState } from "react"
import { commonFields } from "../model/common.ts"
import type { Call } from "../model/call.ts"
import type { Connection } from "../model/connection.ts"
import { wholeQuery } from "../model/facet.ts"
import type { Field, Row } from "../model/field.ts"
import type { Paging, Provider, Resource, Total } from "../model/provider.ts"
import { readQuery, sizesOf } from "../model/query.ts"
import type { Dropped, Query } from "../model/query.ts"
import { readPlace } from "../paths.ts"
import { callOf } from "./call.ts"
import { persister } from "./client.ts"
import { freshFor } from "./countsFollow.ts"
import { keys } from "./keys.ts"
import { pageQuery, planList } from "./list.ts"
import type { ListOf } from "./listState.ts"
import { memoLast } from "./useLives.ts"
import { answersOf } from "./readAll.ts"
import { restoreKept } from "./restoreKnown.ts"
import { useCached } from "./useCached.ts"
import { walk } from "./walk.ts"
import type { Walked } from "./walk.ts"

/** Counting must not cost more requests than this by itself. */
const mostRequests = 10

/** What a view asks for, as far as that decides how many rows answer it, and what of it cannot be. */
const readCounted = (
  fields: readonly Field[],
  paging: Paging,
  search: string,
): { readonly query: Query; readonly dropped: Dropped } => {
  const params = new URLSearchParams(search)
  for (const name of ["sort", "page", "per"]) params.delete(name)
  return readQuery(fields, paging, params)
}

/**
 * The same. Undefined: it asks for something that the list does not have (any more), and the number of
 * what is left would not be the number of what it is called.
 */
export const countedQuery = (
  fields: readonly Field[],
  paging: Paging,
  search: string,
): Query | undefined => {
  const { query, dropped } = readCounted(fields, paging, search)
  return dropped.length === 0 ? query : undefined
}

/** Why there is no number of a view, or none yet. */
export type Uncounted = { readonly why: string }

/** The same of one that asks for what the list does not have. */
export const lostOf = (
  fields: readonly Field[],
  paging: Paging,
  search: string,
): Uncounted | undefined => {
  const { dropped } = readCounted(fields, paging, search)
  return dropped.length === 0 ? undefined : { why: `a part of it is gone: ${dropped.join("; ")}` }
}

/**
 * The list that a view of a connection is of: the one its path names, or the one that the page of an
 * item shows below it.
 */
export const listAt = (
  connection: Connection,
  provider: Provider,
  splat: string,
  tab: string | null,
): ListOf | undefined => {
  const target = readPlace(splat)
  if (!target) return undefined
  const { place, resource: listed } = target
  const item = provider.resources[place.at(-1)?.in ?? ""]
  const shown = tab ?? (item?.opensWithFields ? undefined : item?.children[0])
  const below = item?.children.find((child) => child === shown)
  const resource = provider.resources[listed ?? below ?? ""]
  return resource && { connection, resource, place }
}

type Asked = {
  /** What the provider is asked: the same for all views whose answers we find in the same rows. */
  readonly remote: Query
  readonly local: Query
  /** The answer is one of these; else all pages have to be read. */
  readonly by: "whole" | "total" | "walk"
}

/** Undefined: it cannot be counted. */
export const askedOf = (resource: Resource, search: string): Asked | undefined => {
  const query = countedQuery(resource.fields, resource.paging, search)
  if (!query) return undefined
  const { asked, local, needsAll, whole } = planList(resource, query)
  if (whole) return { remote: asked, local, by: "whole" }
  const { fields } = wholeQuery(resource, query)
  if (needsAll) return { remote: { ...asked, ...(fields ? { fields } : {}) }, local, by: "walk" }
  const size = Math.min(...sizesOf(resource.paging))
  const titles = resource.sparse ? { fields: [resource.title] } : {}
  return { remote: { ...asked, size, ...titles }, local, by: "total" }
}

/** Rows in which we count, or what the provider counted; neither: not to be had at a small price. */
type Known = { readonly rows?: readonly Row[]; readonly total?: Total | undefined }

type Counting = Pick<ListOf, "place"> & { readonly resource: Pick<Resource, "paging" | "list"> }

/**
 * Reads a list, but not beyond so many requests, nor beyond the first page where the API has no offset:
 * each further one would fetch all before it once more.
 */
const walkAwhile = (
  call: Call,
  { resource, place }: Counting,
  query: Query,
  freeRequests: number,
): Promise<Walked> =>
  walk({
    call,
    resource,
    place,
    query,
    onProgress: () => undefined,
    approve: () => Promise.resolve(false),
    freeRequests: resource.paging.by === "offset" ? 1 : freeRequests,
  })

/** How many rows a provider says there are, or shows on its first page; one request, whatever comes. */
const statedTotal = async (
  call: Call,
  { resource, place }: Counting,
  query: Query,
): Promise<Total | undefined> => {
  const { total, next, rows, incomplete } = await resource.list(call, place, query)
  return total ?? (next === undefined ? { count: rows.length, exact: !incomplete } : undefined)
}

/** How many rows a provider counts, or else how many it lists, at least as far as they are read. */
export const totalOf = async (call: Call, list: Counting, query: Query): Promise<Total> => {
  const first = await list.resource.list(call, list.place, query)
  if (first.total) return first.total
  if (first.next === undefined)
    return { count: first.rows.length, exact: first.incomplete === undefined }
  const { rows, complete } = await walkAwhile(call, list, query, mostRequests - 1)
  return { count: Math.max(rows.length, first.rows.length), exact: complete }
}

const know = async (
  client: QueryClient,
  list: ListOf,
  { remote, by }: Asked,
  { signal, spare }: { readonly signal: AbortSignal; readonly spare: boolean },
): Promise<Known> => {
  const { connection, resource, place } = list
  if (by === "whole") {
    // The very answer of which the table is made: whichever of the two wants it first has it asked.
    const page = await client.fetchQuery({
      ...pageQuery(list, remote),
      staleTime: freshFor,
    })
    return page.incomplete === undefined ? { rows: page.rows } : {}
  }
  const call = callOf(connection, signal, "background")
  if (by === "total")
    return {
      total: await (spare ? statedTotal(call, list, remote) : totalOf(call, list, remote)),
    }
  const had = client.getQueryState<Walked>(keys.walk(connection.id, resource.id, place, remote))
  const read: Known = had?.data?.complete ? { rows: had.data.rows } : {}
  if (read.rows && !had?.isInvalidated && Date.now() - (had?.dataUpdatedAt ?? 0) < freshFor)
    return read
  if (spare) return read
  const walked = await walkAwhile(call, list, remote, mostRequests)
  return walked.complete ? { rows: walked.rows } : read
}

const notRead: Uncounted = {
  why: "the provider does not count these, and not all of them were read",
}
const tooMany: Uncounted = { why: `that takes more than ${mostRequests} requests` }
const notHad: Uncounted = { why: "the list could not be read" }

/**
 * How many rows of a list answer a view, or why that is not known; undefined while it is counted.
 * @param spare it comes with the list, and nobody saved it: it is counted in what is here, or by the
 * provider
 */
export const useListCount = (
  list: ListOf,
  search: string,
  spare: boolean,
): Total | Uncounted | undefined => {
  const client = useQueryClient()
  const { fields, paging } = list.resource
  const asked = useMemo(() => askedOf(list.resource, search), [list, search])
  const counted = useQuery({
    queryKey: keys.count(list.connection.id, list.resource.id, list.place, asked?.remote, spare),
    queryFn: asked ? ({ signal }) => know(client, list, asked, { signal, spare }) : skipToken,
    select: useCallback(
      ({ rows, total }: Known): Total | Uncounted =>
        rows && asked
          ? { count: answersOf(list.resource.fields, rows, asked.local).length, exact: true }
          : (total ?? (spare ? notRead : tooMany)),
      [list, asked, spare],
    ),
    structuralSharing: false,
    staleTime: freshFor,
    refetchInterval: 300_000,
    retry: false,
  })
  if (!asked) return lostOf(fields, paging, search)
  return counted.isError ? notHad : counted.data
}

const notAllRead: Uncounted = {
  why: "it is counted in what was read, and not all packages were: open them once",
}

/** A count, and when the rows were read in which it was counted, ms since 1970. */
export type ReadCount = Total & { readonly readAt: number }

/** How many rows of the table of all packages answer; undefined where a part of them is not known. */
export const countRead = (
  parts: readonly (Pick<QueryState<Walked>, "data" | "dataUpdatedAt"> | undefined)[],
  query: Query,
): ReadCount | undefined =>
  parts.length > 0 && parts.every((part) => part?.data?.complete)
    ? {
        count: answersOf(
          commonFields,
          parts.flatMap((part) => part?.data?.rows ?? []),
          query,
        ).length,
        exact: true,
        // As old as its oldest part.
        readAt: Math.min(...parts.map((part) => part?.dataUpdatedAt ?? 0)),
      }
    : undefined

/**
 * The same of the table of all packages, in what was read already: nothing is read for the sake of a
 * number. Counted again whenever more is read. Before that it is what it was when it was counted last,
 * kept with its age: to take back all rows for it would hold up the page.
 */
export const useEverythingCount = (
  connections: readonly Connection[],
  search: string,
): ReadCount | Uncounted | undefined => {
  const client = useQueryClient()
  const [own] = useState(() => memoLast((all: readonly (QueryState<Walked> | undefined)[]) => all))
  const parts = useCached((cache) =>
    own(connections.map(({ id }) => cache.getQueryState<Walked>(keys.everything(id)))),
  )
  const complete = parts.length > 0 && parts.every((part) => part?.data?.complete)
  const query = useMemo(() => countedQuery(commonFields, { by: "none" }, search), [search])
  const read = connections.flatMap(({ id }, at) => [id, parts[at]?.dataUpdatedAt ?? 0])
  const counted = useQuery({
    queryKey: keys.countEverything(search, read),
    queryFn: complete && query ? () => countRead(parts, query) ?? null : skipToken,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: freshFor,
  })
  const now = complete && query && !counted.isPlaceholderData ? counted.data : undefined
  const lastKey = useMemo(
    () =>
      keys.lastCount(
        search,
        connections.map(({ id }) => id),
      ),
    [search, connections],
  )
  const last = useQuery<ReadCount>({ queryKey: lastKey, queryFn: skipToken, staleTime: Infinity })
  useEffect(() => {
    if (!now) {
      void restoreKept(client, lastKey)
      return
    }
    client.setQueryData(lastKey, now, { updatedAt: now.readAt })
    void persister.persistQueryByKey(lastKey, client)
  }, [client, lastKey, now])
  if (!query) return lostOf(commonFields, { by: "none" }, search)
  return (complete ? counted.data : undefined) ?? last.data ?? notAllRead
}
