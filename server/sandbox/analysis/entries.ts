import { createRequire } from "node:module"
import { crc32, createGunzip, createZstdDecompress } from "node:zlib"
import { Readable } from "node:stream"
import { pipeline } from "node:stream/promises"
import type { Transform } from "node:stream"
import { createTarDecoder } from "modern-tar"
import type * as Xz from "xz-decompress"
import { getFileNameLowLevel } from "yauzl"
import type { Entry as ZipEntry, ZipFile } from "yauzl"
import { archiveKind } from "./magic.ts"
import type { ArchiveKind } from "./magic.ts"
import { partSource, peek, toStream } from "./source.ts"
import type { Pieces, Source } from "./source.ts"

/** Something in an archive. A file's `body` must be read before the next entry is asked for. */
export type Entry =
  | { readonly type: "file"; readonly path: string; readonly body: Pieces }
  /** A file that can be read again. */
  | { readonly type: "part"; readonly path: string; readonly source: Source }
  | { readonly type: "link"; readonly path: string; readonly target: string }
  | { readonly type: "skipped"; readonly path: string; readonly reason: string }

const isSymlink = (entry: ZipEntry): boolean =>
  entry.versionMadeBy >> 8 === 3 && ((entry.externalFileAttributes >>> 16) & 0o170000) === 0o120000

const nameOf = (entry: ZipEntry): string =>
  getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false)

/** Streams one member and holds its checksum against what the archive says. */
const readMember = async function* readMember(zip: ZipFile, entry: ZipEntry, name: string): Pieces {
  let sum = 0
  const body: AsyncIterable<Buffer> = await zip.openReadStreamPromise(entry)
  for await (const piece of body) {
    sum = crc32(piece, sum)
    yield piece
  }
  if (sum !== entry.crc32) throw new Error(`the checksum of ${name} is wrong`)
}

const zipEntries = async function* zipEntries(source: Source): AsyncIterable<Entry> {
  const zip = await source.zip()
  for await (const entry of zip.eachEntry()) {
    const path = nameOf(entry)
    if (path.endsWith("/")) continue
    if (!entry.canDecodeFileData()) {
      const reason = entry.isEncrypted()
        ? "It is encrypted."
        : `Its compression method (${entry.compressionMethod}) is not supported.`
      yield { type: "skipped", path, reason }
    } else if (isSymlink(entry) && entry.uncompressedSize < 4096) {
      let target = ""
      for await (const piece of readMember(zip, entry, path))
        target += Buffer.from(piece).toString("utf8")
      yield { type: "link", path, target }
    } else yield { type: "file", path, body: readMember(zip, entry, path) }
  }
}

const tarEntries = async function* tarEntries(pieces: Pieces): AsyncIterable<Entry> {
  const decoder = createTarDecoder({ strict: true })
  for await (const { header, body } of toStream(pieces).pipeThrough(decoder)) {
    const path = header.name
    if (header.type === "symlink" || header.type === "link") {
      // A hard link's target counts from the root of the archive, a symbolic one's from its folder.
      const up = "../".repeat(path.split("/").length - 1)
      const target = header.linkname ?? ""
      yield { type: "link", path, target: header.type === "link" ? `${up}${target}` : target }
      await body.cancel()
    } else if (header.type === "file" || header.type === undefined)
      yield { type: "file", path, body }
    else await body.cancel()
  }
}

const through = async function* through(pieces: Pieces, transform: Transform): Pieces {
  const done = pipeline(Readable.from(pieces, { objectMode: false }), transform)
  // Heard below, by the loop; without this, an error would be reported as unhandled before.
  done.catch(() => undefined)
  const unpacked: AsyncIterable<Buffer> = transform
  yield* unpacked
  await done
}

/** Its module says its names in a way that `import` does not find. It is only loaded where it is needed. */
const xz = (): typeof Xz => createRequire(import.meta.url)("xz-decompress")

const unxz = async function* unxz(pieces: Pieces): Pieces {
  try {
    yield* new (xz().XzReadableStream)(toStream(pieces))
  } catch (error) {
    // Its own words are about its own functions.
    throw new Error("the xz data is damaged", { cause: error })
  }
}

const decompress = (kind: ArchiveKind, pieces: Pieces): Pieces => {
  if (kind === "gzip") return through(pieces, createGunzip())
  if (kind === "zstd") return through(pieces, createZstdDecompress())
  return unxz(pieces)
}

const compressedEntries = async function* compressedEntries(
  kind: ArchiveKind,
  source: Source,
  name: string,
): AsyncIterable<Entry> {
  const { head, all } = await peek(decompress(kind, source.pieces()), 512)
  // An empty tar archive is all zeros: there is no header to know it by.
  const isTar = archiveKind(head) === "tar" || /\.(?:tgz|txz|tar\.\w+)$/i.test(name)
  if (isTar) yield* tarEntries(all)
  else yield { type: "file", path: name.replace(/\.(?:gz|xz|zst)$/i, ""), body: all }
}

const headerSize = 60

/** The members of an `ar` archive, with names as Debian writes them: short, and with no table of names. */
const debEntries = async function* debEntries(source: Source): AsyncIterable<Entry> {
  for (let at = 8; at < source.size;) {
    const { head } = await peek(
      source.pieces(at, Math.min(source.size, at + headerSize)),
      headerSize,
    )
    const text = Buffer.from(head).toString("latin1")
    const size = Number(text.slice(48, 58))
    const path = text.slice(0, 16).trim().replace(/\/$/, "")
    if (!text.endsWith("`\n") || !Number.isSafeInteger(size) || path === "")
      throw new Error(`there is no member of an ar archive at byte ${at}`)
    const from = at + headerSize
    if (from + size > source.size) throw new Error(`${path} ends after the file`)
    yield { type: "part", path, source: partSource(source, from, size) }
    at = from + size + (size % 2)
  }
}

/**
 * What an archive holds, in its order. A compressed file that is no tar archive holds one file.
 * @throws whatever its decoder throws when the archive is corrupt
 */
export const entriesOf = (
  kind: Exclude<ArchiveKind, "bzip2">,
  source: Source,
  name: string,
): AsyncIterable<Entry> => {
  if (kind === "zip") return zipEntries(source)
  if (kind === "tar") return tarEntries(source.pieces())
  if (kind === "deb") return debEntries(source)
  return compressedEntries(kind, source, name)
}
