import type { LookupFunction } from "node:net"
import { createSecureContext, getCACertificates } from "node:tls"
import type { SecureContext } from "node:tls"
import { Agent, request as send } from "undici"
import type { Dispatcher } from "undici"
import type { Values } from "../../src/model/input.ts"
import { SettingError } from "../upstreams/upstream.ts"
import { guardedLookup } from "./address.ts"
import { toUnreachable } from "./unreachable.ts"

const caOf = (settings: Values): string => settings["ca"]?.trim() ?? ""

/**
 * What a connection trusts: the authorities that this server trusts, and the one that was pasted.
 * Made once, for reading some 150 certificates takes longer than a handshake.
 * @returns undefined where none was pasted
 * @throws SettingError where the text holds no certificate
 */
export const trustOf = (settings: Values): SecureContext | undefined => {
  const ca = caOf(settings)
  if (ca === "") return undefined
  try {
    return createSecureContext({ ca: [...getCACertificates("default"), ca] })
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause
    throw new SettingError("ca", "The certificate authority cannot be read as PEM.")
  }
}

/** A pool of connections that trusts what these settings say. Whoever makes it closes it. */
export const makeAgent = (settings: Values, lookup: LookupFunction = guardedLookup): Agent => {
  const secureContext = trustOf(settings)
  return new Agent({
    connections: 16,
    keepAliveTimeout: 30_000,
    // Big lists take their time; no byte for this long is a stall.
    headersTimeout: 120_000,
    bodyTimeout: 60_000,
    connect: {
      timeout: 10_000,
      lookup,
      ...(secureContext ? { secureContext } : {}),
    },
  })
}

/** A pool for each connection, kept until its authority changes or it is forgotten. */
export const createPools = () => {
  const pools = new Map<string, { readonly ca: string; readonly agent: Agent }>()
  const forget = (id: string): void => {
    const known = pools.get(id)
    pools.delete(id)
    // What is under way still ends.
    void known?.agent.close()
  }
  return {
    of: (id: string, settings: Values): Agent => {
      const ca = caOf(settings)
      const known = pools.get(id)
      if (known?.ca === ca) return known.agent
      const agent = makeAgent(settings)
      forget(id)
      pools.set(id, { ca, agent })
      return agent
    },
    forget,
    close: async (): Promise<void> => {
      await Promise.all([...pools.values()].map(({ agent }) => agent.destroy()))
      pools.clear()
    },
  }
}

export type Pools = ReturnType<typeof createPools>

/** Sends one request and streams its answer. Never follows a redirect. @throws Unreachable */
export const dispatch = async (
  url: URL,
  options: {
    readonly method: Dispatcher.HttpMethod
    readonly headers: Readonly<Record<string, string>>
    readonly body?: Dispatcher.RequestOptions["body"]
    readonly signal: AbortSignal
    readonly agent: Agent
    /** Whether it may change something at the provider; absent: as its method says. */
    readonly changes?: boolean
  },
): Promise<Dispatcher.ResponseData> => {
  try {
    return await send(url, {
      method: options.method,
      // Some gateways refuse requests that do not say what sends them.
      headers: { "user-agent": "waybill", ...options.headers },
      signal: options.signal,
      dispatcher: options.agent,
      ...(options.body === undefined ? {} : { body: options.body }),
    })
  } catch (cause) {
    // The caller left: that is no failure of the provider. A time limit is one.
    const { aborted, reason } = options.signal
    const isTimeout = reason instanceof Error && reason.name === "TimeoutError"
    if (aborted && !isTimeout) throw cause
    const { changes = options.method !== "GET" && options.method !== "HEAD" } = options
    throw toUnreachable(cause, url, changes)
  }
}

/**
 * Reads a small answer whole.
 * @returns undefined where it is larger than `limit` bytes
 * @throws Unreachable where it stops in the middle
 */
export const readWhole = async (
  body: Dispatcher.ResponseData["body"],
  limit: number,
  url: URL,
): Promise<Buffer | undefined> => {
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of body) {
      if (!(chunk instanceof Uint8Array)) continue
      size += chunk.length
      if (size > limit) return undefined
      chunks.push(chunk)
    }
  } catch (cause) {
    throw toUnreachable(cause, url)
  }
  return Buffer.concat(chunks)
}
