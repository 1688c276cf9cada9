import { connect as connectTcp, isIP } from "node:net"
import type { Socket } from "node:net"
import { connect as connectTls } from "node:tls"
import type { TLSSocket } from "node:tls"
import type { Values } from "../../src/model/input.ts"
import { guardedLookup, hostOf, portOf } from "./address.ts"
import { trustOf } from "./outbound.ts"
import { toUnreachable } from "./unreachable.ts"

const patience = 8000

/** Waits for one event of a socket, reads something off it and closes it. */
const settle = <S extends Socket, T>(
  socket: S,
  ready: string,
  url: URL,
  signal: AbortSignal,
  read: (socket: S) => T,
): Promise<T> =>
  new Promise((resolve, reject) => {
    const fail = (cause: unknown): void => {
      socket.destroy()
      reject(toUnreachable(cause, url))
    }
    const leave = (): void => fail(signal.reason)
    signal.addEventListener("abort", leave, { once: true })
    socket.setTimeout(patience, () => fail(Object.assign(new Error("late"), { code: "ETIMEDOUT" })))
    socket.once("error", fail)
    socket.once("close", () => signal.removeEventListener("abort", leave))
    socket.once(ready, () => {
      resolve(read(socket))
      socket.destroy()
    })
  })

/** Connects to the address of a URL. @returns the IP address behind it @throws Unreachable */
export const reach = (url: URL, signal: AbortSignal): Promise<string> =>
  settle(
    connectTcp({ host: hostOf(url), port: portOf(url), lookup: guardedLookup }),
    "connect",
    url,
    signal,
    (socket) => socket.remoteAddress ?? hostOf(url),
  )

const describe = (socket: TLSSocket): string => {
  const until = new Date(socket.getPeerCertificate().valid_to).toISOString().slice(0, 10)
  return `${socket.getProtocol() ?? "TLS"}, with a certificate that is valid until ${until}.`
}

/** Agrees on TLS and checks the certificate. @returns what was agreed on @throws Unreachable */
export const shakeHands = (url: URL, settings: Values, signal: AbortSignal): Promise<string> => {
  const secureContext = trustOf(settings)
  const socket = connectTls({
    host: hostOf(url),
    port: portOf(url),
    lookup: guardedLookup,
    // Names only: the standard knows no addresses here.
    servername: isIP(hostOf(url)) === 0 ? hostOf(url) : "",
    ...(secureContext ? { secureContext } : {}),
  })
  return settle(socket, "secureConnect", url, signal, describe)
}
