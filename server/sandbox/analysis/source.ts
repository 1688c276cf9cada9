import type { FileHandle } from "node:fs/promises"
import { fromBufferPromise, fromFdPromise } from "yauzl"
import type { ZipFile } from "yauzl"

export type Pieces = AsyncIterable<Uint8Array>

/** Bytes that can be read more than once and from any place. */
export type Source = {
  readonly size: number
  /** From `start` up to, not with, `end`. */
  readonly pieces: (start?: number, end?: number) => Pieces
  /** All, each piece in the place of the one before: nothing is left for the collector. */
  readonly passing: () => Pieces
  /** @throws yauzl's errors for what is no zip file */
  readonly zip: () => Promise<ZipFile>
}

const pieceSize = 2 ** 16
// Names are checked by us: a name that leads out of the archive is a finding, not the end.
const zipOptions = { autoClose: false, lazyEntries: true, decodeStrings: false } as const

export const bytesSource = (bytes: Uint8Array): Source => {
  const pieces = async function* pieces(start = 0, end = bytes.length): Pieces {
    for (let at = start; at < end; at += pieceSize)
      yield bytes.subarray(at, Math.min(end, at + pieceSize))
  }
  return {
    size: bytes.length,
    pieces,
    passing: () => pieces(),
    zip: () =>
      fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), zipOptions),
  }
}

const readFrom = async function* readFrom(
  handle: FileHandle,
  from: number,
  end: number,
  makeBuffer: () => Buffer,
): Pieces {
  for (let at = from; at < end;) {
    const into = makeBuffer()
    const { bytesRead } = await handle.read(into, 0, Math.min(into.length, end - at), at)
    if (bytesRead === 0) throw new Error("The file became shorter while it was read")
    at += bytesRead
    yield into.subarray(0, bytesRead)
  }
}

/** The handle must stay open as long as the source is used, and is not closed by it. */
export const fileSource = (handle: FileHandle, size: number): Source => ({
  size,
  pieces: (start = 0, end = size) =>
    readFrom(handle, start, end, () => Buffer.allocUnsafeSlow(Math.min(pieceSize, end - start))),
  passing: () => {
    const one = Buffer.allocUnsafeSlow(Math.min(pieceSize, size))
    return readFrom(handle, 0, size, () => one)
  },
  zip: () => fromFdPromise(handle.fd, zipOptions),
})

/** A part of another source; never asked for a zip file, since the parts of a .deb are none. */
export const partSource = (whole: Source, from: number, size: number): Source => ({
  size,
  pieces: (start = 0, end = size) => whole.pieces(from + start, from + end),
  passing: () => whole.pieces(from, from + size),
  zip: () => Promise.reject(new Error("A part of an archive is not read as a zip file")),
})

export const join = (parts: readonly Uint8Array[]): Uint8Array => {
  const [first] = parts
  return parts.length === 1 && first ? first : Buffer.concat(parts)
}

/** The first `wanted` bytes, or all where there are fewer; and everything, them included. */
export const peek = async (
  pieces: Pieces,
  wanted: number,
): Promise<{ readonly head: Uint8Array; readonly all: Pieces }> => {
  const iterator = pieces[Symbol.asyncIterator]()
  const seen: Uint8Array[] = []
  let length = 0
  while (length < wanted) {
    const next = await iterator.next()
    if (next.done) break
    seen.push(next.value)
    length += next.value.length
  }
  const head = seen.length === 0 ? new Uint8Array() : join(seen)
  return {
    head,
    all: (async function* all() {
      try {
        if (head.length > 0) yield head
        for (let next = await iterator.next(); !next.done; next = await iterator.next())
          yield next.value
      } finally {
        await iterator.return?.()
      }
    })(),
  }
}

/** The same pieces, for those who take web streams. */
export const toStream = (pieces: Pieces): ReadableStream<Uint8Array> => {
  const iterator = pieces[Symbol.asyncIterator]()
  return new ReadableStream(
    {
      pull: async (controller) => {
        const next = await iterator.next()
        if (next.done) controller.close()
        else controller.enqueue(next.value)
      },
      cancel: async () => {
        await iterator.return?.()
      },
    },
    { highWaterMark: 0 },
  )
}
