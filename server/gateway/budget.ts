import type { Limit } from "../upstreams/upstream.ts"

export type BudgetState = {
  readonly id: string
  readonly limit: number
  readonly left: number
  /** Seconds until something is given back. */
  readonly resetSeconds: number
}

export type Budget = {
  readonly states: readonly BudgetState[]
  /** Seconds to wait, where a documented limit is used up; the call was then not counted. */
  readonly wait: number | undefined
}

/** Calls per second of the window, so that a day's limit does not remember 86,400 times. */
const buckets = 60

type Window = { readonly counts: Map<number, number> }

/**
 * Keeps each provider's documented limits per credential as sliding windows, so that we stop before
 * the provider does: some lock out for much longer than the window.
 */
export const createBudgets = (now: () => number = Date.now) => {
  const windows = new Map<string, Window>()

  const stateOf = (limit: Limit, window: Window, at: number): BudgetState => {
    const step = (limit.windowSeconds * 1000) / buckets
    const oldest = Math.floor(at / step) - buckets
    let used = 0
    let first: number | undefined
    for (const [bucket, count] of window.counts) {
      if (bucket <= oldest) window.counts.delete(bucket)
      else {
        used += count
        first = Math.min(first ?? bucket, bucket)
      }
    }
    // A window that is empty begins with the call that looks at it.
    const resetAt = ((first ?? Math.floor(at / step)) + buckets + 1) * step
    return {
      id: limit.id,
      limit: limit.limit,
      left: Math.max(0, limit.limit - used),
      resetSeconds: Math.ceil((resetAt - at) / 1000),
    }
  }

  return {
    /**
     * Counts a call against every limit that it falls under.
     * @param target its path with its query, both still encoded: some limits are of one parameter
     */
    take: (credential: string, limits: readonly Limit[], target: string): Budget => {
      const at = now()
      const touched = limits
        .filter((limit) => limit.route === undefined || limit.route.test(target))
        .map((limit) => {
          const key = `${credential}/${limit.id}`
          const window = windows.get(key) ?? { counts: new Map<number, number>() }
          windows.set(key, window)
          return { limit, window, state: stateOf(limit, window, at) }
        })
      const empty = touched.filter(({ state }) => state.left === 0)
      if (empty.length > 0)
        return {
          states: touched.map(({ state }) => state),
          wait: Math.max(1, ...empty.map(({ state }) => state.resetSeconds)),
        }
      for (const { limit, window } of touched) {
        const bucket = Math.floor(at / ((limit.windowSeconds * 1000) / buckets))
        window.counts.set(bucket, (window.counts.get(bucket) ?? 0) + 1)
      }
      return {
        states: touched.map(({ state: { id, limit, left, resetSeconds } }) => ({
          id,
          limit,
          left: left - 1,
          resetSeconds,
        })),
        wait: undefined,
      }
    },
  }
}

export type Budgets = ReturnType<typeof createBudgets>
