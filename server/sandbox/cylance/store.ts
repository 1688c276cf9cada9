import { createHash, createHmac, timingSafeEqual } from "node:crypto"
import * as v from "valibot"
import { empty } from "../answer.ts"
import type { World } from "../api.ts"
import { sampleArchive } from "./archive.ts"
import { tenantId } from "./token.ts"

/** More than a package of scripts ever needs. */
const largest = 64_000_000

/**
 * The files are kept at an origin of their own, as the API has it. The sandbox has two names for one
 * machine, and these are two origins; reached by another name it has just that one.
 */
const storeOf = (origin: string): string => {
  const url = new URL(origin)
  if (url.hostname === "127.0.0.1") url.hostname = "localhost"
  else if (url.hostname === "localhost") url.hostname = "127.0.0.1"
  return url.href.replace(/\/$/, "")
}

const sign = (world: World, text: string): string =>
  createHmac("sha256", world.secret).update(`cylance ${text}`).digest("base64url")

const isSigned = (world: World, text: string, signature: string | null): boolean => {
  const [right, given] = [Buffer.from(sign(world, text)), Buffer.from(signature ?? "")]
  return right.length === given.length && timingSafeEqual(right, given)
}

/** Where the file of a package is to be put, until `deadline` (ms since 1970). */
export const uploadAddress = (
  world: World,
  origin: string,
  id: string,
  deadline: number,
): string => {
  const signature = sign(world, `put ${id} ${deadline}`)
  return `${storeOf(origin)}/store/${id}?expires=${deadline}&signature=${signature}`
}

/** Downloads are addressed with the tenant's id in the form that devices use: upper case, no dashes. */
export const downloadAddress = (world: World, origin: string, id: string): string => {
  const tenant = tenantId.replaceAll("-", "").toUpperCase()
  return `${storeOf(origin)}/downloads/${tenant}/${id}?signature=${sign(world, `get ${id}`)}`
}

/** The store is no part of the API: it knows addresses, not tokens, and answers in XML. */
const refuse = (status: number, code: string, message: string): Response =>
  new Response(
    `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`,
    { status, headers: { "content-type": "application/xml" } },
  )

const readFile = async (request: Request): Promise<Buffer | undefined> => {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.length
    if (size > largest) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** PUT to the address of {@link uploadAddress}: the bytes, and no credential but the address. */
const putFile = async (world: World, request: Request, id: string): Promise<Response> => {
  const query = new URL(request.url).searchParams
  const expires = query.get("expires") ?? ""
  if (!isSigned(world, `put ${id} ${expires}`, query.get("signature")))
    return refuse(403, "SignatureDoesNotMatch", "The signature of the address is not valid.")
  if (Number(expires) <= world.now()) return refuse(403, "AccessDenied", "Request has expired")
  const bytes = await readFile(request)
  if (!bytes) return refuse(400, "EntityTooLarge", "The file is larger than the store takes.")
  const sha256 = createHash("sha256").update(bytes).digest("hex")
  const waiting = world.db
    .prepare(
      `update cylance_packages set received = ?, sha256 = ? where "packageId" = ? and "status" = 'started'`,
    )
    .run(world.now(), sha256, id)
  if (waiting.changes === 0) return refuse(403, "AccessDenied", "Nothing waits for this file")
  world.db
    .prepare(`insert or replace into cylance_files ("packageId", bytes) values (?, ?)`)
    .run(id, bytes)
  return empty(200)
}

const Facts = v.object({
  name: v.string(),
  fileName: v.string(),
  size: v.number(),
})

/** GET at the address of {@link downloadAddress}; packages of the filling get a file made for them. */
const getFile = (world: World, request: Request, id: string): Response => {
  if (!isSigned(world, `get ${id}`, new URL(request.url).searchParams.get("signature")))
    return refuse(403, "SignatureDoesNotMatch", "The signature of the address is not valid.")
  const row = world.db
    .prepare(
      `select "packageDescriptor.name" as name, "size",
         item ->> '$.packageDescriptor.packageInfo.fileName' as fileName, bytes
       from cylance_packages left join cylance_files using ("packageId")
       where "packageId" = ? and "status" in ('success', 'failed')`,
    )
    .get(id)
  if (!row) return refuse(404, "NoSuchKey", "The file does not exist.")
  const facts = v.parse(Facts, row)
  const bytes =
    row["bytes"] instanceof Uint8Array
      ? new Uint8Array(row["bytes"])
      : new Uint8Array(sampleArchive(facts, facts.size))
  return new Response(bytes, {
    headers: { "content-type": "application/zip", "content-length": String(bytes.length) },
  })
}

const paths = {
  put: /^\/store\/([^/]+)$/,
  get: /^\/downloads\/[^/]+\/([^/]+)$/,
} as const

/** Answers for the store; undefined where a path is none of its own. */
export const answerStore = async (
  world: World,
  request: Request,
  path: string,
): Promise<Response | undefined> => {
  const [put, get] = [paths.put.exec(path)?.[1], paths.get.exec(path)?.[1]]
  if (put === undefined && get === undefined) return undefined
  if (put !== undefined && request.method === "PUT") return await putFile(world, request, put)
  if (get !== undefined && request.method === "GET") return getFile(world, request, get)
  return refuse(405, "MethodNotAllowed", "The method is not allowed against this resource.")
}
