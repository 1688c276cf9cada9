import { randomUUID } from "node:crypto"
import * as v from "valibot"
import { readAddress } from "../gateway/address.ts"
import { below, pasted, readAnswer, refusedSignIn } from "./parts.ts"
import type { Access, Exchange, Token, Upstream } from "./upstream.ts"

/** What the app reads, and no more: the API narrows the token to the scopes that are asked for. */
const scopes = ["opticspkgconfig:list", "opticspkgconfig:read"]

/** An exchange token may live for 30 minutes at most; a few are enough, and clocks differ. */
const exchangeLife = 5 * 60

const base = (settings: Access["settings"]): URL =>
  below(
    settings["region"] === undefined || settings["region"] === "other"
      ? readAddress(settings["address"])
      : readAddress(settings["region"], "region"),
    "",
  )

const Answer = v.looseObject({ access_token: v.string() })
const Refused = v.looseObject({ message: v.string() })

/** When the token says that it ends; clients assume half an hour where it does not say. */
const endOf = async (token: string): Promise<number> => {
  // Loaded with the first token, for most servers speak to other providers.
  const { decodeJwt } = await import("jose")
  try {
    const { exp } = decodeJwt(token)
    if (exp !== undefined) return exp * 1000
  } catch {
    // An opaque token is as good as a readable one.
  }
  return Date.now() + 30 * 60_000
}

const exchangeToken = async (access: Access, exchange: Exchange): Promise<Token> => {
  const { settings, secrets } = access
  const { SignJWT } = await import("jose")
  const now = Math.floor(Date.now() / 1000)
  const assertion = await new SignJWT({
    tid: (settings["tenantId"] ?? "").trim(),
    scp: scopes.join(", "),
  })
    .setProtectedHeader({ alg: "HS256", typ: "JWT" })
    .setIssuer("http://cylance.com")
    .setSubject((settings["applicationId"] ?? "").trim())
    .setJti(randomUUID())
    .setIssuedAt(now)
    .setExpirationTime(now + exchangeLife)
    .sign(new TextEncoder().encode((secrets["applicationSecret"] ?? "").trim()))
  const answered = await exchange(below(base(settings), "/auth/v2/token"), {
    method: "POST",
    headers: { "content-type": "application/json; charset=utf-8", accept: "application/json" },
    body: JSON.stringify({ auth_token: assertion }),
  })
  const { status, text } = answered
  if (status !== 200) {
    let said: unknown
    try {
      said = JSON.parse(text)
    } catch {
      said = undefined
    }
    const message = v.safeParse(Refused, said)
    throw refusedSignIn(
      "Cylance's sign-in",
      answered,
      `Cylance refused the application${message.success ? `: ${message.output.message}` : "."}`,
      "Check tenant id, application id and secret, and that the region is the tenant's own; a clock that is wrong by minutes is refused too.",
    )
  }
  const token = readAnswer(Answer, text, "The token endpoint").access_token
  return { header: `Bearer ${token}`, expiresAt: await endOf(token) }
}

/** BlackBerry Cylance, now Arctic Wolf Aurora Endpoint Defense: a signed JWT is exchanged for a token. */
export const cylance: Upstream = {
  id: "cylance",
  base,
  authenticate: async (access, exchange) => {
    if (access.settings["auth"] !== "token") return exchangeToken(access, exchange)
    const token = pasted(access.secrets["token"])
    return { header: token.header, expiresAt: await endOf(token.header.slice("Bearer ".length)) }
  },
  routes: [{ method: "GET", path: /^\/packages\/v2(\/[^/]+)?$/ }],
  limits: [],
  probe: () => ({ path: "/packages/v2?page=1&page_size=20", rows: "page_items" }),
  needs: "the scope opticspkgconfig:list (Optics packages, list) for the application",
}
