import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { crc32, deflateRawSync, gzipSync } from "node:zlib"
import { packTar } from "modern-tar"
import type { TarHeader } from "modern-tar"
import { analyze } from "./index.ts"
import type { Analysis } from "./types.ts"

/** Small real archives for tests: names and contents in, bytes out. */
export type Files = Readonly<Record<string, string | Uint8Array>>

const bytesOf = (content: string | Uint8Array): Uint8Array =>
  typeof content === "string" ? Buffer.from(content) : content

const mtime = new Date(0)

export const tar = (files: Files, extra: readonly TarHeader[] = []): Promise<Uint8Array> =>
  packTar([
    ...Object.entries(files).map(([name, content]) => {
      const body = bytesOf(content)
      return { header: { name, size: body.length, mtime }, body }
    }),
    ...extra.map((header) => ({ header: { mtime, ...header } })),
  ])

export const tgz = async (files: Files, extra: readonly TarHeader[] = []): Promise<Uint8Array> =>
  gzipSync(await tar(files, extra))

type ZipEntry = {
  readonly name: string
  readonly content: string | Uint8Array
  /** Unix mode; a symbolic link is 0o120777. */
  readonly mode?: number
  readonly encrypted?: boolean
  /** A checksum that is not that of the content. */
  readonly crc?: number
}

const local = (entry: ZipEntry) => {
  const name = Buffer.from(entry.name)
  const content = bytesOf(entry.content)
  const packed = deflateRawSync(content)
  const common = Buffer.alloc(26)
  common.writeUInt16LE(20, 0)
  common.writeUInt16LE(0x800 | (entry.encrypted === true ? 1 : 0), 2)
  common.writeUInt16LE(8, 4)
  common.writeUInt32LE(entry.crc ?? crc32(content), 10)
  common.writeUInt32LE(packed.length, 14)
  common.writeUInt32LE(content.length, 18)
  common.writeUInt16LE(name.length, 22)
  return { name, common, packed }
}

export const zipOf = (entries: readonly ZipEntry[]): Uint8Array => {
  const body: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let at = 0
  for (const entry of entries) {
    const { name, common, packed } = local(entry)
    const head = Buffer.concat([Buffer.from("PK\u0003\u0004"), common, name])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(((entry.mode ?? 0o100644) << 16) >>> 0, 6)
    tail.writeUInt32LE(at, 10)
    // Made by version 2.0 on Unix.
    directory.push(Buffer.from("PK\u0001\u0002\u0014\u0003"), common, tail, name)
    body.push(head, packed)
    at += head.length + packed.length
  }
  const listed = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write("PK\u0005\u0006", "latin1")
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(listed.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...body, listed, end])
}

export const zip = (files: Files): Uint8Array =>
  zipOf(Object.entries(files).map(([name, content]) => ({ name, content })))

export const ar = (files: Files): Uint8Array =>
  Buffer.concat([
    Buffer.from("!<arch>\n"),
    ...Object.entries(files).flatMap(([name, content]) => {
      const body = bytesOf(content)
      const header = `${name.padEnd(16)}${"0".padEnd(12)}${"0".padEnd(6)}${"0".padEnd(6)}${"100644".padEnd(8)}${String(body.length).padEnd(10)}\`\n`
      return [Buffer.from(header), body, Buffer.from(body.length % 2 === 1 ? "\n" : "")]
    }),
  ])

export const deb = async (control: Files, data: Files): Promise<Uint8Array> =>
  ar({
    "debian-binary": "2.0\n",
    "control.tar.gz": await tgz(control),
    "data.tar.gz": await tgz(data),
  })

/** Analyses bytes as a file on disk, which is gone afterwards. */
export const look = async (
  name: string,
  bytes: Uint8Array,
  signal?: AbortSignal,
): Promise<Analysis> => {
  const folder = await mkdtemp(join(tmpdir(), "waybill-analysis-"))
  try {
    const path = join(folder, "file")
    await writeFile(path, bytes)
    return await analyze({ path, name }, signal)
  } finally {
    await rm(folder, { recursive: true })
  }
}
