import { randomUUID } from "node:crypto"
import { json, rawPath } from "../answer.ts"
import type { SandboxApi, World } from "../api.ts"
import { readOptions } from "../options.ts"
import { clients, readScopes, users } from "./accounts.ts"
import { authenticate, checkWrites } from "./caller.ts"
import { changePackage, createOld, createPackage, deletePackage, getJob } from "./change.ts"
import { answerBlobstore, downloadBits } from "./download.ts"
import { Refused, problem, refuse, refused } from "./errors.ts"
import { install } from "./fill.ts"
import { count } from "./limits.ts"
import { Options } from "./options.ts"
import { listOfApp, listPackages, showPackage } from "./packages.ts"
import type { Asked } from "./packages.ts"
import { getApp, listPlaces } from "./places.ts"
import { of2015, ofAllPackages, ofOneApp } from "./query.ts"
import { globalRoot, info, v3Root } from "./roots.ts"
import { matchResources } from "./pool.ts"
import { settle } from "./settle.ts"
import {
  createBuild,
  getBuild,
  getOldDroplet,
  listBuilds,
  listDroplets,
  stageOld,
} from "./stage.ts"
import { answerUaa } from "./uaa.ts"
import { uploadBits } from "./upload.ts"

type Route = {
  readonly method: string
  readonly path: RegExp
  readonly answer: (asked: Asked) => Response | Promise<Response>
}

const unknown = (): Response => refuse("unknownRequest", "Unknown request")

const onePackage = /^\/v3\/packages\/([^/]+)$/
const reading: readonly Route[] = [
  {
    method: "GET",
    path: /^\/v3\/packages$/,
    answer: (asked) => listPackages(asked, asked.dialects.all),
  },
  { method: "GET", path: /^\/v3\/apps\/([^/]+)\/packages$/, answer: listOfApp },
  { method: "GET", path: onePackage, answer: (asked) => showPackage(asked, asked.guid, 200) },
  { method: "GET", path: /^\/v3\/packages\/([^/]+)\/download$/, answer: downloadBits },
  { method: "GET", path: /^\/v3\/apps$/, answer: (asked) => listPlaces(asked, "apps") },
  { method: "GET", path: /^\/v3\/apps\/([^/]+)$/, answer: getApp },
]
const writing: readonly Route[] = [
  { method: "POST", path: /^\/v3\/packages\/([^/]+)\/upload$/, answer: uploadBits },
  { method: "DELETE", path: onePackage, answer: deletePackage },
]

const today: readonly Route[] = [
  ...reading,
  ...writing,
  { method: "POST", path: /^\/v3\/packages$/, answer: createPackage },
  { method: "PATCH", path: onePackage, answer: changePackage },
  { method: "POST", path: /^\/v3\/resource_matches$/, answer: matchResources },
  { method: "GET", path: /^\/v3\/packages\/([^/]+)\/droplets$/, answer: listDroplets },
  { method: "POST", path: /^\/v3\/builds$/, answer: createBuild },
  { method: "GET", path: /^\/v3\/builds$/, answer: listBuilds },
  { method: "GET", path: /^\/v3\/builds\/([^/]+)$/, answer: getBuild },
  {
    method: "GET",
    path: /^\/v3\/jobs\/([^/]+)$/,
    answer: (asked) => getJob(asked, () => refused("notFound", "Job not found")),
  },
  { method: "GET", path: /^\/v3\/spaces$/, answer: (asked) => listPlaces(asked, "spaces") },
  {
    method: "GET",
    path: /^\/v3\/organizations$/,
    answer: (asked) => listPlaces(asked, "organizations"),
  },
]

const in2015: readonly Route[] = [
  ...reading,
  ...writing,
  { method: "POST", path: /^\/v3\/apps\/([^/]+)\/packages$/, answer: createOld },
  { method: "POST", path: /^\/v3\/packages\/([^/]+)\/droplets$/, answer: stageOld },
  { method: "GET", path: /^\/v3\/droplets\/([^/]+)$/, answer: getOldDroplet },
]

