import { useQueryClient } from "@tanstack/react-query"
import { useEffect, useLayoutEffect, useRef, useState } from "react"
import { sessionQuery } from "./session.ts"
import { dropUnsent, isAnyUnsent, keepUnsent, unsentOf } from "./unsent.ts"
import type { Unsent } from "./unsent.ts"

/** What was typed here when the session ended, for the form to begin with. */
export const useUnsent = (name: string | undefined): Unsent | undefined =>
  useState(() => (name === undefined ? undefined : unsentOf(name)))[0]

/**
 * Calls `keep`, as it is by then, where this is taken off the page because the session has ended, and
 * not where somebody closes or leaves it.
 */
export const useSessionEnd = (keep: () => void): void => {
  const client = useQueryClient()
  const latest = useRef(keep)
  useLayoutEffect(() => {
    latest.current = keep
  })
  useEffect(
    () => () => {
      if (client.getQueryData(sessionQuery.queryKey)?.signedIn === false) latest.current()
    },
    [client],
  )
}

/**
 * Keeps what is typed here if the session ends, under a name by which the form finds it again.
 * @param typed undefined: nothing is
 */
export const useKeepUnsent = (name: string | undefined, typed: Unsent | undefined): void => {
  useEffect(() => {
    // It stands here again.
    if (name !== undefined) dropUnsent(name)
  }, [name])
  useSessionEnd(() => {
    if (name !== undefined && typed) keepUnsent(name, typed)
  })
}

/** Has the browser ask before the page is left or loaded anew, where that would lose what is kept in it. */
export const useUnsentGuard = (): void =>
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent): void => {
      if (isAnyUnsent()) event.preventDefault()
    }
    window.addEventListener("beforeunload", warn)
    return () => window.removeEventListener("beforeunload", warn)
  }, [])
