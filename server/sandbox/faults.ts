import * as v from "valibot"
import { text } from "./answer.ts"
import type { SandboxApi, World } from "./api.ts"
import { bearerOf, revokeTokens } from "./tokens.ts"
import { providerIds } from "../../src/model/provider.ts"

const isPattern = (source: string): boolean => {
  try {
    return new RegExp(source, "u") instanceof RegExp
  } catch {
    return false
  }
}

/**
 * What goes wrong, and where. `path` is a regular expression over the API's own path (without world
 * and base, still encoded). `times` ends the fault after so many requests; without it, it stays.
 * `hold` keeps a request waiting for as long as the world has these faults: what a person sees
 * meanwhile can be looked at on a machine of any speed.
 */
export const Fault = v.strictObject({
  match: v.optional(
    v.strictObject({
      api: v.optional(v.picklist(providerIds)),
      method: v.optional(v.pipe(v.string(), v.toUpperCase())),
      path: v.optional(v.pipe(v.string(), v.check(isPattern, "not a regular expression"))),
    }),
    {},
  ),
  fault: v.strictObject({
    kind: v.picklist([
      "delay",
      "hold",
      "status",
      "reset",
      "cut",
      "malformed",
      "html",
      "expired-token",
      "large",
    ]),
    /** delay: how long, in ms. */
    ms: v.optional(v.pipe(v.number(), v.minValue(0))),
    /** status, html: the status to answer. */
    status: v.optional(v.pipe(v.number(), v.integer(), v.minValue(200), v.maxValue(599))),
    /** status: seconds for a Retry-After header. */
    retryAfter: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
    /** large: how many bytes the answer has at least. */
    bytes: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
    times: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  }),
})
export type Fault = v.InferOutput<typeof Fault>

/** What happens to a request: an answer, an answer that breaks off half way, or a dead connection. */
export type Outcome =
  | { readonly kind: "answer" | "cut"; readonly response: Response }
  | { readonly kind: "reset" }

/** A fault that strikes a request. `released` aborts once the world has other faults, or none. */
export type Struck = Fault["fault"] & { readonly released: AbortSignal }

/** The faults of one world, in order, with how often each may still strike. */
export type FaultBook = {
  readonly list: () => readonly Fault[]
  readonly replace: (faults: readonly Fault[]) => void
  /** The faults that strike this request; each is counted. */
  readonly take: (api: SandboxApi, request: Request) => readonly Struck[]
}

export const createFaultBook = (): FaultBook => {
  let entries: { readonly entry: Fault; left: number }[] = []
  let current = new AbortController()
  const strikes = ({ match, fault }: Fault, api: SandboxApi, request: Request): boolean =>
    (match.api === undefined || match.api === api.id) &&
    (match.method === undefined || match.method === request.method) &&
    (match.path === undefined || new RegExp(match.path, "u").test(new URL(request.url).pathname)) &&
    // A request without a token, such as signing in, has none that could have expired.
    (fault.kind !== "expired-token" || bearerOf(request) !== undefined)
  return {
    list: () => entries.map(({ entry }) => entry),
    replace: (faults) => {
      current.abort()
      current = new AbortController()
      entries = faults.map((entry) => ({ entry, left: entry.fault.times ?? Infinity }))
    },
    take: (api, request) => {
      const struck = entries.filter(({ entry, left }) => left > 0 && strikes(entry, api, request))
      for (const one of struck) one.left -= 1
      entries = entries.filter(({ left }) => left > 0)
      return struck.map(({ entry }) => ({ ...entry.fault, released: current.signal }))
    },
  }
}

/** Waits, or rejects with the signal's reason as soon as the caller has left. */
const wait = async (ms: number, signal: AbortSignal): Promise<void> => {
  signal.throwIfAborted()
  await new Promise<void>((resolve, reject) => {
    const leave = (): void => {
      clearTimeout(timer)
      reject(signal.reason instanceof Error ? signal.reason : new Error("The caller has left."))
    }
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", leave)
      resolve()
    }, ms)
    signal.addEventListener("abort", leave, { once: true })
  })
}

