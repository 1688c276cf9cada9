import { readFile, stat } from "node:fs/promises"
import { join } from "node:path"
import { startId } from "../../src/model/start.ts"
import type { Start } from "../../src/model/start.ts"
import { createPreloads } from "./preload.ts"

/** JSON that no HTML parser takes for the end of its element. */
const dataOf = (start: Start): string => JSON.stringify(start).replaceAll("<", "\\u003c")

/**
 * The page of the app, for whoever asks for it. What its first requests would ask the server is written
 * into it, so it is never kept by a browser or a proxy.
 */
export const createPage = (folder: string) => {
  const file = join(folder, "index.html")
  const preloadsFor = createPreloads(folder)
  let known: { readonly version: number; readonly parts: readonly [string, string] } | undefined

  /** The page in front of the data and behind it; undefined: the app is not built. A new build is noticed. */
  const read = async (): Promise<readonly [string, string] | undefined> => {
    const found = await stat(file).catch(() => undefined)
    if (!found) return undefined
    if (known?.version !== found.mtimeMs) {
      const html = await readFile(file, "utf8")
      const open = `<script id="${startId}" type="application/json">`
      const [before = "", after] = html.split(open)
      const parts = after === undefined ? ([html, ""] as const) : ([before + open, after] as const)
      known = { version: found.mtimeMs, parts }
    }
    return known.parts
  }

  return async (request: Request, start: Start | undefined): Promise<Response | undefined> => {
    const parts = await read()
    if (!parts) return undefined
    const [before, after] = parts
    const html = start && after !== "" ? `${before}${dataOf(start)}${after}` : before + after
    const links = await preloadsFor(new URL(request.url).pathname, start?.connections ?? [])
    return new Response(request.method === "HEAD" ? null : html, {
      headers: {
        "content-type": "text/html; charset=utf-8",
        "content-length": String(Buffer.byteLength(html)),
        "cache-control": "no-store",
        ...(links === undefined ? {} : { link: links }),
      },
    })
  }
}
