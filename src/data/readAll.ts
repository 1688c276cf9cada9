import type { QueryClient } from "@tanstack/react-query"
import type { Field, Row } from "../model/field.ts"
import { downWords } from "../model/down.ts"
import type { Page } from "../model/provider.ts"
import { emptyQuery, plan } from "../model/query.ts"
import type { Query } from "../model/query.ts"
import { rowFilter, rowOrder } from "../model/search.ts"
import { callOf } from "./call.ts"
import { canAnswer, keptRows } from "./keptRows.ts"
import { keys } from "./keys.ts"
import type { All, ListOf, Reading } from "./listState.ts"
import { readLacking } from "./readLacking.ts"
import { readLate } from "./readLate.ts"
import type { LateRead } from "./readLate.ts"
import { knownTotal } from "./totals.ts"
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

/** Rows as their list has them, with what was asked for of each alone: whole and new as both are. */
const together = (
  late: LateRead,
  list: {
    readonly complete: boolean
    readonly incomplete?: string | undefined
    readonly at: number | undefined
  },
): All => {
  const incomplete = [list.incomplete, late.incomplete].filter((why) => why !== undefined)
  return {
    rows: late.rows,
    complete: list.complete && late.incomplete === undefined,
    ...(incomplete.length === 0 ? {} : { incomplete: incomplete.join("; ") }),
    ...(list.at === undefined
      ? {}
      : { at: late.at.reduce<number>((at, one) => Math.min(at, one ?? at), list.at) }),
  }
}

/** Rows that are here, and when they were read, ms since 1970. */
type Here = { readonly rows: readonly Row[]; readonly at: number | undefined }

/** What a list knows without asking. */
type Known = {
  /** All rows of what the API is asked for. */
  readonly here: Here | undefined
  /** What the last call for it failed with. */
  readonly problem: unknown
}

/**
 * Every row that answers a query, over all pages, or the rows given, with the fields wanted. Someone
 * asked for all of them, so the price is not asked again. Of a provider that is down those that are
 * known answer, and it is said from when they are.
 * @throws ProviderError, and AbortError when it is cancelled
 */
export const readAll = async (
  client: QueryClient,
  list: ListOf,
  query: Query,
  reading: Reading,
  known?: Known,
): Promise<All> => {
  const { rows: given } = reading
  const asBefore = async (cause: unknown): Promise<All | undefined> => {
    const down = downWords(cause)
    const before =
      down === undefined
        ? undefined
        : given
          ? { rows: given, at: readSince(client, list, given) }
          : known && answerBefore(client, list, query, known)
    if (!before) return undefined
    const { rows, at } = before
    const when = at === undefined ? "when it was selected" : `at ${new Date(at).toISOString()}`
    return together(await readLate(client, list, rows, reading, true), {
      complete: false,
      incomplete: `As it was ${when}; ${list.connection.name} ${down} now`,
      at,
    })
  }
  // What was given is here already: no call would fail, and tell how old it is.
  const before = given && (await asBefore(known?.problem))
  if (before) return before
  try {
    return await (given
      ? readGiven(client, list, given, reading)
      : readNow(client, list, query, reading))
  } catch (cause) {
    const old = await asBefore(cause)
    if (!old) throw cause
    return old
  }
}

/** What answered before its provider went down, where that was everything. */
const answerBefore = (
  client: QueryClient,
  list: ListOf,
  query: Query,
  { here }: Known,
): Here | undefined => {
  const { resource } = list
  const { local } = plan(resource, query)
  if (here?.at) return { rows: answersOf(resource.fields, here.rows, local), at: here.at }
  const kept = keptRows(client, list)
  if (!kept?.whole || !canAnswer(resource, kept.rows, query)) return undefined
  return { rows: answersOf(resource.fields, kept.rows, query), at: kept.updatedAt }
}

/** When rows were read that are in no answer of the cache: all that match, for a selection. */
const readAt = new WeakMap<Row, number>()

/** When the oldest of these rows was read; undefined where that is not known of one of them. */
const readSince = (
  client: QueryClient,
  { connection, resource, place }: ListOf,
  rows: readonly Row[],
): number | undefined => {
  const left = new Set(rows)
  let oldest: number | undefined
  const answers = [keys.lists, keys.walks].flatMap((of) =>
    client
      .getQueriesData<Page | Walked>({ queryKey: of(connection.id, resource.id, place) })
      .map(([key, data]) => ({ data, at: client.getQueryState(key)?.dataUpdatedAt ?? 0 })),
  )
  for (const { data, at } of answers.toSorted((one, other) => other.at - one.at)) {
    const before = left.size
    for (const row of data?.rows ?? []) left.delete(row)
    if (left.size < before) oldest = at
  }
  for (const row of left) {
    const at = readAt.get(row)
    if (at === undefined) return undefined
    oldest = Math.min(oldest ?? at, at)
  }
  return oldest
}

const readGiven = async (
  client: QueryClient,
  list: ListOf,
  given: readonly Row[],
  reading: Reading,
): Promise<All> => {
  const { paging } = list.resource
  const total = knownTotal(client, list, {})?.count
  const pages =
    total === undefined || paging.by === "none" ? undefined : Math.ceil(total / paging.max)
  const at = readSince(client, list, given)
  const { signal, onProgress } = reading
  const rows = await readLacking(list, given, reading, pages, async (fields) => {
    const all = await readNow(
      client,
      list,
      { ...emptyQuery, fields },
      { signal, onProgress, fields },
    )
    return all.rows
  })
  return together(await readLate(client, list, rows, reading), { complete: true, at })
}

const readNow = async (
  client: QueryClient,
  list: ListOf,
  query: Query,
  reading: Reading,
): Promise<All> => {
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
  const at = walked.asked ?? Date.now()
  const late = await readLate(client, list, answersOf(resource.fields, walked.rows, local), reading)
  for (const [index, row] of late.rows.entries())
    readAt.set(row, Math.min(at, late.at[index] ?? Infinity))
  const { complete, incomplete } = walked
  return together(late, { complete, incomplete, at })
}
