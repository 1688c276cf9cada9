import { createHmac, timingSafeEqual } from "node:crypto"
import type { World } from "../api.ts"
import { filesOf } from "../files.ts"
import { artifactOf, standInFor } from "./artifacts.ts"
import type { Artifact } from "./artifacts.ts"
import { dispositionOf } from "./disposition.ts"
import { packSafe } from "./safe.ts"

/** A link may be used for so long, in ms of the world's clock. */
const life = 60_000

/**
 * Files are fetched from an origin of their own, as in the Portal. The sandbox has two names for one
 * machine, and these are two origins; reached by another name it has just that one.
 */
const storeOf = (origin: string): string => {
  const url = new URL(origin)
  if (url.hostname === "127.0.0.1") url.hostname = "localhost"
  else if (url.hostname === "localhost") url.hostname = "127.0.0.1"
  return url.href.replace(/\/$/, "")
}

const sign = (world: World, path: string, query: URLSearchParams): Buffer => {
  const rest = new URLSearchParams(query)
  rest.delete("signature")
  return createHmac("sha256", world.secret).update(`spectra ${path}?${rest.toString()}`).digest()
}

const isSigned = (world: World, path: string, query: URLSearchParams): boolean => {
  const given = Buffer.from(query.get("signature") ?? "", "base64url")
  const right = sign(world, path, query)
  return right.length === given.length && timingSafeEqual(right, given)
}

/**
 * An address that gives out a file for a minute, to whoever has it.
 * @param name what the file is called there; the vendor's client reads it from the address
 */
export const linkTo = (
  world: World,
  origin: string,
  kind: "artifact" | "safe",
  artifact: Artifact,
  name: string,
): string => {
  const path = `/store/${kind}/${artifact.id}`
  const query = new URLSearchParams({
    expires: String(world.now() + life),
    "response-content-disposition": dispositionOf(name),
  })
  query.set("signature", sign(world, path, query).toString("base64url"))
  // A space as %20: clients in other languages do not read the + of forms.
  return `${storeOf(origin)}${path}?${query.toString().replaceAll("+", "%20")}`
}

/** The store is no part of the API: it knows addresses, not tokens, and answers in XML. */
const refuseStore = (status: number, code: string, message: string): Response =>
  new Response(
    `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`,
    { status, headers: { "content-type": "application/xml" } },
  )

type Content = { readonly body: ReadableStream<Uint8Array> | Uint8Array; readonly size: number }

const contentOf = async (
  world: World,
  kind: string | undefined,
  id: number,
): Promise<Content | undefined> => {
  const artifact = artifactOf(world, id)
  if (!artifact) return undefined
  if (kind === "safe") {
    const body = await packSafe(world, artifact)
    return body && { body, size: body.length }
  }
  if (artifact.file !== null)
    return { body: filesOf(world).read(artifact.file), size: artifact.size ?? 0 }
  const body = (await standInFor(artifact.stand_in ?? "")).bytes
  return { body, size: body.length }
}

const place = /^\/store\/(artifact|safe)\/(\d+)$/

/** `GET` of an address of {@link linkTo}; undefined where a path is none of the store's. */
export const answerStore = async (
  world: World,
  request: Request,
  path: string,
): Promise<Response | undefined> => {
  const found = place.exec(path)
  if (!found) return undefined
  if (request.method !== "GET") return refuseStore(405, "MethodNotAllowed", "Only GET is allowed.")
  const query = new URL(request.url).searchParams
  if (!isSigned(world, path, query))
    return refuseStore(403, "SignatureDoesNotMatch", "The signature of the address is not valid.")
  if (Number(query.get("expires")) <= world.now())
    return refuseStore(403, "AccessDenied", "Request has expired")
  const [, kind, id] = found
  const content = await contentOf(world, kind, Number(id))
  if (!content) return refuseStore(404, "NoSuchKey", "The file does not exist.")
  return new Response(
    content.body instanceof Uint8Array ? new Uint8Array(content.body) : content.body,
    {
      headers: {
        "content-type": "application/octet-stream",
        "content-length": String(content.size),
        "content-disposition": query.get("response-content-disposition") ?? "attachment",
      },
    },
  )
}
