import { createHash } from "node:crypto"
import type { Connection } from "../../src/model/connection.ts"
import { upstreams } from "../upstreams/index.ts"
import { CredentialError } from "../upstreams/upstream.ts"
import type { Access, SignInFacts, Token } from "../upstreams/upstream.ts"
import { exchangeOver } from "./exchange.ts"
import type { Pools } from "./outbound.ts"
import { scrubber } from "./scrub.ts"

/** Renewed this long before a token ends, so that none ends on its way. */
const margin = 30_000

/** How long a refused credential is not tried again: some providers lock an account after a few tries. */
const refusedFor = 30_000

type Entry = {
  readonly credential: string
  readonly token: Promise<Token>
  /** Until when it is used; while it is on its way everyone waits for the same one. */
  until: number
  /** Why there is no token: told again until then, without asking. */
  refused?: CredentialError
}

/** How long a sign-in that failed is not tried again (ms); one that the provider failed, not at all. */
const restAfter = ({ trouble = "signed-out", retryAfter, unsent }: SignInFacts): number => {
  if (unsent && trouble !== "throttled") return 0
  if (trouble === "signed-out") return refusedFor
  if (trouble !== "throttled") return 0
  const seconds = Number(retryAfter)
  return Number.isFinite(seconds) ? seconds * 1000 : refusedFor
}

const fingerprint = (access: Access): string =>
  createHash("sha256").update(JSON.stringify(access)).digest("base64url")

/** A refusal of before, and for how much longer it is told in place of asking. */
const toldAgain = ({ message, fix, facts }: CredentialError, ms: number): CredentialError =>
  new CredentialError(message, fix, {
    ...facts,
    retryAfter: String(Math.ceil(ms / 1000)),
    again: true,
  })

const settled = (token: Promise<Token>): Promise<Token | undefined> => token.catch(() => undefined)

/**
 * Tokens by connection: one exchange at a time, renewed shortly before they end and when the
 * credential changes.
 */
export const createTokens = (pools: Pools, now: () => number = Date.now) => {
  const entries = new Map<string, Entry>()

  const authenticate = async (
    { id, provider }: Pick<Connection, "id" | "provider">,
    access: Access,
    previous: Token | undefined,
  ): Promise<Token> => {
    const exchange = exchangeOver(pools.of(id, access.settings))
    try {
      return await upstreams[provider].authenticate(access, exchange, previous)
    } catch (cause) {
      if (!(cause instanceof CredentialError)) throw cause
      throw new CredentialError(scrubber(access)(cause.message), cause.fix, cause.facts)
    }
  }

  return {
    /** @throws CredentialError, Unreachable, SettingError */
    get: async (
      connection: Pick<Connection, "id" | "provider">,
      access: Access,
    ): Promise<Token> => {
      const credential = fingerprint(access)
      const known = entries.get(connection.id)
      const same = known?.credential === credential
      const left = same ? known.until - now() : 0
      if (same && left > 0) {
        if (known.refused) throw toldAgain(known.refused, left)
        return known.token
      }
      const previous = same ? await settled(known.token) : undefined
      // Someone else may have begun while we looked.
      const newer = entries.get(connection.id)
      if (newer !== known && newer?.credential === credential) return newer.token
      const entry: Entry = {
        credential,
        token: authenticate(connection, access, previous),
        until: Infinity,
      }
      entries.set(connection.id, entry)
      try {
        const { expiresAt } = await entry.token
        // A token that lives for less than a minute is used for half of its life.
        const life = Math.max(0, expiresAt - now())
        entry.until = expiresAt - Math.min(margin, life / 2)
      } catch (cause) {
        const refused = cause instanceof CredentialError ? cause : undefined
        const rest = refused ? restAfter(refused.facts) : 0
        if (refused && rest > 0) {
          entry.until = now() + rest
          entry.refused = refused
        } else if (entries.get(connection.id) === entry) entries.delete(connection.id)
      }
      return entry.token
    },
    /** The provider refused this token: the next call gets another, unless someone already has. */
    drop: async (id: string, refused: Token): Promise<void> => {
      const known = entries.get(id)
      if (known && (await settled(known.token)) === refused) known.until = 0
    },
    forget: (id: string): void => void entries.delete(id),
  }
}

export type Tokens = ReturnType<typeof createTokens>
