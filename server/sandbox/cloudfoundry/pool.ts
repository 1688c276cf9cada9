import { createHash } from "node:crypto"
import { Readable } from "node:stream"
import * as v from "valibot"
import type { Entry, ZipFile } from "yauzl"
import { json } from "../answer.ts"
import type { World } from "../api.ts"
import { filesOf } from "../files.ts"
import type { StoredFile } from "../files.ts"
import { bodyOf } from "./body.ts"
import { refused } from "./errors.ts"
import type { Asked } from "./packages.ts"
import { webStreamOf } from "../stream.ts"

// The resource pool: single files that came with bits, by their SHA-1, so that nobody needs to send
// them again. Sources below are files of cloud_controller_ng, and of capi-release where it says so.

/** Sizes that are kept: capi-release, cc.resource_pool.minimum_size and maximum_size. */
const smallest = 65_536
const largest = 536_870_912
const isKept = (size: number): boolean => size >= smallest && size <= largest

/** Of a match: app/messages/resource_match_create_message.rb */
const mostAsked = 5000
const sha1Length = 40

/** Files that their owner cannot read and write stay out: blobstore/base_client.rb */
export const leastMode = 0o600

const flawed = (what: string): string =>
  `Resources array contains at least one resource with a ${what}`

/** What is said of an object is said of the member that it lacks as well. */
const lacks =
  (member: string, message: string, otherwise: string) =>
  ({ expected }: { readonly expected: string | null }): string =>
    expected === `"${member}"` ? message : otherwise

const noObject = flawed("non-object checksum")
const noString = flawed("non-string checksum value")
const noInteger = flawed("non-integer size_in_bytes")

const Asking = v.object(
  {
    resources: v.pipe(
      v.array(
        v.object(
          {
            checksum: v.object(
              {
                value: v.pipe(
                  v.string(noString),
                  v.length(sha1Length, flawed("non-SHA1 checksum value")),
                ),
              },
              lacks("value", noString, noObject),
            ),
            size_in_bytes: v.pipe(
              v.number(noInteger),
              v.integer(noInteger),
              v.minValue(0, flawed("negative size_in_bytes")),
            ),
          },
          lacks("size_in_bytes", noInteger, noObject),
        ),
        "Resources must be an array",
      ),
      v.minLength(1, "Resources must have at least 1 resource"),
      v.maxLength(mostAsked, `Resources can have at most ${mostAsked} resources)`),
    ),
  },
  "Resources must be an array",
)

/** The file that is kept by this SHA-1. */
export const knownFile = ({ db }: World, sha1: string): string | undefined => {
  const row = db.prepare("select file from cf_resources where sha1 = ?").get(sha1.toLowerCase())
  return row === undefined ? undefined : String(row["file"])
}

/** POST /v3/resource_matches: which of these files are kept here. @throws Refused */
export const matchResources = async ({ world, request, options }: Asked): Promise<Response> => {
  if (options.noUploads) throw refused("featureDisabled", "Feature Disabled: app_bits_upload")
  const { resources } = await bodyOf(request, Asking)
  const known = resources.filter(
    ({ checksum, size_in_bytes }) =>
      !options.noMatching &&
      isKept(size_in_bytes) &&
      knownFile(world, checksum.value) !== undefined,
  )
  return json(201, {
    resources: known.map(({ checksum, size_in_bytes }) => ({
      checksum: { value: checksum.value },
      size_in_bytes,
    })),
  })
}

/** The Unix mode of an entry, 0 where the archive has none. */
export const modeOf = ({ versionMadeBy, externalFileAttributes }: Entry): number =>
  versionMadeBy >> 8 === 3 ? externalFileAttributes >>> 16 : 0

const fileType = 0o170000
const symlink = 0o120000

/** A file that the pool takes: large enough, no link, and readable by its owner. */
const isPooled = (entry: Entry): boolean => {
  const mode = modeOf(entry)
  return (
    !entry.fileName.endsWith("/") &&
    isKept(entry.uncompressedSize) &&
    (mode & fileType) !== symlink &&
    (mode === 0 || (mode & 0o777) >= leastMode)
  )
}

/** What is in an entry, piece by piece. */
export const contentOf = async function* (zip: ZipFile, entry: Entry): AsyncGenerator<Uint8Array> {
  const stream: Readable = await zip.openReadStreamPromise(entry)
  for await (const piece of stream) if (piece instanceof Uint8Array) yield piece
}

/** An archive whose files may be read until it is closed. @throws where it is none */
export const openZip = async (path: string): Promise<ZipFile> => {
  const { openPromise } = await import("yauzl")
  return await openPromise(path, { autoClose: false })
}

/** Keeps the files of an archive that are large enough, each once. */
export const remember = async (world: World, archive: StoredFile): Promise<void> => {
  const files = filesOf(world)
  const zip = await openZip(files.pathOf(archive.id))
  try {
    for await (const entry of zip.eachEntry()) {
      if (!isPooled(entry)) continue
      const hash = createHash("sha1")
      const hashed = async function* (): AsyncGenerator<Uint8Array> {
        for await (const piece of contentOf(zip, entry)) {
          hash.update(piece)
          yield piece
        }
      }
      const { id } = await files.write(webStreamOf(Readable.from(hashed())))
      const added = world.db
        .prepare("insert or ignore into cf_resources (sha1, size, file) values (?, ?, ?)")
        .run(hash.digest("hex"), entry.uncompressedSize, id)
      if (added.changes === 0) files.remove(id)
    }
  } finally {
    zip.close()
  }
}
