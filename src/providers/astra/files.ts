import { downloadZip } from "client-zip"
import { formatBytes } from "../../lib/bytes.ts"
import { ProviderError } from "../../model/error.ts"
import type { Call } from "../../model/call.ts"
import type { Block, Shown } from "../../model/part.ts"
import { idOf } from "../../model/place.ts"
import type { Place } from "../../model/place.ts"
import { columnsOf, fieldsOf, readRow } from "../decode.ts"
import type { WholeItem } from "./contents.ts"
import { readPackage } from "./get.ts"

type AstraFile = NonNullable<WholeItem["files"]>[number]

/** What is shown of one file, and of all of them together, in bytes; a download has everything. */
const mostOfOne = 64 * 1024
const mostOfAll = 256 * 1024

/** The bytes of a text of base64, or undefined where it is none; line breaks within do no harm. */
export const decodeBase64 = (text: string): Uint8Array<ArrayBuffer> | undefined => {
  try {
    return Uint8Array.from(atob(text), (letter) => letter.codePointAt(0) ?? 0)
  } catch {
    return undefined
  }
}

/** The text that bytes are, or undefined where they are none; a letter cut in two at the end is left out. */
const textIn = (bytes: Uint8Array): string | undefined => {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true })
    return text.includes("\0") ? undefined : text
  } catch {
    return undefined
  }
}

type Read = {
  readonly file: AstraFile
  readonly bytes: Uint8Array<ArrayBuffer> | undefined
  readonly contents: string | null | undefined
  /** Why its contents are not shown, or not whole. */
  readonly why: string | undefined
}

const readFile = (file: AstraFile, room: number): Read => {
  const { fileContents: said } = file
  if (said === null || said === undefined)
    return { file, bytes: undefined, contents: said, why: "Astra sent no contents for it." }
  const bytes = decodeBase64(said)
  if (!bytes)
    return {
      file,
      bytes,
      contents: undefined,
      why: "Astra sent something that is not base64; it stands in the raw JSON, and in the download.",
    }
  const text = textIn(bytes.subarray(0, Math.min(room, mostOfOne)))
  if (text === undefined)
    return {
      file,
      bytes,
      contents: undefined,
      // The API does not say whether and how contents are compressed.
      why: "It is not text, so it is not shown here. The download has it.",
    }
  const shown = Math.min(room, mostOfOne, bytes.length)
  return {
    file,
    bytes,
    contents: text,
    why:
      shown < bytes.length
        ? `Only the first ${formatBytes(shown)} of ${formatBytes(bytes.length)} are shown. The download has all of it.`
        : undefined,
  }
}

const c = columnsOf<Read>()
const columns = [
  c("name", "Name", "text", ({ file }) => file.fileName),
  c("mediaType", "Media type", "text", ({ file }) => file.fileMediaType),
  c("size", "Size", "bytes", ({ bytes }) => bytes?.length),
  c("identifier", "Identifier", "id", ({ file }) => file.fileIdentifier, {
    hint: "Usually the same in every version of the package, even where the name is not",
  }),
]
const contents = c("contents", "Contents", "text", (read) => read.contents)

const blocksOf = (read: Read, at: number): readonly Block[] => {
  const title = read.file.fileName ?? `File ${at + 1}`
  const row = readRow([...columns, contents], String(at), read, read.file)
  return [
    ...(read.why === undefined
      ? []
      : [{ kind: "note", tone: "info", title: `${title}: ${read.why}` } as const]),
    ...(read.contents ? [{ kind: "fields", title, fields: [contents.field], row } as const] : []),
  ]
}

/** Its files, and what is in those that are text. */
export const files = async (call: Call, at: Place): Promise<Shown> => {
  const { item } = await readPackage(call, idOf(at, "packages"))
  const sent = item.files ?? []
  if (sent.length === 0)
    return { blocks: [{ kind: "note", tone: "info", title: "It has no files." }] }
  let room = mostOfAll
  const reads = sent.map((file) => {
    const read = readFile(file, room)
    room -= Math.min(room, mostOfOne, read.contents ? (read.bytes?.length ?? 0) : 0)
    return read
  })
  return {
    blocks: [
      {
        kind: "table",
        title: "Files",
        one: "file",
        many: "files",
        name: "name",
        fields: fieldsOf(columns),
        rows: reads.map((read, at) => readRow(columns, String(at), read, read.file)),
      },
      ...reads.flatMap(blocksOf),
    ],
  }
}

/** A name that leads nowhere when the archive is unpacked. */
const safeName = (name: string | null | undefined, at: number): string => {
  const safe = (name ?? "").replace(/[\\/:*?"<>|\p{Cc}]+/gu, "_").replace(/^\.+$/, "_")
  return safe === "" ? `file-${at + 1}` : safe
}

/** Names may come twice: the second one says which it is. */
const distinct = (names: readonly string[]): readonly string[] => {
  const seen = new Set<string>()
  return names.map((name) => {
    let own = name
    for (let count = 2; seen.has(own.toLowerCase()); count += 1)
      own = name.replace(/(\.[^.]*)?$/, ` (${count})$1`)
    seen.add(own.toLowerCase())
    return own
  })
}

/**
 * Its files in one zip; what is no base64 is in it as it was sent.
 * @throws ProviderError where it has none
 */
export const filesArchive = async (call: Call, at: Place): Promise<Response> => {
  const { item } = await readPackage(call, idOf(at, "packages"))
  const entries = (item.files ?? []).flatMap((file, index) => {
    const said = file.fileContents
    if (said === null || said === undefined) return []
    const bytes = decodeBase64(said)
    const name = safeName(file.fileName, index)
    return [bytes ? { name, input: bytes } : { name: `${name}.undecoded.txt`, input: said }]
  })
  if (entries.length === 0)
    throw new ProviderError({
      trouble: "missing",
      title: "This package has no files any more, or Astra does not send what is in them.",
    })
  const names = distinct(entries.map(({ name }) => name))
  return downloadZip(
    entries.map((entry, index) => ({ ...entry, name: names[index] ?? entry.name })),
  )
}
