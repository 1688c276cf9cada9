import { crc32 } from "node:zlib"
import { downloadZip } from "client-zip"
import * as v from "valibot"
import { parse, stringify } from "yaml"
import { fromBufferPromise } from "yauzl"
import type { Entry, ZipFile } from "yauzl"
import type { World } from "../api.ts"
import { keyOf, yamlOf } from "./definition.ts"
import { InvalidArgument } from "./errors.ts"
import type { Stored } from "./stored.ts"

const productVersion = "7.3.0"

/** `metadata.yaml`, at the root of every package file. */
const Metadata = v.looseObject({
  name: v.pipe(v.string(), v.nonEmpty()),
  data: v.nullish(
    v.array(
      v.looseObject({
        locator: v.string(),
        name: v.nullish(v.string()),
        description: v.nullish(v.string()),
      }),
    ),
  ),
})

/** Names of files hold letters of any script, and nothing that leads out of a folder. */
const fileOf = ({ contentTypeId, contentId }: Stored): string =>
  `${keyOf(contentTypeId, contentId.replaceAll(/[^\p{L}\p{N}.@_-]+/gu, "_"))}.yaml`

/** A package as a zip: what is in it, and a folder of definitions for each type of content. */
export const bundleOf = async (
  world: World,
  name: string,
  contents: readonly Stored[],
): Promise<Uint8Array<ArrayBuffer>> => {
  const lastModified = new Date(world.now())
  const metadata = {
    name,
    productVersion,
    data: contents.map((content) => ({
      locator: fileOf(content),
      name: content.name,
      description: content.description,
    })),
  }
  const files = [
    { name: "metadata.yaml", input: stringify(metadata), lastModified },
    ...contents.map((content) => ({
      name: fileOf(content),
      input: yamlOf(world, content),
      lastModified,
    })),
  ]
  return new Uint8Array(await downloadZip(files).arrayBuffer())
}

/** One file of a package that a person sent. */
export type Member = {
  readonly locator: string
  readonly type: string
  readonly name: string
  /** Undefined: the metadata names it, and it is not there. */
  readonly text: string | undefined
}

export type Bundle = { readonly name: string; readonly members: readonly Member[] }

/** More than any package of definitions needs, and little enough to be held in memory. */
const mostText = 16 * 2 ** 20

const corrupt = (why: string): InvalidArgument =>
  new InvalidArgument(`The file is not a package that can be read: ${why}.`)

const readEntry = async (zip: ZipFile, entry: Entry): Promise<string> => {
  const pieces: Buffer[] = []
  let sum = 0
  const body: AsyncIterable<Buffer> = await zip.openReadStreamPromise(entry)
  for await (const piece of body) {
    sum = crc32(piece, sum)
    pieces.push(piece)
  }
  if (sum !== entry.crc32) throw new Error(`the checksum of ${entry.fileName} is wrong`)
  return Buffer.concat(pieces).toString("utf8")
}

const textsOf = async (bytes: Uint8Array): Promise<ReadonlyMap<string, string>> => {
  const texts = new Map<string, string>()
  try {
    const zip = await fromBufferPromise(Buffer.from(bytes), { lazyEntries: true, autoClose: false })
    let size = 0
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName.endsWith("/")) continue
      size += entry.uncompressedSize
      if (size > mostText) throw new Error("it is too large once unpacked")
      texts.set(entry.fileName, await readEntry(zip, entry))
    }
  } catch (error) {
    throw corrupt(error instanceof Error ? error.message : "it is damaged")
  }
  return texts
}

const readMetadata = (text: string): v.InferOutput<typeof Metadata> => {
  let raw: unknown
  try {
    raw = parse(text)
  } catch {
    throw corrupt("metadata.yaml is not YAML")
  }
  const parsed = v.safeParse(Metadata, raw)
  if (parsed.success) return parsed.output
  throw corrupt(`metadata.yaml has no ${v.getDotPath(parsed.issues[0]) ?? "name"}`)
}

/**
 * Reads a package file: what its metadata names, and definitions beside that.
 * @throws InvalidArgument for what is no zip, is damaged, or has no metadata
 */
export const readBundle = async (bytes: Uint8Array): Promise<Bundle> => {
  const texts = await textsOf(bytes)
  const text = texts.get("metadata.yaml")
  if (text === undefined) throw corrupt("there is no metadata.yaml in it")
  const { name, data } = readMetadata(text)
  const named = new Map((data ?? []).map((one) => [one.locator, one.name]))
  const locators = new Set([
    ...named.keys(),
    ...[...texts.keys()].filter((file) => /^[^/]+\/[^/]+\.ya?ml$/.test(file)),
  ])
  return {
    name,
    members: [...locators].map((locator) => {
      const [type = "", file = ""] = locator.split("/")
      return {
        locator,
        type,
        name: named.get(locator) ?? file.replace(/\.ya?ml$/, ""),
        text: texts.get(locator),
      }
    }),
  }
}
