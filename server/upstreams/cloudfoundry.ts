import * as v from "valibot"
import type { Trouble } from "../../src/model/error.ts"
import { readAddress } from "../gateway/address.ts"
import { below, pasted, readAnswer, refusedSignIn } from "./parts.ts"
import { CredentialError } from "./upstream.ts"
import type { Access, Exchange, Token, Upstream } from "./upstream.ts"

const Link = v.nullish(v.looseObject({ href: v.nullish(v.string()) }))
const Root = v.looseObject({ links: v.looseObject({ login: Link, uaa: Link }) })
const Answer = v.looseObject({
  access_token: v.string(),
  refresh_token: v.optional(v.string()),
  expires_in: v.optional(v.number(), 600),
})
const Refused = v.looseObject({ error: v.string(), error_description: v.optional(v.string()) })

/** The public client of the command line: an id without a secret. */
const publicClient = Buffer.from("cf:").toString("base64")

/** What it means where even what everyone may read is refused. */
const refusals: Readonly<Partial<Record<number, Trouble>>> = { 401: "signed-out", 403: "forbidden" }

/**
 * Finds UAA from the API's root document. Its host may be another than the API's: the API names it,
 * over a connection whose certificate was checked, and it gets nothing but the sign-in.
 */
const findUaa = async (settings: Access["settings"], exchange: Exchange): Promise<URL> => {
  const answered = await exchange(below(readAddress(settings["address"]), "/"), {
    headers: { accept: "application/json" },
  })
  const { status, text } = answered
  if (status === 429 || status >= 500)
    throw refusedSignIn("The API's root document", answered, "", "")
  if (status !== 200)
    throw new CredentialError(
      `The API's root document could not be read (status ${status}).`,
      "Everyone may read it, so something else may answer at this address. It must be the API's, as `cf api` prints it.",
      // Whatever refuses it refuses all that is behind it, too.
      { status, trouble: refusals[status] ?? "unreadable", unsent: true },
    )
  const { links } = readAnswer(Root, text, "The API's root")
  const href = links.uaa?.href ?? links.login?.href
  if (!href)
    throw new CredentialError(
      "The API's root document names no login server.",
      "Check the address: it must be the API's, as `cf api` prints it.",
    )
  return readAddress(href)
}

const said = (text: string): string => {
  try {
    const parsed = v.safeParse(Refused, JSON.parse(text))
    if (parsed.success) return `: ${parsed.output.error_description ?? parsed.output.error}`
  } catch {
    // Not UAA's own words.
  }
  return "."
}

type Grant = { readonly form: Readonly<Record<string, string>>; readonly client?: string }

const byPassword = ({ settings, secrets }: Access): Grant => {
  const origin = (settings["origin"] ?? "").trim()
  return {
    form: {
      grant_type: "password",
      username: (settings["username"] ?? "").trim(),
      password: secrets["password"] ?? "",
      ...(origin === "" ? {} : { login_hint: JSON.stringify({ origin }) }),
    },
  }
}

const byClient = ({ settings, secrets }: Access): Grant => {
  const id = (settings["clientId"] ?? "").trim()
  const secret = (secrets["clientSecret"] ?? "").trim()
  return {
    form: { grant_type: "client_credentials" },
    client: `${encodeURIComponent(id)}:${encodeURIComponent(secret)}`,
  }
}

const ask = async (uaa: URL, { form, client }: Grant, exchange: Exchange) => {
  const basic = client === undefined ? publicClient : Buffer.from(client).toString("base64")
  return exchange(below(uaa, "/oauth/token"), {
    method: "POST",
    headers: {
      authorization: `Basic ${basic}`,
      // Without it UAA takes the encoded id and secret of RFC 6749 for the ones themselves.
      ...(client === undefined ? {} : { "x-cf-encoded-credentials": "true" }),
      "content-type": "application/x-www-form-urlencoded",
      accept: "application/json",
    },
    body: new URLSearchParams(form).toString(),
  })
}

const readToken = (text: string): Token => {
  const answer = readAnswer(Answer, text, "The login server")
  return {
    header: `bearer ${answer.access_token}`,
    expiresAt: Date.now() + answer.expires_in * 1000,
    ...(answer.refresh_token === undefined ? {} : { renewal: answer.refresh_token }),
  }
}

const signIn = async (access: Access, exchange: Exchange, previous?: Token): Promise<Token> => {
  const uaa = await findUaa(access.settings, exchange)
  if (previous?.renewal !== undefined) {
    const form = { grant_type: "refresh_token", refresh_token: previous.renewal }
    const { status, text } = await ask(uaa, { form }, exchange)
    // A refresh token that was revoked or has ended is no failure: there is the credential.
    if (status === 200) return readToken(text)
  }
  const isClient = access.settings["auth"] === "client"
  const grant = isClient ? byClient(access) : byPassword(access)
  const answered = await ask(uaa, grant, exchange)
  const { status, text } = answered
  if (status === 200) return readToken(text)
  throw refusedSignIn(
    "The login server",
    answered,
    `The login server refused the ${isClient ? "client" : "account"}${said(text)}`,
    isClient
      ? "Check client id and secret."
      : "Check user and password, and the identity provider if the account is not in the default one.",
  )
}

const onePackage = /^\/v3\/packages\/[^/]+$/
const dropletsOf = /^\/v3\/packages\/[^/]+\/droplets$/

/** Bits lie in a blobstore, at addresses that are signed for an hour: the API answers with one of them. */
const download = { method: "GET", path: /^\/v3\/packages\/[^/]+\/download$/ } as const

/** Cloud Foundry v3, with UAA found from the API's root. */
export const cloudfoundry: Upstream = {
  id: "cloudfoundry",
  base: (settings) => below(readAddress(settings["address"]), ""),
  authenticate: async (access, exchange, previous) =>
    access.settings["auth"] === "token"
      ? pasted(access.secrets["token"])
      : signIn(access, exchange, previous),
  routes: [
    { method: "GET", path: /^\/v3\/packages$/ },
    { method: "POST", path: /^\/v3\/packages$/ },
    { method: "GET", path: onePackage },
    { method: "PATCH", path: onePackage },
    { method: "DELETE", path: onePackage },
    { method: "POST", path: /^\/v3\/packages\/[^/]+\/upload$/ },
    // Which files of an upload the platform has already.
    { method: "POST", path: /^\/v3\/resource_matches$/ },
    download,
    { method: "GET", path: dropletsOf },
    { method: "GET", path: /^\/v3\/builds$/ },
    { method: "POST", path: /^\/v3\/builds$/ },
    { method: "GET", path: /^\/v3\/builds\/[^/]+$/ },
    { method: "GET", path: /^\/v3\/jobs\/[^/]+$/ },
    // What stands behind the guids of a package.
    { method: "GET", path: /^\/v3\/(apps|spaces|organizations)$/ },
    // The experimental API of 2015: create and copy, stage, and ask after the droplet.
    { method: "POST", path: /^\/v3\/apps\/[^/]+\/packages$/ },
    { method: "POST", path: dropletsOf },
    { method: "GET", path: /^\/v3\/droplets\/[^/]+$/ },
  ],
  redirects: [download],
  // Rate limits are the operator's to set and off by default; the API tells them in headers of its own.
  limits: [],
  probe: () => ({ path: "/v3/packages?page=1&per_page=1", rows: "resources" }),
  needs: "the scope cloud_controller.read and a role in some space",
}
