import type { Fetch } from "../model/provider.ts"

/** The one place where the browser sends anything. Always to our own server. */
export const transport: Fetch = (request) => globalThis.fetch(request)

/** The way to a connection's provider: its path and query below the gateway's route for it. */
export const gatewayOf =
  (connection: string): Fetch =>
  (request) => {
    const { pathname, search } = new URL(request.url)
    const target = `/api/connections/${encodeURIComponent(connection)}/upstream${pathname}${search}`
    return transport(new Request(new URL(target, globalThis.location.origin), request))
  }
