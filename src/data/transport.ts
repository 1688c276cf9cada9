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

/**
 * Marks our own server as away, and is what that means for whatever was asked of it. A provider's
 * troubles come as answers of our own server.
 */
export const wentAway = (cause: unknown): ProviderError => {
  const away = new ProviderError({ trouble: "away", title: titles.away }, cause)
  markAway(away)
  return away
}

/**
 * An answer, if it is our own server's, which names itself in each. A proxy before it says 502, 503 or
 * 504 in its place.
 * @param byNameOnly whether nothing else that answers will do
 */
export const heard = async (response: Response, byNameOnly = false): Promise<Response> => {
  const { status, headers } = response
  if (!headers.has("waybill-server") && (byNameOnly || (status > 501 && status < 505)))
    throw wentAway(response)
  markAway(undefined)
  if (headers.get("waybill-problem") === "session") await ask?.()
  return response
}

/** The one place where the browser sends anything but a file (sendFile.ts). Always to our own server. */
export const transport = async (request: Request, byNameOnly?: boolean): Promise<Response> => {
  let response: Response
  try {
    response = await globalThis.fetch(request)
  } catch (cause) {
    request.signal.throwIfAborted()
    throw wentAway(cause)
  }
  return heard(response, byNameOnly)
}

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
    // Few pages ever send a file.
    const { sendFile } = await import("./sendFile.ts")
    return sendFile(target, request, body, progress)
  }
