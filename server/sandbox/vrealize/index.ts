import { queryOf, rawPath } from "../answer.ts"
import type { SandboxApi, World } from "../api.ts"
import { addFunctions } from "./compile.ts"
import { InvalidArgument, htmlPage, invalidArgument, methodNotAllowed, problem } from "./errors.ts"
import { answerIdentity, callerOf, tenant, users } from "./identity.ts"
import type { User } from "./identity.ts"
import { install } from "./install.ts"
import {
  contentsPath,
  getContent,
  getDefinition,
  getPackage,
  listContents,
  listPackages,
  listPacked,
  packagesPath,
} from "./packages.ts"
import { createPackage, deletePackage, exportPackage } from "./write.ts"

/** With its readers of YAML and zip, which take memory: loaded with the first file that is sent. */
const importing = () => import("./import.ts")

type Asked = {
  readonly world: World
  readonly origin: string
  readonly request: Request
  readonly query: URLSearchParams
  readonly id: string
}

type Route = {
  readonly method: string
  readonly path: RegExp
  readonly answer: (asked: Asked) => Response | Promise<Response>
}

const isForm = ({ headers }: Request): boolean =>
  /^multipart\/form-data\b/i.test(headers.get("content-type") ?? "")

const wantsZip = ({ headers }: Request): boolean =>
  /\bapplication\/zip\b/i.test(headers.get("accept") ?? "")

const routes: readonly Route[] = [
  {
    method: "GET",
    path: new RegExp(`^${packagesPath}$`),
    answer: ({ world, origin, query }) => listPackages(world, origin, query),
  },
  {
    method: "POST",
    path: new RegExp(`^${packagesPath}$`),
    // What is sent decides what is done with it.
    answer: async ({ world, origin, query, request }) =>
      isForm(request)
        ? (await importing()).importPackage(world, query, request)
        : createPackage(world, `${origin}${packagesPath}`, request),
  },
  {
    method: "POST",
    path: new RegExp(`^${packagesPath}/validate$`),
    answer: async ({ world, request }) => (await importing()).validatePackage(world, request),
  },
  {
    method: "GET",
    path: new RegExp(`^${packagesPath}/([^/]+)$`),
    answer: ({ world, query, request, id }) =>
      wantsZip(request) ? exportPackage(world, query, id) : getPackage(world, id),
  },
  {
    method: "DELETE",
    path: new RegExp(`^${packagesPath}/([^/]+)$`),
    answer: ({ world, id }) => deletePackage(world, id),
  },
  {
    method: "GET",
    path: new RegExp(`^${packagesPath}/([^/]+)/contents$`),
    answer: ({ world, origin, query, id }) => listPacked(world, origin, query, id),
  },
  {
    method: "GET",
    path: new RegExp(`^${contentsPath}$`),
    answer: ({ world, origin, query }) => listContents(world, origin, query),
  },
  {
    method: "GET",
    path: new RegExp(`^${contentsPath}/([^/]+)$`),
    answer: ({ world, id }) => getContent(world, id),
  },
  {
    method: "GET",
    path: new RegExp(`^${contentsPath}/([^/]+)/data$`),
    answer: ({ world, id }) => getDefinition(world, id),
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
  const here = routes.filter((candidate) => candidate.path.test(path))
  if (here.length === 0) return htmlPage(404)
  if (!caller.architect) return htmlPage(403)
  const route = here.find(({ method }) => method === request.method)
  if (!route) return methodNotAllowed([...new Set(here.map(({ method }) => method))].join(", "))
  const id = decodeURIComponent(route.path.exec(path)?.[1] ?? "")
  return await route.answer({ world, origin, request, query: queryOf(request), id })
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
  edition: 2,
  install,
  open: (world, origin) => {
    addFunctions(world.db)
    return async (request) => await answer(world, origin, request)
  },
}
