import { readFileSync } from "node:fs"
import { stat } from "node:fs/promises"
import { join } from "node:path"
import * as v from "valibot"

const Chunk = v.object({
  file: v.string(),
  imports: v.optional(v.array(v.string()), []),
})
const Manifest = v.record(v.string(), Chunk)

/** What every list needs; its adapter depends on the connection, which the page finds out itself. */
const listPages = ["src/pages/Place.tsx", "src/pages/List.tsx"]

const readManifest = (file: string): v.InferOutput<typeof Manifest> => {
  try {
    return v.parse(Manifest, JSON.parse(readFileSync(file, "utf8")))
  } catch {
    // Without one the page loads as well, a round trip later.
    return {}
  }
}

const linksOf = (file: string): string | undefined => {
  const manifest = readManifest(file)
  const files = new Set<string>()
  const visit = (id: string): void => {
    const chunk = manifest[id]
    if (!chunk || files.has(chunk.file)) return
    files.add(chunk.file)
    chunk.imports.forEach(visit)
  }
  listPages.forEach(visit)
  const links = [...files].map((path) => `</${path}>; rel=modulepreload`)
  return links.length === 0 ? undefined : links.join(", ")
}

/**
 * The `link` header of a page at a list's address: the scripts that only lists need come with those
 * that every page needs, and not after them. Undefined for every other page. A new build is noticed.
 */
export const createPreloads = (folder: string) => {
  const file = join(folder, ".vite/manifest.json")
  let known: { readonly version: number; readonly links: string | undefined } | undefined
  return async (pathname: string): Promise<string | undefined> => {
    if (!pathname.startsWith("/c/")) return undefined
    const found = await stat(file).catch(() => undefined)
    const version = found?.mtimeMs ?? 0
    if (known?.version !== version) known = { version, links: linksOf(file) }
    return known.links
  }
}
