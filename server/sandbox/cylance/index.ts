import { queryOf, rawPath } from "../answer.ts"
import type { SandboxApi, World } from "../api.ts"
import { denied, notFound, notImplemented, problem, unauthorized } from "./answers.ts"
import { install } from "./install.ts"
import { getPackage, listPackages } from "./packages.ts"
import { applications, exchange, scopesOf, tenantId } from "./token.ts"
import type { Application } from "./token.ts"

type Route = {
  readonly method: string
  readonly path: RegExp
  readonly scope: string
  readonly answer: (
    world: World,
    origin: string,
    request: Request,
    id: string,
  ) => Response | Promise<Response>
}

const routes: readonly Route[] = [
  {
    method: "GET",
    path: /^\/packages\/v2$/,
    scope: "opticspkgconfig:list",
    answer: (world, origin, request) => listPackages(world, origin, queryOf(request)),
  },
  {
    method: "GET",
    path: /^\/packages\/v2\/([^/]+)$/,
    scope: "opticspkgconfig:read",
    answer: (world, origin, _request, id) => getPackage(world, origin, id),
  },
]

const answer = async (world: World, origin: string, request: Request): Promise<Response> => {
  const path = rawPath(request)
  if (path === "/auth/v2/token")
    return request.method === "POST" ? await exchange(world, request) : notImplemented()
  // Items link to their files; handing those out comes with uploads.
  if (path.startsWith("/downloads/")) return notImplemented()
  const here = routes.filter((route) => route.path.test(path))
  if (here.length === 0) return notFound()
  const scopes = await scopesOf(world, request)
  if (!scopes) return unauthorized()
  const route = here.find(({ method }) => method === request.method)
  if (!route) return notImplemented()
  if (!scopes.includes(route.scope)) return denied()
  return await route.answer(world, origin, request, route.path.exec(path)?.[1] ?? "")
}

const accessOf = ({ id, secret }: Application) => ({
  settings: {
    region: "other",
    address: "{origin}",
    auth: "application",
    tenantId,
    applicationId: id,
  },
  secrets: { applicationSecret: secret },
})

/** Cylance Optics: packages of one tenant, read with an access token of half an hour. */
export const cylance: SandboxApi = {
  id: "cylance",
  base: "/cylance",
  ...accessOf(applications.full),
  also: { "an application that may not read packages": accessOf(applications.deployOnly) },
  problem,
  edition: 1,
  install,
  open: (world, origin) => async (request) => await answer(world, origin, request),
}
