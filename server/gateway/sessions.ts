import { createHash, randomBytes, timingSafeEqual } from "node:crypto"
import type { Database } from "../storage/open.ts"
import { Refusal } from "./problem.ts"

const cookieName = "waybill_session"
const life = 30 * 86_400_000

const digest = (text: string): string => createHash("sha256").update(text).digest("base64url")

const cookieOf = (request: Request): string | undefined =>
  (request.headers.get("cookie") ?? "")
    .split(";")
    .map((part) => part.trim().split("="))
    .find(([name]) => name === cookieName)?.[1]

/** Compares in a time that says nothing about where the difference is. */
const same = (a: string, b: string): boolean =>
  timingSafeEqual(createHash("sha256").update(a).digest(), createHash("sha256").update(b).digest())

/** Wrong tokens from one address before it has to wait. */
const attempts = { limit: 10, windowMs: 60_000, addresses: 10_000 }

/** Sessions by cookie. Without an access token everyone who reaches the loopback address is "local". */
export const createSessions = (
  db: Database,
  options: { readonly accessToken: string | undefined; readonly secure: boolean },
  now: () => number = Date.now,
) => {
  const failures = new Map<string, number[]>()
  const attributes = `Path=/; HttpOnly; SameSite=Strict${options.secure ? "; Secure" : ""}`

  return {
    /** Whose session a request is; undefined where the access token is wanted first. */
    userOf: async (request: Request): Promise<string | undefined> => {
      if (options.accessToken === undefined) return "local"
      const cookie = cookieOf(request)
      if (cookie === undefined) return undefined
      const row = await db
        .selectFrom("sessions")
        .selectAll()
        .where("id", "=", digest(cookie))
        .executeTakeFirst()
      return row && Date.parse(row.expires_at) > now() ? row.user_name : undefined
    },
    /** Whether a program, such as a metrics collector, shows the access token itself. */
    hasToken: (request: Request): boolean => {
      const [scheme, token] = (request.headers.get("authorization") ?? "").split(" ")
      return (
        options.accessToken !== undefined &&
        scheme?.toLowerCase() === "bearer" &&
        same(token ?? "", options.accessToken)
      )
    },
    /**
     * @param from the address that it comes from
     * @returns the Set-Cookie header
     * @throws Refusal 401, or 429 after many wrong tokens from the same address
     */
    signIn: async (token: string, from = ""): Promise<string> => {
      const at = now()
      const recent = (failures.get(from) ?? []).filter((then) => then > at - attempts.windowMs)
      if (recent.length >= attempts.limit)
        throw new Refusal(
          429,
          { trouble: "throttled", title: "Too many wrong access tokens. Wait a minute." },
          { "retry-after": "60" },
        )
      if (options.accessToken === undefined || !same(token, options.accessToken)) {
        if (failures.size >= attempts.addresses) failures.clear()
        failures.set(from, [...recent, at])
        throw new Refusal(401, {
          trouble: "signed-out",
          title: "This is not the access token of this server.",
          fields: { token: "This is not the access token of this server." },
        })
      }
      const cookie = randomBytes(32).toString("base64url")
      await db.deleteFrom("sessions").where("expires_at", "<", new Date(at).toISOString()).execute()
      await db
        .insertInto("sessions")
        .values({
          id: digest(cookie),
          user_name: "operator",
          created_at: new Date(at).toISOString(),
          expires_at: new Date(at + life).toISOString(),
        })
        .execute()
      return `${cookieName}=${cookie}; Max-Age=${life / 1000}; ${attributes}`
    },
    /** @returns the Set-Cookie header that ends it in the browser */
    signOut: async (request: Request): Promise<string> => {
      const cookie = cookieOf(request)
      if (cookie !== undefined)
        await db.deleteFrom("sessions").where("id", "=", digest(cookie)).execute()
      return `${cookieName}=; Max-Age=0; ${attributes}`
    },
  }
}

export type Sessions = ReturnType<typeof createSessions>
