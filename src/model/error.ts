import { sentence } from "../lib/text.ts"
import type { Place } from "./place.ts"

/**
 * Every way a call can fail, as a user would tell them apart. Closed on purpose: the words and the
 * retry policy are `Record<Trouble, …>`, so that a new failure does not compile without its remedy.
 *
 * - `away`: our own server could not be reached; whether it had passed on a change by then nobody knows
 * - `offline`: the provider could not be reached
 * - `untrusted`: reached, but its certificate is not trusted
 * - `signed-out`: the credential was refused or has expired
 * - `forbidden`: the credential is good but may not do this
 * - `missing`: there is no such thing
 * - `conflict`: it exists already, or changed meanwhile
 * - `invalid`: the request was refused as wrong
 * - `throttled`: too many requests; try again at `retryAt`
 * - `capacity`: a paid allowance is used up
 * - `unsupported`: this installation of the provider does not offer it
 * - `broken`: the provider failed inside
 * - `unreadable`: the answer is not of the shape its API documents
 */
export const troubles = [
  "away",
  "offline",
  "untrusted",
  "signed-out",
  "forbidden",
  "missing",
  "conflict",
  "invalid",
  "throttled",
  "capacity",
  "unsupported",
  "broken",
  "unreadable",
] as const

export type Trouble = (typeof troubles)[number]

export type Problem = {
  readonly trouble: Trouble
  /** One sentence in plain words. */
  readonly title: string
  /** The provider's own message, word for word. */
  readonly detail?: string
  /** The whole installation has no such call, whatever it is asked of: it need not be tried again. */
  readonly lacking?: true
  /** HTTP status, where there was an answer. */
  readonly status?: number
  /** What the provider answered, where `status` is that of our own gateway's answer. */
  readonly answered?: number
  /** The provider's own name or number for the error: `CF-NotFound 10000`, `problems/2`. */
  readonly code?: string
  /** What the provider's support will ask for: X-VCAP-Request-ID, correlationID. */
  readonly requestId?: string
  /** When it makes sense to try again. */
  readonly retryAt?: Date
  /** What was wrong with which input or parameter, by its id. */
  readonly fields?: Readonly<Record<string, string>>
  /** What a person can do, where that is not what is said for the trouble. */
  readonly remedy?: string
  /** The things that are at fault, where they are others than the one asked for. */
  readonly culprits?: readonly { readonly title: string; readonly place: Place }[]
}

/** The one error type above `fetch`. An abort stays the `AbortError` that it is. */
export class ProviderError extends Error {
  readonly problem: Problem

  constructor(problem: Problem, cause?: unknown) {
    const { title, detail, remedy } = problem
    const more = detail ?? remedy
    super(more ? `${sentence(title)} ${more}` : title, { cause })
    this.name = "ProviderError"
    this.problem = problem
  }

  get trouble(): Trouble {
    return this.problem.trouble
  }
}

/** Said of a change whose answer nobody has read: it may have been made, and made again by whoever tries again. */
export const maybeDone =
  "It may have been done all the same: look how things stand before you do it again."

/** Whether our own server was away, which says nothing of any provider. */
export const isAway = (cause: unknown): boolean =>
  cause instanceof ProviderError && cause.trouble === "away"
