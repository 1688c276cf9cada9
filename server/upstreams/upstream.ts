import type { Trouble } from "../../src/model/error.ts"
import type { ProviderId } from "../../src/model/provider.ts"
import type { Values } from "../../src/model/input.ts"

/** What a connection gives the upstream: its settings and, on the server alone, its secrets. */
export type Access = { readonly settings: Values; readonly secrets: Values }

/** A credential ready to be sent, and until when (in ms since 1970) it may be. */
export type Token = {
  readonly header: string
  readonly expiresAt: number
  /** What gets the next token without the credential, such as a refresh token. */
  readonly renewal?: string
}

/** A route that the gateway forwards; anything else is refused before it leaves the server. */
export type Route = {
  readonly method: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE"
  /** Matched against the path exactly as sent, still encoded, without the query. */
  readonly path: RegExp
}

/**
 * An address, most often at another host, that an answer of the API hands out for a file. The gateway
 * forwards to that very address, with that one method, for so long (server/gateway/elsewhere.ts).
 */
export type HandOut = {
  /** The request whose good answer names the address; `query` narrows it to those that ask for one. */
  readonly after: Route & { readonly query?: RegExp }
  readonly method: "GET" | "PUT"
  /** Reads the answer; `seconds`: for how long a request to the address may begin. */
  readonly read: (
    answer: unknown,
  ) => { readonly address: string; readonly seconds: number } | undefined
}

/** A documented limit: at most `limit` calls in `windowSeconds`; `route` narrows it to some calls. */
export type Limit = {
  readonly id: string
  readonly limit: number
  readonly windowSeconds: number
  readonly route?: RegExp
}

/** One small request while signing in, and its whole answer. No redirects; the connection's own CA. */
export type Exchange = (
  url: URL,
  init: {
    readonly method?: "GET" | "POST"
    readonly headers?: Readonly<Record<string, string>>
    readonly body?: string
  },
) => Promise<{
  readonly status: number
  readonly contentType: string
  readonly text: string
  /** The Retry-After header as it came. */
  readonly retryAfter?: string
}>

/** What the gateway must know of one provider. Facts: ../shared/providers. */
export type Upstream = {
  readonly id: ProviderId
  /**
   * The address that forwarded paths are appended to, from the connection's settings.
   * @throws SettingError naming the input that is wrong
   */
  readonly base: (settings: Values) => URL
  /**
   * Gets a token; called again shortly before `expiresAt`, and once when the provider answers 401,
   * then with the `previous` one.
   * @throws CredentialError
   */
  readonly authenticate: (access: Access, exchange: Exchange, previous?: Token) => Promise<Token>
  readonly routes: readonly Route[]
  /** Where files are sent to and fetched from, where that is not below `base`. */
  readonly handsOut?: readonly HandOut[]
  /**
   * Requests for a file that the API may answer with a redirect to where it keeps files. That one
   * redirect is followed by the gateway itself, without the credential; all others are refused.
   */
  readonly redirects?: readonly (Route & { readonly method: "GET" })[]
  readonly limits: readonly Limit[]
  /** The smallest list call, for "Test", and the key under which its rows stand. */
  readonly probe: (settings: Values) => { readonly path: string; readonly rows: string }
  /** What the credential needs so that listing is allowed, for the fix of a 403. */
  readonly needs: string
}

/** What is known of a sign-in that failed, beside its words. */
export type SignInFacts = {
  /** HTTP status of the refusal; absent where it never came to that. */
  readonly status?: number
  /** Absent: the credential was refused. */
  readonly trouble?: Trouble
  /** The Retry-After header as it came. */
  readonly retryAfter?: string
  /** Nothing of the credential was sent, so asking again can lock no account. */
  readonly unsent?: true
  /** It is told again, and the provider was not asked. */
  readonly again?: true
}

/** The provider looked at the credential and refused it, or answered something that is no token. */
export class CredentialError extends Error {
  readonly fix: string
  readonly facts: SignInFacts

  constructor(message: string, fix: string, facts: SignInFacts = {}) {
    super(message)
    this.name = "CredentialError"
    this.fix = fix
    this.facts = facts
  }
}

/** A setting that cannot work, in words for the form. */
export class SettingError extends Error {
  readonly input: string

  constructor(input: string, message: string) {
    super(message)
    this.name = "SettingError"
    this.input = input
  }
}
