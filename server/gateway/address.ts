import { lookup } from "node:dns"
import { BlockList, isIP } from "node:net"
import type { LookupFunction } from "node:net"
import { isLoopback } from "../config.ts"
import { SettingError } from "../upstreams/upstream.ts"

/*
 * Which hosts a connection may lead to. Whoever may add connections tells this server where to send
 * requests, so some places are closed (server-side request forgery):
 *
 * - Link-local addresses and the metadata services of clouds are always refused. They answer anyone on
 *   the machine with its own credentials, and no provider stands there. There is no switch to allow
 *   them: nobody needs one.
 * - Private networks are allowed: vRealize, Astra and Cloud Foundry stand there as often as not. What
 *   can be reached stays small: https with a trusted certificate, GET, and the provider's own paths.
 * - Plain http is for loopback alone, where the sandbox stands.
 *
 * A name may resolve to anything, and to something else the next time, so names are checked again
 * where they are resolved for the connection itself.
 */
const closed = new BlockList()
closed.addSubnet("169.254.0.0", 16, "ipv4")
closed.addSubnet("0.0.0.0", 8, "ipv4")
closed.addSubnet("224.0.0.0", 3, "ipv4")
closed.addSubnet("fe80::", 10, "ipv6")
closed.addSubnet("ff00::", 8, "ipv6")
closed.addAddress("::", "ipv6")
// Metadata services outside of link-local: Alibaba, Azure, Oracle, and Amazon over IPv6.
closed.addAddress("100.100.100.200", "ipv4")
closed.addAddress("168.63.129.16", "ipv4")
closed.addSubnet("192.0.0.0", 24, "ipv4")
closed.addSubnet("fd00:ec2::", 32, "ipv6")
// An IPv4 address inside an IPv6 one, as translators (NAT64) understand it.
closed.addSubnet("64:ff9b::", 96, "ipv6")

/** Whether an IP address belongs to no provider. */
export const isClosed = (address: string): boolean =>
  isIP(address) !== 0 && closed.check(address, isIP(address) === 4 ? "ipv4" : "ipv6")

/** Host without the brackets that an IPv6 address has inside a URL. */
export const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, "")

export const portOf = (url: URL): number =>
  Number(url.port) || (url.protocol === "https:" ? 443 : 80)

/** Code of the error with which {@link guardedLookup} refuses. */
export const closedCode = "WAYBILL_CLOSED_ADDRESS"

/** Resolves a name for a connection, and refuses where it leads to a closed address. */
export const guardedLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, found) => {
    if (error) return callback(error, "")
    if (found.some(({ address }) => isClosed(address))) {
      const refusal = new Error(`${hostname} resolves to an address that is not allowed`)
      return callback(Object.assign(refusal, { code: closedCode }), "")
    }
    const [first] = found
    if (options.all === true || !first) return callback(null, found)
    return callback(null, first.address, first.family)
  })
}

const parse = (text: string): URL | undefined => {
  const full = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`
  return URL.canParse(full) ? new URL(full) : undefined
}

/**
 * Reads an address that a person typed.
 * @throws SettingError in words for the form
 */
export const readAddress = (text: string | undefined, input = "address"): URL => {
  const trimmed = (text ?? "").trim()
  const refuse = (message: string): never => {
    throw new SettingError(input, message)
  }
  if (trimmed === "") return refuse("Give the address.")
  const url = parse(trimmed)
  if (!url) return refuse("This is not an address such as https://host.example.com.")
  if (url.protocol !== "https:" && url.protocol !== "http:")
    return refuse("The address must start with https://.")
  if (url.username !== "" || url.password !== "")
    return refuse("Leave user and password out of the address.")
  if (url.search !== "" || url.hash !== "")
    return refuse("Leave out what follows ? or # in the address.")
  if (isClosed(hostOf(url)))
    return refuse(
      "Link-local, metadata and multicast addresses are not allowed: no provider stands there.",
    )
  if (url.protocol === "http:" && !isLoopback(hostOf(url)))
    return refuse("The address must start with https://; http is only for this machine itself.")
  return url
}
