import { createServer as createHttp } from "node:http"
import type { IncomingMessage, RequestListener, Server, ServerResponse } from "node:http"
import { createServer as createHttps } from "node:https"
import type { AddressInfo, Socket } from "node:net"
import { Readable } from "node:stream"
import { pipeline } from "node:stream/promises"
import type { Certificates } from "./certificates.ts"
import type { Outcome } from "./faults.ts"

/** Answers a request; `near` when it came over the loopback interface. */
export type Handle = (request: Request, near: boolean) => Promise<Outcome>

export type Listening = { readonly origin: string; readonly close: () => Promise<void> }

const isLoopback = (address: string | undefined): boolean =>
  address === "::1" || /^(?:::ffff:)?127\./.test(address ?? "")

/** The body as it arrives; a caller that goes away ends it with an error. */
const bodyOf = (incoming: IncomingMessage): ReadableStream<Uint8Array<ArrayBuffer>> => {
  const chunks: AsyncIterator<Buffer<ArrayBuffer>> = incoming[Symbol.asyncIterator]()
  return new ReadableStream({
    pull: async (controller) => {
      const next = await chunks.next()
      if (next.done) controller.close()
      else {
        // The same bytes: a copy of each would be as much again for the collector.
        const { buffer, byteOffset, byteLength } = next.value
        controller.enqueue(new Uint8Array(buffer, byteOffset, byteLength))
      }
    },
    cancel: () => {
      incoming.destroy()
    },
  })
}

const toRequest = (incoming: IncomingMessage, scheme: string, signal: AbortSignal): Request => {
  const headers = new Headers()
  for (let at = 0; at + 1 < incoming.rawHeaders.length; at += 2)
    headers.append(incoming.rawHeaders[at] ?? "", incoming.rawHeaders[at + 1] ?? "")
  const url = `${scheme}://${incoming.headers.host ?? "localhost"}${incoming.url ?? "/"}`
  const method = incoming.method ?? "GET"
  if (method === "GET" || method === "HEAD") return new Request(url, { method, headers, signal })
  const init = { method, headers, signal, body: bodyOf(incoming), duplex: "half" }
  return new Request(url, init)
}

const headersOf = (response: Response): Record<string, string | string[]> => ({
  ...Object.fromEntries(response.headers),
  ...(response.headers.has("set-cookie") ? { "set-cookie": response.headers.getSetCookie() } : {}),
})

/** Answers that say their length are streamed; the others are JSON texts, small enough to be measured. */
const send = async (response: Response, outgoing: ServerResponse): Promise<void> => {
  if (response.headers.has("content-length") && response.body) {
    outgoing.writeHead(response.status, headersOf(response))
    await pipeline(Readable.from(response.body), outgoing)
    return
  }
  const body = Buffer.from(await response.arrayBuffer())
  const bodiless = response.status === 204 || response.status === 304
  outgoing.writeHead(response.status, {
    ...headersOf(response),
    ...(bodiless ? {} : { "content-length": body.length }),
  })
  outgoing.end(body)
}

/** Promises the whole body, sends half of it, and goes. */
const sendHalf = async (response: Response, outgoing: ServerResponse): Promise<void> => {
  const body = Buffer.from(await response.arrayBuffer())
  outgoing.writeHead(response.status, {
    ...headersOf(response),
    "content-length": Math.max(2, body.length),
  })
  outgoing.write(body.subarray(0, Math.floor(body.length / 2)), () => outgoing.destroy())
}

const portOf = (socket: Socket): string => `${socket.remoteAddress}|${socket.remotePort}`

const isAddress = (address: string | AddressInfo | null): address is AddressInfo =>
  typeof address === "object" && address !== null

const start = async (server: Server, port: number, host: string): Promise<number> => {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject)
    server.listen(port, host, () => {
      server.off("error", reject)
      resolve()
    })
  })
  const address = server.address()
  return isAddress(address) ? address.port : port
}

/**
 * Serves `handle` on a port, over TLS when certificates are given.
 * @throws the system's error (EADDRINUSE, EACCES ...) when the port cannot be had
 */
export const listenOn = async (
  handle: Handle,
  port: number,
  host: string,
  certificates?: Certificates,
): Promise<Listening> => {
  const scheme = certificates ? "https" : "http"
  // Under TLS a request's socket cannot be reset; the TCP socket below it can.
  const sockets = new Map<string, Socket>()
  const answer = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const gone = new AbortController()
    outgoing.on("close", () => {
      gone.abort()
    })
    const request = toRequest(incoming, scheme, gone.signal)
    const outcome = await handle(request, isLoopback(incoming.socket.remoteAddress))
    if (outcome.kind === "reset")
      (sockets.get(portOf(incoming.socket)) ?? incoming.socket).resetAndDestroy()
    else if (outcome.kind === "cut") await sendHalf(outcome.response, outgoing)
    else await send(outcome.response, outgoing)
  }
  const listener: RequestListener = (incoming, outgoing) => {
    answer(incoming, outgoing).catch(() => {
      // Most often the caller has left. If it has not, it shall not wait for nothing.
      if (outgoing.headersSent) outgoing.destroy()
      else outgoing.writeHead(500, { "content-type": "text/plain" }).end("The sandbox failed.")
    })
  }
  const server = certificates
    ? createHttps({ cert: certificates.cert, key: certificates.key }, listener)
    : createHttp(listener)
  // A large upload takes as long as it takes.
  server.requestTimeout = 0
  server.on("connection", (socket: Socket) => {
    const key = portOf(socket)
    sockets.set(key, socket)
    socket.once("close", () => sockets.delete(key))
  })
  const taken = await start(server, port, host)
  const name = host.includes(":") ? `[${host}]` : host
  return {
    origin: `${scheme}://${name}:${taken}`,
    close: async () => {
      await new Promise<void>((resolve) => {
        server.close(() => {
          resolve()
        })
        server.closeAllConnections()
      })
    },
  }
}