/** Waits until the faults are others, or rejects with the signal's reason once the caller has left. */
const held = async (released: AbortSignal, signal: AbortSignal): Promise<void> => {
  signal.throwIfAborted()
  const either = AbortSignal.any([released, signal])
  if (!either.aborted)
    await new Promise<void>((resolve) =>
      either.addEventListener("abort", () => resolve(), { once: true }),
    )
  signal.throwIfAborted()
}

/** The first half of a text, which no JSON document survives. */
const half = (body: string): string => body.slice(0, Math.max(1, Math.floor(body.length / 2)))

const proxyPage =
  "<!doctype html><html><head><title>Sandbox gateway</title></head><body><h1>Service unavailable</h1><p>The proxy in front of this API answered in its place.</p></body></html>"

const statusAnswer = (api: SandboxApi, fault: Fault["fault"]): Response => {
  const status = fault.status ?? 500
  const wording =
    api.problem?.(status, fault.retryAfter) ?? text(status, `${status}: a fault of the sandbox`)
  const headers = new Headers(wording.headers)
  if (fault.retryAfter !== undefined) headers.set("retry-after", String(fault.retryAfter))
  return new Response(wording.body, { status, headers })
}

const malformed = async (response: Response): Promise<Response> => {
  const headers = new Headers(response.headers)
  headers.delete("content-length")
  return new Response(half(await response.text()), { status: response.status, headers })
}

/** The same answer with blanks behind it, which JSON does not mind, until it is so long. Streamed. */
const filledUp = async (response: Response, bytes: number): Promise<Response> => {
  const body = new Uint8Array(await response.arrayBuffer())
  const blanks = new Uint8Array(2 ** 16).fill(0x20)
  const size = Math.max(bytes, body.length)
  let left = size
  const stream = new ReadableStream<Uint8Array>(
    {
      pull: (controller) => {
        const piece = left === size ? body : blanks.subarray(0, Math.min(left, blanks.length))
        left -= piece.length
        if (piece.length > 0) controller.enqueue(piece)
        if (left === 0) controller.close()
      },
    },
    { highWaterMark: 0 },
  )
  const headers = new Headers(response.headers)
  headers.set("content-length", String(size))
  return new Response(stream, { status: response.status, headers })
}

/** Answers a request with the world's faults in its way. */
export const answerThroughFaults = async (
  api: SandboxApi,
  world: World,
  faults: readonly Struck[],
  request: Request,
  answer: (request: Request) => Promise<Response>,
): Promise<Outcome> => {
  let asked = request
  for (const fault of faults) {
    if (fault.kind === "delay") await wait(fault.ms ?? 1000, request.signal)
    if (fault.kind === "hold") await held(fault.released, request.signal)
    if (fault.kind === "expired-token") {
      revokeTokens(world, api.id)
      // Tokens that are not issued but fixed cannot expire here, so another one is presented.
      const headers = new Headers(request.headers)
      headers.set("authorization", "Bearer expired")
      asked = new Request(asked, { headers })
    }
  }
  const last = faults.findLast(({ kind }) => !["delay", "hold", "expired-token"].includes(kind))
  switch (last?.kind) {
    case "reset":
      return { kind: "reset" }
    case "status":
      return { kind: "answer", response: statusAnswer(api, last) }
    case "html":
      return {
        kind: "answer",
        response: new Response(proxyPage, {
          status: last.status ?? 200,
          headers: { "content-type": "text/html; charset=utf-8" },
        }),
      }
    case "cut":
      return { kind: "cut", response: await answer(asked) }
    case "malformed":
      return { kind: "answer", response: await malformed(await answer(asked)) }
    case "large":
      return { kind: "answer", response: await filledUp(await answer(asked), last.bytes ?? 2e8) }
    case "delay":
    case "hold":
    case "expired-token":
    case undefined:
      return { kind: "answer", response: await answer(asked) }
  }
}
