import { createHash } from "node:crypto"
import { upstreams } from "../upstreams/index.ts"
import type { Access, Token } from "../upstreams/upstream.ts"
import { exchangeFor } from "./exchange.ts"
import type { Connection } from "../../src/model/connection.ts"

/** Renewed this long before a token ends, so that none ends on its way. */
const margin = 30_000

type Entry = { readonly credential: string; readonly token: Promise<Token>; expiresAt: number }

const fingerprint = (access: Access): string =>
  createHash("sha256").update(JSON.stringify(access)).digest("base64url")

/**
 * Tokens by connection: one exchange at a time, renewed shortly before they end and when the
 * credential changes. A refused exchange is not remembered.
 */
export const createTokens = (now: () => number = Date.now) => {
  const entries = new Map<string, Entry>()

  const get = async (
    connection: Pick<Connection, "id" | "provider">,
    access: Access,
  ): Promise<Token> => {
    const credential = fingerprint(access)
    const known = entries.get(connection.id)
    if (known?.credential === credential && known.expiresAt > now()) return known.token
    const token = upstreams[connection.provider].authenticate(access, exchangeFor(access.settings))
    // While it is on its way everyone waits for the same one.
    const entry: Entry = { credential, token, expiresAt: Infinity }
    entries.set(connection.id, entry)
    try {
      const { expiresAt } = await token
      entry.expiresAt = expiresAt - Math.min(margin, Math.max(0, (expiresAt - now()) / 2))
    } catch (cause) {
      if (entries.get(connection.id) === entry) entries.delete(connection.id)
      throw cause
    }
    return token
  }

  return {
    get,
    /** The provider refused this one: the next call gets another, unless someone already did. */
    drop: async (id: string, refused: Token): Promise<void> => {
      const known = entries.get(id)
      if (
        known &&
        (await known.token.catch(() => undefined)) === refused &&
        entries.get(id) === known
      )
        entries.delete(id)
    },
    forget: (id: string): void => void entries.delete(id),
  }
}

export type Tokens = ReturnType<typeof createTokens>
