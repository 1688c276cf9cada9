import { keepPreviousData, queryOptions, useQuery, useQueryClient } from "@tanstack/react-query"
import { useMemo, useState } from "react"
import { wholeQuery } from "../model/facet.ts"
import type { Row } from "../model/field.ts"
import type { Page, Resource, Total } from "../model/provider.ts"
import { narrows, plan } from "../model/query.ts"
import type { Query } from "../model/query.ts"
import { callOf } from "./call.ts"
import { kept } from "./client.ts"
import { keys } from "./keys.ts"
import { isOwed } from "./owed.ts"
import type { Census, ListOf, ListState } from "./listState.ts"
import { useAnswer } from "./rows/useAnswer.ts"
import { countIn, countQuery, exact, knownTotal } from "./totals.ts"
import { useWalk } from "./useWalk.ts"

/** With when it was asked for, ms since 1970: what changed later may be missing from it. */
type AskedPage = Page & { readonly asked?: number }

/** One page as the provider answers it. */
export const pageQuery = (list: ListOf, query: Query) =>
  queryOptions({
    queryKey: keys.list(list.connection.id, list.resource.id, list.place, query),
    // A total that it does not say is none of it: kept with it, an old number would be said again as new.
    queryFn: async ({ signal }): Promise<AskedPage> => ({
      asked: Date.now(),
      ...(await list.resource.list(callOf(list.connection, signal, "visible"), list.place, query)),
    }),
    persister: kept("always"),
  })

/** A list whose rows still change by themselves is asked again: after 5 s, then ever less often. */
const pollEvery = (
  resource: Resource,
  rows: readonly Row[] | undefined,
  asked: number,
): number | false =>
  rows?.some((row) => resource.busy?.(row)) ? Math.min(30_000, 5000 * 1.3 ** asked) : false

/** Splits a query over a list, and says which page the API is asked for where it need not be read whole. */
export const planList = (resource: Resource, query: Query) => {
  const { fields, ...rest } = query
  // Columns that come and go must not ask again where the API sends all of them anyway.
  const planned = plan(resource, resource.sparse && fields ? query : rest)
  const whole = resource.paging.by === "none"
  // An unpaged list is one answer, whatever is asked of it: page and size are ours to cut.
  const asked: Query = whole ? { ...planned.remote, page: "", size: 0 } : planned.remote
  return { ...planned, whole, asked }
}

const none: readonly Row[] = []

/**
 * What of a paged list can be counted. A page can, as long as no filter chose its rows: what a filter
 * left out may be many or none, and is not to be told from 0.
 */
const useCensus = (
  list: ListOf,
  query: Query,
  page: Page | undefined,
  /** The page answers this query, and is not still that of the one before. */
  settled: boolean,
  walked: Census,
): Census => {
  const { resource, connection, place } = list
  const key = JSON.stringify(keys.lists(connection.id, resource.id, place))
  const [counted, setCounted] = useState("")
  const whole = useWalk(list, wholeQuery(resource, query), counted === key, true)
  const rest = {
    requests:
      walked.of === undefined || resource.paging.by === "none"
        ? undefined
        : Math.ceil(walked.of / resource.paging.max),
    start: () => (counted === key ? whole.refresh() : setCounted(key)),
  }
  if (walked.rows && (walked.complete || walked.running)) return walked
  if (whole.rows)
    return {
      rows: whole.rows,
      of: whole.of,
      complete: whole.complete,
      running: whole.refreshing,
      ...(whole.complete || whole.refreshing ? {} : { count: rest }),
    }
  if (page && settled && page.next === undefined && query.page === "" && !narrows(query))
    // One that ends where its provider cuts it off is all that there is to see, and not all there is.
    return {
      rows: page.rows,
      of: page.incomplete === undefined ? page.rows.length : undefined,
      complete: page.incomplete === undefined,
      running: false,
    }
  return {
    rows: page && !narrows(query) ? page.rows : undefined,
    of: walked.of,
    complete: false,
    running: whole.refreshing,
    ...(whole.refreshing ? {} : { count: rest }),
  }
}

/** How many rows a whole list has: as its provider says, or as were read to its end. */
const totalOf = ({ of, rows, complete }: ReturnType<typeof useWalk>): Total | undefined => {
  const count = of ?? (complete ? rows?.length : undefined)
  return count === undefined ? undefined : exact(count)
}

/**
 * The rows that answer a query, and how far that answer can be trusted. What the API can do over its
 * whole list it does; for the rest every page is read, and the state says how far that has come.
 */
