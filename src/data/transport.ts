import type { Fetch } from "../model/call.ts"
import { sentWith } from "../providers/http.ts"

let ask: (() => Promise<unknown>) | undefined

/**
 * Says what is done where our server does not know who is there: before anybody reads its answer, who
 * could only take it for the provider's.
 */
export const onSignedOut = (then: () => Promise<unknown>): void => {
  ask = then
}

const heard = async (response: Response): Promise<Response> => {
  if (response.headers.get("waybill-problem") === "session") await ask?.()
  return response
}

/** The one place where the browser sends anything. Always to our own server. */
export const transport: Fetch = async (request) => heard(await globalThis.fetch(request))

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
    return heard(await sendFile(target, request, body, progress))
  }
