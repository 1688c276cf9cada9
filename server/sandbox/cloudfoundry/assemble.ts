import { Readable } from "node:stream"
import * as v from "valibot"
import type { World } from "../api.ts"
import { filesOf } from "../files.ts"
import type { StoredFile } from "../files.ts"
import { contentOf, knownFile, leastMode, modeOf, openZip } from "./pool.ts"
import { webStreamOf } from "../stream.ts"

// A package of what was sent and of what was here already. Sources are files of cloud_controller_ng.

/** Of a resource whose upload says none: blobstore/fingerprints_collection.rb */
const usualMode = 0o744

/** A resource of an upload, as v3 writes it or as v2 did: docs/v3, "Upload package bits". */
const Resource = v.union([
  v.pipe(
    v.object({
      checksum: v.object({ value: v.string() }),
      size_in_bytes: v.number(),
      path: v.string(),
      mode: v.nullish(v.string()),
    }),
    v.transform(({ checksum, path, mode }) => ({ sha1: checksum.value, path, mode })),
  ),
  v.pipe(
    v.object({
      sha1: v.string(),
      size: v.number(),
      fn: v.string(),
      mode: v.nullish(v.string()),
    }),
    v.transform(({ sha1, fn, mode }) => ({ sha1, path: fn, mode })),
  ),
])

type Piece = { readonly path: string; readonly file: string; readonly mode: number }

/** What stops an upload whose `resources` cannot be put into its package: it then ends as FAILED. */
export class Unusable extends Error {}

const isSafe = (path: string): boolean =>
  path !== "" && !path.startsWith("/") && path.split("/").every((part) => part !== "..")

/** @throws Unusable in the words of blobstore/fingerprints_collection.rb and errors/v2.yml */
const pieceOf = (world: World, { sha1, path, mode }: v.InferOutput<typeof Resource>): Piece => {
  if (!isSafe(path))
    throw new Unusable(`The resource file path is invalid: File path '${path}' is not safe.`)
  // As Ruby reads it: whatever is no octal digit ends the number.
  const bits = mode ? Number.parseInt(/^[0-7]+/.exec(mode)?.[0] ?? "0", 8) : usualMode
  if ((bits & leastMode) !== leastMode)
    throw new Unusable(
      `The resource file mode is invalid: File mode '${mode ?? ""}' is invalid. Minimum file mode is '0600'`,
    )
  const file = knownFile(world, sha1)
  // No source: what a blobstore says of a file that it does not have differs from one to the other.
  if (file === undefined) throw new Unusable(`Could not find object '${sha1}'`)
  return { path, file, mode: bits }
}

/** The resources of an upload, each with the file that is kept of it. @throws Unusable */
export const piecesOf = (world: World, resources: readonly unknown[]): readonly Piece[] => {
  const read = v.safeParse(v.array(Resource), resources)
  if (!read.success) throw new Unusable("The app upload is invalid: invalid :resources")
  return read.output.map((one) => pieceOf(world, one))
}

const archived = async function* (
  world: World,
  bits: StoredFile | undefined,
  pieces: readonly Piece[],
) {
  const files = filesOf(world)
  const paths = new Set(pieces.map(({ path }) => path))
  const zip = bits && (await openZip(files.pathOf(bits.id)))
  try {
    if (zip)
      for await (const entry of zip.eachEntry()) {
        // Directories do not stay (app_packager.rb), and of two files of one path the resource does.
        if (entry.fileName.endsWith("/") || paths.has(entry.fileName)) continue
        yield {
          name: entry.fileName,
          input: webStreamOf(Readable.from(contentOf(zip, entry))),
          size: entry.uncompressedSize,
          lastModified: entry.getLastModDate(),
          mode: modeOf(entry) || 0o644,
        }
      }
    for (const { path, file, mode } of pieces)
      yield { name: path, input: files.read(file), lastModified: new Date(world.now()), mode }
  } finally {
    zip?.close()
  }
}

/** Puts bits and resources together as one archive. Bits that are no archive break it off. */
export const assemble = async (
  world: World,
  bits: StoredFile | undefined,
  pieces: readonly Piece[],
): Promise<StoredFile> => {
  // Loaded with the first one: most worlds never see one.
  const { makeZip } = await import("client-zip")
  return await filesOf(world).write(makeZip(archived(world, bits, pieces)))
}
