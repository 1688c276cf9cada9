import { queryOf, rawPath } from "../answer.ts"
import type { SandboxApi, World } from "../api.ts"
import { denied, notFound, notImplemented, problem, unauthorized } from "./answers.ts"
import { createExecution, deleteExecution, getExecution, listExecutions } from "./executions.ts"
import { install } from "./install.ts"
import { createPackage, deletePackage, getPackage, listPackages } from "./packages.ts"
import { Refused } from "./page.ts"
import { answerStore } from "./store.ts"
import { accessOf, applications, exchange, tenantId } from "./token.ts"
import type { Application } from "./token.ts"

type Asked = {
  readonly world: World
  readonly origin: string
  readonly request: Request
  readonly id: string
  /** Whoever calls is an application, and so are those who upload and deploy through the API. */
  readonly user: { readonly id: string; readonly login: string }
}

type Route = {
  readonly method: string
  readonly path: RegExp
  readonly scope: string
  readonly answer: (asked: Asked) => Response | Promise<Response>
}

const packages = /^\/packages\/v2$/
const executions = /^\/packages\/v2\/executions$/
const oneExecution = /^\/packages\/v2\/executions\/([^/]+)$/
const onePackage = /^\/packages\/v2\/(?!executions$)([^/]+)$/

const routes: readonly Route[] = [
  {
    method: "GET",
    path: packages,
    scope: "opticspkgconfig:list",
    answer: ({ world, origin, request }) => listPackages(world, origin, queryOf(request)),
  },
  {
    method: "POST",
    path: packages,
    scope: "opticspkgconfig:create",
    answer: ({ world, origin, request, user }) => createPackage(world, origin, request, user),
  },
  {
    method: "GET",
    path: executions,
    scope: "opticspkgdeploy:list",
    answer: ({ world, origin, request }) => listExecutions(world, origin, queryOf(request)),
  },
  {
    method: "POST",
    path: executions,
    scope: "opticspkgdeploy:create",
    answer: ({ world, origin, request, user }) => createExecution(world, origin, request, user),
  },
  {
    method: "GET",
    path: oneExecution,
    scope: "opticspkgdeploy:read",
    answer: ({ world, origin, id }) => getExecution(world, origin, id),
  },
  {
    method: "DELETE",
    path: oneExecution,
    scope: "opticspkgdeploy:delete",
    answer: ({ world, id }) => deleteExecution(world, id),
  },
  {
    method: "GET",
    path: onePackage,
    scope: "opticspkgconfig:read",
    answer: ({ world, origin, id }) => getPackage(world, origin, id),
  },
  {
    method: "DELETE",
    path: onePackage,
    scope: "opticspkgconfig:delete",
    answer: ({ world, id }) => deletePackage(world, id),
  },
]

const answer = async (world: World, origin: string, request: Request): Promise<Response> => {
  const path = rawPath(request)
  if (path === "/auth/v2/token")
    return request.method === "POST" ? await exchange(world, request) : notImplemented()
  const stored = await answerStore(world, request, path)
  if (stored) return stored
  const here = routes.filter((route) => route.path.test(path))
  if (here.length === 0) return notFound()
  const access = await accessOf(world, request)
  if (!access) return unauthorized()
  const route = here.find(({ method }) => method === request.method)
  if (!route) return notImplemented()
  if (!access.scp.includes(route.scope)) return denied()
  const id = decodeURIComponent(route.path.exec(path)?.[1] ?? "")
  const user = { id: access.sub, login: "application@acme.example" }
  try {
    return await route.answer({ world, origin, request, id, user })
  } catch (error) {
    if (error instanceof Refused) return error.response
    throw error
  }
}

const connectionOf = ({ id, secret }: Application) => ({
  settings: {
    region: "other",
    address: "{origin}",
    auth: "application",
    tenantId,
    applicationId: id,
  },
  secrets: { applicationSecret: secret },
})

/** Cylance Optics: packages and executions of one tenant, with an access token of half an hour. */
export const cylance: SandboxApi = {
  id: "cylance",
  base: "/cylance",
  ...connectionOf(applications.full),
  also: {
    "an application that may not read packages": connectionOf(applications.threats),
    "an application that may only deploy": connectionOf(applications.deployOnly),
    "an application that may only read packages": connectionOf(applications.readOnly),
  },
  problem,
  edition: 2,
  install,
  open: (world, origin) => async (request) => await answer(world, origin, request),
}
