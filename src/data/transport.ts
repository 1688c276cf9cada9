import { markAway } from "../lib/away.ts"
import type { Fetch } from "../model/call.ts"
import { ProviderError } from "../model/error.ts"
import { sentWith, titles } from "../providers/http.ts"

let ask: (() => Promise<unknown>) | undefined

/**
 * Says what is done where our server does not know who is there: before anybody reads its answer, who
 * could only take it for the provider's.
 */
export const onSignedOut = (then: () => Promise<unknown>): void => {
  ask = then
}

/** What it means that no answer came at all: a provider's troubles come as answers of our own server. */
export const serverAway = (cause: unknown): ProviderError =>
  new ProviderError({ trouble: "away", title: titles.away }, cause)

const heard = async (response: Response): Promise<Response> => {
  markAway(undefined)
  if (response.headers.get("waybill-problem") === "session") await ask?.()
  return response
}

/** The one place where the browser sends anything. Always to our own server. */
export const transport: Fetch = async (request) => {
  let response: Response
  try {
    response = await globalThis.fetch(request)
  } catch (cause) {
    request.signal.throwIfAborted()
    const away = serverAway(cause)
    markAway(away)
    throw away
  }
  return heard(response)
}

/** Asks our own server whether it is there. */
export const askWhetherThere = (): Promise<unknown> =>
  transport(new Request(new URL("/healthz", globalThis.location.origin)))

/** The way to a connection's provider: its path and query below the gateway's route for it. */
export const gatewayOf =
  (connection: string): Fetch =>
  async (request) => {
    const { pathname, search } = new URL(request.url)
    const path = `/api/connections/${encodeURIComponent(connection)}/upstream${pathname}${search}`
    const target = new URL(path, globalThis.location.origin)
    const sent = sentWith(request)
    if (!sent) return transport(new Request(target, request))
    const { body, progress } = sent
    const { method, headers, signal } = request
    if (typeof body === "string")
      return transport(new Request(target, { method, headers, body, signal }))
    try {
      // Few pages ever send a file.
      const { sendFile } = await import("./sendFile.ts")
      return await heard(await sendFile(target, request, body, progress))
    } catch (cause) {
      // It also breaks where the file has changed, or is cut off on its way.
      if (!signal.aborted) await askWhetherThere()
      throw cause
    }
  }
