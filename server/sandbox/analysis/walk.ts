import { createHash } from "node:crypto"
import { inspect } from "./collect.ts"
import type { Collected } from "./collect.ts"
import { entriesOf } from "./entries.ts"
import type { Entry } from "./entries.ts"
import { limits } from "./limits.ts"
import { archiveKind, headSize, isText } from "./magic.ts"
import type { ArchiveKind } from "./magic.ts"
import { bytesSource, join, peek } from "./source.ts"
import type { Pieces, Source } from "./source.ts"
import { AnalysisFailed } from "./types.ts"

/** A limit was reached: what was found until then holds. */
class LimitReached extends Error {}

/** One walk through a file and everything in it. */
export type Walk = {
  readonly into: Collected
  /** Bytes of the file as it was uploaded. */
  readonly packed: number
  readonly signal: AbortSignal | undefined
  entries: number
  unpacked: number
  /** Bytes of nested archives in memory. */
  held: number
}

const take = (walk: Walk, bytes: number): void => {
  walk.signal?.throwIfAborted()
  walk.unpacked += bytes
  const { unpacked, packed } = walk
  if (unpacked > limits.bombFrom && unpacked > packed * limits.bombRatio)
    throw new AnalysisFailed(
      "bomb",
      `The archive of ${packed} bytes unpacks to more than ${unpacked}: it is taken for a decompression bomb and was not unpacked further.`,
    )
  if (unpacked > limits.unpacked) throw new LimitReached("It unpacks to too many bytes.")
}

/** `./a//b` is `a/b`; what leads up stays, to be seen. */
const tidy = (path: string): string =>
  path
    .split("/")
    .filter((part, at) => part !== "." && (part !== "" || at === 0))
    .join("/")

/** Whether a path, seen from the root of its archive, leads out of it. */
const leavesRoot = (path: string): boolean => {
  if (/^(?:\/|\\|[A-Za-z]:)/.test(path)) return true
  let depth = 0
  for (const part of path.split(/[/\\]/)) {
    if (part === "..") depth -= 1
    else if (part !== "" && part !== ".") depth += 1
    if (depth < 0) return true
  }
  return false
}

type Read = {
  readonly size: number
  readonly sha256: string
  /** All bytes of what may be an archive and fits into memory, else the beginning. */
  readonly bytes: Uint8Array
  readonly whole: boolean
  readonly archive: ArchiveKind | undefined
}

/** Reads a file to its end and keeps as much of it as there is use for. */
const readFile = async (walk: Walk, body: Pieces): Promise<Read> => {
  const hash = createHash("sha256")
  const kept: Uint8Array[] = []
  const { head, all } = await peek(body, headSize)
  const archive = archiveKind(head)
  const most = archive ? limits.held - walk.held : isText(head) ? limits.text : limits.head
  let size = 0
  let keptSize = 0
  let full = false
  for await (const piece of all) {
    take(walk, piece.length)
    hash.update(piece)
    size += piece.length
    full ||= keptSize + piece.length > most
    if (!full) {
      kept.push(piece)
      keptSize += piece.length
    } else if (archive) kept.length = 0
  }
  const whole = keptSize === size
  const bytes = kept.length === 0 ? head : join(kept)
  return { size, sha256: hash.digest("hex"), bytes, whole, archive }
}

const digestOf = async (walk: Walk, source: Source): Promise<string> => {
  const hash = createHash("sha256")
  for await (const piece of source.passing()) {
    walk.signal?.throwIfAborted()
    hash.update(piece)
  }
  return hash.digest("hex")
}

const addFile = ({ into }: Walk, path: string, size: number, sha256: string): void => {
  into.totals.files += 1
  into.totals.bytes += size
  into.contents.push({ path, size, sha256 })
}

const why = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** What must end the whole walk, and not only that of one nested archive. */
const isFinal = (walk: Walk, error: unknown): boolean =>
  error instanceof AnalysisFailed || error instanceof LimitReached || walk.signal?.aborted === true

