import { createHmac, timingSafeEqual } from "node:crypto"
import { statSync } from "node:fs"
import * as v from "valibot"
import { empty } from "../answer.ts"
import type { World } from "../api.ts"
import { filesOf } from "../files.ts"
import { checkSecrets } from "./caller.ts"
import { refused, unprocessable } from "./errors.ts"
import { findPackage } from "./packages.ts"
import type { Asked } from "./packages.ts"
import type { StoredPackage } from "./present.ts"
import { sampleBits } from "./sample.ts"

/** How long an address of the blobstore is good, in ms. */
const addressLife = 3_600_000

/**
 * The blobstore is another host. The sandbox has two names for one machine; reached by another name it
 * has just that one.
 */
const blobstoreOf = (origin: string): string => {
  const url = new URL(origin)
  if (url.hostname === "127.0.0.1") url.hostname = "localhost"
  else if (url.hostname === "localhost") url.hostname = "127.0.0.1"
  return url.href.replace(/\/$/, "")
}

const sign = (world: World, guid: string, expires: number): string =>
  createHmac("sha256", world.secret).update(`cloudfoundry blob ${guid} ${expires}`).digest("hex")

const isSame = (right: string, given: string): boolean =>
  right.length === given.length && timingSafeEqual(Buffer.from(right), Buffer.from(given))

const Made = v.tuple([v.picklist(["npm", "debian"]), v.string(), v.string()])

const bitsOf = (world: World, item: Pick<StoredPackage, "file" | "made_of">): Response => {
  const headers = { "content-type": "application/zip" }
  if (item.made_of !== null) {
    const { bytes } = sampleBits(...v.parse(Made, JSON.parse(item.made_of)))
    return new Response(new Uint8Array(bytes), {
      headers: { ...headers, "content-length": String(bytes.length) },
    })
  }
  const files = filesOf(world)
  const file = item.file ?? ""
  const { size } = statSync(files.pathOf(file))
  return new Response(files.read(file), { headers: { ...headers, "content-length": String(size) } })
}

/** GET /v3/packages/:guid/download @throws Refused */
export const downloadBits = (asked: Asked): Response => {
  const { world, caller, guid, options, origin } = asked
  const item = findPackage(asked, guid)
  checkSecrets(caller)
  if (item.type !== "bits") throw unprocessable("Package type must be bits.")
  if (item.state !== "READY") throw unprocessable("Package has no bits to download.")
  if (options.directDownloads) return bitsOf(world, item)
  const expires = world.now() + addressLife
  const signature = sign(world, guid, expires)
  const query = `expires=${expires}&signature=${signature}`
  return empty(302, { location: `${blobstoreOf(origin)}/blobs/${guid}?${query}` })
}

/** The store is no part of the API, and answers in XML. */
const refuse = (status: number, code: string, message: string): Response =>
  new Response(
    `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`,
    { status, headers: { "content-type": "application/xml" } },
  )

/** GET at an address of {@link downloadBits}; undefined where a path is none of the blobstore's. */
export const answerBlobstore = (
  world: World,
  request: Request,
  path: string,
): Response | undefined => {
  const guid = /^\/blobs\/([^/]+)$/.exec(path)?.[1]
  if (guid === undefined) return undefined
  if (request.method !== "GET")
    return refuse(405, "MethodNotAllowed", "The method is not allowed against this resource.")
  // As S3 does: the address is the credential, and a second one is a mistake.
  if (request.headers.has("authorization"))
    return refuse(400, "InvalidArgument", "Only one auth mechanism allowed.")
  const query = new URL(request.url).searchParams
  const expires = Number(query.get("expires"))
  if (!isSame(sign(world, guid, expires), query.get("signature") ?? ""))
    return refuse(403, "SignatureDoesNotMatch", "The signature of the address is not valid.")
  if (expires <= world.now()) return refuse(403, "AccessDenied", "Request has expired")
  const everything = {
    world,
    caller: { id: "", scopes: [], visible: "all", develops: true },
  } as const
  return bitsOf(
    world,
    findPackage(everything, guid, () => refused("notFound", "Package not found")),
  )
}
