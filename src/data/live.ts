import { useCallback, useSyncExternalStore } from "react"
import type { Walked, WalkOptions, WalkProgress } from "./walk.ts"

/** What a walk under way has read so far. Its end is in the query cache; this is for those who look on. */
export type Live = WalkProgress & {
  /** The price is high: waiting for `decide`. */
  readonly decide: ((yes: boolean) => void) | undefined
  /** Ends the walk; what was read stays. */
  readonly halt: () => void
}

const live = new Map<string, Live>()
/** The price, in requests, that somebody agreed to for all of a walk, by its key. */
const agreed = new Map<string, number>()
const watchers = new Map<string, Set<() => void>>()

const publish = (key: string, state: Live | undefined): void => {
  if (state) live.set(key, state)
  else live.delete(key)
  for (const watcher of watchers.get(key) ?? []) watcher()
}

/** Calls whenever something is told of the walk with this key; gives a way to end that. */
export const watch = (key: string, watcher: () => void): (() => void) => {
  const set = watchers.get(key) ?? new Set()
  watchers.set(key, set.add(watcher))
  return () => {
    set.delete(watcher)
    if (set.size === 0) watchers.delete(key)
  }
}

/** The walk under way with this key, if any. */
export const liveOf = (key: string): Live | undefined => live.get(key)

/** The same, followed. */
export const useLive = (key: string): Live | undefined =>
  useSyncExternalStore(
    useCallback((watcher) => watch(key, watcher), [key]),
    () => live.get(key),
  )

/** Whether its provider answers: it has read something, or knows the price of reading it. */
export const isAnswered = (now: Live | undefined): boolean =>
  now !== undefined && (now.rows.length > 0 || now.decide !== undefined)

/** Somebody knows the price of this walk: as long as this page lives, its repeats ask only for much more. */
export const agree = (key: string, price = Infinity): void =>
  void agreed.set(key, Math.max(price, agreed.get(key) ?? 0))

/** What a walk gets from those who watch it. */
export type Watched = Pick<WalkOptions, "onProgress" | "approve"> & { readonly signal: AbortSignal }

/**
 * Runs something that walks lists, so that it can be watched, asked and stopped under a key.
 * Stopped by a person, it ends with what it has read so far, as incomplete.
 */
export const runWatched = async (
  key: string,
  signal: AbortSignal,
  run: (watched: Watched) => Promise<Walked>,
): Promise<Walked> => {
  const stopper = new AbortController()
  const either = AbortSignal.any([signal, stopper.signal])
  let state: Live = {
    rows: [],
    of: undefined,
    requests: undefined,
    decide: undefined,
    halt: () => {
      agreed.delete(key)
      stopper.abort()
    },
  }
  const tell = (more: Partial<Live>): void => {
    // It has ended, or another took its place: what still comes of it is nobody's news.
    if (live.get(key) !== state) return
    state = { ...state, ...more }
    publish(key, state)
  }
  publish(key, state)
  try {
    return await run({
      signal: either,
      onProgress: tell,
      approve: (progress) => {
        const price = progress.requests ?? Infinity
        // Lists grow; more than twice as much was not agreed to.
        if (price <= 2 * (agreed.get(key) ?? 0)) return Promise.resolve(true)
        return new Promise((resolve, reject) => {
          // Of several lists that ask at once, each goes on by the one answer.
          const before = state.decide
          either.addEventListener("abort", () => reject(new DOMException("Stopped", "AbortError")))
          tell({
            ...progress,
            decide: (yes) => {
              if (yes) agree(key, price)
              tell({ decide: undefined })
              resolve(yes)
              before?.(yes)
            },
          })
        })
      },
    })
  } catch (cause) {
    if (stopper.signal.aborted && !signal.aborted)
      return { rows: state.rows, of: state.of, complete: false }
    throw cause
  } finally {
    if (live.get(key) === state) publish(key, undefined)
  }
}
