import type { QueryClient } from "@tanstack/react-query"
import type { Target } from "../model/action.ts"
import type { Cell, Row } from "../model/field.ts"
import { ProviderError } from "../model/error.ts"
import { parentOf, placeKey } from "../model/place.ts"
import type { Place } from "../model/place.ts"
import { emptyQuery } from "../model/query.ts"
import type { ActionAt } from "./act.ts"
import { callOf } from "./call.ts"
import { keys } from "./keys.ts"
import { withLate } from "./late.ts"
import type { Reading } from "./listState.ts"
import { readAll } from "./readAll.ts"

/** What was read so short a time ago is not read again, in ms. */
const freshFor = 10_000
/** So few are asked for one by one: each as it is now, and sooner than their whole list. */
const few = 5

/** Things as their provider has them, to be acted on. */
export type Originals = {
  readonly targets: readonly Target[]
  /** Those that the provider does not have any more. */
  readonly gone: readonly Place[]
}

type How = Pick<Reading, "signal" | "onProgress"> & {
  /** How many things the lists have together, as far as is known. */
  readonly known: number
}

/** What `read` gives; undefined where the provider has no such thing. */
const unlessMissing = async <T>(read: Promise<T> | undefined): Promise<T | undefined> => {
  try {
    return await read
  } catch (cause) {
    if (cause instanceof ProviderError && cause.trouble === "missing") return undefined
    throw cause
  }
}

const readOne = async (
  client: QueryClient,
  { connection, resource }: ActionAt,
  place: Place,
  signal: AbortSignal,
): Promise<Row | undefined> => {
  const key = keys.item(connection.id, resource.id, place)
  const had = client.getQueryState<Row>(key)
  const late = client.getQueryData<Readonly<Record<string, Cell>>>(
    keys.late(connection.id, resource.id, place),
  )
  if (had?.data && !had.isInvalidated && Date.now() - had.dataUpdatedAt < freshFor)
    return withLate(had.data, late)
  // Not through the item's own query, which gives what this browser kept of it first.
  const row = await unlessMissing(resource.get?.(callOf(connection, signal, "visible"), place))
  if (row) client.setQueryData(key, row)
  return row && withLate(row, late)
}

/**
 * Reads things as their provider has them, of which only the place is known: one by one, or, of many,
 * from their lists. What stands in no list any more is asked for by itself before it counts as gone.
 * @throws ProviderError, AbortError
 */
export const readOriginals = async (
  client: QueryClient,
  at: ActionAt,
  places: readonly Place[],
  { signal, onProgress, known }: How,
): Promise<Originals> => {
  const { resource, connection } = at
  const { paging } = resource
  const rows = new Map<string, Row>()
  const single: Place[] = []
  for (const wanted of Map.groupBy(places, (place) => placeKey(parentOf(place))).values()) {
    // Not spread: so many arguments as there may be things here are more than a call takes.
    for (const place of wanted) single.push(place)
    const pages = paging.by === "none" ? 1 : Math.ceil(known / paging.max)
    const [first] = wanted
    if (!first || (resource.get && wanted.length <= Math.max(few, pages))) continue
    const place = parentOf(first)
    const shown = resource.fields.filter((field) => field.common || !field.hidden)
    const fields = shown.map(({ id }) => id)
    const query = { ...emptyQuery, ...(resource.sparse ? { fields } : {}) }
    const progress = (): void => onProgress(rows.size, places.length)
    const list = { connection, resource, place }
    const all = await unlessMissing(
      readAll(client, list, query, { signal, onProgress: progress, fields }),
    )
    const ids = new Set(wanted.map((one) => one.at(-1)?.id))
    for (const row of all?.rows ?? [])
      if (ids.has(row.id)) rows.set(placeKey([...place, { in: resource.id, id: row.id }]), row)
    progress()
  }
  await Promise.all(
    single.map(async (place) => {
      const key = placeKey(place)
      if (rows.has(key)) return
      const row = await readOne(client, at, place, signal)
      if (row) rows.set(key, row)
      onProgress(rows.size, places.length)
    }),
  )
  signal.throwIfAborted()
  const found = places.map((place) => ({ place, row: rows.get(placeKey(place)) }))
  return {
    targets: found.flatMap(({ place, row }) => (row ? { place, row } : [])),
    gone: found.flatMap(({ place, row }) => (row ? [] : [place])),
  }
}
