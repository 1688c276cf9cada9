import { useCallback, useState, useSyncExternalStore } from "react"
import type { Walked, WalkOptions, WalkProgress } from "./walk.ts"

/** What a walk under way has read so far. Its end is in the query cache; this is for those who look on. */
export type Live = WalkProgress & {
  /** The price is high: waiting for `decide`. */
  readonly decide: ((yes: boolean) => void) | undefined
  /** Ends the walk; what was read stays. */
  readonly halt: () => void
}

const live = new Map<string, Live>()
/** Walks whose price somebody has agreed to before they begin. */
const agreed = new Set<string>()
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

/** Follows several walks at once. */
export const useLives = (keys: readonly string[]): readonly (Live | undefined)[] => {
  const joined = keys.join("\n")
  const [snapshot] = useState(() => memoLast((all: readonly (Live | undefined)[]) => all))
  return useSyncExternalStore(
    useCallback(
      (watcher) => {
        const leave = joined.split("\n").map((key) => watch(key, watcher))
        return () => leave.forEach((stop) => stop())
      },
      [joined],
    ),
    () => snapshot(keys.map((key) => live.get(key))),
  )
}

/** Remembers the last call: the same members in the same order give the same result object again. */
export const memoLast = <T, R>(make: (parts: readonly T[]) => R): ((parts: readonly T[]) => R) => {
  let last: { readonly parts: readonly T[]; readonly result: R } | undefined
  return (parts) => {
    const before = last
    if (
      before &&
      before.parts.length === parts.length &&
      parts.every((part, at) => part === before.parts[at])
    )
      return before.result
    last = { parts, result: make(parts) }
    return last.result
  }
}

/** Someone asks for the walk of this key once more and knows its price: the next one does not ask. */
export const agree = (key: string): void => void agreed.add(key)

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
    halt: () => stopper.abort(),
  }
  const tell = (more: Partial<Live>): void => {
    // It has ended, or another took its place: what still comes of it is nobody's news.
    if (live.get(key) !== state) return
    state = { ...state, ...more }
    publish(key, state)
  }
  const free = agreed.delete(key)
  publish(key, state)
  try {
    return await run({
      signal: either,
      onProgress: tell,
      approve: (progress) => {
        if (free) return Promise.resolve(true)
        return new Promise((resolve, reject) => {
          either.addEventListener("abort", () => reject(new DOMException("Stopped", "AbortError")))
          tell({
            ...progress,
            decide: (yes) => {
              tell({ decide: undefined })
              resolve(yes)
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
