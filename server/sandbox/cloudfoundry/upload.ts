import { createHash } from "node:crypto"
import { Readable } from "node:stream"
import { pipeline } from "node:stream/promises"
import { text } from "../answer.ts"
import { TooLarge, filesOf } from "../files.ts"
import type { Files, StoredFile } from "../files.ts"
import type { World } from "../api.ts"
import { checkSpace } from "./caller.ts"
import { Refused, refused, unprocessable } from "./errors.ts"
import { findPackage, showPackage } from "./packages.ts"
import type { Asked } from "./packages.ts"
import { inspectBits } from "./inspect.ts"
import type { Inspected } from "./inspect.ts"
import { Unusable, assemble, piecesOf } from "./assemble.ts"
import { remember } from "./pool.ts"
import { webStreamOf } from "../stream.ts"
import { nowIn } from "./time.ts"

/** How long Cloud Controller takes to look at bits and to put them away, in ms. */
const processing = 2500

type Parts = { readonly bits: StoredFile | undefined; readonly resources: string | undefined }

/**
 * Takes a multipart body in as it comes, its file on disk.
 * @throws TooLarge, and whatever a body breaks with that is none
 */
const readParts = async (request: Request, files: Files, most: number): Promise<Parts> => {
  // Loaded with the first upload: most worlds never see one.
  const { Busboy } = await import("@fastify/busboy")
  const form = new Busboy({
    headers: { "content-type": request.headers.get("content-type") ?? "" },
    limits: { fieldSize: 15_000_000 },
  })
  let resources: string | undefined
  let part: Readable | undefined
  let writing: Promise<StoredFile> | undefined
  form.on("field", (name, value) => {
    if (name === "resources") resources = value
  })
  form.on("file", (name, stream) => {
    if (name !== "bits" || writing !== undefined) {
      stream.resume()
      return
    }
    part = stream
    writing = files.write(webStreamOf(stream), most)
    writing.catch((cause: unknown) => {
      form.destroy(cause instanceof Error ? cause : new Error("The file could not be kept."))
    })
  })
  try {
    await pipeline(Readable.from(request.body ?? []), form)
    return { bits: await writing, resources }
  } catch (cause) {
    // A form that breaks off says nothing to its part, which would be waited for without end.
    part?.destroy(cause instanceof Error ? cause : new Error("The body broke off."))
    // What was taken in of it is of no use to anybody.
    const kept = await writing?.catch(() => undefined)
    if (kept) files.remove(kept.id)
    throw cause
  }
}

/** As nginx says it, which stands in front of the API. */
const tooLarge = (): Refused =>
  new Refused(
    text(413, "<html>\r\n<head><title>413 Request Entity Too Large</title></head></html>", {
      "content-type": "text/html",
    }),
  )

const sha1Of = async (files: Files, id: string): Promise<string> => {
  const hash = createHash("sha1")
  for await (const piece of files.read(id)) hash.update(piece)
  return hash.digest("hex")
}

/** Undefined where it is no JSON, or no list. */
const listOf = (text: string): readonly unknown[] | undefined => {
  try {
    const list: unknown = JSON.parse(text)
    return Array.isArray(list) ? list : undefined
  } catch {
    return undefined
  }
}

/** What a package becomes: its archive, why it cannot be used, and which buildpack would take it. */
type Complete = Pick<Inspected, "buildpack"> & {
  readonly file: StoredFile | undefined
  readonly error?: string
}

const invalid = (problem: string): string => `The app upload is invalid: ${problem}`

/** Remembers what was sent, and adds to it what was here already. */
const complete = async (
  world: World,
  bits: StoredFile | undefined,
  resources: readonly unknown[],
): Promise<Complete> => {
  const files = filesOf(world)
  const found = bits ? await inspectBits(files.pathOf(bits.id)) : {}
  if (found.problem !== undefined) return { file: bits, error: invalid(found.problem) }
  try {
    if (bits) await remember(world, bits)
    if (resources.length === 0) return { file: bits, ...found }
    const file = await assemble(world, bits, piecesOf(world, resources))
    if (bits) files.remove(bits.id)
    return { file, ...(await inspectBits(files.pathOf(file.id))) }
  } catch (cause) {
    files.closing.throwIfAborted()
    if (cause instanceof Unusable) return { file: bits, error: cause.message }
    // It lists files, and they are not as it says.
    return { file: bits, error: invalid("Invalid zip archive.") }
  }
}

/** POST /v3/packages/:guid/upload @throws Refused */
export const uploadBits = async (asked: Asked): Promise<Response> => {
  const { world, caller, options, guid, request } = asked
  const item = findPackage(asked, guid)
  checkSpace(world, caller, item.space_guid, options.suspended)
  if (options.noUploads) throw refused("featureDisabled", "Feature Disabled: app_bits_upload")
  if (item.type !== "bits") throw unprocessable("Package type must be bits.")
  const waits = (): boolean => findPackage(asked, guid).state === "AWAITING_UPLOAD"
  const late = (): Refused =>
    refused(
      "bitsAlreadyUploaded",
      "Bits may be uploaded only once. Create a new package to upload different bits.",
    )
  if (!waits()) throw late()
  const files = filesOf(world)
  const { bits, resources } = await readParts(request, files, options.largestUpload).catch(
    (cause: unknown) => {
      if (cause instanceof TooLarge) throw tooLarge()
      request.signal.throwIfAborted()
      throw unprocessable("Upload must include either resources or bits")
    },
  )
  const drop = (refusal: Refused): Refused => {
    if (bits) files.remove(bits.id)
    return refusal
  }
  const known = resources === undefined ? [] : listOf(resources)
  if (!known) throw drop(unprocessable("Resources must be valid JSON."))
  if (!bits && known.length === 0)
    throw unprocessable("Upload must include either resources or bits")
  // Somebody else's upload may have come in meanwhile, and this one took its time.
  if (!waits()) throw drop(late())
  const { file, error, buildpack } = await complete(world, bits, known)
  const sha1 = file ? await sha1Of(files, file.id) : null
  if (!waits()) {
    if (file) files.remove(file.id)
    throw late()
  }
  world.db
    .prepare(
      `update cf_packages set state = 'PROCESSING_UPLOAD', updated_at = ?, due = ?, becomes = ?,
         error = ?, checksum_type = 'sha256', checksum = ?, sha1 = ?, file = ?, buildpack = ?
       where guid = ?`,
    )
    .run(
      nowIn(world),
      world.now() + processing,
      error === undefined ? "READY" : "FAILED",
      error ?? null,
      file?.sha256 ?? null,
      sha1,
      file?.id ?? null,
      buildpack ?? null,
      guid,
    )
  return showPackage(asked, guid, 200)
}
