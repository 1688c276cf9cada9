import { hashKey, isCancelledError } from "@tanstack/react-query"
import type { QueryClient, QueryKey } from "@tanstack/react-query"
import { counted } from "../lib/text.ts"
import { downWords } from "../model/down.ts"
import { ProviderError } from "../model/error.ts"
import { isAbsent } from "../model/field.ts"
import type { Cell, Field, Row } from "../model/field.ts"
import { callOf } from "./call.ts"
import { holdsAnything, persister } from "./client.ts"
import { keys } from "./keys.ts"
import { lateFailed, withLate } from "./late.ts"
import type { ListOf, Reading } from "./listState.ts"

/** Rows asked at once where each is a call: the queue sends a few. */
const parallel = 50
/** And where many are asked for together: of so many, most have an app in common with others. */
const wave = 1000
/** What was read so short a time ago is not asked for again, in ms. */
const freshFor = 60_000

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

type Cells = Readonly<Record<string, Cell>>

/** The late cells of a row, and when they were had, ms since 1970. */
type Known = { readonly data: Cells; readonly at: number }

export type LateRead = {
  readonly rows: readonly Row[]
  /** Of each row that has late cells which are wanted, when they were had, ms since 1970, where known. */
  readonly at: readonly (number | undefined)[]
  /** Which of them could not be asked for again, and are from before. */
  readonly incomplete?: string
}

const names = new Intl.ListFormat("en")

/** Of late cells that could not be asked for again. */
const oldWords = (late: readonly Field[], rows: number, at: number): string =>
  `${names.format(late.map(({ label }) => label))} of ${counted(rows, "row", "rows")} could not be asked for again: as read before${Number.isFinite(at) ? `, the oldest at ${new Date(at).toISOString()}` : ""}`

/** What is in memory of a row. */
const inMemory = (client: QueryClient, queryKey: QueryKey): Known | undefined => {
  const state = client.getQueryState<Cells>(queryKey)
  return state?.data && { data: state.data, at: state.dataUpdatedAt }
}

/** What this browser kept of a row; it stays out of memory. */
const readKept = async (queryKey: QueryKey): Promise<Known | undefined> => {
  if (!holdsAnything()) return undefined
  const told = Promise.withResolvers<number>()
  const data = await persister.retrieveQuery<Cells>(hashKey(queryKey), ({ state }) =>
    told.resolve(state.dataUpdatedAt),
  )
  return data && { data, at: await told.promise }
}

const isFresh = (client: QueryClient, queryKey: QueryKey, now: number): boolean => {
  const state = client.getQueryState(queryKey)
  return state?.data !== undefined && !state.isInvalidated && now - state.dataUpdatedAt < freshFor
}

/** One row whose late cells are wanted. */
type Asked = {
  /** Of what its cells show. */
  readonly queryKey: QueryKey
  /** @throws ProviderError, AbortError */
  readonly read: (signal: AbortSignal) => Promise<Cells>
}

/**
 * Asks for one row after the other, a few or a wave of them at once.
 * @param got told the place of a row and its cells, or why there are none
 * @throws AbortError
 */
