import { Readable } from "node:stream"
import { promisify } from "node:util"
import { brotliDecompress, gunzip } from "node:zlib"
import type { HandOut, Token } from "../upstreams/upstream.ts"
import { isLoopback } from "../config.ts"
import { hostOf, isClosed } from "./address.ts"
import { isInside, isNear, isThisMachine, publicLookup } from "./near.ts"
import type { Forwarded } from "./forward.ts"
import { dispatch, makeAgent } from "./outbound.ts"
import type { Pools } from "./outbound.ts"
import { Refusal } from "./problem.ts"
import { relay } from "./relay.ts"
import { scrubber } from "./scrub.ts"
import type { Tokens } from "./tokens.ts"

/*
 * Some APIs keep files at another host and hand out an address there: "put it here", "get it there".
 * Such an address is a credential by itself, and it is the one thing that a connection may reach beyond
 * its own host. So:
 *
 * - Only the very address that an answer of the API handed out to this connection, letter for letter,
 *   with the one method it is for, and only for its time. Kept in memory alone.
 * - The connection's credential does not go along, except to the connection's own origin.
 * - https; no closed address; and a provider on the internet leads to no private network of ours, not
 *   even by a name that resolves there. Only one on this machine leads to this machine, and there alone
 *   plain http will do. A redirect from there is not followed.
 * - The browser names it in a header: in our own URLs it would end up in logs.
 *
 * A redirect of the API itself hands out an address too, where the provider's file names the request
 * (`redirects`): it is followed at once, by the same rules, and never with the credential.
 */
export const elsewhereHeader = "waybill-elsewhere"

/** An answer that hands out an address is a small JSON object. */
const largest = 1_000_000

/** More addresses than this at once, and the oldest of a connection are forgotten. */
const most = 64

type Asked = Pick<Forwarded, "upstream" | "connection" | "access" | "request">

type Entry = { readonly until: number; readonly withCredential: boolean }

const keyOf = (method: string, address: string): string => `${method} ${address}`

const bytesOf = async (response: Response): Promise<Buffer<ArrayBuffer>> => {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.length
    if (size > largest)
      throw new Refusal(502, {
        trouble: "unreadable",
        title: "The provider's answer is far larger than its API documents.",
      })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

const unpack = async (bytes: Buffer, encoding: string | null): Promise<Buffer> => {
  const options = { maxOutputLength: largest }
  if (encoding === "gzip") return await promisify(gunzip)(bytes, options)
  if (encoding === "br") return await promisify(brotliDecompress)(bytes, options)
  return bytes
}

/** The answer as JSON; undefined where it is none, which the adapter then says. */
const jsonOf = async (bytes: Buffer, encoding: string | null): Promise<unknown> => {
  try {
    return JSON.parse((await unpack(bytes, encoding)).toString("utf8"))
  } catch {
    return undefined
  }
}

const refused = (): Refusal =>
  new Refusal(403, {
    trouble: "forbidden",
    title: "Waybill does not forward this request.",
    detail: "The provider did not hand out this address to this connection, or its time is over.",
  })

/**
 * Reads an address that a provider handed out.
 * @throws Refusal where no file of a provider belongs
 */
const readHandedOut = (address: string, base: URL, near: boolean): URL => {
  const refuse = (why: string): never => {
    throw new Refusal(502, {
      trouble: "unreadable",
      title: "Waybill does not go to the address that the provider handed out.",
      detail: why,
    })
  }
  if (!URL.canParse(address)) return refuse("It is not an address.")
  const url = new URL(address)
  const host = hostOf(url)
  if (url.username !== "" || url.password !== "") return refuse("It holds a user or a password.")
  if (isClosed(host)) return refuse(`${url.host} is a link-local, metadata or multicast address.`)
  if (!near && isInside(host))
    return refuse(`${url.host} stands in a private network, and the provider does not.`)
  if (isThisMachine(host) && !isThisMachine(hostOf(base)))
    return refuse(`${url.host} is the machine that Waybill runs on, and the provider is not.`)
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback(host)))
    return refuse("It does not start with https://.")
  return url
}

