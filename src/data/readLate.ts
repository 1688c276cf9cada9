import { isCancelledError } from "@tanstack/react-query"
import type { QueryClient, QueryKey } from "@tanstack/react-query"
import { downWords } from "../model/down.ts"
import type { Field, Row } from "../model/field.ts"
import { lateFailed, lateQuery, withKnown, withLate } from "./late.ts"
import type { ListOf, Reading } from "./listState.ts"

/** Rows asked at once where each is a call: the queue sends a few. */
const parallel = 50
/** And where many are asked for together: of so many, most have an app in common with others. */
const wave = 1000

/**
 * How many calls it takes at most to ask for the late cells of so many rows: one for each, but where an
 * API answers for several together.
 */
export const lateCalls = (fields: readonly Field[], rows: number): number => {
  const together = fields.find((field) => field.late)?.together
  return together ? Math.ceil(rows / together.rows) * together.calls : rows
}

/** Rejects as soon as nobody wants the answer any more. */
const whenAborted = (signal: AbortSignal): Promise<never> => {
  const { promise, reject } = Promise.withResolvers<never>()
  signal.addEventListener("abort", () => reject(signal.reason), { once: true })
  // Nobody listens once the answer is there.
  promise.catch(() => undefined)
  return promise
}

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
  const together = resource.fields.some((field) => field.together)
  const size = together ? wave : rows.length
  let next = 0
  let asked = 0
  let down = false
  const aborted = whenAborted(signal)
  const cache = client.getQueryCache()
  /** What was asked for and has no answer yet, of which nobody else waits for one, is given up. */
  const underway = new Set<QueryKey>()
  const giveUp = (): void => {
    for (const queryKey of underway) {
      const query = cache.find({ queryKey, exact: true })
      if (query?.getObserversCount() === 0) void query.cancel({ revert: true })
    }
  }
  signal.addEventListener("abort", giveUp, { once: true })
  const work = async (end: number): Promise<void> => {
    while (next < end && !down) {
      const at = next++
      signal.throwIfAborted()
      const row = rows[at]
      if (!row) return
      try {
        // Not kept in memory: what goes through the cache would go through tens of thousands of them.
        const { persister, ...query } = lateQuery(
          connection,
          resource,
          placeOf(row),
          row,
          "background",
        )
        // Those that are asked for together must not wait for the disk, each for its own time.
        const once = { ...query, gcTime: 0, ...(together || !persister ? {} : { persister }) }
        underway.add(once.queryKey)
        const ask = () => client.fetchQuery(once)
        const answer = await ask()
          // Somebody else gave up what they had asked for as well.
          .catch((cause: unknown) => {
            if (isCancelledError(cause) && !signal.aborted) return ask()
            throw cause
          })
          .finally(() => underway.delete(once.queryKey))
        filled[at] = withLate(row, answer)
      } catch (cause) {
        signal.throwIfAborted()
        down ||= downWords(cause) !== undefined
        // What was known before is still worth more than nothing.
        const before = filled[at] ?? row
        filled[at] = withLate(before, lateFailed(resource, before, cause))
      }
      signal.throwIfAborted()
      asked += 1
      onLate(asked, rows.length)
    }
  }
  for (let from = 0; from < rows.length; from += size) {
    const end = Math.min(from + size, rows.length)
    const workers = Math.min(together ? size : parallel, end - from)
    // Each wave as a whole: who goes ahead of it would ask alone.
    await Promise.race([Promise.all(Array.from({ length: workers }, () => work(end))), aborted])
  }
  signal.removeEventListener("abort", giveUp)
  signal.throwIfAborted()
  return filled
}
