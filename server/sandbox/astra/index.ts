import { queryOf, rawPath } from "../answer.ts"
import type { SandboxApi, World } from "../api.ts"
import { bearerOf } from "../tokens.ts"
import { Refused } from "./body.ts"
import { createPackage, deletePackage, settle } from "./create.ts"
import { install } from "./install.ts"
import { getPackage, listPackages } from "./packages.ts"
import { InvalidParameter, methodNotAllowed, problem, problemOf } from "./problems.ts"
import { getUpgrade, listUpgrades, putUpgrade } from "./upgrades.ts"

const account = "0f284377-e5dc-4dcd-bacd-3197f2b8a347"

/** API tokens do not expire: they are made once, in the account's settings. */
const tokens = {
  owner: "k8Vq3pXz7RfN1cJwYt5Lm2Hs9Gd4Bu6Ea0Qo",
  viewer: "b7Yd2kGs5UxPq9RzNc0We4Ft1Ji8Ma3Lv-H",
  guest: "w1Ts6nDq0ZbK8vMx3Ry5Fj7Lc2Ph9Ug4Ie_A",
  disabled: "r4Jm9cWb2XyT7hVk0Sg6Nz1Qf8Lp3Do5Ua-E",
} as const

const collections = /^\/accounts\/([^/]+)\/core\/v1\/(packages|upgrades)(?:\/([^/]+))?$/

/** The types that the request accepts, without their weights; all where it does not say. */
const acceptedOf = (request: Request): readonly string[] =>
  (request.headers.get("accept") ?? "*/*")
    .split(",")
    .map((type) => type.split(";")[0]?.trim().toLowerCase() ?? "")

const anyJson: ReadonlySet<string> = new Set(["*/*", "application/*", "application/json"])

/** Whether the request takes what would be sent: the API's own types, or any JSON. */
const takes = (accepted: readonly string[], kind: string): boolean =>
  accepted.some((type) => type === `application/astra-${kind}+json` || anyJson.has(type))

const answerPackages = async (
  world: World,
  request: Request,
  id: string | undefined,
): Promise<Response> => {
  const accepted = acceptedOf(request)
  if (!takes(accepted, id === undefined ? "packages" : "package") && !takes(accepted, "package"))
    return problemOf(32)
  switch (`${request.method} ${id === undefined ? "all" : "one"}`) {
    case "GET all": {
      const own = "application/astra-packages+json"
      return listPackages(
        world,
        queryOf(request),
        accepted.includes(own) ? own : "application/json",
      )
    }
    case "POST all":
      return await createPackage(world, request)
    case "GET one":
      return getPackage(world, id ?? "")
    case "DELETE one":
      return deletePackage(world, id ?? "")
    default:
      return methodNotAllowed()
  }
}

const answerUpgrades = async (
  world: World,
  origin: string,
  request: Request,
  id: string | undefined,
): Promise<Response> => {
  if (!takes(acceptedOf(request), id === undefined ? "upgrades" : "upgrade")) return problemOf(32)
  switch (`${request.method} ${id === undefined ? "all" : "one"}`) {
    case "GET all":
      return listUpgrades(world, origin, queryOf(request))
    case "GET one":
      return getUpgrade(world, origin, id ?? "")
    case "PUT one":
      return await putUpgrade(world, request, id ?? "")
    default:
      return methodNotAllowed()
  }
}

const answer = async (world: World, origin: string, request: Request): Promise<Response> => {
  const bearer = bearerOf(request)
  if (bearer === undefined) return problemOf(3)
  if (bearer === tokens.disabled) return problemOf(14)
  if (!Object.values<string>(tokens).includes(bearer)) return problemOf(4)
  const [path, accountId, collection, id] = collections.exec(rawPath(request)) ?? []
  if (path === undefined) return problemOf(2)
  if (accountId !== account) return problemOf(12)
  if (bearer === tokens.guest) return problemOf(11)
  if (bearer === tokens.viewer && request.method !== "GET") return problemOf(11)
  try {
    const wanted = id === undefined ? undefined : decodeURIComponent(id)
    settle(world)
    return collection === "packages"
      ? await answerPackages(world, request, wanted)
      : await answerUpgrades(world, origin, request, wanted)
  } catch (error) {
    if (error instanceof Refused) return error.response
    if (error instanceof InvalidParameter) return problemOf(5, [error.fault])
    throw error
  }
}

const accessOf = (token: string) => ({
  settings: { address: "{origin}", account },
  secrets: { token },
})

/** Astra Control: packages and upgrades of one account, with a token that does not expire. */
export const astra: SandboxApi = {
  id: "astra",
  base: "/astra",
  ...accessOf(tokens.owner),
  also: {
    "a user who may not read packages": accessOf(tokens.guest),
    "a user who is not enabled": accessOf(tokens.disabled),
    "a viewer, who may change nothing": accessOf(tokens.viewer),
  },
  problem,
  edition: 2,
  install,
  open: (world, origin) => (request) => answer(world, origin, request),
}
