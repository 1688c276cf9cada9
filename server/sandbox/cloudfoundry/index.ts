import { randomUUID } from "node:crypto"
import * as v from "valibot"
import { json } from "../answer.ts"
import type { SandboxApi, World } from "../api.ts"
import { readOptions } from "../options.ts"
import { bearerOf, readToken } from "../tokens.ts"
import { clients, readScopes, users } from "./accounts.ts"
import { problem, refuse } from "./errors.ts"
import { install } from "./fill.ts"
import { count } from "./limits.ts"
import { getPackage, listPackages, seesApp } from "./packages.ts"
import type { Visible } from "./packages.ts"
import { of2015, ofAllPackages, ofOneApp } from "./query.ts"
import type { Dialect } from "./query.ts"
import { globalRoot, info, v3Root } from "./roots.ts"
import { answerUaa } from "./uaa.ts"

/**
 * What a world may switch on with `PUT /_sandbox/worlds/<id>/options/cloudfoundry`.
 * `rateLimit`: so many calls per user in so many minutes. `maxResults`: the operator's cap on
 * page * per_page.
 */
const Options = v.object({
  rateLimit: v.optional(v.object({ limit: v.number(), minutes: v.optional(v.number(), 60) })),
  maxResults: v.optional(v.number()),
})

type Caller = { readonly id: string; readonly scopes: readonly string[]; readonly visible: Visible }

const Claims = v.object({ sub: v.string(), scope: v.array(v.string()) })

const visibleTo = (world: World, id: string): Visible => {
  const account = [...users, ...clients].find((one) => one.id === id)
  if (account?.spaces === "all") return "all"
  const rows = world.db
    .prepare("select guid from cf_spaces order by at limit ?")
    .all(account?.spaces ?? 0)
  return rows.map((row) => String(row["guid"]))
}

/** Who calls, or the refusal. */
const authenticate = async (world: World, request: Request): Promise<Caller | Response> => {
  if (!request.headers.has("authorization"))
    return refuse("notAuthenticated", "Authentication error")
  const token = bearerOf(request)
  const claims = token === undefined ? undefined : await readToken(world, "cloudfoundry", token)
  const known = v.safeParse(Claims, claims)
  if (!known.success) return refuse("invalidAuthToken", "Invalid Auth Token")
  const { sub, scope } = known.output
  return { id: sub, scopes: scope, visible: visibleTo(world, sub) }
}

type Place = {
  readonly world: World
  readonly request: Request
  readonly path: string
  /** Where links begin; undefined: the API as it was in 2015. */
  readonly api: string | undefined
  readonly dialects: { readonly all: Dialect; readonly app: Dialect }
}

const answerAs = ({ world, request, path, api, dialects }: Place, caller: Caller): Response => {
  if (request.method !== "GET") return refuse("unknownRequest", "Unknown request")
  if (!caller.scopes.some((scope) => readScopes.includes(scope)))
    return refuse("notAuthorized", "You are not authorized to perform the requested action")
  const { visible } = caller
  const query = new URL(request.url).searchParams
  if (path === "/v3/packages")
    return listPackages(world, { query, dialect: dialects.all, visible, path, api })
  const app = /^\/v3\/apps\/([^/]+)\/packages$/.exec(path)?.[1]
  if (app !== undefined) {
    if (!seesApp(world, app, visible)) return refuse("notFound", "App not found")
    const within = { sql: "p.app_guid = ?", values: [app] }
    return listPackages(world, { query, dialect: dialects.app, visible, path, api, within })
  }
  const guid = /^\/v3\/packages\/([^/]+)$/.exec(path)?.[1]
  if (guid !== undefined) return getPackage(world, guid, visible, api)
  return refuse("unknownRequest", "Unknown request")
}

/** Packages need a token; the documents at the roots do not, and are not counted. */
const answerApi = async (
  world: World,
  request: Request,
  path: string,
  base: string,
  old: boolean,
): Promise<Response> => {
  const options = readOptions(world, "cloudfoundry", Options)
  const api = old ? `${base}/2015` : base
  if (request.method === "GET") {
    if (path === "/") return json(200, globalRoot(api, `${base}/login`, `${base}/uaa`))
    if (path === "/v3") return json(200, v3Root(api))
    if (path === "/v3/info") return json(200, info(api, options.rateLimit))
  }
  const caller = await authenticate(world, request)
  if (caller instanceof Response) return caller
  const counted = options.rateLimit && count(world, caller.id, options.rateLimit)
  if (counted?.refusal) return counted.refusal
  const cap = options.maxResults === undefined ? {} : { maxResults: options.maxResults }
  const dialects = old
    ? { all: of2015, app: of2015 }
    : { all: { ...ofAllPackages, ...cap }, app: { ...ofOneApp, ...cap } }
  const place = { world, request, path, api: old ? undefined : base, dialects }
  const answer = answerAs(place, caller)
  for (const [name, value] of Object.entries(counted?.headers ?? {}))
    answer.headers.set(name, value)
  return answer
}

const within = (path: string, prefix: string): string | undefined =>
  path === prefix || path.startsWith(`${prefix}/`) ? path.slice(prefix.length) || "/" : undefined

/** A request's id, begun with the caller's own where it gave one. */
const requestId = (request: Request): string => {
  const given = request.headers.get("x-vcap-request-id")?.replace(/[^\w-]/g, "")
  return given ? `${given}::${randomUUID()}` : randomUUID()
}

/** Cloud Foundry's Cloud Controller v3, its UAA and its login server; below `/2015`, as it began. */
export const cloudfoundry: SandboxApi = {
  id: "cloudfoundry",
  base: "/cloudfoundry",
  settings: {
    address: "{origin}",
    auth: "password",
    username: users[0]?.id ?? "",
  },
  secrets: { password: users[0]?.secret ?? "" },
  also: {
    "client credentials": {
      settings: {
        address: "{origin}",
        auth: "client",
        clientId: clients[0]?.id ?? "",
      },
      secrets: { clientSecret: clients[0]?.secret ?? "" },
    },
    "a developer, who sees three spaces": {
      settings: {
        address: "{origin}",
        auth: "password",
        username: "developer@example.com",
      },
      secrets: { password: "sandbox-developer" },
    },
    "a guest, who may list nothing": {
      settings: {
        address: "{origin}",
        auth: "password",
        username: "guest@example.com",
      },
      secrets: { password: "sandbox-guest" },
    },
    "the experimental API of 2015": {
      settings: {
        address: "{origin}/2015",
        auth: "password",
        username: users[0]?.id ?? "",
      },
      secrets: { password: users[0]?.secret ?? "" },
    },
  },
  problem,
  install,
  open: (world, origin) => async (request) => {
    const path = new URL(request.url).pathname
    const links = { login: `${origin}/login`, uaa: `${origin}/uaa` }
    const uaa = within(path, "/uaa") ?? within(path, "/login")
    if (uaa !== undefined) return await answerUaa(world, request, uaa, links)
    const old = within(path, "/2015")
    const answer = await answerApi(world, request, old ?? path, origin, old !== undefined)
    answer.headers.set("x-vcap-request-id", requestId(request))
    return answer
  },
}
