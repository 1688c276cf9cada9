import { useCallback, useSyncExternalStore } from "react"
import type { WalkProgress } from "./walk.ts"

/** What a walk under way has read so far. Its end is in the query cache; this is for those who look on. */
export type Live = WalkProgress & {
  /** The price is high: waiting for `decide`. */
  readonly decide: ((yes: boolean) => void) | undefined
  /** Ends the walk; what was read stays. */
  readonly halt: () => void
}

const live = new Map<string, Live>()
/** The price, in requests, that somebody agreed to for all of a walk, by its key. */
export const agreed = new Map<string, number>()
const watchers = new Map<string, Set<() => void>>()

/** Tells all who look on how far the walk with this key is; undefined: it has ended. */
export const publish = (key: string, state: Live | undefined): void => {
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
export const agree = (key: string, price: number): void =>
  void agreed.set(key, Math.max(price, agreed.get(key) ?? 0))
