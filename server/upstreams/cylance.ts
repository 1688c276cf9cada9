import { randomUUID } from "node:crypto"
import * as v from "valibot"
import { readAddress } from "../gateway/address.ts"
import { below, pasted, readAnswer, refusedSignIn } from "./parts.ts"
import type { Access, Exchange, Token, Upstream } from "./upstream.ts"

const reading = ["opticspkgconfig:list", "opticspkgconfig:read"]

/**
 * What the app does, and no more: the API narrows the token to the scopes that are asked for. Neither
 * family has an update.
 */
const scopes = [
  ...reading,
  "opticspkgconfig:create",
  "opticspkgconfig:delete",
  "opticspkgdeploy:list",
  "opticspkgdeploy:read",
  "opticspkgdeploy:create",
  "opticspkgdeploy:delete",
]

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

type Asked = Awaited<ReturnType<Exchange>>

const ask = async (
  { settings, secrets }: Access,
  exchange: Exchange,
  wanted: readonly string[],
): Promise<Asked> => {
  const { SignJWT } = await import("jose")
  const now = Math.floor(Date.now() / 1000)
  const assertion = await new SignJWT({
    tid: (settings["tenantId"] ?? "").trim(),
    scp: wanted.join(", "),
  })
    .setProtectedHeader({ alg: "HS256", typ: "JWT" })
    .setIssuer("http://cylance.com")
    .setSubject((settings["applicationId"] ?? "").trim())
    .setJti(randomUUID())
    .setIssuedAt(now)
    .setExpirationTime(now + exchangeLife)
    .sign(new TextEncoder().encode((secrets["applicationSecret"] ?? "").trim()))
  return await exchange(below(base(settings), "/auth/v2/token"), {
    method: "POST",
    headers: { "content-type": "application/json; charset=utf-8", accept: "application/json" },
    body: JSON.stringify({ auth_token: assertion }),
  })
}

const messageOf = (text: string): string | undefined => {
  try {
    const said = v.safeParse(Refused, JSON.parse(text))
    return said.success ? said.output.message : undefined
  } catch {
    return undefined
  }
}

/**
 * What happens to a request for scopes that the application was not given is not documented. Where the
 * request as a whole is refused, an application that may only read still gets its token; a wrong
 * credential is a 401 and is not tried twice.
 */
const exchangeToken = async (access: Access, exchange: Exchange): Promise<Token> => {
  const all = await ask(access, exchange, scopes)
  const tooMuch = all.status === 400 || all.status === 403
  const answered = tooMuch ? await ask(access, exchange, reading) : all
  if (answered.status !== 200) {
    const message = messageOf(answered.text)
    throw refusedSignIn(
      "Cylance's sign-in",
      answered,
      `Cylance refused the application${message === undefined ? "." : `: ${message}`}`,
      "Check tenant id, application id and secret, and that the region is the tenant's own; a clock that is wrong by minutes is refused too.",
    )
  }
  const token = readAnswer(Answer, answered.text, "The token endpoint").access_token
  return { header: `Bearer ${token}`, expiresAt: await endOf(token) }
}

/**
 * The answer to "create" says where the file belongs, but not until when: that is the package's own
 * `timeout`, which its next answer tells. A quarter of an hour is longer than any that was seen, and
 * whoever is late is refused over there.
 */
const uploadStart = 15 * 60
const Created = v.looseObject({ uploadTo: v.string(), timeout: v.optional(v.number()) })

/** Nothing says how long a download address is good; it is asked for anew for each download. */
const downloadStart = 60
const Stored = v.looseObject({ downloadUrl: v.string() })

const one = /^\/packages\/v2\/(?!executions$)[^/]+$/
const executions = /^\/packages\/v2\/executions$/
const execution = /^\/packages\/v2\/executions\/[^/]+$/

/** BlackBerry Cylance, now Arctic Wolf Aurora Endpoint Defense: a signed JWT is exchanged for a token. */
export const cylance: Upstream = {
  id: "cylance",
  base,
  authenticate: async (access, exchange) => {
    if (access.settings["auth"] !== "token") return exchangeToken(access, exchange)
    const token = pasted(access.secrets["token"])
    return { header: token.header, expiresAt: await endOf(token.header.slice("Bearer ".length)) }
  },
  routes: [
    { method: "GET", path: /^\/packages\/v2$/ },
    { method: "POST", path: /^\/packages\/v2$/ },
    { method: "GET", path: one },
    { method: "DELETE", path: one },
    { method: "GET", path: executions },
    { method: "POST", path: executions },
    { method: "GET", path: execution },
    { method: "DELETE", path: execution },
  ],
  handsOut: [
    {
      after: { method: "POST", path: /^\/packages\/v2$/ },
      method: "PUT",
      read: (answer) =>
        v.is(Created, answer)
          ? { address: answer.uploadTo, seconds: answer.timeout ?? uploadStart }
          : undefined,
    },
    {
      after: { method: "GET", path: one },
      method: "GET",
      read: (answer) =>
        v.is(Stored, answer) ? { address: answer.downloadUrl, seconds: downloadStart } : undefined,
    },
  ],
  limits: [],
  probe: () => ({ path: "/packages/v2?page=1&page_size=20", rows: "page_items" }),
  needs: "the scope opticspkgconfig:list (Optics packages, list) for the application",
}
