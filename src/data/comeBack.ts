import type { QueryClient } from "@tanstack/react-query"
import { awayNow, whenBack } from "../lib/away.ts"
import { isOurs } from "../model/down.ts"
import { transport, wentAway } from "./transport.ts"

/** Ms within which our own server says that it is there. It asks nobody for that. */
const patience = 10_000

/**
 * Asks our own server whether it is there; whatever else answers in its place is not it.
 * @param left no longer asked where this is aborted
 */
export const askWhetherThere = async (left?: AbortSignal): Promise<void> => {
  const late = AbortSignal.timeout(patience)
  const signal = left ? AbortSignal.any([left, late]) : late
  try {
    await transport(new Request(new URL("/healthz", globalThis.location.origin), { signal }), true)
  } catch (cause) {
    throw late.aborted ? wentAway(cause) : cause
  }
}

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
  let asking: AbortController | undefined
  const stopped = new AbortController()
  const { signal } = stopped
  const ask = async (): Promise<void> => {
    clearTimeout(timer)
    const own = new AbortController()
    asking = own
    try {
      await askWhetherThere(own.signal)
    } catch {
      if (!own.signal.aborted) wait = Math.min(wait * 1.5, longestWait)
    }
    if (!own.signal.aborted) timer = setTimeout(() => void ask(), wait)
  }
  const look = (): void => {
    if (document.visibilityState === "hidden") return
    // One that was asked of a network that is gone may never be answered.
    asking?.abort()
    wait = firstWait
    void ask()
  }
  window.addEventListener("online", look, { signal })
  document.addEventListener("visibilitychange", look, { signal })
  timer = setTimeout(() => void ask(), wait)
  return () => {
    stopped.abort()
    asking?.abort()
    clearTimeout(timer)
  }
}

/** Ms for which our own server must have stayed to count as back. */
const steadyFor = 30_000
const firstPause = 2000
const longestPause = 60_000

/** Those whose questions are asked again already. */
const followed = new WeakSet<QueryClient>()

/**
 * From now on asks again, whenever our own server is back, for all that is on screen and could not be
 * had while it was away; what is not is asked for when it is next shown. Where it went away again right
 * after, it is one of these that cannot be had, whatever our server says of itself: they then wait, ever
 * longer, and the page is no more torn between the two.
 */
export const askLeftOut = (client: QueryClient): void => {
  if (followed.has(client)) return
  followed.add(client)
  let pause = 0
  let lastBack = -Infinity
  let timer: ReturnType<typeof setTimeout> | undefined
  const ask = (): void => {
    // What is being asked for already may be what told that it is back.
    if (!awayNow())
      void client.invalidateQueries(
        { predicate: ({ state }) => isOurs(state.error) },
        { cancelRefetch: false },
      )
  }
  whenBack(() => {
    const stayed = Date.now() - lastBack > pause + steadyFor
    pause = stayed ? 0 : Math.min(Math.max(pause * 2, firstPause), longestPause)
    lastBack = Date.now()
    clearTimeout(timer)
    if (pause === 0) ask()
    else timer = setTimeout(ask, pause)
  })
}
