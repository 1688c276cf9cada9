import * as v from "valibot"
import { json, text } from "../answer.ts"
import type { World } from "../api.ts"
import { basicOf, issueToken, readToken } from "../tokens.ts"
import { clients, users } from "./accounts.ts"
import type { Account } from "./accounts.ts"

/** Lifetimes of the client `cf` as cf-deployment sets them, and UAA's own default for the others. */
const accessSeconds = 1200
const refreshSeconds = 2_592_000
const clientSeconds = 43_200

const noStore = { "cache-control": "no-store", pragma: "no-cache" }

const refuse = (status: number, error: string, description: string): Response =>
  json(status, { error, error_description: description }, noStore)

/** Who signs in for users: the command line's client, which has no secret. */
const commandLine = { id: "cf", secret: "" }

type Client = { readonly id: string; readonly account: Account | undefined }

const clientOf = (request: Request, form: URLSearchParams): Client | undefined => {
  const basic = basicOf(request)
  const id = basic ? decodeURIComponent(basic.user) : (form.get("client_id") ?? "")
  const secret = basic ? decodeURIComponent(basic.password) : (form.get("client_secret") ?? "")
  if (id === commandLine.id && secret === commandLine.secret) return { id, account: undefined }
  const account = clients.find((client) => client.id === id && client.secret === secret)
  return account && { id, account }
}

const accessOf = async (
  world: World,
  client: string,
  account: Account,
  user: string | undefined,
  seconds: number,
) => {
  const scope = account.scopes.join(" ")
  const access = await issueToken(
    world,
    "cloudfoundry",
    {
      client_id: client,
      scope: account.scopes,
      ...(user === undefined ? { sub: client } : { user_name: user, sub: user }),
    },
    seconds,
  )
  return {
    access_token: access,
    token_type: "bearer",
    expires_in: seconds - 1,
    scope,
    jti: access.slice(-32),
  }
}

const answerUser = async (world: World, client: string, account: Account): Promise<Response> => {
  const body = await accessOf(world, client, account, account.id, accessSeconds)
  const refresh = await issueToken(
    world,
    "cloudfoundry-refresh",
    { user_name: account.id },
    refreshSeconds,
  )
  return json(200, { ...body, refresh_token: refresh }, noStore)
}

const Hint = v.object({ origin: v.string() })

const readHint = (hint: string): string | undefined => {
  try {
    const parsed = v.safeParse(Hint, JSON.parse(hint))
    return parsed.success ? parsed.output.origin : undefined
  } catch {
    return undefined
  }
}

const byPassword = async (world: World, client: string, form: URLSearchParams) => {
  const hint = form.get("login_hint")
  if (hint !== null && readHint(hint) !== "uaa")
    return refuse(
      401,
      "unauthorized",
      "The origin provided in the login_hint does not match an active Identity Provider, that supports password grant.",
    )
  const user = users.find(
    ({ id, secret }) => id === form.get("username") && secret === form.get("password"),
  )
  return user
    ? await answerUser(world, client, user)
    : refuse(401, "unauthorized", "Bad credentials")
}

const byRefresh = async (world: World, client: string, form: URLSearchParams) => {
  const claims = await readToken(world, "cloudfoundry-refresh", form.get("refresh_token") ?? "")
  const user = users.find(({ id }) => id === claims?.["user_name"])
  return user
    ? await answerUser(world, client, user)
    : refuse(401, "invalid_token", "The token expired, was revoked, or the token ID is incorrect.")
}

const answerToken = async (world: World, request: Request): Promise<Response> => {
  if (request.method !== "POST")
    return refuse(405, "method_not_allowed", `Request method '${request.method}' not supported`)
  const form = new URLSearchParams(await request.text())
  const client = clientOf(request, form)
  if (!client) return refuse(401, "invalid_client", "Bad credentials")
  const grant = form.get("grant_type")
  switch (grant) {
    case null:
      return refuse(400, "invalid_request", "Missing grant type")
    case "password":
    case "refresh_token":
      if (client.account) return refuse(401, "invalid_client", `Unauthorized grant type: ${grant}`)
      return grant === "password"
        ? await byPassword(world, client.id, form)
        : await byRefresh(world, client.id, form)
    case "client_credentials":
      if (!client.account) return refuse(401, "invalid_client", `Unauthorized grant type: ${grant}`)
      return json(
        200,
        await accessOf(world, client.id, client.account, undefined, clientSeconds),
        noStore,
      )
    default:
      return refuse(400, "unsupported_grant_type", `Unsupported grant type: ${grant}`)
  }
}

const describe = (request: Request, links: { login: string; uaa: string }): Response =>
  request.headers.get("accept")?.includes("json")
    ? json(200, {
        app: { version: "77.30.0" },
        links: {
          uaa: links.uaa,
          login: links.login,
          passwd: `${links.login}/forgot_password`,
          register: `${links.login}/create_account`,
        },
        zone_name: "uaa",
        entityID: links.login,
        commit_id: "sandbox",
        idpDefinitions: {},
        prompts: {
          username: ["text", "Email"],
          password: ["password", "Password"],
          passcode: [
            "password",
            `Temporary Authentication Code ( Get one at ${links.login}/passcode )`,
          ],
        },
        timestamp: "2026-01-01T00:00:00Z",
      })
    : text(200, "<!doctype html><title>Sandbox UAA</title><p>Sign in with the API.", {
        "content-type": "text/html; charset=utf-8",
      })

/** The user account and authentication server, also as the login server, without its own prefix. */
export const answerUaa = async (
  world: World,
  request: Request,
  path: string,
  links: { login: string; uaa: string },
): Promise<Response> => {
  if (path === "/oauth/token") return await answerToken(world, request)
  if (request.method === "GET" && (path === "/login" || path === "/info"))
    return describe(request, links)
  return refuse(404, "not_found", "Something went amiss.")
}
