import type { Readable } from "node:stream"
import { createHash } from "node:crypto"
import type { Connection } from "../../src/model/connection.ts"
import { upstreams } from "../upstreams/index.ts"
import { CredentialError, SettingError } from "../upstreams/upstream.ts"
import type { Access, Token, Upstream } from "../upstreams/upstream.ts"
import type { BudgetState, Budgets } from "./budget.ts"
import { agentFor, dispatch, Unreachable } from "./outbound.ts"
import { Refusal } from "./problem.ts"
import type { Tokens } from "./tokens.ts"

/** What a browser may tell a provider. */
const requestHeaders = ["accept", "content-type"] as const

/** What a provider may tell a browser. */
const responseHeaders = [
  "content-type",
  "content-disposition",
  "etag",
  "last-modified",
  "retry-after",
  "x-vcap-request-id",
  "x-cf-warnings",
  "x-ratelimit-limit",
  "x-ratelimit-remaining",
  "x-ratelimit-reset",
] as const

/** Dot segments, backslashes and control characters, plain or encoded: nothing a provider's path needs. */
const devious = /(^|\/)(\.|%2e){1,2}(\/|$)|\\|%5c|%[01]|%7f|\s|\p{Cc}/iu

/**
 * Checks a path against the routes of a provider.
 * @throws Refusal 403 where the provider's file does not list it
 */
export const checkRoute = (upstream: Upstream, method: string, path: string): void => {
  const allowed =
    !devious.test(path) &&
    !path.includes("//") &&
    upstream.routes.some((route) => route.method === method && route.path.test(path))
  if (!allowed)
    throw new Refusal(403, {
      trouble: "forbidden",
      title: "Waybill does not forward this request.",
      detail: `${method} is not among the routes that this provider's connections may use.`,
    })
}

/** The address of a forwarded request: the connection's base with the path, still encoded, appended. */
export const targetOf = (base: URL, path: string, search: string): URL => {
  const target = new URL(`${base.origin}${base.pathname.replace(/\/+$/, "")}${path}${search}`)
  // The parser must not have made anything else of it than what was checked.
  if (target.origin !== base.origin || !target.pathname.endsWith(path))
    throw new Refusal(400, { trouble: "invalid", title: "This path cannot be forwarded." })
  return target
}

/** Our own words for everything that can go wrong before a provider answers. */
export const toRefusal = (cause: unknown): Refusal => {
  if (cause instanceof Refusal) return cause
  if (cause instanceof Unreachable)
    return new Refusal(502, {
      trouble: cause.trouble,
      title:
        cause.trouble === "untrusted"
          ? "The provider's certificate is not trusted."
          : "The provider could not be reached.",
      detail: `${cause.message} ${cause.fix}`,
    })
  if (cause instanceof CredentialError)
    return new Refusal(401, {
      trouble: "signed-out",
      title: cause.message,
      detail: cause.fix,
    })
  if (cause instanceof SettingError)
    return new Refusal(422, {
      trouble: "invalid",
      title: cause.message,
      fields: { [cause.input]: cause.message },
    })
  return new Refusal(500, { trouble: "broken", title: "Waybill's own server failed." })
}

/** The answer's bytes as they come; when the browser leaves, the provider's connection is closed. */
const streamOf = (body: Readable): ReadableStream<Uint8Array> => {
  const bytes = body[Symbol.asyncIterator]()
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        const next: IteratorResult<unknown> = await bytes.next()
        if (next.done) controller.close()
        else if (next.value instanceof Uint8Array) controller.enqueue(next.value)
      },
      cancel: () => void body.destroy(),
    },
    { highWaterMark: 0 },
  )
}

export type ForwardDeps = { readonly tokens: Tokens; readonly budgets: Budgets }

type Forwarded = {
  readonly connection: Connection
  readonly access: Access
  readonly request: Request
  /** Still encoded, beginning with a slash, without the query. */
  readonly path: string
  readonly search: string
}

const budgetHeader = (states: readonly BudgetState[]): Record<string, string> =>
  states.length === 0 ? {} : { "waybill-budget": JSON.stringify(states) }

const credentialOf = (access: Access): string =>
  createHash("sha256").update(JSON.stringify(access.secrets)).digest("base64url")

/** Forwards a request to a connection's provider and streams the answer back. */
export const forward = async (
  { tokens, budgets }: ForwardDeps,
  { connection, access, request, path, search }: Forwarded,
): Promise<Response> => {
  const upstream = upstreams[connection.provider]
  checkRoute(upstream, request.method, path)
  const target = targetOf(upstream.base(access.settings), path, search)
  const budget = budgets.take(credentialOf(access), upstream.limits, path)
  if (budget.wait !== undefined)
    throw new Refusal(
      429,
      {
        trouble: "throttled",
        title: "The provider's request limit is used up.",
        detail: `Waybill keeps the documented limit, so that the provider does not lock the credential out. It goes on in ${budget.wait} s.`,
      },
      { "retry-after": String(budget.wait), ...budgetHeader(budget.states) },
    )
  const headers: Record<string, string> = {}
  for (const name of requestHeaders) {
    const value = request.headers.get(name)
    if (value !== null) headers[name] = value
  }
  const once = async (token: Token) =>
    dispatch(target, {
      method: request.method === "HEAD" ? "HEAD" : "GET",
      headers: { ...headers, authorization: token.header },
      signal: request.signal,
      agent: agentFor(access.settings),
    })
  const token = await tokens.get(connection, access)
  let answer = await once(token)
  if (answer.statusCode === 401) {
    // Revoked or ended early: once more with another token, where there is another one to be had.
    await tokens.drop(connection.id, token)
    const fresh = await tokens.get(connection, access)
    if (fresh.header !== token.header) {
      await answer.body.dump()
      answer = await once(fresh)
    }
  }
  if (answer.statusCode >= 300 && answer.statusCode < 400 && answer.statusCode !== 304) {
    await answer.body.dump()
    throw new Refusal(502, {
      trouble: "unreadable",
      title: "The provider answered with a redirect, which is not followed.",
      detail: "Check the connection's address: a login page or another host may stand in between.",
    })
  }
  const out = new Headers(budgetHeader(budget.states))
  for (const name of responseHeaders) {
    const value = answer.headers[name]
    if (value !== undefined) out.set(name, Array.isArray(value) ? value.join(", ") : value)
  }
  out.set("cache-control", "no-store")
  const empty = answer.statusCode === 204 || answer.statusCode === 304
  if (empty) await answer.body.dump()
  return new Response(empty ? null : streamOf(answer.body), {
    status: answer.statusCode,
    headers: out,
  })
}
