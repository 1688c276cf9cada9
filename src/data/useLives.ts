import { useCallback, useState, useSyncExternalStore } from "react"
import { liveOf, watch } from "./live.ts"
import type { Live } from "./live.ts"

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
    () => snapshot(keys.map((key) => liveOf(key))),
  )
}
