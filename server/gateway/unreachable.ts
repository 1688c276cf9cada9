import { maybeDone } from "../../src/model/error.ts"
import type { Trouble } from "../../src/model/error.ts"
import { closedCode } from "./address.ts"
import { privateCode } from "./near.ts"

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

/** `{host}` stands for host and port. */
type Words = readonly [trouble: Trouble, message: string, fix: string]

const pasteCa = "Paste the certificate of its authority (PEM) under Certificate authority."
const late: Words = [
  "offline",
  "{host} did not answer in time.",
  "Check the address and the firewall, then try again.",
]
const noWay: Words = [
  "offline",
  "There is no way to {host} from this server.",
  "Check the network or VPN of this server.",
]
const cut: Words = [
  "offline",
  "{host} closed the connection.",
  "Try again; a proxy or firewall in between may cut it.",
]
const unknownAuthority: Words = [
  "untrusted",
  "The certificate of {host} comes from an authority that is not known here.",
  pasteCa,
]
const noTls: Words = [
  "untrusted",
  "{host} does not speak TLS.",
  "Check the port, and whether the address starts with https.",
]

const words: Readonly<Record<string, Words>> = {
  ENOTFOUND: [
    "offline",
    "The host name of {host} is not known.",
    "Check the spelling of the address, and this server's DNS.",
  ],
  EAI_AGAIN: [
    "offline",
    "The host name of {host} could not be looked up.",
    "Check this server's DNS, then try again.",
  ],
  [closedCode]: [
    "offline",
    "{host} leads to a link-local or metadata address, which is not allowed.",
    "Check the address, and what its name resolves to.",
  ],
  [privateCode]: [
    "offline",
    "{host} leads into a private network, where the provider itself does not stand.",
    "Ask whoever runs the provider which host keeps its files.",
  ],
  ECONNREFUSED: [
    "offline",
    "Nothing listens at {host}.",
    "Check the port, and that the provider is running.",
  ],
  ECONNRESET: cut,
  UND_ERR_SOCKET: cut,
  EPIPE: cut,
  EHOSTUNREACH: noWay,
  ENETUNREACH: noWay,
  ETIMEDOUT: late,
  UND_ERR_CONNECT_TIMEOUT: late,
  UND_ERR_HEADERS_TIMEOUT: [
    "offline",
    "{host} took the request but did not answer in time.",
    "Try again later.",
  ],
  UND_ERR_BODY_TIMEOUT: ["offline", "{host} stopped in the middle of its answer.", "Try again."],
  DEPTH_ZERO_SELF_SIGNED_CERT: [
    "untrusted",
    "The certificate of {host} is signed by itself.",
    "Paste that certificate (PEM) under Certificate authority.",
  ],
  SELF_SIGNED_CERT_IN_CHAIN: unknownAuthority,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: unknownAuthority,
  UNABLE_TO_GET_ISSUER_CERT: unknownAuthority,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: unknownAuthority,
  CERT_SIGNATURE_FAILURE: [
    "untrusted",
    "The certificate of {host} is not signed by the authority that was pasted.",
    "Paste the authority that signed it now; it may have been renewed.",
  ],
  CERT_HAS_EXPIRED: [
    "untrusted",
    "The certificate of {host} has expired.",
    "Ask whoever runs the provider to renew it.",
  ],
  CERT_NOT_YET_VALID: [
    "untrusted",
    "The certificate of {host} is not valid yet.",
    "Check this server's clock.",
  ],
  ERR_TLS_CERT_ALTNAME_INVALID: [
    "untrusted",
    "The certificate that {host} shows is for another host name.",
    "Use the name that the certificate is for, as the address.",
  ],
  ERR_SSL_WRONG_VERSION_NUMBER: noTls,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: noTls,
  EPROTO: [
    "untrusted",
    "TLS could not be agreed on with {host}.",
    "Check the port; the provider may only offer old TLS versions.",
  ],
}

const other: Words = ["offline", "{host} could not be reached.", "Check the address and try again."]

const codeOf = (cause: unknown): string => {
  let error: unknown = cause
  for (let depth = 0; depth < 5 && error instanceof Error; depth += 1) {
    if ("code" in error && typeof error.code === "string") return error.code
    if (error.name === "TimeoutError") return "ETIMEDOUT"
    error = error instanceof AggregateError ? error.errors[0] : error.cause
  }
  return "UNKNOWN"
}

/** Nothing had been sent yet: there was no connection to send it over. */
const unsent: ReadonlySet<string> = new Set([
  "ENOTFOUND",
  "EAI_AGAIN",
  "ECONNREFUSED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
  closedCode,
  privateCode,
])

/**
 * Turns what the network throws into words. Its own message is left out: it may name anything.
 * @param changes whether the request was to change something, which may then have happened
 */
export const toUnreachable = (
  cause: unknown,
  { host }: Pick<URL, "host">,
  changes = false,
): Unreachable => {
  const code = codeOf(cause)
  const [trouble, message, fix] = words[code] ?? other
  const lost = changes && trouble === "offline" && !unsent.has(code)
  return new Unreachable(trouble, code, message.replace("{host}", host), lost ? maybeDone : fix)
}
