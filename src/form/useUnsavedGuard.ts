import { useEffect, useRef } from "react"
import { useBlocker } from "react-router"

/**
 * Asks before a way out loses what was typed: within the app by a dialog, else by the browser's own.
 * @returns whether the way is blocked, and how to open it for a save that leaves the page
 */
export const useUnsavedGuard = (dirty: boolean) => {
  const released = useRef(false)
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      dirty && !released.current && currentLocation.pathname !== nextLocation.pathname,
  )
  useEffect(() => {
    if (!dirty) return undefined
    const warn = (event: BeforeUnloadEvent): void => {
      if (!released.current) event.preventDefault()
    }
    window.addEventListener("beforeunload", warn)
    return () => window.removeEventListener("beforeunload", warn)
  }, [dirty])
  return {
    blocker,
    release: (): void => {
      released.current = true
    },
  }
}
