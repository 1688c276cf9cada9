import { readFile } from "node:fs/promises"
import { extname, join, normalize, sep } from "node:path"
import { promisify } from "node:util"
import { brotliCompress, constants, gzip } from "node:zlib"

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
  ".txt": "text/plain; charset=utf-8",
}

/** Already small, or made of bytes that do not shrink. */
const packed = new Set([".woff2", ".png", ".ico"])

type Encoding = "br" | "gzip" | ""

const pressers: Readonly<Record<Exclude<Encoding, "">, (bytes: Buffer) => Promise<Buffer>>> = {
  br: (bytes) =>
    promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
  gzip: (bytes) => promisify(gzip)(bytes, { level: 9 }),
}

const encodingFor = (request: Request, extension: string): Encoding => {
  if (packed.has(extension)) return ""
  const accepted = request.headers.get("accept-encoding") ?? ""
  if (/\bbr\b/.test(accepted)) return "br"
  return /\bgzip\b/.test(accepted) ? "gzip" : ""
}

/**
 * Serves the built app from memory, compressed once. Hashed files may be kept for ever; the page
 * itself is asked for each time. Paths that no file has are the app's own, where a person navigates.
 */
export const createFiles = (folder: string) => {
  const cache = new Map<string, Promise<Buffer | undefined>>()

  const remember = (key: string, make: () => Promise<Buffer | undefined>) => {
    const known = cache.get(key)
    if (known) return known
    const made = make()
    cache.set(key, made)
    return made
  }

  const raw = (path: string): Promise<Buffer | undefined> => {
    const file = normalize(join(folder, path))
    if (!file.startsWith(normalize(folder) + sep)) return Promise.resolve(undefined)
    return readFile(file).catch(() => undefined)
  }

  const load = async (path: string, encoding: Encoding): Promise<Buffer | undefined> =>
    remember(`${encoding} ${path}`, async () => {
      const bytes = await raw(path)
      return bytes && encoding !== "" ? pressers[encoding](bytes) : bytes
    })

  const answer = async (request: Request, path: string): Promise<Response | undefined> => {
    const extension = extname(path)
    const encoding = encodingFor(request, extension)
    const bytes = await load(path, encoding)
    if (!bytes) return undefined
    const kept = path.startsWith("assets/")
    return new Response(request.method === "HEAD" ? null : new Uint8Array(bytes), {
      headers: {
        "content-type": types[extension] ?? "application/octet-stream",
        "content-length": String(bytes.length),
        "cache-control": kept ? "public, max-age=31536000, immutable" : "no-cache",
        vary: "accept-encoding",
        ...(encoding === "" ? {} : { "content-encoding": encoding }),
      },
    })
  }

  return async (request: Request): Promise<Response> => {
    const path = new URL(request.url).pathname.slice(1)
    const isFile = /^[\w./-]+\.\w+$/.test(path) && !path.split("/").includes("..")
    const file =
      isFile && path !== "index.html" && !path.startsWith(".")
        ? await answer(request, path)
        : undefined
    if (file) return file
    const navigates = (request.headers.get("accept") ?? "").includes("text/html")
    const page = navigates ? await answer(request, "index.html") : undefined
    return (
      page ?? new Response("Not found", { status: 404, headers: { "content-type": "text/plain" } })
    )
  }
}
