import type { Route, Upstream } from "../upstreams/upstream.ts"
import { Refusal } from "./problem.ts"

/**
 * What no provider's path needs, and what servers read in different ways: dot segments, backslashes,
 * control characters and slashes inside a segment, plain, encoded, or encoded twice.
 */
const devious = [
  /(^|\/)(\.|%2e){1,2}(\/|$)/i,
  /\\|%5c|%2f/i,
  /%([01][0-9a-f]|7f)/i,
  /%25(2e|2f|5c)/i,
  /\/\//,
  /[^\u0021-\u007e]|[?#]/,
  /%(?![0-9a-f]{2})/i,
]

/** The part of an address before the query, exactly as it was sent. */
export const rawPath = (url: string): string =>
  url.replace(/^[a-z]+:\/\/[^/?#]*/i, "").replace(/[?#].*$/s, "")

/** @throws Refusal 400 where a path could mean something else to the server behind */
export const checkPath = (path: string): void => {
  if (devious.some((form) => form.test(path)))
    throw new Refusal(400, {
      trouble: "invalid",
      title: "Waybill does not forward such an address.",
      detail: "It holds dot segments, encoded slashes or characters that servers read differently.",
    })
}

/**
 * The route that a request takes.
 * @param path still encoded, beginning with a slash, without the query
 * @throws Refusal 400 or 403 where the provider's file does not list it
 */
export const routeOf = (upstream: Upstream, method: string, path: string): Route => {
  checkPath(path)
  const route = upstream.routes.find((one) => one.method === method && one.path.test(path))
  if (route) return route
  throw new Refusal(403, {
    trouble: "forbidden",
    title: "Waybill does not forward this request.",
    detail: `${method} of this path is not among what connections to this provider may do.`,
  })
}

/** The address of a forwarded request: the connection's base with the path, still encoded, appended. */
export const targetOf = (base: URL, path: string, search: string): URL => {
  const prefix = base.pathname.replace(/\/+$/, "")
  const target = new URL(`${base.origin}${prefix}${path}${search}`)
  // The parser must not have made anything else of it than what was checked.
  if (
    !path.startsWith("/") ||
    target.origin !== base.origin ||
    target.pathname !== `${prefix}${path}`
  )
    throw new Refusal(400, { trouble: "invalid", title: "This path cannot be forwarded." })
  return target
}
