import { useCallback, useSyncExternalStore } from "react"

const listeners = new Set<() => void>()

/** A remembered choice as it is now, or null. */
export const remembered = (key: string): string | null => {
  try {
    return localStorage.getItem(key)
  } catch {
    // Storage may be switched off: then nothing is remembered, and nothing else changes.
    return null
  }
}

/** Keeps a small choice in this browser; every table that uses the key follows. */
export const remember = (key: string, value: string | null): void => {
  try {
    if (value === null) localStorage.removeItem(key)
    else localStorage.setItem(key, value)
  } catch {
    return
  }
  for (const listener of listeners) listener()
}

/** The same, kept up with; what another tab keeps, too. */
export const useRemembered = (key: string): string | null =>
  useSyncExternalStore(
    useCallback((listener) => {
      listeners.add(listener)
      globalThis.addEventListener("storage", listener)
      return () => {
        listeners.delete(listener)
        globalThis.removeEventListener("storage", listener)
      }
    }, []),
    () => remembered(key),
  )
