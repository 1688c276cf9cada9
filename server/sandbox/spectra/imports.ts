import { PackageURL } from "packageurl-js"
import * as v from "valibot"
import { text } from "../answer.ts"
import type { World } from "../api.ts"
import { filesOf } from "../files.ts"
import type { SeedPackage } from "../seed/read.ts"
import { standInFor } from "./artifacts.ts"
import { bodyOf } from "./body.ts"
import { checkUpload, takeIn } from "./content.ts"
import { nameIn } from "./disposition.ts"
import type { Asked } from "./operations.ts"
import type { AtVersion } from "./path.ts"
import { refuse } from "./refusals.ts"
import { store } from "./scan.ts"
import { standInOf } from "./seeded.ts"
import { wantedOf } from "./software.ts"

const longest = 4096
const Address = (name: string) =>
  v.pipe(
    v.string(`${name}: This field is required.`),
    v.maxLength(longest, `${name}: Ensure this field has no more than ${longest} characters.`),
  )
const Credentials = {
  "auth-user": v.exactOptional(v.string("auth-user: Not a valid string.")),
  "auth-pass": v.exactOptional(v.string("auth-pass: Not a valid string.")),
  "bearer-token": v.exactOptional(v.string("bearer-token: Not a valid string.")),
}
type Credentials = {
  readonly "auth-user"?: string
  readonly "auth-pass"?: string
  readonly "bearer-token"?: string
}
const FromUrl = v.object({ url: Address("url"), ...Credentials })
const FromPurl = v.object({ purl: Address("purl"), ...Credentials })

/** @throws Refused 400 for both kinds at once */
const authorizationOf = (of: Credentials): Record<string, string> => {
  const { "auth-user": user, "auth-pass": password, "bearer-token": token } = of
  if (token !== undefined && (user !== undefined || password !== undefined))
    throw refuse(400, "bearer-token: Not allowed together with auth-user and auth-pass.")
  if (token !== undefined) return { authorization: `Bearer ${token}` }
  if (user === undefined && password === undefined) return {}
  const pair = Buffer.from(`${user ?? ""}:${password ?? ""}`).toString("base64")
  return { authorization: `Basic ${pair}` }
}

/** `max_size` in bytes; none where it is left out. @throws Refused 400 */
const mostOf = (query: URLSearchParams): number => {
  const value = query.get("max_size")
  if (value !== null && !/^\d+$/.test(value)) throw refuse(400, "max_size: Not a valid integer.")
  return value === null ? Infinity : Number(value)
}

const local: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "[::1]"])

/**
 * The sandbox is not on the internet, and fetches nothing from there: only what lies in it. Its own
 * address comes from a request's Host header, so it must be this machine as well.
 * @throws Refused 400
 */
const addressOf = (origin: string, address: string): URL => {
  if (!URL.canParse(address)) throw refuse(400, "url: Enter a valid URL.")
  const [url, own] = [new URL(address), new URL(origin)]
  const isOwn = local.has(url.hostname) && local.has(own.hostname) && url.port === own.port
  if (!isOwn || url.protocol !== own.protocol)
    throw refuse(400, `url: The sandbox imports from its own address alone, ${own.origin}.`)
  return url
}

/** @throws Refused 400 where there is no file to be had */
const fetchFile = async (
  url: URL,
  headers: Record<string, string>,
  signal: AbortSignal,
): Promise<Response> => {
  const answer = await fetch(url, { headers, signal, redirect: "error" }).catch(() => undefined)
  if (answer?.ok === true) return answer
  await answer?.body?.cancel()
  throw refuse(
    400,
    `url: The file cannot be fetched${answer ? `: ${url.host} answered ${answer.status}` : ""}.`,
  )
}

/** As the answer says, else the last part of the address. */
const nameOf = (answer: Response, url: URL): string => {
  const header = answer.headers.get("content-disposition")
  const last = url.pathname.split("/").at(-1) ?? ""
  return (header === null ? undefined : nameIn(header)) ?? (last === "" ? url.hostname : last)
}

/** `POST url-import/...`: the Portal fetches the file. @throws Refused */
export const importUrl = async (
  { world, origin, request, query }: Asked,
  at: AtVersion,
): Promise<Response> => {
  const wanted = wantedOf(query, "ignore")
  const largest = mostOf(query)
  const body = await bodyOf(request, FromUrl)
  const headers = authorizationOf(body)
  const url = addressOf(origin, body.url)
  checkUpload(world, at, wanted, undefined)
  const answer = await fetchFile(url, headers, request.signal)
  const announced = answer.headers.get("content-length")
  const most = checkUpload(world, at, wanted, announced === null ? undefined : Number(announced))
  const { id, size } = await store(world, answer.body, most)
  if (size > largest) {
    filesOf(world).remove(id)
    throw refuse(400, "max_size: The file is larger.")
  }
  takeIn(world, at, wanted, { name: nameOf(answer, url), size, file: id })
  return text(201, "Created")
}

const ecosystems: Readonly<Record<string, SeedPackage["from"]>> = { npm: "npm", deb: "debian" }

/** A package of the sandbox's registries; the newest where no version is named. */
const seedOf = (world: World, purl: string): SeedPackage | undefined => {
  const { type, namespace, name, version } = PackageURL.fromString(purl)
  const from = ecosystems[type]
  const full = type === "npm" && namespace ? `${namespace}/${name}` : name
  return world.seed.findLast(
    (item) =>
      item.from === from &&
      item.name === full &&
      ((version ?? undefined) === undefined || item.version === version),
  )
}

/** `POST purl-import/...`: from a public registry, of which the sandbox has what it was filled with. @throws Refused */
export const importPurl = async (
  { world, request, query }: Asked,
  at: AtVersion,
): Promise<Response> => {
  const wanted = wantedOf(query, "ignore")
  const largest = mostOf(query)
  const body = await bodyOf(request, FromPurl)
  authorizationOf(body)
  let seed: SeedPackage | undefined
  try {
    seed = seedOf(world, body.purl)
  } catch {
    throw refuse(400, "purl: Enter a valid package URL.")
  }
  if (!seed) throw refuse(404, "purl: The sandbox's registries have no such package.")
  const standIn = standInOf(seed)
  const { name, bytes } = await standInFor(standIn)
  if (bytes.length > largest) throw refuse(400, "max_size: The file is larger.")
  takeIn(world, at, wanted, { name, size: bytes.length, standIn })
  return text(201, "Created")
}
