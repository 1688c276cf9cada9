import { queryOf, rawPath } from "../answer.ts"
import type { SandboxApi, World } from "../api.ts"
import { addFunctions } from "./compile.ts"
import { InvalidArgument, htmlPage, invalidArgument, methodNotAllowed, problem } from "./errors.ts"
import { answerIdentity, callerOf, tenant, users } from "./identity.ts"
import type { User } from "./identity.ts"
import { install } from "./install.ts"
import { getPackage, listContents, listPackages, packagesPath } from "./packages.ts"

type Answer = (world: World, origin: string, request: Request, id: string) => Response

const routes: readonly { readonly path: RegExp; readonly get: Answer }[] = [
  {
    path: new RegExp(`^${packagesPath}$`),
    get: (world, origin, request) => listPackages(world, origin, queryOf(request)),
  },
  {
    path: new RegExp(`^${packagesPath}/([^/]+)$`),
    get: (world, _origin, _request, id) => getPackage(world, id),
  },
  {
    path: new RegExp(`^${packagesPath}/([^/]+)/contents$`),
    get: (world, origin, request, id) => listContents(world, origin, queryOf(request), id),
  },
]

const answerService = async (
  world: World,
  origin: string,
  request: Request,
  path: string,
): Promise<Response> => {
  const caller = await callerOf(world, request)
  if (!caller) return htmlPage(401)
  const route = routes.find((candidate) => candidate.path.test(path))
  if (!route) return htmlPage(404)
  if (!caller.architect) return htmlPage(403)
  if (request.method !== "GET") return methodNotAllowed("GET")
  return route.get(world, origin, request, route.path.exec(path)?.[1] ?? "")
}

const answer = async (world: World, origin: string, request: Request): Promise<Response> => {
  // Both forms of every path are in use, with a slash at the end and without.
  const path = rawPath(request).replace(/\/$/, "")
  try {
    return (
      (await answerIdentity(world, request, path)) ??
      (await answerService(world, origin, request, path))
    )
  } catch (error) {
    if (error instanceof InvalidArgument) return invalidArgument(error.message)
    throw error
  }
}

const accessOf = ({ username, password }: User) => ({
  settings: { address: "{origin}", auth: "password", tenant, username },
  secrets: { password },
})

/** vRealize Automation 7: the identity service, and packages of the content management service. */
export const vrealize: SandboxApi = {
  id: "vrealize",
  base: "/vrealize",
  ...accessOf(users.architect),
  also: { "a user who may not read packages": accessOf(users.requester) },
  problem,
  edition: 1,
  install,
  open: (world, origin) => {
    addFunctions(world.db)
    return async (request) => await answer(world, origin, request)
  },
}
