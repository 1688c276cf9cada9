import { createHash, randomUUID } from "node:crypto"
import { SignJWT, jwtVerify } from "jose"
import type { World } from "./api.ts"

const keyOf = (world: World): Uint8Array => createHash("sha256").update(world.secret).digest()

const second = 1000

/** A world's tokens carry the generation they were issued in; revoking begins the next one. */
const generationOf = (world: World, api: string): number => {
  world.db.exec(
    "create table if not exists sandbox_tokens (api text primary key, generation integer not null)",
  )
  const row = world.db.prepare("select generation from sandbox_tokens where api = ?").get(api)
  return Number(row?.["generation"] ?? 0)
}

/**
 * Issues a signed token that one API of one world accepts until `seconds` of the world's clock have
 * passed. A JWT, so that clients which look inside find `exp` and `iat`.
 */
export const issueToken = async (
  world: World,
  api: string,
  claims: Record<string, unknown>,
  seconds: number,
): Promise<string> => {
  const now = Math.floor(world.now() / second)
  return await new SignJWT({ ...claims, generation: generationOf(world, api) })
    .setProtectedHeader({ alg: "HS256", typ: "JWT" })
    .setAudience(api)
    .setJti(randomUUID())
    .setIssuedAt(now)
    .setExpirationTime(now + seconds)
    .sign(keyOf(world))
}

/** The claims of a token that is still good here; undefined when forged, expired or revoked. */
export const readToken = async (
  world: World,
  api: string,
  token: string,
): Promise<Record<string, unknown> | undefined> => {
  try {
    const { payload } = await jwtVerify(token, keyOf(world), {
      algorithms: ["HS256"],
      audience: api,
      currentDate: new Date(world.now()),
    })
    return payload["generation"] === generationOf(world, api) ? payload : undefined
  } catch {
    return undefined
  }
}

/** Makes every token that an API of this world has issued so far invalid. */
export const revokeTokens = (world: World, api: string): void => {
  const next = generationOf(world, api) + 1
  world.db
    .prepare("insert or replace into sandbox_tokens (api, generation) values (?, ?)")
    .run(api, next)
}

/** The token of `Authorization: Bearer ...`; the scheme is case-insensitive. */
export const bearerOf = (request: Request): string | undefined =>
  /^bearer +(\S+)$/i.exec(request.headers.get("authorization") ?? "")?.[1]

/** The user and password of `Authorization: Basic ...`. */
export const basicOf = (
  request: Request,
): { readonly user: string; readonly password: string } | undefined => {
  const encoded = /^basic +(\S+)$/i.exec(request.headers.get("authorization") ?? "")?.[1]
  if (encoded === undefined) return undefined
  const text = Buffer.from(encoded, "base64").toString("utf8")
  const colon = text.indexOf(":")
  if (colon < 0) return undefined
  return { user: text.slice(0, colon), password: text.slice(colon + 1) }
}
