import { text } from "../answer.ts"
import type { World } from "../api.ts"
import { TooLarge, filesOf } from "../files.ts"
import type { StoredFile } from "../files.ts"
import { checkUpload, takeIn } from "./content.ts"
import { fileNameOf } from "./disposition.ts"
import type { AtVersion } from "./path.ts"
import { refuse, words } from "./refusals.ts"
import { wantedOf } from "./software.ts"

/** What is announced; undefined where the length is not known before the end. */
const lengthOf = (request: Request): number | undefined => {
  const length = request.headers.get("content-length")
  return length === null ? undefined : Number(length)
}

/** A body on its way to disk. @throws Refused 402 past `most` bytes, 400 without any */
export const store = async (
  world: World,
  body: ReadableStream<Uint8Array> | null,
  most: number,
): Promise<StoredFile> => {
  try {
    const stored = await filesOf(world).write(body ?? new Uint8Array(), most)
    if (stored.size > 0) return stored
    filesOf(world).remove(stored.id)
  } catch (error) {
    if (error instanceof TooLarge) throw refuse(402, words.analysisCapacity)
    throw error
  }
  throw refuse(400, "The file is empty.")
}

/**
 * `POST scan/...`: the body is the file, and nothing but it. It goes to disk as it comes. Answers as soon
 * as it is there; the analysis goes on.
 * @throws Refused 400, 402, 409
 */
export const scan = async (
  {
    world,
    request,
    query,
  }: {
    readonly world: World
    readonly request: Request
    readonly query: URLSearchParams
  },
  at: AtVersion,
): Promise<Response> => {
  const wanted = wantedOf(query)
  const name = fileNameOf(request)
  const most = checkUpload(world, at, wanted, lengthOf(request))
  const { id, size } = await store(world, request.body, most)
  takeIn(world, at, wanted, { name, size, file: id })
  return text(201, "Created")
}
