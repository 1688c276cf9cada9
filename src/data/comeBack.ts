import type { QueryClient } from "@tanstack/react-query"
import { isOurs } from "../model/down.ts"
import { askWhetherThere } from "./transport.ts"

/** Ms to the first question and the most between two: quick after a restart, quiet over a night. */
const firstWait = 1000
const longestWait = 30_000

/**
 * Asks our own server whether it is there until it answers, ever less often; at once where the network
 * comes back or somebody looks at the page again. The transport hears the answer.
 * @returns what ends it
 */
export const askUntilThere = (): (() => void) => {
  let wait = firstWait
  let timer: ReturnType<typeof setTimeout> | undefined
  let asking = false
  const stopped = new AbortController()
  const { signal } = stopped
  const ask = async (): Promise<void> => {
    if (asking) return
    asking = true
    clearTimeout(timer)
    try {
      await askWhetherThere()
    } catch {
      wait = Math.min(wait * 1.5, longestWait)
    }
    asking = false
    if (!signal.aborted) timer = setTimeout(() => void ask(), wait)
  }
  const look = (): void => {
    if (document.visibilityState === "hidden") return
    wait = firstWait
    void ask()
  }
  window.addEventListener("online", look, { signal })
  document.addEventListener("visibilitychange", look, { signal })
  timer = setTimeout(() => void ask(), wait)
  return () => {
    stopped.abort()
    clearTimeout(timer)
  }
}

/**
 * Asks again for all that is on screen and could not be had because our own server was away; what is
 * not is asked for when it is next shown.
 */
export const askLeftOut = (client: QueryClient): Promise<void> =>
  client.invalidateQueries({ predicate: ({ state }) => isOurs(state.error) })