/** The addresses at other hosts that each connection was handed out, and the way there. */
export const createElsewhere = (
  { pools, tokens }: { readonly pools: Pools; readonly tokens: Tokens },
  now: () => number = Date.now,
) => {
  const book = new Map<string, Map<string, Entry>>()

  const remember = (id: string, key: string, entry: Entry): void => {
    const known = book.get(id) ?? new Map<string, Entry>()
    book.set(id, known)
    for (const [old, { until }] of known) if (until <= now()) known.delete(old)
    known.delete(key)
    known.set(key, entry)
    for (const oldest of known.keys()) {
      if (known.size <= most) break
      known.delete(oldest)
    }
  }

  /** Both ways are streams. @throws Refusal, Unreachable */
  const reach = async (
    { upstream, connection, access, request }: Asked,
    address: string,
    method: "GET" | "PUT",
    token: Token | undefined,
  ): Promise<Response> => {
    const base = upstream.base(access.settings)
    const near = await isNear(base)
    const target = readHandedOut(address, base, near)
    const length = request.headers.get("content-length")
    // A provider's own network is reached as the provider itself is; from elsewhere only what is public.
    const own = near ? undefined : makeAgent(access.settings, publicLookup)
    try {
      const answer = await dispatch(target, {
        method,
        headers: {
          ...(token ? { authorization: token.header } : {}),
          // No type: what else the address was signed for is not documented.
          ...(method === "PUT" && length !== null ? { "content-length": length } : {}),
        },
        ...(request.body && method === "PUT" ? { body: Readable.from(request.body) } : {}),
        signal: request.signal,
        agent: own ?? pools.of(connection.id, access.settings),
      })
      if (answer.statusCode >= 300 && answer.statusCode < 400) {
        await answer.body.dump()
        throw new Refusal(502, {
          trouble: "unreadable",
          title: `${target.host} answered with a redirect, which is not followed.`,
          detail: "It is where the provider says that the file belongs.",
        })
      }
      return await relay(answer, target, scrubber(access, token))
    } finally {
      // What is under way still ends.
      void own?.close()
    }
  }

  return {
    /**
     * Reads which addresses a good answer hands out. @returns the answer, unchanged
     * @throws Refusal where it is far too large
     */
    note: async (
      {
        upstream,
        connection,
        access,
        request,
        path,
        search,
      }: Pick<Forwarded, "upstream" | "connection" | "access" | "request" | "path" | "search">,
      response: Response,
    ): Promise<Response> => {
      const rules: readonly HandOut[] =
        upstream.handsOut?.filter(
          ({ after }) =>
            after.method === request.method &&
            after.path.test(path) &&
            (after.query?.test(search) ?? true),
        ) ?? []
      if (rules.length === 0 || response.status < 200 || response.status > 299) return response
      const { status, headers } = response
      const bytes = await bytesOf(response)
      const answer = await jsonOf(bytes, headers.get("content-encoding"))
      const { origin } = upstream.base(access.settings)
      for (const { method, read } of rules) {
        const given = read(answer)
        if (!given || !URL.canParse(given.address)) continue
        remember(connection.id, keyOf(method, given.address), {
          until: now() + given.seconds * 1000,
          withCredential: method === "GET" && new URL(given.address).origin === origin,
        })
      }
      return new Response(bytes, { status, headers })
    },

    /**
     * Sends a file to an address that was handed out, or gets one from there; both ways are streams.
     * @throws Refusal, Unreachable, CredentialError, SettingError
     */
    forward: async ({ upstream, connection, access, request }: Asked): Promise<Response> => {
      const { method } = request
      const address = request.headers.get(elsewhereHeader) ?? ""
      const entry = book.get(connection.id)?.get(keyOf(method, address))
      if (!entry || entry.until <= now() || (method !== "GET" && method !== "PUT")) throw refused()
      const token = entry.withCredential ? await tokens.get(connection, access) : undefined
      return await reach({ upstream, connection, access, request }, address, method, token)
    },

    /**
     * Gets the file that an allowed redirect leads to. The address is a credential by itself, so the
     * connection's own stays here, wherever the address is.
     * @throws Refusal, Unreachable
     */
    follow: async (asked: Asked, address: string): Promise<Response> =>
      await reach(asked, address, "GET", undefined),
    forget: (id: string): void => void book.delete(id),
  }
}
