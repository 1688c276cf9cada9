import { createHash } from "node:crypto"
import { Readable } from "node:stream"
import type { Dispatcher } from "undici"
import type { Connection } from "../../src/model/connection.ts"
import type { Access, Token, Upstream } from "../upstreams/upstream.ts"
import type { BudgetState, Budgets } from "./budget.ts"
import { dispatch } from "./outbound.ts"
import type { Pools } from "./outbound.ts"
import { Refusal } from "./problem.ts"
import { relay } from "./relay.ts"
import { routeOf, targetOf } from "./routes.ts"
import { scrubber } from "./scrub.ts"
import type { Tokens } from "./tokens.ts"

/** What a browser may tell a provider. */
const passed = [
  "accept",
  "content-type",
  "content-length",
  "content-disposition",
  // So that what somebody else changed meanwhile is not changed blindly.
  "if-match",
] as const

/** Compressions that {@link relay} can undo where it must read an error. */
const encodings = ["gzip", "br"] as const

/** Methods that may be sent again after a 401, since nothing happened twice by it. */
const repeatable = new Set(["GET", "HEAD"])

export type ForwardDeps = {
  readonly pools: Pools
  readonly tokens: Tokens
  readonly budgets: Budgets
  /** Gets the file that a redirect leads to, where the provider's file says that there may be one. */
  readonly follow: (asked: Forwarded, address: string) => Promise<Response>
}

export type Forwarded = {
  readonly upstream: Upstream
  readonly connection: Pick<Connection, "id" | "provider">
  readonly access: Access
  readonly request: Request
  /** As it was sent: still encoded, beginning with a slash, without the query. */
  readonly path: string
  /** With its question mark, or empty. */
  readonly search: string
}

const budgetHeader = (states: readonly BudgetState[]): Record<string, string> =>
  states.length === 0 ? {} : { "waybill-budget": JSON.stringify(states) }

/** Whose limits they are: a credential is known at one address, and another provider counts its own. */
const credentialOf = (base: URL, access: Access): string =>
  createHash("sha256")
    .update(JSON.stringify([base.href, access.secrets]))
    .digest("base64url")

const headersFor = (request: Request): Record<string, string> => {
  const headers: Record<string, string> = {}
  for (const name of passed) {
    const value = request.headers.get(name)
    if (value !== null) headers[name] = value
  }
  const accepted = request.headers.get("accept-encoding") ?? ""
  const common = encodings.filter((encoding) => new RegExp(`\\b${encoding}\\b`).test(accepted))
  if (common.length > 0) headers["accept-encoding"] = common.join(", ")
  return headers
}

/** Where a redirect leads, if it is one of those that the provider's file allows. */
const redirectOf = (
  { upstream, request, path }: Forwarded,
  { statusCode, headers }: Dispatcher.ResponseData,
  target: URL,
): string | undefined => {
  const { location } = headers
  const allowed = upstream.redirects?.some(
    (one) => one.method === request.method && one.path.test(path),
  )
  return allowed && statusCode !== 304 && typeof location === "string"
    ? (URL.parse(location, target)?.href ?? location)
    : undefined
}

/**
 * Forwards a request to a connection's provider and streams the answer back. The whole way is one
 * stream in both directions; a browser that leaves ends it up to the provider.
 * @throws Refusal for what is not forwarded, and for redirects, which are not followed unless the
 *   provider's file names them
 * @throws Unreachable, CredentialError, SettingError
 */
export const forward = async (
  { pools, tokens, budgets, follow }: ForwardDeps,
  asked: Forwarded,
): Promise<Response> => {
  const { upstream, connection, access, request, path, search } = asked
  const { method } = routeOf(upstream, request.method, path)
  const base = upstream.base(access.settings)
  const target = targetOf(base, path, search)
  const credential = credentialOf(base, access)
  const agent = pools.of(connection.id, access.settings)
  let token = await tokens.get(connection, access)

  const send = async (): Promise<{
    answer: Dispatcher.ResponseData
    states: readonly BudgetState[]
  }> => {
    const { states, wait } = budgets.take(credential, upstream.limits, `${path}${search}`)
    if (wait !== undefined)
      throw new Refusal(
        429,
        {
          trouble: "throttled",
          title: "The provider's request limit is used up.",
          detail: `Waybill keeps the documented limit, so that the provider does not lock the credential out. It goes on in ${wait} s.`,
        },
        { "retry-after": String(wait), ...budgetHeader(states) },
      )
    const answer = await dispatch(target, {
      method,
      headers: { ...headersFor(request), authorization: token.header },
      ...(request.body && !repeatable.has(method) ? { body: Readable.from(request.body) } : {}),
      signal: request.signal,
      agent,
    })
    return { answer, states }
  }

  let { answer, states } = await send()
  if (answer.statusCode === 401 && repeatable.has(method)) {
    // Revoked or ended early: once more with another token, where there is another one to be had.
    await tokens.drop(connection.id, token)
    const fresh: Token | undefined = await tokens.get(connection, access).catch(async (cause) => {
      await answer.body.dump()
      throw cause
    })
    if (fresh.header !== token.header) {
      await answer.body.dump()
      token = fresh
      ;({ answer, states } = await send())
    }
  }
  const { statusCode } = answer
  if (statusCode >= 300 && statusCode < 400 && statusCode !== 304) {
    await answer.body.dump()
    const address = redirectOf(asked, answer, target)
    if (address !== undefined) return await follow(asked, address)
    throw new Refusal(502, {
      trouble: "unreadable",
      title: "The provider answered with a redirect, which is not followed.",
      remedy: "Check the connection's address: a login page or another host may stand in between.",
    })
  }
  const response = await relay(answer, target, scrubber(access, token))
  for (const [name, value] of Object.entries(budgetHeader(states)))
    response.headers.set(name, value)
  return response
}
