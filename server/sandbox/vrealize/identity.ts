import * as v from "valibot"
import { empty, json } from "../answer.ts"
import type { World } from "../api.ts"
import { bearerOf, issueToken, readToken } from "../tokens.ts"
import { InvalidArgument, loginRefused, methodNotAllowed, notFound } from "./errors.ts"

export const tenant = "vsphere.local"

/** A person who can sign in. Reading packages takes one of the architect roles. */
export type User = {
  readonly username: string
  readonly password: string
  readonly architect: boolean
}

export const users = {
  architect: { username: "ada@vsphere.local", password: "blueprints", architect: true },
  requester: { username: "ben@vsphere.local", password: "catalogue", architect: false },
} as const satisfies Record<string, User>

const daySeconds = 86_400

const Login = v.object({ username: v.string(), password: v.string(), tenant: v.string() })

const Claims = v.object({
  jti: v.string(),
  sub: v.string(),
  tenant: v.string(),
  architect: v.boolean(),
})
type Claims = v.InferOutput<typeof Claims>

const readBody = async (request: Request): Promise<v.InferOutput<typeof Login>> => {
  let body: unknown
  try {
    body = await request.json()
  } catch {
    throw new InvalidArgument("The body is not JSON.")
  }
  const parsed = v.safeParse(Login, body)
  if (parsed.success) return parsed.output
  const [issue] = parsed.issues
  throw new InvalidArgument(`${v.getDotPath(issue) ?? "The body"} is missing or not a string.`)
}

/** POST /identity/api/tokens */
const signIn = async (world: World, request: Request): Promise<Response> => {
  const login = await readBody(request)
  const user = Object.values(users).find(
    ({ username, password }) => username === login.username && password === login.password,
  )
  if (!user || login.tenant !== tenant) return loginRefused(login.username, login.tenant)
  const { username, architect } = user
  const claims = { sub: username, tenant, architect }
  const id = await issueToken(world, "vrealize", claims, daySeconds)
  const expires = (Math.floor(world.now() / 1000) + daySeconds) * 1000
  return json(200, { expires: new Date(expires).toISOString(), id, tenant })
}

const readClaims = async (world: World, token: string): Promise<Claims | undefined> => {
  const parsed = v.safeParse(Claims, await readToken(world, "vrealize", token))
  if (!parsed.success) return undefined
  const ended = world.db
    .prepare("select 1 from vrealize_ended_tokens where jti = ?")
    .get(parsed.output.jti)
  return ended ? undefined : parsed.output
}

/** HEAD asks whether a token is good, DELETE ends it. */
const answerToken = async (world: World, method: string, id: string): Promise<Response> => {
  if (method !== "HEAD" && method !== "DELETE") return methodNotAllowed("HEAD, DELETE")
  const claims = await readClaims(world, id)
  if (!claims) return method === "HEAD" ? empty(404) : notFound("token", id)
  if (method === "DELETE")
    world.db.prepare("insert or ignore into vrealize_ended_tokens (jti) values (?)").run(claims.jti)
  return empty(204)
}

const tokenPath = /^\/identity\/api\/tokens\/([^/]+)$/

/** Answers the identity service's routes; undefined for every other path. */
export const answerIdentity = async (
  world: World,
  request: Request,
  path: string,
): Promise<Response | undefined> => {
  if (path === "/identity/api/tokens")
    return request.method === "POST" ? await signIn(world, request) : methodNotAllowed("POST")
  const id = tokenPath.exec(path)?.[1]
  return id === undefined ? undefined : await answerToken(world, request.method, id)
}

/** Who sends this request; undefined when its bearer token is missing, unknown or over. */
export const callerOf = async (world: World, request: Request): Promise<Claims | undefined> => {
  const bearer = bearerOf(request)
  return bearer === undefined ? undefined : await readClaims(world, bearer)
}
