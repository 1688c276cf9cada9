import type { QueryClient } from "@tanstack/react-query"
import { downWords } from "../model/down.ts"
import type { Row } from "../model/field.ts"
import { lateFailed, lateQuery, withKnown, withLate } from "./late.ts"
import type { ListOf, Reading } from "./listState.ts"

/** Rows asked at once: the queue sends a few, and some adapters ask for those of many in one request. */
const parallel = 50

/**
 * The rows together with what costs a call a row: what is known of it, or, with `onLate`, all of it.
 * Where nothing can be had of the provider any more, the rest is not asked for.
 * @throws AbortError
 */
export const readLate = async (
  client: QueryClient,
  { connection, resource, place }: ListOf,
  rows: readonly Row[],
  { signal, onLate }: Pick<Reading, "signal" | "onLate">,
): Promise<readonly Row[]> => {
  if (!resource.fill) return rows
  const placeOf = ({ id }: Row) => [...place, { in: resource.id, id }]
  const filled = rows.map(
    (row) => withKnown(client, { connection, resource }, { place: placeOf(row), row }).row,
  )
  if (!onLate) return filled
  let next = 0
  let asked = 0
  let down = false
  const work = async (): Promise<void> => {
    for (let at = next++; at < rows.length && !down; at = next++) {
      signal.throwIfAborted()
      const row = rows[at]
      if (!row) return
      try {
        // Not kept in memory: what goes through the cache would go through tens of thousands of them.
        const query = lateQuery(connection, resource, placeOf(row), row, "background")
        filled[at] = withLate(row, await client.fetchQuery({ ...query, gcTime: 0 }))
      } catch (cause) {
        down ||= downWords(cause) !== undefined
        // What was known before is still worth more than nothing.
        const before = filled[at] ?? row
        filled[at] = withLate(before, lateFailed(resource, before, cause))
      }
      asked += 1
      onLate(asked, rows.length)
    }
  }
  await Promise.all(Array.from({ length: Math.min(parallel, rows.length) }, work))
  signal.throwIfAborted()
  return filled
}