const answerAs = async (asked: Asked): Promise<Response> => {
  const { request, path, caller, api } = asked
  const route = (api === undefined ? in2015 : today).find(
    (one) => one.method === request.method && one.path.test(path),
  )
  if (!route) return unknown()
  if (!caller.scopes.some((scope) => readScopes.includes(scope)))
    return refuse("notAuthorized", "You are not authorized to perform the requested action")
  try {
    if (request.method !== "GET") checkWrites(caller)
    settle(asked.world)
    const guid = decodeURIComponent(route.path.exec(path)?.[1] ?? "")
    return await route.answer({ ...asked, guid })
  } catch (error) {
    if (error instanceof Refused) return error.response
    throw error
  }
}

/** Packages need a token; the documents at the roots do not, and are not counted. */
const answerApi = async (
  world: World,
  request: Request,
  path: string,
  origin: string,
  old: boolean,
): Promise<Response> => {
  const options = readOptions(world, "cloudfoundry", Options)
  const api = old ? `${origin}/2015` : origin
  if (request.method === "GET") {
    if (path === "/") return json(200, globalRoot(api, `${origin}/login`, `${origin}/uaa`))
    if (path === "/v3") return json(200, v3Root(api))
    if (path === "/v3/info") return json(200, info(api, options.rateLimit))
  }
  const caller = await authenticate(world, request)
  if (caller instanceof Response) return caller
  const counted = options.rateLimit && count(world, caller.id, options.rateLimit)
  if (counted?.refusal) return counted.refusal
  const cap = options.maxResults === undefined ? {} : { maxResults: options.maxResults }
  const answer = await answerAs({
    world,
    request,
    query: new URL(request.url).searchParams,
    path,
    guid: "",
    caller,
    api: old ? undefined : origin,
    origin,
    options,
    dialects: old
      ? { all: of2015, app: of2015 }
      : { all: { ...ofAllPackages, ...cap }, app: { ...ofOneApp, ...cap } },
  })
  for (const [name, value] of Object.entries(counted?.headers ?? {}))
    answer.headers.set(name, value)
  return answer
}

const within = (path: string, prefix: string): string | undefined =>
  path === prefix || path.startsWith(`${prefix}/`) ? path.slice(prefix.length) || "/" : undefined

/** A request's id, begun with the caller's own where it gave one. */
const requestId = (request: Request): string => {
  const given = request.headers.get("x-vcap-request-id")?.replace(/[^\w-]/g, "")
  return given ? `${given}::${randomUUID()}` : randomUUID()
}

/** Cloud Foundry's Cloud Controller v3, its UAA and its login server; below `/2015`, as it began. */
export const cloudfoundry: SandboxApi = {
  id: "cloudfoundry",
  base: "/cloudfoundry",
  settings: {
    address: "{origin}",
    auth: "password",
    username: users[0]?.id ?? "",
  },
  secrets: { password: users[0]?.secret ?? "" },
  also: {
    "client credentials": {
      settings: {
        address: "{origin}",
        auth: "client",
        clientId: clients[0]?.id ?? "",
      },
      secrets: { clientSecret: clients[0]?.secret ?? "" },
    },
    "a developer, who sees three spaces": {
      settings: {
        address: "{origin}",
        auth: "password",
        username: "developer@example.com",
      },
      secrets: { password: "sandbox-developer" },
    },
    "an auditor, who sees all and may change nothing": {
      settings: {
        address: "{origin}",
        auth: "password",
        username: "auditor@example.com",
      },
      secrets: { password: "sandbox-auditor" },
    },
    "a guest, who may list nothing": {
      settings: {
        address: "{origin}",
        auth: "password",
        username: "guest@example.com",
      },
      secrets: { password: "sandbox-guest" },
    },
    "the experimental API of 2015": {
      settings: {
        address: "{origin}/2015",
        auth: "password",
        username: users[0]?.id ?? "",
      },
      secrets: { password: users[0]?.secret ?? "" },
    },
  },
  problem,
  edition: 3,
  install,
  open: (world, origin) => async (request) => {
    const path = rawPath(request)
    const links = { login: `${origin}/login`, uaa: `${origin}/uaa` }
    const uaa = within(path, "/uaa") ?? within(path, "/login")
    if (uaa !== undefined) return await answerUaa(world, request, uaa, links)
    const blob = answerBlobstore(world, request, path)
    if (blob) return blob
    const old = within(path, "/2015")
    const answer = await answerApi(world, request, old ?? path, origin, old !== undefined)
    answer.headers.set("x-vcap-request-id", requestId(request))
    return answer
  },
}
