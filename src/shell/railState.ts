import { useSyncExternalStore } from "react"
import { readStored, writeStored } from "./stored.ts"

const listeners = new Set<() => void>()
const narrow = (): boolean => readStored("rail") === "narrow"

/** Makes the rail narrow or wide, and remembers it. */
export const setRailNarrow = (on: boolean): void => {
  writeStored("rail", on ? "narrow" : "wide")
  for (const listener of listeners) listener()
}

export const useRailNarrow = (): boolean =>
  useSyncExternalStore((listener) => {
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
    }
  }, narrow)