/** Goes into an archive inside the file. What is corrupt there is noted, and the rest goes on. */
const enter = async (
  walk: Walk,
  kind: ArchiveKind,
  source: Source,
  path: string,
  depth: number,
): Promise<void> => {
  if (depth > limits.depth) {
    walk.into.notes.push({ path, reason: `It lies more than ${limits.depth} archives deep.` })
    return
  }
  try {
    await walkArchive(walk, kind, source, path.slice(path.lastIndexOf("/") + 1), `${path}!/`, depth)
  } catch (error) {
    if (isFinal(walk, error)) throw error
    walk.into.notes.push({ path, reason: `It could not be unpacked: ${why(error)}` })
  }
}

const visit = async (walk: Walk, entry: Entry, prefix: string, depth: number): Promise<void> => {
  const inner = tidy(entry.path)
  const path = `${prefix}${inner}`
  if (leavesRoot(entry.path))
    walk.into.tampering.push({
      kind: "traversal",
      path,
      detail: "The name leads out of the archive.",
    })
  if (entry.type === "link") {
    const folder = inner.slice(0, inner.lastIndexOf("/") + 1)
    const absolute = entry.target.startsWith("/")
    // A package of an operating system is unpacked at its root, where absolute links are usual.
    const installed = absolute && /(?:^|\/)data\.tar(?:\.\w+)?!\/$/.test(prefix)
    const target = installed ? entry.target.replace(/^\/+/, "") : entry.target
    const outside = leavesRoot(absolute ? target : `${folder}${target}`)
    if (outside)
      walk.into.tampering.push({ kind: "link", path, detail: `It points to ${entry.target}.` })
    return
  }
  if (entry.type === "skipped") {
    walk.into.notes.push({ path, reason: entry.reason })
    return
  }
  if (entry.type === "part") {
    addFile(walk, path, entry.source.size, await digestOf(walk, entry.source))
    const { head } = await peek(entry.source.pieces(), headSize)
    const kind = archiveKind(head)
    // What a package itself is made of must be whole; what lies in it need not.
    if (kind && depth === 1)
      await walkArchive(walk, kind, entry.source, entry.path, `${path}!/`, depth + 1)
    else if (kind) await enter(walk, kind, entry.source, path, depth + 1)
    else inspect(walk.into, { path, inner, prefix }, head)
    return
  }
  const read = await readFile(walk, entry.body)
  addFile(walk, path, read.size, read.sha256)
  if (!read.archive) inspect(walk.into, { path, inner, prefix }, read.bytes)
  else if (read.whole) {
    walk.held += read.size
    await enter(walk, read.archive, bytesSource(read.bytes), path, depth + 1)
    walk.held -= read.size
  } else
    walk.into.notes.push({ path, reason: "It is too large to be unpacked inside another archive." })
}

/**
 * Visits everything in an archive and, deeper, in the archives in it. No name in it is ever used as a
 * path of this machine.
 * @throws AnalysisFailed for a bomb, the decoder's own error for a corrupt archive
 */
export const walkArchive = async (
  walk: Walk,
  kind: ArchiveKind,
  source: Source,
  name: string,
  prefix: string,
  depth: number,
): Promise<void> => {
  walk.into.totals.archives += 1
  if (kind === "bzip2") {
    const path = prefix === "" ? name : prefix.slice(0, -2)
    walk.into.notes.push({ path, reason: "bzip2 is not supported." })
    return
  }
  for await (const entry of entriesOf(kind, source, name)) {
    walk.entries += 1
    if (walk.entries > limits.entries) throw new LimitReached("It has too many entries.")
    walk.signal?.throwIfAborted()
    await visit(walk, entry, prefix, depth)
  }
}

/**
 * The whole walk.
 * @throws AnalysisFailed when the archive is corrupt or a bomb
 */
export const walkThrough = async (
  walk: Walk,
  kind: ArchiveKind,
  source: Source,
  name: string,
): Promise<void> => {
  try {
    await walkArchive(walk, kind, source, name, "", 1)
  } catch (error) {
    if (error instanceof AnalysisFailed || walk.signal?.aborted === true) throw error
    if (error instanceof LimitReached)
      walk.into.notes.push({ path: name, reason: `${error.message} The rest was left out.` })
    else throw new AnalysisFailed("corrupt", `The ${kind} archive is corrupt: ${why(error)}`, error)
  }
}
