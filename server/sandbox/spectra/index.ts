import type { SandboxApi, World } from "../api.ts"
import { bearerOf } from "../tokens.ts"
import { allowedGroup, organization, restrictedGroup, roleOf, tokens } from "./accounts.ts"
import type { Role } from "./accounts.ts"
import { install } from "./fill.ts"
import { count, countAs } from "./limits.ts"
import { answerStore } from "./links.ts"
import { operations } from "./operations.ts"
import type { Asked, Operation } from "./operations.ts"
import { optionsOf } from "./options.ts"
import { readNames } from "./path.ts"
import type { AtVersion, Named } from "./path.ts"
import { Refused, refusal, refuse, throttled, words } from "./refusals.ts"

const prefix = "/api/public/v1/"

/** The Portal's words for a status that a fault asks for. */
const problem = (status: number, retryAfter: number | undefined): Response | undefined => {
  if (status === 429) return throttled(retryAfter ?? 60)
  if (status === 401) return refusal(401, words.token)
  if (status === 403) return refusal(403, words.denied)
  if (status === 402) return refusal(402, words.analysisCapacity)
  return status >= 400 ? refusal(status, `${status}: a fault of the sandbox`) : undefined
}

/** Whose token it is. @throws Refused 401 */
const signIn = (world: World, request: Request): Role => {
  const role = roleOf(bearerOf(request))
  const { tokensEnd } = optionsOf(world)
  const expired = tokensEnd !== undefined && world.now() >= Date.parse(tokensEnd)
  if (!role || expired) throw refuse(401, words.token)
  return role
}

/** The operation that a path begins with, and the rest of it. @throws Refused 404, 405 */
const operationOf = (world: World, request: Request, path: string) => {
  const name = Object.keys(operations).find((one) => path.startsWith(`${one}/`))
  const { later } = optionsOf(world)
  const here = (name === undefined ? [] : (operations[name] ?? [])).filter(
    (one) => later || one.later !== true,
  )
  if (name === undefined || here.length === 0) throw refuse(404, "Not found.")
  const operation = here.find(({ method }) => method === request.method)
  if (!operation) throw refuse(405, `Method "${request.method}" not allowed.`)
  return { operation, rest: path.slice(name.length + 1) }
}

/** @throws Refused 400, 403, 404 */
const placeOf = (path: string): Named => {
  const at = readNames(path)
  if (!at) throw refuse(400, words.syntax)
  if (at.organization !== organization) throw refuse(404, "Organization does not exist.")
  if (at.group === restrictedGroup) throw refuse(403, words.denied)
  if (at.group !== allowedGroup) throw refuse(404, "Group does not exist.")
  return at
}

const isVersion = (at: Named): at is AtVersion => at.version !== undefined

/** Goes on at the level that the path names. @throws Refused 400 where the operation has none there */
const answerAt = async (operation: Operation, asked: Asked, at: Named): Promise<Response> => {
  const { group, project, item, version } = operation.at
  let answer: Response | Promise<Response> | undefined
  if (at.project === undefined) answer = group?.(asked, at)
  else if (at.package === undefined) answer = project?.(asked, { ...at, project: at.project })
  else if (isVersion(at)) answer = version?.(asked, at)
  else answer = item?.(asked, { ...at, project: at.project, package: at.package })
  if (!answer) throw refuse(400, words.syntax)
  return await answer
}

/** `report/{org}/{group}/{format}/pkg:rl/...`: the format stands in the middle. */
const readFormat = (rest: string): readonly [names: string, format: string] => {
  const [org = "", group = "", format = "", ...purl] = rest.split("/")
  return [[org, group, ...purl].join("/"), format]
}

const answerApi = async (world: World, origin: string, request: Request): Promise<Response> => {
  const url = new URL(request.url)
  if (!url.pathname.startsWith(prefix)) throw refuse(404, "Not found.")
  const role = signIn(world, request)
  const over = count(world)
  if (over) return over
  const { operation, rest } = operationOf(world, request, url.pathname.slice(prefix.length))
  const [names, format] = operation.hasFormat === true ? readFormat(rest) : [rest, ""]
  const asked: Asked = { world, origin, request, query: url.searchParams, role, format }
  if (!names.includes("/")) {
    if (!operation.at.organization || !optionsOf(world).later) throw refuse(404, "Not found.")
    if (names !== organization) throw refuse(404, "Organization does not exist.")
    return operation.at.organization(asked)
  }
  const at = placeOf(names)
  if (operation.writes === true && role === "observer") throw refuse(403, words.denied)
  const kind = operation.limited?.(asked)
  const tooOften = kind === undefined ? undefined : countAs(world, kind)
  return tooOften ?? (await answerAt(operation, asked, at))
}

const answer = async (world: World, origin: string, request: Request): Promise<Response> => {
  try {
    const stored = await answerStore(world, request, new URL(request.url).pathname)
    return stored ?? (await answerApi(world, origin, request))
  } catch (error) {
    if (error instanceof Refused) return error.response
    throw error
  }
}

/**
 * The Spectra Assure Portal's public API. The Portal answers plain HTTP with 404; the sandbox does not, so
 * that it can be tried without a certificate.
 */
export const spectra: SandboxApi = {
  id: "spectra",
  base: "/spectra",
  settings: { address: "{origin}", organization, group: allowedGroup },
  secrets: { token: tokens.owner },
  also: {
    "a group that its token may not see": {
      settings: { address: "{origin}", organization, group: restrictedGroup },
      secrets: { token: tokens.owner },
    },
    "an observer, who may only read": {
      settings: { address: "{origin}", organization, group: allowedGroup },
      secrets: { token: tokens.observer },
    },
  },
  problem,
  edition: 2,
  install,
  open: (world, origin) => async (request) => await answer(world, origin, request),
}