export const useList = (list: ListOf, query: Query): ListState => {
  const client = useQueryClient()
  const { resource, connection, place } = list
  const { remote, local, needsAll, whole, asked } = useMemo(
    () => planList(resource, query),
    [resource, query],
  )

  const page = useQuery({
    ...pageQuery(list, asked),
    enabled: !needsAll,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => pollEvery(resource, state.data?.rows, state.dataUpdateCount),
  })
  const walked = useWalk(list, remote, needsAll)

  const rows = needsAll ? walked.rows : page.data?.rows
  const {
    answer: answered,
    stale,
    former,
    partial,
  } = useAnswer({
    of: JSON.stringify(keys.lists(connection.id, resource.id, place)),
    fields: resource.fields,
    rows: needsAll || whole ? (rows ?? none) : undefined,
    query: local,
  })
  const chosen = Object.keys(remote.filters).length > 0
  const own = chosen
    ? undefined
    : needsAll
      ? totalOf(walked)
      : whole
        ? page.data && exact(page.data.rows.length)
        : page.isPlaceholderData
          ? undefined
          : page.data?.total
  const known = own ?? knownTotal(client, list, {})
  const counting = countQuery(resource)
  // Behind the rows: "37" alone would look as if there were no more.
  useQuery({
    ...pageQuery(list, counting ?? asked),
    enabled: counting !== undefined && chosen && known === undefined && rows !== undefined,
  })
  const census = useCensus(
    list,
    query,
    needsAll || whole ? undefined : page.data,
    !page.isPlaceholderData,
    {
      rows: needsAll ? (chosen ? undefined : walked.rows) : whole ? rows : undefined,
      of: known?.count,
      complete: needsAll ? walked.complete : whole && page.data?.incomplete === undefined,
      running: needsAll && walked.walk.state === "running",
    },
  )
  const counted = census.complete ? census.rows : undefined
  const all = own ?? (counted ? exact(counted.length) : known)
  // Where the API does not say how many its filters choose, what was counted does.
  const unsaid = !needsAll && !whole && page.data !== undefined && page.data.total === undefined
  const found = useMemo(
    () => (unsaid && counted ? countIn(resource.fields, counted, query) : undefined),
    [unsaid, counted, resource, query],
  )
  const ends = whole || (query.page === "" && page.data?.next === undefined)
  const here = needsAll
    ? walked.complete && { rows: walked.rows ?? none, at: walked.updatedAt }
    : ends &&
      page.data &&
      page.data.incomplete === undefined &&
      !page.isPlaceholderData && { rows: page.data.rows, at: page.dataUpdatedAt }
  const problem = (needsAll ? walked.problem : page.error) ?? undefined
  const readAll: ListState["readAll"] = async (reading) => {
    const { readAll: read } = await import("./readAll.ts")
    return read(client, list, query, reading, { here: here || undefined, problem })
  }

  const same = { all, problem, former, census, inPart: !here, readAll }

  if (needsAll) {
    const complete = walked.complete && !partial
    const { walk, incomplete, updatedAt, askedAt, refreshing, refresh, owed } = walked
    return {
      ...same,
      rows: answered?.rows ?? none,
      matching: rows && answered && { count: answered.matching, exact: complete },
      next: answered?.next,
      status:
        rows && answered && (rows.length > 0 || complete || walk.state !== "running")
          ? "ready"
          : problem
            ? "failed"
            : "loading",
      complete,
      walk,
      incomplete,
      updatedAt,
      askedAt,
      refreshing,
      stale,
      refresh,
      version: walked.rows,
      owed,
    }
  }
  const data = page.data
  const said = data && (data.total ?? (chosen ? knownTotal(client, list, asked.filters) : all))
  const total = whole
    ? data && answered && exact(answered.matching)
    : (said ?? (found === undefined ? undefined : exact(found)))
  return {
    ...same,
    rows: (whole ? answered?.rows : data?.rows) ?? none,
    matching: total,
    next: whole ? answered?.next : data?.next,
    status: data && (answered || !whole) ? "ready" : page.isError ? "failed" : "loading",
    complete: data !== undefined && data.incomplete === undefined && !page.isPlaceholderData,
    walk: undefined,
    incomplete: data?.incomplete,
    updatedAt: page.dataUpdatedAt,
    askedAt: data?.asked ?? page.dataUpdatedAt,
    refreshing: page.isFetching,
    stale: stale || page.isPlaceholderData,
    refresh: () => void page.refetch(),
    version: data?.rows,
    owed: isOwed(client, keys.list(connection.id, resource.id, place, asked)),
  }
}
