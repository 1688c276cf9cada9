import { pause } from "../../lib/pause.ts"
import type { Call } from "../../model/call.ts"

const firstWait = 1000
const longestWait = 10_000
/** Cloud Controller gives a build 15 minutes by default, and a job less. */
const patience = 30 * 60_000

/** What something is now, and whether it will become something else. */
export type Stage<T> = { readonly word: string; readonly ended: boolean; readonly value: T }

/**
 * Asks again and again until something has ended.
 * @returns what it ended as, or, after half an hour, what it still was: then `ended` is false
 */
export const follow = async <T>(
  call: Call,
  first: Stage<T>,
  look: () => Promise<Stage<T>>,
): Promise<Stage<T>> => {
  const until = Date.now() + patience
  let now = first
  for (let wait = firstWait; !now.ended && Date.now() < until;) {
    call.say?.(now.word)
    await pause(wait, call.signal)
    wait = Math.min(longestWait, wait * 1.4)
    now = await look()
  }
  return now
}
