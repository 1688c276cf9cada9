import { compactVerify, decodeJwt } from "jose"
import * as v from "valibot"
import { json } from "../answer.ts"
import type { World } from "../api.ts"
import { bearerOf, issueToken, readToken } from "../tokens.ts"
import { badRequest, unauthorized } from "./answers.ts"

export const tenantId = "5c1d2f70-8a54-4c0e-9d0b-6f4f0a2b7e31"

/** What the console calls a custom application: an id, a secret, and the scopes it was given. */
export type Application = {
  readonly id: string
  readonly secret: string
  readonly scopes: readonly string[]
}

export const applications = {
  full: {
    id: "9a7f3c1e-2b64-4d58-8f0a-1c5e7d9b3a42",
    secret: "3f6d1a92-7c4e-4b0d-a8f5-92e16b7c0d34",
    scopes: [
      "opticspkgconfig:create",
      "opticspkgconfig:read",
      "opticspkgconfig:list",
      "opticspkgconfig:delete",
      "opticspkgdeploy:create",
      "opticspkgdeploy:read",
      "opticspkgdeploy:list",
      "opticspkgdeploy:delete",
    ],
  },
  deployOnly: {
    id: "c40b8d27-51fa-4e93-b6d2-0e8a4f71c695",
    secret: "b81e5f07-a3d9-4c62-8e14-5d7f90c2a6be",
    scopes: ["opticspkgdeploy:create", "opticspkgdeploy:read", "opticspkgdeploy:list"],
  },
  readOnly: {
    id: "e5b2a6f1-04cd-4c3a-9a87-27d61b90f3ce",
    secret: "5ad0c7e3-91f8-4b26-b3da-c2648e1f7095",
    scopes: ["opticspkgconfig:read", "opticspkgconfig:list"],
  },
  threats: {
    id: "7d1f0a3b-86e2-4f95-8c0d-5b94e27a16c8",
    secret: "e92b6c45-d07a-4138-9f6e-0c83a5b1d7f4",
    scopes: ["threat:list"],
  },
} as const satisfies Record<string, Application>

/** Life of an access token, and the longest that a signed request for one may be good, in seconds. */
const halfAnHour = 1800

const Exchange = v.object({ auth_token: v.string() })

const Seconds = v.pipe(v.number(), v.integer())

const Claims = v.object({
  exp: Seconds,
  iat: Seconds,
  iss: v.literal("http://cylance.com"),
  sub: v.string(),
  tid: v.literal(tenantId),
  jti: v.pipe(v.string(), v.uuid()),
  /** Comma-separated; narrows what the application may do. */
  scp: v.optional(v.string()),
})
type Claims = v.InferOutput<typeof Claims>

const applicationOf = (token: string): Application | undefined => {
  try {
    const { sub } = decodeJwt(token)
    return Object.values(applications).find(({ id }) => id === sub)
  } catch {
    return undefined
  }
}

/** The claims that the application signed; undefined when it did not, or when one is wrong. */
const readClaims = async (token: string, application: Application): Promise<Claims | undefined> => {
  try {
    const key = new TextEncoder().encode(application.secret)
    const { payload } = await compactVerify(token, key, { algorithms: ["HS256"] })
    const parsed = v.safeParse(Claims, JSON.parse(new TextDecoder().decode(payload)))
    return parsed.success ? parsed.output : undefined
  } catch {
    return undefined
  }
}

/**
 * Whoever signs has a clock of its own. Where a test has moved the world's, the signature may be good
 * by either: otherwise nobody could sign in to a world that has jumped ahead.
 */
const isGoodNow = ({ iat, exp }: Claims, world: World): boolean =>
  [world.now(), Date.now()].some((ms) => {
    const now = Math.floor(ms / 1000)
    return iat <= now && now < exp
  })

const readBody = async (request: Request): Promise<string | undefined> => {
  try {
    const parsed = v.safeParse(Exchange, await request.json())
    return parsed.success ? parsed.output.auth_token : undefined
  } catch {
    return undefined
  }
}

/** POST /auth/v2/token: a JWT signed with the application's secret, for an access token. */
export const exchange = async (world: World, request: Request): Promise<Response> => {
  const token = await readBody(request)
  if (token === undefined) return badRequest("The body must be JSON with an auth_token.")
  const application = applicationOf(token)
  const claims = application && (await readClaims(token, application))
  if (!application || !claims) return unauthorized()
  if (claims.exp - claims.iat > halfAnHour)
    return badRequest("The auth_token may be good for at most 30 minutes.")
  if (!isGoodNow(claims, world)) return unauthorized()
  const asked = claims.scp?.split(",").map((scope) => scope.trim())
  const access = await issueToken(
    world,
    "cylance",
    {
      iss: claims.iss,
      sub: claims.sub,
      tid: claims.tid,
      scp: application.scopes.filter((scope) => asked?.includes(scope) ?? true),
    },
    halfAnHour,
  )
  return json(200, { access_token: access })
}

const Access = v.object({ sub: v.string(), scp: v.array(v.string()) })

/** The application of the request's token, and its scopes; undefined when it has none that is good. */
export const accessOf = async (
  world: World,
  request: Request,
): Promise<v.InferOutput<typeof Access> | undefined> => {
  const bearer = bearerOf(request)
  if (bearer === undefined) return undefined
  const parsed = v.safeParse(Access, await readToken(world, "cylance", bearer))
  return parsed.success ? parsed.output : undefined
}
