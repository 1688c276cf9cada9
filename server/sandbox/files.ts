import { createHash, randomUUID } from "node:crypto"
import { createReadStream, createWriteStream, mkdtempSync, readdirSync, rmSync } from "node:fs"
import { rename } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Readable, Transform } from "node:stream"
import { pipeline } from "node:stream/promises"
import { makeFolder } from "./folder.ts"
import { webStreamOf } from "./stream.ts"

/** A file of a world. `id` is its name in the world's folder, `sha256` lower-case hexadecimal. */
export type StoredFile = { readonly id: string; readonly size: number; readonly sha256: string }

/** More bytes came than the caller wanted to take. Nothing was kept. */
export class TooLarge extends Error {
  readonly most: number
  constructor(most: number) {
    super(`More than ${most} bytes.`)
    this.name = "TooLarge"
    this.most = most
  }
}

/** The files that a world keeps on disk. */
export type Files = {
  /**
   * Takes in a body as it comes, never the whole of it in memory. What ends early leaves nothing behind.
   * @throws TooLarge past `most` bytes, and whatever the body breaks with
   */
  readonly write: (
    body: ReadableStream<Uint8Array> | Uint8Array,
    most?: number,
  ) => Promise<StoredFile>
  readonly pathOf: (id: string) => string
  /** Bytes `from` up to and including `to`; the whole file where they are left out. */
  readonly read: (id: string, from?: number, to?: number) => ReadableStream<Uint8Array>
  /** No error where there is no such file. */
  readonly remove: (id: string) => void
  /** Removes every file. */
  readonly clear: () => void
  /** Aborted when the world closes, so that nothing goes on working for it. */
  readonly closing: AbortSignal
  readonly close: () => void
}

/** What was being written when the process ended. */
const unfinished = ".part"

/** The way of a stream through a hash and a counter that says when it is too much. */
const measure = (most: number) => {
  const hash = createHash("sha256")
  let size = 0
  const stream = new Transform({
    transform: (piece: Uint8Array, _encoding, done) => {
      size += piece.length
      if (size > most) {
        done(new TooLarge(most))
        return
      }
      hash.update(piece)
      done(null, piece)
    },
  })
  return { stream, result: () => ({ size, sha256: hash.digest("hex") }) }
}

const streamOf = (body: ReadableStream<Uint8Array> | Uint8Array): Readable =>
  body instanceof Uint8Array ? Readable.from([body]) : Readable.from(body)

/** A file as it is read, piece by piece. Cancelling closes it. */
const readFrom = (path: string, from: number, to: number): ReadableStream<Uint8Array> =>
  webStreamOf(createReadStream(path, { start: from, end: to }))

/**
 * Files in a folder, which is made with the first of them.
 * @param kept the folder of a world that is in a file; absent: a temporary one, removed on close
 */
export const createFiles = (kept?: string): Files => {
  const closing = new AbortController()
  let made: string | undefined
  const folder = (): string => {
    if (made !== undefined) return made
    if (kept === undefined) made = mkdtempSync(join(tmpdir(), "waybill-sandbox-"))
    else {
      makeFolder(kept)
      for (const name of readdirSync(kept))
        if (name.endsWith(unfinished)) rmSync(join(kept, name), { force: true })
      made = kept
    }
    return made
  }
  const pathOf = (id: string): string => join(folder(), id)
  return {
    write: async (body, most = Infinity) => {
      const id = randomUUID()
      const { stream, result } = measure(most)
      const partial = `${pathOf(id)}${unfinished}`
      try {
        await pipeline(streamOf(body), stream, createWriteStream(partial), {
          signal: closing.signal,
        })
        await rename(partial, pathOf(id))
      } catch (error) {
        rmSync(partial, { force: true })
        throw error
      }
      return { id, ...result() }
    },
    pathOf,
    read: (id, from = 0, to = Infinity) => readFrom(pathOf(id), from, to),
    remove: (id) => {
      rmSync(pathOf(id), { force: true })
    },
    clear: () => {
      const there = kept ?? made
      if (there !== undefined) rmSync(there, { recursive: true, force: true })
      made = undefined
    },
    closing: closing.signal,
    close: () => {
      closing.abort()
      if (kept === undefined && made !== undefined) rmSync(made, { recursive: true, force: true })
    },
  }
}

/** A world's files. @throws where it was made without @public */
export const filesOf = (world: { readonly files?: Files }): Files => {
  if (!world.files) throw new Error("This world keeps no files.")
  return world.files
}
