import { isUnloaded } from "../lib/unloaded.ts"
import { isAway, ProviderError } from "./error.ts"
import type { Trouble } from "./error.ts"

/** What a provider does when nothing can be had of it: "cannot be reached". */
export type DownWords = string

const words: Partial<Readonly<Record<Trouble, DownWords>>> = {
  away: "cannot be asked while Waybill's own server is away",
  offline: "cannot be reached",
  untrusted: "has a certificate that is not trusted",
  "signed-out": "does not accept the credential",
}

/** Whether a failure is of our own, and says nothing of how the provider fares, nor of what came to it. */
export const isOurs = (error: unknown): boolean => isAway(error) || isUnloaded(error)

/** Answers of whatever stands before the provider while that is away. */
const away: ReadonlySet<number | undefined> = new Set([502, 503, 504])

/**
 * Whether a failure means that nothing can be had of the provider, in the words of a sentence that
 * begins with its name. One call that fails (500), is forbidden or has to wait is no such failure: what
 * answered so is there, and may answer the next call. `downOf` (src/shell) tells when no call at all is answered.
 */
export const downWords = (error: unknown): DownWords | undefined => {
  if (!(error instanceof ProviderError)) return undefined
  const { trouble, problem } = error
  if (trouble === "broken" && away.has(problem.status)) return "is not available"
  return words[trouble]
}
