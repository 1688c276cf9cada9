import { isIP } from "node:net"
import { rootCertificates } from "node:tls"
import { Agent, request as send } from "undici"
import type { Dispatcher } from "undici"
import type { Trouble } from "../../src/model/error.ts"
import type { Values } from "../../src/model/provider.ts"
import { isLoopback } from "../config.ts"
import { SettingError } from "../upstreams/upstream.ts"

/** Why a request did not get an answer, in words for people. */
export class Unreachable extends Error {
  readonly trouble: Trouble
  /** The system's or TLS's own code: ECONNREFUSED, CERT_HAS_EXPIRED. */
  readonly code: string
  readonly fix: string

  constructor(trouble: Trouble, code: string, message: string, fix: string) {
    super(message)
    this.name = "Unreachable"
    this.trouble = trouble
    this.code = code
    this.fix = fix
  }
}

type Words = readonly [trouble: Trouble, message: string, fix: string]

const pasteCa = "Paste the certificate of its authority (PEM) under Certificate authority."

const words: Readonly<Record<string, Words>> = {
  ENOTFOUND: ["offline", "The host name is not known.", "Check the spelling of the address."],
  EAI_AGAIN: [
    "offline",
    "The host name could not be looked up.",
    "Check this server's DNS, then try again.",
  ],
  ECONNREFUSED: [
    "offline",
    "Nothing listens at that address and port.",
    "Check the port, and that the provider is running.",
  ],
  ECONNRESET: [
    "offline",
    "The provider closed the connection.",
    "Try again; a proxy or firewall in between may cut it.",
  ],
  EHOSTUNREACH: [
    "offline",
    "There is no way to that host from here.",
    "Check the network or VPN of this server.",
  ],
  ENETUNREACH: [
    "offline",
    "There is no way to that network from here.",
    "Check the network or VPN of this server.",
  ],
  ETIMEDOUT: [
    "offline",
    "The provider did not answer in time.",
    "Check the address and the firewall, then try again.",
  ],
  UND_ERR_CONNECT_TIMEOUT: [
    "offline",
    "The provider did not answer in time.",
    "Check the address and the firewall, then try again.",
  ],
  UND_ERR_HEADERS_TIMEOUT: [
    "offline",
    "The provider took the request but did not answer in time.",
    "Try again later.",
  ],
  UND_ERR_BODY_TIMEOUT: [
    "offline",
    "The provider stopped in the middle of its answer.",
    "Try again.",
  ],
  UND_ERR_SOCKET: ["offline", "The connection broke.", "Try again."],
  DEPTH_ZERO_SELF_SIGNED_CERT: ["untrusted", "The certificate is signed by itself.", pasteCa],
  SELF_SIGNED_CERT_IN_CHAIN: [
    "untrusted",
    "The certificate comes from an authority that is not known here.",
    pasteCa,
  ],
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: [
    "untrusted",
    "The certificate comes from an authority that is not known here.",
    pasteCa,
  ],
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: [
    "untrusted",
    "The certificate comes from an authority that is not known here.",
    pasteCa,
  ],
  CERT_HAS_EXPIRED: [
    "untrusted",
    "The certificate has expired.",
    "Ask whoever runs the provider to renew it.",
  ],
  CERT_NOT_YET_VALID: [
    "untrusted",
    "The certificate is not valid yet.",
    "Check this server's clock.",
  ],
  ERR_TLS_CERT_ALTNAME_INVALID: [
    "untrusted",
    "The certificate is for another host name.",
    "Use the name that the certificate is for, as the address.",
  ],
  ERR_SSL_WRONG_VERSION_NUMBER: [
    "untrusted",
    "That port does not speak TLS.",
    "Check the port, and whether the address starts with https.",
  ],
  EPROTO: [
    "untrusted",
    "TLS could not be agreed on.",
    "Check the port; the provider may only offer old TLS versions.",
  ],
}

