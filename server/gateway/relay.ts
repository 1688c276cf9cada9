import type { Readable } from "node:stream"
import { promisify } from "node:util"
import { brotliDecompress, gunzip } from "node:zlib"
import type { Dispatcher } from "undici"
import { readWhole } from "./outbound.ts"

/** What a provider may tell a browser. */
const allowed = [
  "content-type",
  "content-encoding",
  "content-length",
  "content-disposition",
  "etag",
  "last-modified",
  "link",
  // Where something is that was made, or a job that goes on. Redirects never come this far.
  "location",
  "retry-after",
  "x-vcap-request-id",
  "x-cf-warnings",
  "x-ratelimit-limit",
  "x-ratelimit-remaining",
  "x-ratelimit-reset",
] as const

/** An answer of a provider is data. Opened as a page, it has no origin and can run nothing. */
const asData = { "content-security-policy": "default-src 'none'; frame-ancestors 'none'; sandbox" }

const largestError = 1_000_000

const headersOf = (answer: Dispatcher.ResponseData): Headers => {
  const headers = new Headers(asData)
  for (const name of allowed) {
    const value = answer.headers[name]
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(", ") : value)
  }
  headers.set("cache-control", "no-store")
  return headers
}

/** The bytes as they come; when the browser leaves, the provider's connection is closed. */
const streamOf = (body: Readable): ReadableStream<Uint8Array> => {
  const bytes = body[Symbol.asyncIterator]()
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        const next: IteratorResult<unknown> = await bytes.next()
        if (next.done) controller.close()
        else if (next.value instanceof Uint8Array) controller.enqueue(next.value)
      },
      cancel: () => void body.destroy(),
    },
    { highWaterMark: 0 },
  )
}

const unpack = async (bytes: Buffer, encoding: string | null): Promise<Buffer | undefined> => {
  const options = { maxOutputLength: largestError }
  try {
    if (encoding === null || encoding === "identity") return bytes
    if (encoding === "gzip") return await promisify(gunzip)(bytes, options)
    if (encoding === "br") return await promisify(brotliDecompress)(bytes, options)
  } catch {
    // Cut short, or far too large for an error.
  }
  return undefined
}

/** An error's text without the secrets that some providers repeat in it. */
const cleanText = async (
  answer: Dispatcher.ResponseData,
  encoding: string | null,
  url: URL,
  scrub: (text: string) => string,
): Promise<string> => {
  const bytes = await readWhole(answer.body, largestError, url)
  const plain = bytes && (await unpack(bytes, encoding))
  return plain ? scrub(plain.toString("utf8")) : ""
}

/** Hands a provider's answer to the browser: streamed, or, if it is an error, without secrets. */
export const relay = async (
  answer: Dispatcher.ResponseData,
  url: URL,
  scrub: (text: string) => string,
): Promise<Response> => {
  const { statusCode: status, body } = answer
  const headers = headersOf(answer)
  if (status === 204 || status === 304) {
    await body.dump()
    return new Response(null, { status, headers })
  }
  if (status < 400) return new Response(streamOf(body), { status, headers })
  const text = await cleanText(answer, headers.get("content-encoding"), url, scrub)
  headers.delete("content-encoding")
  headers.delete("content-length")
  return new Response(text, { status, headers })
}
