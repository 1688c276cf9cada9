import { fileTypeFromBuffer } from "file-type"
import type { Identity } from "./types.ts"

/** The archives that are unpacked, and `bzip2`, which is only recognized. */
export type ArchiveKind = "zip" | "gzip" | "xz" | "zstd" | "bzip2" | "tar" | "deb"

/** As many bytes as every decision here needs. */
export const headSize = 4100

const begins = (head: Uint8Array, ...bytes: readonly number[]): boolean =>
  bytes.every((byte, at) => head[at] === byte)

const ascii = (head: Uint8Array, from: number, text: string): boolean =>
  Buffer.from(head.buffer, head.byteOffset, head.length)
    .subarray(from, from + text.length)
    .equals(Buffer.from(text, "latin1"))

/** By the header's checksum: old archives have no magic word. */
const isTar = (head: Uint8Array): boolean => {
  if (head.length < 512 || head[0] === 0) return false
  const stored = Number.parseInt(Buffer.from(head.subarray(148, 156)).toString("latin1"), 8)
  let sum = 0
  for (let at = 0; at < 512; at += 1) sum += at >= 148 && at < 156 ? 32 : (head[at] ?? 0)
  return stored === sum
}

/** What archive the first bytes belong to. An `ar` archive counts only as a Debian package. */
export const archiveKind = (head: Uint8Array): ArchiveKind | undefined => {
  if (begins(head, 0x50, 0x4b, 3, 4) || begins(head, 0x50, 0x4b, 5, 6)) return "zip"
  if (begins(head, 0x1f, 0x8b, 8)) return "gzip"
  if (begins(head, 0xfd, 0x37, 0x7a, 0x58, 0x5a, 0)) return "xz"
  if (begins(head, 0x28, 0xb5, 0x2f, 0xfd)) return "zstd"
  if (ascii(head, 0, "BZh") && ascii(head, 4, "1AY&SY")) return "bzip2"
  if (ascii(head, 0, "!<arch>\ndebian-binary")) return "deb"
  return isTar(head) ? "tar" : undefined
}

const claims: readonly (readonly [RegExp, readonly ArchiveKind[]])[] = [
  [/\.(?:tgz|tar\.gz|gz)$/i, ["gzip"]],
  [/\.(?:zip|jar|war|ear|whl|nupkg|apk|vsix)$/i, ["zip"]],
  [/\.(?:txz|tar\.xz|xz)$/i, ["xz"]],
  [/\.(?:tar\.zst|zst)$/i, ["zstd"]],
  [/\.(?:tbz2?|tar\.bz2|bz2)$/i, ["bzip2"]],
  [/\.tar$/i, ["tar"]],
  [/\.u?deb$/i, ["deb"]],
]

/** The ending of the name when it claims an archive that the bytes are not. */
export const falseClaim = (name: string, kind: ArchiveKind | undefined): string | undefined => {
  for (const [pattern, kinds] of claims) {
    const [ending] = pattern.exec(name) ?? []
    if (ending !== undefined) return kind && kinds.includes(kind) ? undefined : ending
  }
  return undefined
}

/** Text has no zero byte in its beginning. UTF-16 counts as binary. */
export const isText = (head: Uint8Array): boolean =>
  head.length > 0 && !head.subarray(0, 8192).includes(0)

const mimes: Readonly<Record<ArchiveKind, string>> = {
  zip: "application/zip",
  gzip: "application/gzip",
  xz: "application/x-xz",
  zstd: "application/zstd",
  bzip2: "application/x-bzip2",
  tar: "application/x-tar",
  deb: "application/vnd.debian.binary-package",
}

/** What the bytes alone say; `paths` are the names inside an archive, which say more. */
export const identify = async (
  head: Uint8Array,
  archive: ArchiveKind | undefined,
  paths: readonly string[],
): Promise<Identity> => {
  if (archive === "zip") {
    if (paths.some((path) => /^[^/]+\.dist-info\/WHEEL$/.test(path)))
      return { kind: "wheel", mime: mimes.zip }
    if (paths.includes("META-INF/MANIFEST.MF"))
      return { kind: "jar", mime: "application/java-archive" }
  }
  if (archive === "gzip" || archive === "tar") {
    if (paths.some((path) => /^[^/]+\/package\.json$/.test(path)))
      return { kind: "npm", mime: mimes[archive] }
    if (paths.some((path) => /^[^/]+\/PKG-INFO$/.test(path)))
      return { kind: "sdist", mime: mimes[archive] }
  }
  if (archive === "gzip" || archive === "tar" || archive === "deb")
    return { kind: archive, mime: mimes[archive] }
  const found = await fileTypeFromBuffer(head)
  if (found) return { kind: found.ext, mime: found.mime }
  if (archive) return { kind: archive, mime: mimes[archive] }
  if (head.length === 0) return { kind: "empty", mime: "application/octet-stream" }
  return isText(head)
    ? { kind: "text", mime: "text/plain" }
    : { kind: "binary", mime: "application/octet-stream" }
}
