import { pause } from "../../lib/pause.ts"
import type { Call } from "../../model/call.ts"
import { ProviderError } from "../../model/error.ts"
import type { Trouble } from "../../model/error.ts"

const firstWait = 1000
const longestWait = 10_000
/** Cloud Controller gives a build 15 minutes by default, and a job less. */
const patience = 30 * 60_000

/** What passes by itself: the work goes on meanwhile, and must not be begun a second time for it. */
const passing: ReadonlySet<Trouble> = new Set(["throttled", "offline", "broken"])
const mostFailures = 5

/** Asking went wrong so often that it is given up. Without a time to try again: it was begun. */
const givenUp = ({ problem }: ProviderError): ProviderError => {
  const { retryAt: _, ...rest } = problem
  return new ProviderError({
    ...rest,
    title: `It was begun, but how it goes on could not be asked. ${problem.title}`,
  })
}

/** What something is now, and whether it will become something else. */
export type Stage<T> = { readonly word: string; readonly ended: boolean; readonly value: T }

/**
 * Asks again and again until something has ended.
 * @param wait ms before the first look: none, where nothing is known but that it was begun
 * @returns what it ended as, or, after half an hour, what it still was: then `ended` is false
 */
export const follow = async <T>(
  call: Call,
  first: Stage<T>,
  look: () => Promise<Stage<T>>,
  wait = firstWait,
): Promise<Stage<T>> => {
  const until = Date.now() + patience
  let now = first
  let failures = 0
  for (let next = wait; !now.ended && Date.now() < until;) {
    call.say?.(now.word)
    await pause(next, call.signal)
    next = Math.max(firstWait, Math.min(longestWait, next * 1.4))
    try {
      now = await look()
      failures = 0
    } catch (cause) {
      if (!(cause instanceof ProviderError)) throw cause
      failures += 1
      if (!passing.has(cause.trouble) || failures > mostFailures) throw givenUp(cause)
      const again = cause.problem.retryAt?.getTime() ?? 0
      next = Math.max(next, Math.min(again - Date.now(), until - Date.now()))
    }
  }
  return now
}
