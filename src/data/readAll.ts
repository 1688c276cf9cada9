import type { QueryClient } from "@tanstack/react-query"
import type { Field, Row } from "../model/field.ts"
import { downWords } from "../model/down.ts"
import { plan } from "../model/query.ts"
import type { Query } from "../model/query.ts"
import { rowFilter, rowOrder } from "../model/search.ts"
import { callOf } from "./call.ts"
import { keys } from "./keys.ts"
import type { All, ListOf, Reading } from "./listState.ts"
import { readLate } from "./readLate.ts"
import { walk } from "./walk.ts"
import type { Walked } from "./walk.ts"

/** A walk that was made so short a time ago is not made again, in ms. */
const freshFor = 60_000

/** Rows that answer a query, in its order, of rows that are all here. */
export const answersOf = (
  fields: readonly Field[],
  rows: readonly Row[],
  query: Pick<Query, "text" | "filters" | "where" | "sort">,
): readonly Row[] => {
  const found = rows.filter(rowFilter(fields, { ...query, page: "", size: 0 }))
  return query.sort.length > 0 ? found.sort(rowOrder(fields, query.sort)) : found
}

/** All rows of what the API is asked for, as they were read. */
type Here = {
  readonly rows: readonly Row[]
  /** Ms since 1970. */
  readonly at: number
}

/**
 * Every row that answers a query, over all pages, or the rows given, with the fields wanted. Someone
 * asked for all of them, so the price is not asked again. Of a provider that is down those that are
 * `here` answer, and it is said from when they are.
 * @throws ProviderError, and AbortError when it is cancelled
 */
export const readAll = async (
  client: QueryClient,
  list: ListOf,
  query: Query,
  reading: Reading,
  here?: Here,
): Promise<All> => {
  try {
    return await readNow(client, list, query, reading)
  } catch (cause) {
    if (!here || here.at === 0 || downWords(cause) === undefined) throw cause
    const { resource, connection } = list
    const { local } = plan(resource, query)
    return {
      rows: reading.rows ?? answersOf(resource.fields, here.rows, local),
      complete: false,
      incomplete: `As it was at ${new Date(here.at).toISOString()}; ${connection.name} ${downWords(cause)} now`,
    }
  }
}

const readNow = async (
  client: QueryClient,
  list: ListOf,
  query: Query,
  reading: Reading,
): Promise<All> => {
  if (reading.rows)
    return { rows: await readLate(client, list, reading.rows, reading), complete: true }
  const { connection, resource, place } = list
  const { signal, onProgress, fields: wanted } = reading
  const { fields, ...rest } = query
  const sparse = resource.sparse &&
    fields && { fields: [...new Set([...fields, ...(wanted ?? [])])] }
  const { remote, local } = plan(resource, { ...rest, ...sparse })
  const max = resource.paging.by === "none" ? 0 : resource.paging.max
  const asked: Query = { ...remote, page: "", size: max }
  const queryKey = keys.walk(connection.id, resource.id, place, asked)
  const had = client.getQueryState<Walked>(queryKey)
  const fresh =
    had?.data?.complete === true && !had.isInvalidated && Date.now() - had.dataUpdatedAt < freshFor
  const walked =
    fresh && had.data
      ? had.data
      : await walk({
          call: callOf(connection, signal, "soon"),
          resource,
          place,
          query: asked,
          onProgress: ({ rows, of }) => onProgress(rows.length, of),
          approve: () => Promise.resolve(true),
        })
  return {
    rows: await readLate(client, list, answersOf(resource.fields, walked.rows, local), reading),
    complete: walked.complete,
    ...(walked.incomplete === undefined ? {} : { incomplete: walked.incomplete }),
  }
}
