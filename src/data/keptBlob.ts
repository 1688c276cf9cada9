import type { WorkTools } from "./jobs.ts"
import { newFileOnDisk } from "./onDisk.ts"
import type { Writing } from "./onDisk.ts"

/** So much of a file is in the memory of the page at once. */
const pieceSize = 1024 ** 2
/** From here on a file is kept on disk, where that can be had. */
const large = 8 * 1024 ** 2

type Bytes = Uint8Array<ArrayBuffer>
type Take = (piece: Bytes) => void | Promise<void>

const readerOf = (body: ReadableStream<Bytes>): ReadableStreamBYOBReader | undefined => {
  try {
    return body.getReader({ mode: "byob" })
  } catch {
    // Not of every stream can bytes be read into a place of one's own.
    return undefined
  }
}

/** Always into the same place: otherwise each piece waits for the collector, a hundred megabytes of them. */
const readOver = async (reader: ReadableStreamBYOBReader, take: Take): Promise<void> => {
  let buffer = new ArrayBuffer(pieceSize)
  for (;;) {
    const { done, value } = await reader.read(new Uint8Array(buffer), { min: pieceSize })
    // A stream may end with the last piece, and then gives the place back empty.
    if (value && value.length > 0) await take(value)
    if (done || !value) return
    buffer = value.buffer
  }
}

const readEach = async (reader: ReadableStreamDefaultReader<Bytes>, take: Take): Promise<void> => {
  const buffer = new Uint8Array(pieceSize)
  let used = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    for (let at = 0; at < value.length;) {
      const part = value.subarray(at, at + buffer.length - used)
      buffer.set(part, used)
      at += part.length
      used += part.length
      if (used < buffer.length) continue
      await take(buffer)
      used = 0
    }
  }
  if (used > 0) await take(buffer.subarray(0, used))
}

/** Reads a stream to its end in pieces of one size; a piece is only good until `take` has resolved. */
export const inPieces = async (body: ReadableStream<Bytes>, take: Take): Promise<void> => {
  const over = readerOf(body)
  const reader = over ? undefined : body.getReader()
  try {
    if (over) await readOver(over, take)
    else if (reader) await readEach(reader, take)
  } catch (cause) {
    await (over ?? reader)?.cancel(cause).catch(() => undefined)
    throw cause
  }
}

/** What is on disk, until it is forgotten or the page goes. */
const onDisk = new WeakMap<Blob, () => Promise<void>>()

/** Frees the disk of a blob of {@link keptBlob} that nobody needs any more. */
export const forgetBlob = (blob: Blob): void => void onDisk.get(blob)?.()

/**
 * Takes an answer in as a file, of which the page has one piece in memory at a time. A small one is left to
 * the browser, which keeps it outside of the page; a large one is on disk.
 */
export const keptBlob = async (
  response: Response,
  progress?: WorkTools["progress"],
): Promise<Blob> => {
  const type = response.headers.get("content-type") ?? ""
  const of = Number(response.headers.get("content-length") ?? "0")
  let small: Blob[] = []
  let file: Writing | undefined
  let size = 0
  const take: Take = async (piece) => {
    const before = size
    size += piece.length
    if (file) await file.write(piece)
    else small.push(new Blob([piece]))
    if (before < large && size >= large) {
      file = await newFileOnDisk(Math.max(of, size))
      if (file) for (const one of small) await file.write(one)
      if (file) small = []
    }
    progress?.(size, Math.max(of, size))
  }
  try {
    if (response.body) await inPieces(response.body, take)
    if (!file) return new Blob(small, { type })
    const { file: ended, remove } = await file.end()
    const blob = new Blob([ended], { type })
    onDisk.set(blob, remove)
    return blob
  } catch (cause) {
    await file?.drop()
    throw cause
  }
}
