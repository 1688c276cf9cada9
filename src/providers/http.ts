import * as v from "valibot"
import { retryAfter } from "../lib/retryAfter.ts"
import { isUnloaded } from "../lib/unloaded.ts"
import { isAway, maybeDone, ProviderError, troubles } from "../model/error.ts"
import type { Problem, Trouble } from "../model/error.ts"
import type { Call } from "../model/call.ts"

/**
 * The host that adapters write into their requests. It never resolves: the fetch of a {@link Call}
 * replaces it by the connection's own route through the gateway, or by a sandbox in tests.
 */
export const upstream = "https://upstream.invalid"

/** Builds a path, each value encoded as one segment: path`/v3/packages/${guid}`. */
export const path = (literal: readonly string[], ...values: readonly string[]): string =>
  literal.reduce((built, part, at) => {
    const value = values[at - 1]
    if (value === undefined || value === "" || value === "." || value === "..")
      throw new ProviderError({
        trouble: "invalid",
        title: `"${value ?? ""}" cannot be part of an address.`,
      })
    return built + encodeURIComponent(value) + part
  })

/** Query parameters in the order given; undefined and empty ones are left out. */
export type Params = readonly (readonly [name: string, value: string | number | undefined])[]

const queryString = (params: Params): string => {
  const parts = params.flatMap(([name, value]) =>
    value === undefined || value === ""
      ? []
      : [`${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`],
  )
  return parts.length === 0 ? "" : `?${parts.join("&")}`
}

/** What an adapter can say about its API's error body; anything left out is filled in from the status. */
export type ReadProblem = (
  body: unknown,
  response: { readonly status: number; readonly headers: Headers },
) => Partial<Omit<Problem, "status">>

export type Send = {
  readonly path: string
  readonly params?: Params
  readonly headers?: Readonly<Record<string, string>>
  readonly method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE"
  /** Sent as JSON. */
  readonly json?: unknown
  /** Streamed as it is; `Call.progress` hears how far it is. */
  readonly file?: Blob
  readonly problem: ReadProblem
}

const isRead = ({ method = "GET" }: Send): boolean => method === "GET"

export type Ask<T> = Send & {
  /** What a good answer looks like; an answer without a body reads as `undefined`. */
  readonly schema: v.GenericSchema<unknown, T>
}

/**
 * What a request sends. A Request does not give its body back: it only streams it, and browsers stream
 * a body to HTTP/2 servers alone.
 */
export type Sent = { readonly body: Blob | string; readonly progress: Call["progress"] }
const sent = new WeakMap<Request, Sent>()

/** The body that an adapter's request was made with, if it has one. */
export const sentWith = (request: Request): Sent | undefined => sent.get(request)

const byStatus: Readonly<Record<number, Trouble>> = {
  400: "invalid",
  401: "signed-out",
  402: "capacity",
  403: "forbidden",
  404: "missing",
  405: "unsupported",
  406: "unsupported",
  409: "conflict",
  410: "missing",
  412: "conflict",
  413: "invalid",
  415: "invalid",
  422: "invalid",
  429: "throttled",
  501: "unsupported",
}

/** Said of each trouble where the API has no better word. */
export const titles: Readonly<Record<Trouble, string>> = {
  away: "Waybill's own server could not be reached.",
  offline: "The provider could not be reached.",
  untrusted: "The provider's certificate is not trusted.",
  "signed-out": "The provider did not accept the credential.",
  forbidden: "This credential may not do that.",
  missing: "The provider has no such thing.",
  conflict: "It exists already, or has changed meanwhile.",
  invalid: "The provider refused the request.",
  throttled: "Too many requests; the provider asks to wait.",
  capacity: "An allowance of this account is used up.",
  unsupported: "This installation of the provider does not offer that.",
  broken: "The provider failed.",
  unreadable: "The provider's answer could not be read.",
}

/** What was asked for is the same for every read, whatever it is of: to see it. */
const unseen = "This credential may not read this."

/** Where our own gateway failed, not the provider: it says so in a header and in our own words. */
const GatewayProblem = v.object({
  trouble: v.picklist(troubles),
  title: v.string(),
  detail: v.exactOptional(v.string()),
  remedy: v.exactOptional(v.string()),
  answered: v.exactOptional(v.number()),
  requestId: v.exactOptional(v.string()),
})

const retryAt = (headers: Headers): Date | undefined => {
  const ms = retryAfter(headers)
  return ms === undefined ? undefined : new Date(Date.now() + ms)
}

