import { createHash } from "node:crypto"
import { readFile, stat } from "node:fs/promises"
import { extname, join } from "node:path"
import { promisify } from "node:util"
import { brotliCompress, constants, gzip } from "node:zlib"
import type { Start } from "../../src/model/start.ts"
import { createPage } from "./page.ts"

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

type Encoding = "br" | "gzip" | "identity"

const pressers: Readonly<Record<Encoding, (bytes: Buffer) => Promise<Buffer>>> = {
  br: (bytes) =>
    promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
  gzip: (bytes) => promisify(gzip)(bytes, { level: 9 }),
  identity: (bytes) => Promise.resolve(bytes),
}

const encodingFor = (request: Request, extension: string): Encoding => {
  if (packed.has(extension)) return "identity"
  const accepted = request.headers.get("accept-encoding") ?? ""
  if (/\bbr\b/.test(accepted)) return "br"
  return /\bgzip\b/.test(accepted) ? "gzip" : "identity"
}

type Held = { readonly bytes: Buffer<ArrayBuffer>; readonly etag: string }

/** Names as builds make them: no hidden files, nothing that leads out of the folder. */
const name = /^(?!\.)[\w-]+(\.[\w-]+)+$/
const directory = /^[\w-]+$/

const isFile = (path: string): boolean => {
  const parts = path.split("/")
  return name.test(parts.at(-1) ?? "") && parts.slice(0, -1).every((part) => directory.test(part))
}

/**
 * Serves the built app from memory, compressed on first use. Hashed files may be kept for ever; the
 * page itself is made for each who asks. Paths that no file has are the app's own, where a person
 * navigates. A new build is noticed by the files' times.
 */
export const createFiles = (folder: string) => {
  const cache = new Map<string, { readonly version: number; readonly held: Promise<Held> }>()
  const page = createPage(folder)

  const press = async (file: string, encoding: Encoding): Promise<Held> => {
    const bytes = Buffer.from(await pressers[encoding](await readFile(file)))
    const digest = createHash("sha256").update(bytes).digest("base64url").slice(0, 22)
    return { bytes, etag: `"${digest}"` }
  }

  const load = async (path: string, encoding: Encoding): Promise<Held | undefined> => {
    const file = join(folder, path)
    const found = await stat(file).catch(() => undefined)
    if (!found?.isFile()) return undefined
    const key = `${encoding} ${path}`
    const known = cache.get(key)
    if (known?.version === found.mtimeMs) return known.held
    const held = press(file, encoding)
    cache.set(key, { version: found.mtimeMs, held })
    return held.catch(() => {
      cache.delete(key)
      return undefined
    })
  }

  const answer = async (request: Request, path: string): Promise<Response | undefined> => {
    const extension = extname(path)
    const encoding = encodingFor(request, extension)
    const held = await load(path, encoding)
    if (!held) return undefined
    const headers = {
      "cache-control": path.startsWith("assets/")
        ? "public, max-age=31536000, immutable"
        : "no-cache",
      etag: held.etag,
      vary: "accept-encoding",
    }
    if (request.headers.get("if-none-match") === held.etag)
      return new Response(null, { status: 304, headers })
    return new Response(request.method === "HEAD" ? null : held.bytes, {
      headers: {
        ...headers,
        "content-type": types[extension] ?? "application/octet-stream",
        "content-length": String(held.bytes.length),
        ...(encoding === "identity" ? {} : { "content-encoding": encoding }),
      },
    })
  }

  return async (request: Request, start: () => Promise<Start | undefined>): Promise<Response> => {
    const { pathname } = new URL(request.url)
    const path = pathname.slice(1)
    const file = isFile(path) && path !== "index.html" ? await answer(request, path) : undefined
    if (file) return file
    // The front door is the page for whoever knocks: a proxy's health check or curl asks for anything.
    const navigates = path === "" || (request.headers.get("accept") ?? "").includes("text/html")
    return (
      (navigates ? await page(request, await start()) : undefined) ??
      new Response("Not found", { status: 404, headers: { "content-type": "text/plain" } })
    )
  }
}
