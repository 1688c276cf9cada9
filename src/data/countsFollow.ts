import type { Query as CachedQuery, QueryClient } from "@tanstack/react-query"
import * as v from "valibot"
import { keys } from "./keys.ts"

/** Ms for which a number, or what it was counted in, is as good as a new one. */
export const freshFor = 60_000

/** Ms between two times of counting one list: a state that changes by itself may come in every few seconds. */
const pause = 120_000

const isAnswer = ({ queryKey }: CachedQuery): boolean =>
  queryKey[0] === "c" && (queryKey[4] === "list" || queryKey[4] === "walk")

const Sized = v.object({
  rows: v.array(v.unknown()),
  total: v.optional(v.object({ count: v.number() })),
})

/** How many rows an answer says there are. */
const sizeOf = (answer: unknown): number | undefined => {
  const read = v.safeParse(Sized, answer)
  return read.success ? (read.output.total?.count ?? read.output.rows.length) : undefined
}

/**
 * Has what is counted of a list counted again when another answer of it comes in than before, so that
 * no number contradicts the rows beside it.
 * @returns what ends that
 */
export const followLists = (client: QueryClient): (() => void) => {
  const cache = client.getQueryCache()
  const seen = new WeakMap<CachedQuery, unknown>()
  for (const query of cache.findAll({ predicate: isAnswer })) seen.set(query, query.state.data)
  /** By list: when it was counted last, and the next time, if that is due. */
  const counted = new Map<string, number>()
  const due = new Map<string, ReturnType<typeof setTimeout>>()
  const count = (key: readonly unknown[], atOnce: boolean): void => {
    const list = JSON.stringify(key)
    if (atOnce) {
      clearTimeout(due.get(list))
      due.delete(list)
    }
    if (due.has(list)) return
    const wait = (counted.get(list) ?? -Infinity) + pause - Date.now()
    const now = (): void => {
      due.delete(list)
      counted.set(list, Date.now())
      // What is being counted already is not begun again: a long count would never end.
      void client.invalidateQueries({ queryKey: key }, { cancelRefetch: false })
    }
    if (atOnce || wait <= 0) now()
    else due.set(list, setTimeout(now, wait))
  }
  const leave = cache.subscribe((event) => {
    if (event.type !== "updated" || event.action.type !== "success" || !isAnswer(event.query))
      return
    const { queryKey, state } = event.query
    const before = seen.get(event.query)
    seen.set(event.query, state.data)
    if (before === state.data) return
    // A page that was not here yet changes nothing; but a number that is old by then is asked for again.
    if (before === undefined && queryKey[4] === "list")
      void client.refetchQueries({
        queryKey: keys.countsOf(queryKey),
        type: "active",
        predicate: ({ state: { dataUpdatedAt } }) => Date.now() - dataUpdatedAt > freshFor,
      })
    else count(keys.countsOf(queryKey), sizeOf(before) !== sizeOf(state.data))
  })
  return () => {
    leave()
    for (const timer of due.values()) clearTimeout(timer)
  }
}