const parseJson = (text: string): unknown => {
  if (text.trim() === "") return undefined
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** An HTML page is not for reading aloud; other text is, up to a length. */
const plainText = (body: unknown): string | undefined =>
  typeof body === "string" && !/^\s*</.test(body) ? body.slice(0, 500) : undefined

/** Whatever stands before a provider says so when it gave up waiting for it, or lost it in the middle. */
const gaveUp: ReadonlySet<number> = new Set([502, 504])

/** Turns an answer that is not 2xx into the error that it means. */
const toError = (response: Response, text: string, send: Send): ProviderError => {
  const { status, headers } = response
  const body = parseJson(text)
  if (headers.has("waybill-problem")) {
    const ours = v.safeParse(GatewayProblem, body)
    if (ours.success) {
      const { trouble } = ours.output
      const at = retryAt(headers)
      return new ProviderError({
        ...ours.output,
        // Not the provider lacks something: this connection is no longer there to ask it.
        trouble: trouble === "missing" ? "offline" : trouble,
        status,
        ...(at === undefined ? {} : { retryAt: at }),
      })
    }
  }
  const theirs = send.problem(body, { status, headers })
  const trouble = theirs.trouble ?? byStatus[status] ?? (status >= 500 ? "broken" : "invalid")
  const words = theirs.detail ?? plainText(body)
  const { detail } = gaveUp.has(status) ? withUnsure(send, words) : { detail: words }
  const at = theirs.retryAt ?? retryAt(headers)
  return new ProviderError({
    ...theirs,
    trouble,
    title: theirs.title ?? (trouble === "forbidden" && isRead(send) ? unseen : titles[trouble]),
    status,
    ...(detail === undefined ? {} : { detail }),
    ...(at === undefined ? {} : { retryAt: at }),
  })
}

const isAbort = (cause: unknown): boolean =>
  cause instanceof Error && (cause.name === "AbortError" || cause.name === "TimeoutError")

const requestOf = (call: Call, send: Send): Request => {
  const { path: at, params = [], headers = {}, method = "GET", json, file } = send
  const body = file ?? (json === undefined ? undefined : JSON.stringify(json))
  const request = new Request(`${upstream}${at}${queryString(params)}`, {
    method,
    headers: {
      accept: "application/json",
      ...(json === undefined ? {} : { "content-type": "application/json" }),
      ...(file === undefined ? {} : { "content-type": "application/octet-stream" }),
      ...headers,
    },
    ...(body === undefined ? {} : { body }),
    signal: call.signal,
  })
  if (body !== undefined) sent.set(request, { body, progress: call.progress })
  return request
}

/** A read can be repeated as it is. */
const withUnsure = (send: Send, detail?: string): { readonly detail?: string } => {
  const said = [detail, isRead(send) ? undefined : maybeDone].filter(Boolean).join(" ")
  return said === "" ? {} : { detail: said }
}

const orOffline = async <T>(call: Call, send: Send, work: () => Promise<T>): Promise<T> => {
  try {
    return await work()
  } catch (cause) {
    call.signal.throwIfAborted()
    const known = cause instanceof ProviderError ? cause : undefined
    // Of what was sent while our own server went away nobody knows either whether it was done. Where what
    // sends it did not come, nothing was sent.
    if (isAbort(cause) || isUnloaded(cause) || (known && !isAway(known))) throw cause
    const trouble = known?.trouble ?? "offline"
    throw new ProviderError({ trouble, title: titles[trouble], ...withUnsure(send) }, cause)
  }
}

/**
 * Asks the provider for a file, whose bytes are not read here.
 * @throws ProviderError for everything but an abort, which stays an `AbortError`
 */
export const askFile = async (call: Call, send: Send): Promise<Response> => {
  const request = requestOf(call, { ...send, headers: { accept: "*/*", ...send.headers } })
  const response = await orOffline(call, send, () => call.fetch(request))
  if (response.ok) return response
  throw toError(response, await orOffline(call, send, () => response.text()), send)
}

/**
 * Asks the provider and parses its answer. Adapters make their requests here and in {@link askFile}.
 * @returns the parsed answer, the JSON as it came (for `Row.raw`), the status and the headers
 * @throws ProviderError for everything but an abort, which stays an `AbortError`
 */
export const ask = async <T>(
  call: Call,
  { schema, ...send }: Ask<T>,
): Promise<{ body: T; raw: unknown; status: number; headers: Headers }> => {
  const request = requestOf(call, send)
  const { response, text } = await orOffline(call, send, async () => {
    const answer = await call.fetch(request)
    return { response: answer, text: await answer.text() }
  })
  if (!response.ok) throw toError(response, text, send)
  const raw = parseJson(text)
  const parsed = v.safeParse(schema, raw)
  if (!parsed.success) {
    const issue = parsed.issues[0]
    const where = v.getDotPath(issue)
    throw new ProviderError({
      trouble: "unreadable",
      title: titles.unreadable,
      status: response.status,
      ...withUnsure(
        send,
        typeof raw === "string"
          ? "It is not the JSON that its API documents."
          : `${where ? `${where}: ` : ""}${issue.message}`,
      ),
    })
  }
  return { body: parsed.output, raw, status: response.status, headers: response.headers }
}
