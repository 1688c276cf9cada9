import { lookup } from "node:dns"
import { lookup as resolve } from "node:dns/promises"
import { BlockList, isIP } from "node:net"
import type { LookupFunction } from "node:net"
import { isLoopback } from "../config.ts"
import { closedCode, hostOf, isClosed } from "./address.ts"

/*
 * People type a connection's address; what its provider hands out, the provider chose. One on the
 * internet could otherwise have this server write to hosts that only this network reaches.
 */
const inside = new BlockList()
inside.addSubnet("10.0.0.0", 8, "ipv4")
inside.addSubnet("100.64.0.0", 10, "ipv4")
inside.addSubnet("127.0.0.0", 8, "ipv4")
inside.addSubnet("172.16.0.0", 12, "ipv4")
inside.addSubnet("192.168.0.0", 16, "ipv4")
inside.addSubnet("198.18.0.0", 15, "ipv4")
inside.addAddress("::1", "ipv6")
inside.addSubnet("fc00::", 7, "ipv6")

/** Whether an IP address is reached from this network or machine alone. */
export const isPrivate = (address: string): boolean =>
  isIP(address) !== 0 && inside.check(address, isIP(address) === 4 ? "ipv4" : "ipv6")

const own = new BlockList()
own.addSubnet("127.0.0.0", 8, "ipv4")
own.addAddress("::1", "ipv6")

/** Whether a host, as an address names it, is this machine, in whichever spelling. */
export const isThisMachine = (host: string): boolean =>
  isLoopback(host) ||
  /(^|\.)localhost\.?$/i.test(host) ||
  (isIP(host) !== 0 && own.check(host, isIP(host) === 4 ? "ipv4" : "ipv6"))

/** Whether a host, as an address names it, is this machine or an IP address of a private network. */
export const isInside = (host: string): boolean => isThisMachine(host) || isPrivate(host)

/** Code of the error with which {@link publicLookup} refuses. */
export const privateCode = "WAYBILL_PRIVATE_ADDRESS"

/** Resolves a name for a connection that may lead to the internet alone. */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, found) => {
    if (error) return callback(error, "")
    const closed = found.some(({ address }) => isClosed(address))
    if (closed || found.some(({ address }) => isPrivate(address))) {
      const refusal = new Error(`${hostname} resolves to an address that is not allowed`)
      return callback(Object.assign(refusal, { code: closed ? closedCode : privateCode }), "")
    }
    const [first] = found
    if (options.all === true || !first) return callback(null, found)
    return callback(null, first.address, first.family)
  })
}

/** Whether a provider stands in this network itself, so that what it hands out may stand there too. */
export const isNear = async (base: URL): Promise<boolean> => {
  const host = hostOf(base)
  if (isIP(host) !== 0 || isLoopback(host)) return isInside(host)
  try {
    return (await resolve(host, { all: true })).some(({ address }) => isPrivate(address))
  } catch {
    // Not found: what cannot be said to be near is not.
    return false
  }
}
