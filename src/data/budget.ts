import { useSyncExternalStore } from "react"
import * as v from "valibot"

/** What is left of one documented limit, as the gateway keeps it. */
const Left = v.object({
  /** "minute", "day", "scan"... */
  id: v.string(),
  limit: v.number(),
  left: v.number(),
  resetSeconds: v.number(),
})
export type Left = v.InferOutput<typeof Left>
/** When it was said, ms since 1970. */
export type Budget = { readonly at: number; readonly limits: readonly Left[] }

const budgets = new Map<string, Budget>()
const listeners = new Set<() => void>()

/** Notes what the gateway said in the header `waybill-budget` about a connection's limits. */
export const noteBudget = (connection: string, said: string): void => {
  let value: unknown
  try {
    value = JSON.parse(said)
  } catch {
    return
  }
  const parsed = v.safeParse(v.array(Left), value)
  if (!parsed.success) return
  const before = budgets.get(connection)?.limits ?? []
  // A call counts against some limits only; the others are as they were.
  const others = before.filter(({ id }) => !parsed.output.some((one) => one.id === id))
  budgets.set(connection, { at: Date.now(), limits: [...parsed.output, ...others] })
  for (const listener of listeners) listener()
}

/** Undefined: this provider documents no limits, or nothing was asked yet. */
export const useBudget = (connection: string): Budget | undefined =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    () => budgets.get(connection),
  )
