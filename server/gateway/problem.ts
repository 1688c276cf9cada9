import type { Trouble } from "../../src/model/error.ts"
import { CredentialError, SettingError } from "../upstreams/upstream.ts"
import { Unreachable } from "./unreachable.ts"

/** What our own server says when it, and not a provider, refuses or fails. */
export type OwnProblem = {
  readonly trouble: Trouble
  readonly title: string
  readonly detail?: string
  /** What a person can do, in place of what the page says of such a trouble. */
  readonly remedy?: string
  /** The status that the provider answered, where it is not that of our answer. */
  readonly answered?: number
  /** Found again in the server's log. */
  readonly requestId?: string
  /** What is wrong with which input of a form. */
  readonly fields?: Readonly<Record<string, string>>
}

/** Ends a request with our own problem. */
export class Refusal extends Error {
  readonly status: number
  readonly problem: OwnProblem
  readonly headers: Readonly<Record<string, string>>

  constructor(status: number, problem: OwnProblem, headers: Readonly<Record<string, string>> = {}) {
    super(problem.title)
    this.name = "Refusal"
    this.status = status
    this.problem = problem
    this.headers = headers
  }
}

/** What can be done about a sign-in that failed, and that nobody was asked where it is told again. */
const remedyOf = ({ fix, facts: { trouble, again } }: CredentialError): string => {
  if (!again) return fix
  const why =
    trouble === "throttled"
      ? "it asked to wait"
      : "some providers lock an account after a few refused tries"
  return `Nothing was asked just now, since ${why}. ${fix}`
}

const ofCredential = (cause: CredentialError): Refusal => {
  const { message, facts } = cause
  const { trouble = "signed-out", retryAfter, status: answered } = facts
  const status = trouble === "signed-out" ? 401 : trouble === "throttled" ? 429 : 502
  return new Refusal(
    status,
    {
      trouble,
      title: message,
      remedy: remedyOf(cause),
      ...(answered === undefined ? {} : { answered }),
    },
    retryAfter === undefined ? {} : { "retry-after": retryAfter },
  )
}

/**
 * Our own words for everything that can go wrong before a provider answers.
 * @returns undefined where nobody foresaw it
 */
export const toRefusal = (cause: unknown): Refusal | undefined => {
  if (cause instanceof Refusal) return cause
  if (cause instanceof CredentialError) return ofCredential(cause)
  if (cause instanceof Unreachable)
    return new Refusal(502, { trouble: cause.trouble, title: cause.message, remedy: cause.fix })
  if (cause instanceof SettingError)
    return new Refusal(422, {
      trouble: "invalid",
      title: cause.message,
      fields: { [cause.input]: cause.message },
    })
  return undefined
}

/**
 * The answer that src/providers/http.ts and src/data/api.ts recognise as ours by its header, and
 * src/data/transport.ts as one to somebody who is not signed in by what the header says.
 */
export const refuse = ({ status, problem, headers }: Refusal): Response =>
  Response.json(problem, { status, headers: { "waybill-problem": "1", ...headers } })
