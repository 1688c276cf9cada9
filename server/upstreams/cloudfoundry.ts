import * as v from "valibot"
import { readAddress } from "../gateway/outbound.ts"
import { below, pasted, readAnswer } from "./parts.ts"
import { CredentialError } from "./upstream.ts"
import type { Access, Exchange, Token, Upstream } from "./upstream.ts"

const Link = v.nullish(v.looseObject({ href: v.nullish(v.string()) }))
const Root = v.looseObject({ links: v.looseObject({ login: Link, uaa: Link }) })
const Answer = v.looseObject({
  access_token: v.string(),
  token_type: v.optional(v.string(), "bearer"),
  expires_in: v.optional(v.number(), 600),
})
const Refused = v.looseObject({ error: v.string(), error_description: v.optional(v.string()) })

/** The public client of the command line: an id without a secret. */
const publicClient = Buffer.from("cf:").toString("base64")

/**
 * Finds UAA from the API's root document. Its host may be another than the API's: the API names it,
 * over a connection whose certificate was checked, and it gets nothing but the sign-in.
 */
const findUaa = async (settings: Access["settings"], exchange: Exchange): Promise<URL> => {
  const { status, text } = await exchange(below(readAddress(settings["address"]), "/"), {
    headers: { accept: "application/json" },
  })
  if (status !== 200)
    throw new CredentialError(
      `The API's root document could not be read (status ${status}).`,
      "Check the address: it must be the API's, as `cf api` prints it.",
      status,
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

const grant = async (access: Access, exchange: Exchange): Promise<Token> => {
  const { settings, secrets } = access
  const uaa = await findUaa(settings, exchange)
  const client = settings["auth"] === "client"
  const origin = (settings["origin"] ?? "").trim()
  const form = client
    ? new URLSearchParams({ grant_type: "client_credentials" })
    : new URLSearchParams({
        grant_type: "password",
        username: (settings["username"] ?? "").trim(),
        password: secrets["password"] ?? "",
        ...(origin === "" ? {} : { login_hint: JSON.stringify({ origin }) }),
      })
  const basic = client
    ? Buffer.from(
        `${encodeURIComponent((settings["clientId"] ?? "").trim())}:${encodeURIComponent(secrets["clientSecret"] ?? "")}`,
      ).toString("base64")
    : publicClient
  const { status, text } = await exchange(below(uaa, "/oauth/token"), {
    method: "POST",
    headers: {
      authorization: `Basic ${basic}`,
      "content-type": "application/x-www-form-urlencoded",
      accept: "application/json",
    },
    body: form.toString(),
  })
  if (status !== 200)
    throw new CredentialError(
      `The login server refused the ${client ? "client" : "account"}${said(text)}`,
      client
        ? "Check client id and secret."
        : "Check user and password, and the identity provider if the account is not in the default one.",
      status,
    )
  const answer = readAnswer(Answer, text, "The login server")
  return {
    header: `bearer ${answer.access_token}`,
    expiresAt: Date.now() + answer.expires_in * 1000,
  }
}

/** Cloud Foundry v3, with UAA found from the API's root. */
export const cloudfoundry: Upstream = {
  id: "cloudfoundry",
  base: (settings) => below(readAddress(settings["address"]), ""),
  authenticate: async (access, exchange) =>
    access.settings["auth"] === "token" ? pasted(access.secrets["token"]) : grant(access, exchange),
  routes: [{ method: "GET", path: /^\/v3\/packages(\/[^/]+)?$/ }],
  limits: [],
  probe: () => ({ path: "/v3/packages?page=1&per_page=1", rows: "resources" }),
  needs: "the scope cloud_controller.read and a role in some space",
}
