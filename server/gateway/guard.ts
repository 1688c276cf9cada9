import { isIP } from "node:net"
import { isLoopback } from "../config.ts"
import { Refusal } from "./problem.ts"

/**
 * No inline scripts, no other hosts. `style-src-attr` alone allows inline style attributes: positioned
 * menus and virtual rows need them, and CSS in an attribute cannot load or run anything here.
 */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join("; ")

const ownHeaders: Readonly<Record<string, string>> = {
  "content-security-policy": policy,
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
  "x-frame-options": "DENY",
  // What answers in our place while we are away, such as a proxy, has it not (src/data/transport.ts).
  "waybill-server": "1",
}

/** Sets the headers that every answer carries. */
export const harden = (headers: Headers, secure: boolean): void => {
  for (const [name, value] of Object.entries(ownHeaders))
    // A forwarded answer has a stricter policy of its own.
    if (name !== "content-security-policy" || !headers.has(name)) headers.set(name, value)
  if (secure) headers.set("strict-transport-security", "max-age=31536000")
}

const hostName = (host: string): string =>
  host.startsWith("[") ? host.slice(1, host.indexOf("]")) : (host.split(":")[0] ?? "")

/**
 * Refuses a Host header that is none of our names: a foreign page whose name was made to point at
 * this address (DNS rebinding) would otherwise count as the same origin. An IP address cannot be made
 * to point elsewhere, so a server that listens beyond loopback answers to any of its addresses.
 */
export const checkHost = (request: Request, host: string, extra: readonly string[]): void => {
  const asked = (request.headers.get("host") ?? new URL(request.url).host).toLowerCase()
  const name = hostName(asked)
  const ours =
    isLoopback(name) ||
    name === host.toLowerCase() ||
    extra.includes(name) ||
    extra.includes(asked) ||
    (!isLoopback(host) && isIP(name) !== 0)
  if (!ours)
    throw new Refusal(421, {
      trouble: "forbidden",
      title: "This server does not answer to that host name.",
      detail: "Name it in WAYBILL_HOSTS, if it is one of this server's own.",
    })
}

/** Refuses every API call that another site's page makes, reading ones too. */
export const checkSite = (request: Request): void => {
  const site = request.headers.get("sec-fetch-site")
  const origin = request.headers.get("origin")
  const host = request.headers.get("host") ?? new URL(request.url).host
  const foreignSite = site !== null && site !== "same-origin" && site !== "none"
  const foreignOrigin = origin !== null && !isOwnOrigin(origin, host)
  // A request that changes something must say where it comes from.
  const unsaid = site === null && origin === null && !["GET", "HEAD"].includes(request.method)
  if (foreignSite || foreignOrigin)
    throw new Refusal(403, {
      trouble: "forbidden",
      title: "This request comes from another site.",
    })
  if (unsaid)
    throw new Refusal(403, {
      trouble: "forbidden",
      title: "This request does not say where it comes from.",
      detail: "Browsers do. From a program, send the server's own address as the Origin header.",
    })
}

/** Refuses everything but a script's `fetch`: what providers answer is never a page or a script of ours. */
export const checkData = (request: Request): void => {
  const use = request.headers.get("sec-fetch-dest")
  if (use !== null && use !== "empty")
    throw new Refusal(403, {
      trouble: "forbidden",
      title: "A provider's answer cannot be opened as a page or loaded as a part of one.",
    })
}

const isOwnOrigin = (origin: string, host: string): boolean => {
  try {
    return new URL(origin).host === host
  } catch {
    return false
  }
}
