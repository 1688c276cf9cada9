import { queryOf, rawPath } from "../answer.ts"
import type { SandboxApi, World } from "../api.ts"
import { bearerOf } from "../tokens.ts"
import { install } from "./install.ts"
import { getPackage, listPackages } from "./packages.ts"
import { InvalidParameter, methodNotAllowed, problem, problemOf } from "./problems.ts"

const account = "0f284377-e5dc-4dcd-bacd-3197f2b8a347"

/** API tokens do not expire: they are made once, in the account's settings. */
const tokens = {
  owner: "k8Vq3pXz7RfN1cJwYt5Lm2Hs9Gd4Bu6Ea0Qo",
  guest: "w1Ts6nDq0ZbK8vMx3Ry5Fj7Lc2Ph9Ug4Ie_A",
  disabled: "r4Jm9cWb2XyT7hVk0Sg6Nz1Qf8Lp3Do5Ua-E",
} as const

const packagesPath = /^\/accounts\/([^/]+)\/core\/v1\/packages(?:\/([^/]+))?$/

/** The types that the request accepts, without their weights; all where it does not say. */
const acceptedOf = (request: Request): readonly string[] =>
  (request.headers.get("accept") ?? "*/*")
    .split(",")
    .map((type) => type.split(";")[0]?.trim().toLowerCase() ?? "")

const anyJson: ReadonlySet<string> = new Set(["*/*", "application/*", "application/json"])

const answerPackages = (world: World, request: Request, id: string | undefined): Response => {
  if (request.method !== "GET") return methodNotAllowed()
  const accepted = acceptedOf(request)
  const own = `application/astra-${id === undefined ? "packages" : "package"}+json`
  if (!accepted.some((type) => type === own || anyJson.has(type))) return problemOf(32)
  if (id !== undefined) return getPackage(world, id)
  const type = accepted.includes(own) ? own : "application/json"
  return listPackages(world, queryOf(request), type)
}

const answer = (world: World, request: Request): Response => {
  const bearer = bearerOf(request)
  if (bearer === undefined) return problemOf(3)
  if (bearer === tokens.disabled) return problemOf(14)
  if (bearer !== tokens.owner && bearer !== tokens.guest) return problemOf(4)
  const [path, accountId, id] = packagesPath.exec(rawPath(request)) ?? []
  if (path === undefined) return problemOf(2)
  if (accountId !== account) return problemOf(12)
  if (bearer === tokens.guest) return problemOf(11)
  try {
    return answerPackages(world, request, id)
  } catch (error) {
    if (error instanceof InvalidParameter) return problemOf(5, [error.fault])
    throw error
  }
}

const accessOf = (token: string) => ({
  settings: { address: "{origin}", account },
  secrets: { token },
})

/** Astra Control: the packages of one account, read with a token that does not expire. */
export const astra: SandboxApi = {
  id: "astra",
  base: "/astra",
  ...accessOf(tokens.owner),
  also: {
    "a user who may not read packages": accessOf(tokens.guest),
    "a user who is not enabled": accessOf(tokens.disabled),
  },
  problem,
  edition: 1,
  install,
  open: (world) => (request) => Promise.resolve(answer(world, request)),
}
