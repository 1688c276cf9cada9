import type { QueryClient } from "@tanstack/react-query"
import type { Field, Row } from "../model/field.ts"
import type { Page, Total } from "../model/provider.ts"
import { emptyQuery, sizesOf } from "../model/query.ts"
import type { Query } from "../model/query.ts"
import { rowFilter } from "../model/search.ts"
import { fromParts, remoteIn } from "../model/where.ts"
import { keys } from "./keys.ts"
import type { ListOf } from "./listState.ts"
import type { Walked } from "./walk.ts"

export const exact = (count: number): Total => ({ count, exact: true })

/** The filters that the answer under this key was asked for with. */
const filtersIn = (asked: unknown): string =>
  JSON.stringify(
    typeof asked === "object" && asked !== null && "filters" in asked ? asked.filters : undefined,
  )

/**
 * How many rows of a list these filters choose (`{}`: how many it has), by the last answer that says so,
 * whatever its page, order and size. What an action has touched since is not known any more.
 */
export const knownTotal = (
  client: QueryClient,
  { connection, resource, place }: ListOf,
  filters: Query["filters"],
): Total | undefined => {
  const same = JSON.stringify(filters)
  const valid = ({ state }: { readonly state: { readonly isInvalidated: boolean } }): boolean =>
    !state.isInvalidated
  const pages = client.getQueriesData<Page>({
    queryKey: keys.lists(connection.id, resource.id, place),
    predicate: valid,
  })
  const walks = client.getQueriesData<Walked>({
    queryKey: keys.walks(connection.id, resource.id, place),
    predicate: valid,
  })
  let last: { readonly at: number; readonly total: Total } | undefined
  for (const [key, total] of [
    ...pages.map(([key, page]) => [key, page?.total] as const),
    ...walks.map(([key, walk]) => [key, walk?.complete && exact(walk.rows.length)] as const),
  ]) {
    if (!total || !total.exact || filtersIn(key[5]) !== same) continue
    const at = client.getQueryState(key)?.dataUpdatedAt ?? 0
    if (!last || at > last.at) last = { at, total }
  }
  return last?.total
}

/**
 * What to ask for to learn how many rows a list has; undefined where that takes more than one small
 * page: where the API does not say it, it shows only at the list's end.
 */
export const countQuery = ({ paging, sparse, title }: ListOf["resource"]): Query | undefined =>
  paging.by === "page"
    ? {
        ...emptyQuery,
        size: Math.min(...sizesOf(paging)),
        ...(sparse ? { fields: [title] } : {}),
      }
    : undefined

/** How many of all rows answer a query; undefined where only the provider can tell. */
export const countIn = (
  fields: readonly Field[],
  rows: readonly Row[],
  query: Query,
): number | undefined =>
  remoteIn(fields, fromParts(query)) ? undefined : rows.filter(rowFilter(fields, query)).length