const codeOf = (cause: unknown): string => {
  let error: unknown = cause
  for (let depth = 0; depth < 5 && error instanceof Error; depth += 1) {
    if ("code" in error && typeof error.code === "string") return error.code
    error = error instanceof AggregateError ? error.errors[0] : error.cause
  }
  return "UNKNOWN"
}

/** Turns what undici throws into words. The message of the cause is left out: it may name anything. */
export const toUnreachable = (cause: unknown): Unreachable => {
  const code = codeOf(cause)
  const [trouble, message, fix] = words[code] ?? [
    "offline",
    "The provider could not be reached.",
    "Check the address and try again.",
  ]
  return new Unreachable(trouble, code, message, fix)
}

/** Cloud metadata services and other link-local neighbours: never a provider, often a secret. */
const linkLocal = (host: string): boolean => {
  const bare = host.replace(/^\[|\]$/g, "").toLowerCase()
  if (isIP(bare) === 4) return bare.startsWith("169.254.") || bare.startsWith("0.")
  return bare.startsWith("fe80:") || bare === "::" || bare.startsWith("::ffff:a9fe:")
}

/**
 * Reads an address that a person typed. Providers stand in private networks as often as not, so those
 * are allowed; link-local addresses are not, and http is for this machine alone.
 * @throws SettingError in words for the form
 */
export const readAddress = (text: string | undefined, input = "address"): URL => {
  const trimmed = (text ?? "").trim()
  if (trimmed === "") throw new SettingError(input, "Give the address.")
  let url: URL
  try {
    url = new URL(/^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`)
  } catch {
    throw new SettingError(input, "This is not an address such as https://host.example.com.")
  }
  if (url.protocol !== "https:" && url.protocol !== "http:")
    throw new SettingError(input, "The address must start with https://.")
  if (url.username !== "" || url.password !== "")
    throw new SettingError(input, "Leave user and password out of the address.")
  if (url.search !== "" || url.hash !== "")
    throw new SettingError(input, "Leave out what follows ? or # in the address.")
  if (linkLocal(url.hostname))
    throw new SettingError(
      input,
      "Link-local addresses are not allowed: they lead to the machine's own services.",
    )
  if (url.protocol === "http:" && !isLoopback(url.hostname.replace(/^\[|\]$/g, "")))
    throw new SettingError(
      input,
      "The address must start with https://; http is only for this machine itself.",
    )
  return url
}

const agents = new Map<string, Agent>()

/** One pool of connections for all that trust the same authorities. */
export const agentFor = (settings: Values): Agent => {
  const ca = settings["ca"]?.trim() ?? ""
  const known = agents.get(ca)
  if (known) return known
  const agent = new Agent({
    connections: 16,
    keepAliveTimeout: 30_000,
    headersTimeout: 120_000,
    bodyTimeout: 120_000,
    connect: {
      timeout: 10_000,
      ...(ca === "" ? {} : { ca: [...rootCertificates, ca] }),
    },
  })
  agents.set(ca, agent)
  return agent
}

/** Closes every pool; for the end of the server and of tests. */
export const closeAgents = async (): Promise<void> => {
  await Promise.all([...agents.values()].map((agent) => agent.close()))
  agents.clear()
}

/** Sends one request and streams its answer. Never follows a redirect. @throws Unreachable */
export const dispatch = async (
  url: URL,
  options: {
    readonly method: Dispatcher.HttpMethod
    readonly headers: Readonly<Record<string, string>>
    readonly body?: Dispatcher.RequestOptions["body"]
    readonly signal: AbortSignal
    readonly agent: Agent
  },
): Promise<Dispatcher.ResponseData> => {
  try {
    return await send(url, {
      method: options.method,
      headers: options.headers,
      signal: options.signal,
      dispatcher: options.agent,
      ...(options.body === undefined ? {} : { body: options.body }),
    })
  } catch (cause) {
    options.signal.throwIfAborted()
    throw toUnreachable(cause)
  }
}