const askEach = async (
  client: QueryClient,
  all: readonly Asked[],
  together: boolean,
  signal: AbortSignal,
  got: (index: number, answer: Known | { readonly cause: unknown }) => void,
): Promise<void> => {
  const cache = client.getQueryCache()
  /** What was asked for and has no answer yet is given up. */
  const underway = new Set<QueryKey>()
  const giveUp = (): void => {
    for (const queryKey of underway) void client.cancelQueries({ queryKey, exact: true })
  }
  signal.addEventListener("abort", giveUp, { once: true })
  const ask = ({ queryKey: shown, read }: Asked): Promise<Cells> => {
    // Not the query of the cell: that one gives what this browser kept first, also while it is on its way.
    const queryKey = [...shown, "now"]
    const once = () =>
      client.fetchQuery({
        queryKey,
        queryFn: (context) => read(context.signal),
        staleTime: 0,
        // Not kept in memory: what goes through the cache would go through tens of thousands of them.
        gcTime: 0,
      })
    underway.add(queryKey)
    return once()
      .catch((cause: unknown) => {
        // Somebody else gave up what they had asked for as well.
        if (isCancelledError(cause) && !signal.aborted) return once()
        throw cause
      })
      .finally(() => underway.delete(queryKey))
  }
  /** What is on screen is no older than the file, and what is kept no older than what was read. */
  const keep = (queryKey: QueryKey, { data, at }: Known): void => {
    // Of thousands that are asked for together, only what is on screen: the disk takes its time for each.
    const query = together
      ? cache.find({ queryKey, exact: true })
      : cache.build(client, { queryKey, gcTime: 0 })
    // What was changed since may not be in the answer.
    if (!query || query.state.isInvalidated || query.state.dataUpdatedAt > at) return
    query.setData(data, { manual: true })
    void persister.persistQuery(query)
  }
  let next = 0
  let gone: { readonly cause: unknown } | undefined
  const work = async (end: number): Promise<void> => {
    while (next < end) {
      const index = next++
      signal.throwIfAborted()
      const one = all[index]
      if (!one) return
      const at = Date.now()
      const had = (isFresh(client, one.queryKey, at) && inMemory(client, one.queryKey)) || gone
      if (had) {
        got(index, had)
        continue
      }
      try {
        const answer = { data: await ask(one), at }
        keep(one.queryKey, answer)
        got(index, answer)
      } catch (cause) {
        signal.throwIfAborted()
        if (downWords(cause) !== undefined) gone ??= { cause }
        got(index, { cause })
      }
      signal.throwIfAborted()
    }
  }
  const aborted = whenAborted(signal)
  const size = together ? wave : all.length
  for (let from = 0; from < all.length; from += size) {
    const end = Math.min(from + size, all.length)
    const workers = Math.min(together ? size : parallel, end - from)
    // Each wave as a whole: who goes ahead of it would ask alone.
    await Promise.race([Promise.all(Array.from({ length: workers }, () => work(end))), aborted])
  }
  signal.removeEventListener("abort", giveUp)
  signal.throwIfAborted()
}

const isForbidden = (cause: unknown): boolean =>
  cause instanceof ProviderError && cause.trouble === "forbidden"

/**
 * The rows together with what costs a call a row: what is known of it, or, with `onLate`, all of it as it
 * is now. Where that cannot be had, what this browser kept of it stands there, and that is said. Once
 * nothing can be had of the provider any more, the rest is not asked for.
 * @param down nothing can be had of the provider: all is as it was
 * @throws AbortError
 */
export const readLate = async (
  client: QueryClient,
  { connection, resource, place }: ListOf,
  rows: readonly Row[],
  { signal, onLate, fields }: Pick<Reading, "signal" | "onLate" | "fields">,
  down = false,
): Promise<LateRead> => {
  const { fill } = resource
  if (!fill) return { rows, at: [] }
  const all = rows.map((row): Asked => {
    const at = [...place, { in: resource.id, id: row.id }]
    return {
      queryKey: keys.late(connection.id, resource.id, at),
      read: (stop) => fill(callOf(connection, stop, "background"), at, row),
    }
  })
  const known = all.map(({ queryKey }) => inMemory(client, queryKey))
  /** The rows that could not be asked for, and why. */
  const vain = new Map<number, unknown>()
  if (down) for (const index of rows.keys()) vain.set(index, undefined)
  else if (onLate) {
    const together = resource.fields.some((field) => field.together)
    let asked = 0
    await askEach(client, all, together, signal, (index, answer) => {
      if ("cause" in answer) vain.set(index, answer.cause)
      else known[index] = answer
      asked += 1
      onLate(asked, rows.length)
    })
  }

  const lost = [...vain].filter(([index, cause]) => !known[index] && !isForbidden(cause))
  for (let from = 0; from < lost.length; from += parallel) {
    const some = lost.slice(from, from + parallel)
    await Promise.all(
      some.map(async ([index]) => {
        const one = all[index]
        known[index] = one && (await readKept(one.queryKey))
      }),
    )
    signal.throwIfAborted()
  }

  const late = resource.fields.filter(
    ({ id, late }) => late && (fields === undefined || fields.includes(id)),
  )
  const has = ({ cells }: Row): boolean => late.some(({ id }) => !isAbsent(cells[id]))
  /** How many of them are from before, and from when the oldest is. */
  let old = 0
  let oldest = Infinity
  const filled = rows.map((row, index) => {
    const before = withLate(row, known[index]?.data)
    if (!vain.has(index)) return before
    if (has(before)) {
      old += 1
      oldest = Math.min(oldest, known[index]?.at ?? Infinity)
    }
    const cause = vain.get(index)
    return cause === undefined ? before : withLate(before, lateFailed(resource, before, cause))
  })
  return {
    rows: filled,
    at: filled.map((row, index) => (has(row) ? known[index]?.at : undefined)),
    ...(old > 0 ? { incomplete: oldWords(late, old, oldest) } : {}),
  }
}
