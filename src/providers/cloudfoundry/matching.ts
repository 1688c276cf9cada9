import { sha1 } from "@noble/hashes/legacy.js"
import { bytesToHex } from "@noble/hashes/utils.js"
import type { Entry, FileEntry } from "@zip.js/zip.js/lib/zip-core-custom.js"
import * as v from "valibot"
import { formatBytes } from "../../lib/bytes.ts"
import type { Call } from "../../model/call.ts"
import { ProviderError } from "../../model/error.ts"
import { statusOf } from "../../model/problemWords.ts"
import { ask } from "../http.ts"
import { OddArchive, openArchive } from "./archive.ts"
import type { Archive } from "./archive.ts"
import { refusal } from "./refusal.ts"

/**
 * Sizes of files that the platform keeps, in bytes, unless its operator says otherwise: capi-release,
 * cc.resource_pool.minimum_size and maximum_size. Smaller and larger ones are not worth a question.
 */
const smallest = 65_536
const largest = 536_870_912

/** The API takes 5,000 at once; so many does the command line ask about (MaxResourceMatchChunkSize). */
const batch = 1000

/** What an archive that says nothing of permissions is unpacked with. */
const plainMode = 0o644

/** A file that the platform has, as `resources` of an upload names it. */
export type Resource = {
  readonly checksum: { readonly value: string }
  readonly size_in_bytes: number
  readonly path: string
  /** POSIX permissions, in octal. */
  readonly mode: string
}

/** What an upload sends. */
export type Bits = {
  /** Absent: the platform has everything. */
  readonly bits: Blob | undefined
  readonly resources: readonly Resource[]
}

/** The same, and what is to be said of it. */
export type Matched = Bits & { readonly told: string }

type Hashed = { readonly entry: Entry; readonly resource: Resource }

/** Permissions of an entry; undefined where it is no plain file that the platform would take back. */
const modeOf = ({ versionMadeBy, externalFileAttributes }: Entry): number | undefined => {
  const isUnix = versionMadeBy >> 8 === 3
  const all = isUnix ? externalFileAttributes >>> 16 : 0
  if (all === 0) return plainMode
  const type = all & 0o170000
  const mode = all & 0o7777
  // A mode below 0600 fails the whole package; those above 0777 it does not speak of.
  return (type === 0 || type === 0o100000) && mode <= 0o777 && (mode & 0o600) === 0o600
    ? mode
    : undefined
}

/** A path below the app's root that reads the same to everybody. */
const isPlainPath = ({ filename, filenameUTF8 }: Entry): boolean =>
  (filenameUTF8 || /^[\x20-\x7e]*$/.test(filename)) &&
  !filename.includes("\\") &&
  filename.split("/").every((part) => part !== "" && part !== "." && part !== "..")

const isFile = (entry: Entry): entry is FileEntry => !entry.directory

/** Stored and deflated: what everybody can unpack. */
const methods: ReadonlySet<number> = new Set([0, 8])

const isAskedFor = (entry: Entry): entry is FileEntry =>
  isFile(entry) &&
  !entry.encrypted &&
  methods.has(entry.compressionMethod) &&
  entry.uncompressedSize >= smallest &&
  entry.uncompressedSize <= largest &&
  isPlainPath(entry) &&
  modeOf(entry) !== undefined

/** The SHA-1 of what is in an entry, piece by piece. @throws where it is not what the archive says of it */
const sha1Of = async (
  { signal }: Call,
  entry: FileEntry,
  heard: (bytes: number) => void,
): Promise<string> => {
  const hash = sha1.create()
  const into = new WritableStream<Uint8Array>({
    write: (piece) => {
      signal.throwIfAborted()
      hash.update(piece)
      heard(piece.length)
    },
  })
  await entry.getData(into, {
    signal,
    checkSignature: true,
    checkOverlappingEntry: true,
    useWebWorkers: false,
  })
  return bytesToHex(hash.digest())
}

