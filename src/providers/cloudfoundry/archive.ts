import { BlobReader, ZipReader } from "@zip.js/zip.js/lib/zip-core-custom.js"
import type { Entry } from "@zip.js/zip.js/lib/zip-core-custom.js"

/** An archive that is fine as it is, but that nothing may be left out of. */
export class OddArchive extends Error {
  constructor(why: string) {
    super(why)
    this.name = "OddArchive"
  }
}

/** Lengths and signatures of a zip's records, from PKWARE's APPNOTE.TXT. */
const localHeader = 30
const record = 46
const recordMark = 0x02014b50
const end = 22
const endMark = 0x06054b50

/** What the directory of an archive says of an entry, and where in the file its own bytes lie. */
type Kept = {
  readonly entry: Entry
  /** As it stands in the directory. */
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly from: number
  readonly to: number
}

const recordLength = ({ rawFilename, rawExtraField, rawComment }: Entry): number =>
  record + rawFilename.length + rawExtraField.length + rawComment.length

const view = ({ buffer, byteOffset, byteLength }: Uint8Array<ArrayBuffer>): DataView =>
  new DataView(buffer, byteOffset, byteLength)

/** The bytes of an entry reach to where the next one begins: whatever stands between goes with it. */
const endsOf = (entries: readonly Entry[], directory: number): ReadonlyMap<Entry, number> => {
  const sorted = entries.toSorted((a, b) => a.offset - b.offset)
  return new Map(
    sorted.map((entry, at) => {
      const to = sorted[at + 1]?.offset ?? directory
      if (entry.offset + localHeader + entry.rawFilename.length + entry.compressedSize > to)
        throw new OddArchive("its files overlap")
      return [entry, to]
    }),
  )
}

/** The directory as it stands in the file, record by record. @throws OddArchive */
const readDirectory = async (
  file: Blob,
  entries: readonly Entry[],
  until: number,
): Promise<readonly Kept[]> => {
  const length = entries.reduce((sum, entry) => sum + recordLength(entry), 0)
  const from = until - length
  if (from < 0) throw new OddArchive("its directory is not where it should be")
  const all = new Uint8Array(await file.slice(from, until).arrayBuffer())
  const ends = endsOf(entries, from)
  let at = 0
  return entries.map((entry) => {
    const bytes = all.slice(at, at + recordLength(entry))
    at += bytes.length
    const fields = view(bytes)
    if (fields.getUint32(0, true) !== recordMark || fields.getUint32(42, true) !== entry.offset)
      throw new OddArchive("its directory is not where it should be")
    return { entry, bytes, from: entry.offset, to: ends.get(entry) ?? entry.offset }
  })
}

/** Slices of a file, which are read when they are sent; neighbours are one. */
const slicesOf = (file: Blob, kept: readonly Kept[]): readonly Blob[] => {
  const runs: { from: number; to: number }[] = []
  for (const { from, to } of kept) {
    const last = runs.at(-1)
    if (last?.to === from) last.to = to
    else runs.push({ from, to })
  }
  return runs.map(({ from, to }) => file.slice(from, to))
}

/** Puts entries into another archive, their bytes as they are, and none of them in memory. */
const archiveOf = (
  file: Blob,
  kept: readonly Kept[],
  comment: Uint8Array<ArrayBuffer>,
): Blob | undefined => {
  if (kept.length === 0) return undefined
  const inOrder = kept.toSorted((a, b) => a.from - b.from)
  const moved = new Map<Kept, number>()
  let length = 0
  for (const one of inOrder) {
    moved.set(one, length)
    length += one.to - one.from
  }
  const records = kept.map((one) => {
    const bytes = one.bytes.slice()
    view(bytes).setUint32(42, moved.get(one) ?? 0, true)
    return bytes
  })
  const last = new Uint8Array(end)
  const fields = view(last)
  fields.setUint32(0, endMark, true)
  fields.setUint16(8, kept.length, true)
  fields.setUint16(10, kept.length, true)
  fields.setUint32(
    12,
    records.reduce((sum, bytes) => sum + bytes.length, 0),
    true,
  )
  fields.setUint32(16, length, true)
  fields.setUint16(20, comment.length, true)
  return new Blob([...slicesOf(file, inOrder), ...records, last, comment])
}

export type Archive = {
  readonly entries: readonly Entry[]
  /** The archive without some of its entries; undefined where nothing is left. Nothing is read for it. */
  readonly without: (gone: ReadonlySet<Entry>) => Blob | undefined
}

/**
 * Reads what an archive lists, and none of what is in it.
 * @throws OddArchive, or an error of the library, for all that might be read in more ways than one:
 *   something before or behind it, two files of one name, ZIP64
 */
export const openArchive = async (file: Blob): Promise<Archive> => {
  const reader = new ZipReader(new BlobReader(file), { strictness: "strict", useWebWorkers: false })
  try {
    const entries = await reader.getEntries()
    if (entries.some(({ zip64 }) => zip64)) throw new OddArchive("it is in the format ZIP64")
    const comment = new Uint8Array(reader.comment)
    const directory = await readDirectory(file, entries, file.size - end - comment.length)
    return {
      entries,
      without: (gone) =>
        archiveOf(
          file,
          directory.filter(({ entry }) => !gone.has(entry)),
          comment,
        ),
    }
  } finally {
    await reader.close()
  }
}
