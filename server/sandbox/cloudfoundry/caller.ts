import * as v from "valibot"
import type { World } from "../api.ts"
import { bearerOf, readToken } from "../tokens.ts"
import { clients, users, writeScopes } from "./accounts.ts"
import { refuse, refused } from "./errors.ts"
import type { Condition } from "./query.ts"

/** What the caller may see: every space, or the spaces in which the user has a role. */
export type Visible = "all" | readonly string[]

export type Caller = {
  readonly id: string
  readonly scopes: readonly string[]
  readonly visible: Visible
  /** Whether it may change what it sees, and see the bits. */
  readonly develops: boolean
}

const Claims = v.object({ sub: v.string(), scope: v.array(v.string()) })

const spacesOf = (world: World, spaces: "all" | number): Visible =>
  spaces === "all"
    ? "all"
    : world.db
        .prepare("select guid from cf_spaces order by at limit ?")
        .all(spaces)
        .map((row) => String(row["guid"]))

/** Who calls, or the refusal. */
export const authenticate = async (world: World, request: Request): Promise<Caller | Response> => {
  if (!request.headers.has("authorization"))
    return refuse("notAuthenticated", "Authentication error")
  const token = bearerOf(request)
  const claims = token === undefined ? undefined : await readToken(world, "cloudfoundry", token)
  const known = v.safeParse(Claims, claims)
  if (!known.success) return refuse("invalidAuthToken", "Invalid Auth Token")
  const { sub, scope } = known.output
  const account = [...users, ...clients].find((one) => one.id === sub)
  return {
    id: sub,
    scopes: scope,
    visible: spacesOf(world, account?.spaces ?? 0),
    develops: account?.role === "developer",
  }
}

/** Narrows to what a caller may see, by the column that names the space. */
export const seenBy = (visible: Visible, column = "p.space_guid"): readonly Condition[] =>
  visible === "all"
    ? []
    : [{ sql: `${column} in (${visible.map(() => "?").join(", ")})`, values: [...visible] }]

const notAuthorized = "You are not authorized to perform the requested action"

/** @throws Refused where the token's scopes leave no room for writing */
export const checkWrites = ({ scopes }: Caller): void => {
  if (!scopes.some((scope) => writeScopes.includes(scope)))
    throw refused("notAuthorized", notAuthorized)
}

/** Organizations that the world's options suspend, by name. */
export type Suspended = readonly string[]

/**
 * @throws Refused where the caller has no role to change what is in the space, or where its
 *   organization is suspended
 */
export const checkSpace = (
  world: World,
  caller: Caller,
  space: string,
  suspended: Suspended,
): void => {
  if (!caller.develops) throw refused("notAuthorized", notAuthorized)
  const row = world.db
    .prepare(
      `select o.name from cf_spaces s join cf_organizations o on o.guid = s.organization_guid
       where s.guid = ?`,
    )
    .get(space)
  if (suspended.includes(String(row?.["name"])))
    throw refused("orgSuspended", "The organization is suspended")
}

/** @throws Refused for whom the bits of a package are a secret */
export const checkSecrets = ({ develops }: Caller): void => {
  if (!develops) throw refused("notAuthorized", notAuthorized)
}