const hashAll = async (call: Call, { entries }: Archive): Promise<readonly Hashed[]> => {
  const wanted = entries.filter(isAskedFor)
  const all = wanted.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0)
  const hashed: Hashed[] = []
  let done = 0
  let said = ""
  const say = (): void => {
    const words = `hashing its files, ${Math.floor((done / Math.max(all, 1)) * 100)} %`
    if (words !== said) call.say?.(words)
    said = words
  }
  for (const entry of wanted) {
    say()
    const value = await sha1Of(call, entry, (bytes) => {
      done += bytes
      say()
    })
    hashed.push({
      entry,
      resource: {
        checksum: { value },
        size_in_bytes: entry.uncompressedSize,
        path: entry.filename,
        mode: (modeOf(entry) ?? plainMode).toString(8),
      },
    })
  }
  return hashed
}

/** What of the resources asked for the platform has; without path and mode. */
const Matches = v.looseObject({
  resources: v.array(
    v.looseObject({
      checksum: v.looseObject({ value: v.string() }),
      size_in_bytes: v.number(),
    }),
  ),
})

type Content = Pick<Resource, "checksum" | "size_in_bytes">
const keyOf = ({ checksum, size_in_bytes: size }: Content): string =>
  `${checksum.value.toLowerCase()} ${size}`

/** POST /v3/resource_matches. @returns those that the platform has */
export const askFor = async <T extends Pick<Hashed, "resource">>(
  call: Call,
  hashed: readonly T[],
): Promise<readonly T[]> => {
  const known = new Set<string>()
  for (let at = 0; at < hashed.length; at += batch) {
    const { body } = await ask(call, {
      path: "/v3/resource_matches",
      method: "POST",
      json: { resources: hashed.slice(at, at + batch).map(({ resource }) => resource) },
      schema: Matches,
      problem: refusal,
    })
    for (const one of body.resources) known.add(keyOf(one))
  }
  return hashed.filter(({ resource }) => known.has(keyOf(resource)))
}

/** Archives that were taken apart already: a second try need not do it again. */
const readBefore = new WeakMap<
  Blob,
  { readonly archive: Archive; readonly hashed: readonly Hashed[] }
>()

const readWhole = async (call: Call, file: Blob) => {
  const known = readBefore.get(file)
  if (known) return known
  call.say?.("reading what is in the archive")
  const archive = await openArchive(file)
  const read = { archive, hashed: await hashAll(call, archive) }
  readBefore.set(file, read)
  return read
}

const whole = (call: Call, file: Blob, why: string): Matched => {
  call.say?.("sending all of it")
  return {
    bits: file,
    resources: [],
    told: `All ${formatBytes(file.size)} were sent: ${why}.`,
  }
}

/** Why nothing was left out, in half a sentence. */
const reasonOf = (cause: unknown): string => {
  if (cause instanceof ProviderError) {
    const { title, detail } = cause.problem
    const status = statusOf(cause.problem)
    const words = [title, detail].filter(Boolean).join(" ").replace(/\.$/, "")
    return `what the platform has already could not be asked (${status === undefined ? "" : `status ${status}: `}${words})`
  }
  const said = cause instanceof Error ? cause.message : ""
  return cause instanceof OddArchive
    ? `nothing can be left out of this archive, because ${said}`
    : `the archive could not be taken apart${said === "" ? "" : ` (${said})`}`
}

/**
 * Leaves out of an archive what the platform has already. Whatever goes wrong with that, the whole
 * archive is sent, and it is told why.
 * @throws ProviderError where the credential is not accepted, and AbortError
 */
export const leaveOutKnown = async (call: Call, file: Blob): Promise<Matched> => {
  try {
    const { archive, hashed } = await readWhole(call, file)
    if (hashed.length === 0)
      return whole(
        call,
        file,
        `it has no file between ${formatBytes(smallest)} and ${formatBytes(largest)}, which are those that the platform keeps`,
      )
    call.say?.("asking which of them the platform has")
    const known = await askFor(call, hashed)
    if (known.length === 0) return whole(call, file, "the platform has none of its files yet")
    const bits = archive.without(new Set(known.map(({ entry }) => entry)))
    call.say?.("sending the rest")
    return {
      bits,
      resources: known.map(({ resource }) => resource),
      told: `${formatBytes(bits?.size ?? 0)} of ${formatBytes(file.size)} were sent: the platform had ${known.length} of ${archive.entries.filter(isFile).length} files already.`,
    }
  } catch (cause) {
    call.signal.throwIfAborted()
    if (cause instanceof ProviderError && cause.trouble === "signed-out") throw cause
    return whole(call, file, reasonOf(cause))
  }
}
