import { readFileSync } from "node:fs"
import { stat } from "node:fs/promises"
import { join } from "node:path"
import * as v from "valibot"
import type { Connection } from "../../src/model/connection.ts"

const Chunk = v.object({
  file: v.string(),
  name: v.optional(v.string()),
  imports: v.optional(v.array(v.string()), []),
})
const Manifest = v.record(v.string(), Chunk)

/** What every page needs. */
const page = "index.html"

type Modules = v.InferOutput<typeof Manifest>

const readManifest = (file: string): Modules => {
  try {
    return v.parse(Manifest, JSON.parse(readFileSync(file, "utf8")))
  } catch {
    // Without one the page loads as well, a round trip later.
    return {}
  }
}

const linksOf = (modules: Modules, ids: readonly string[]): string | undefined => {
  const files = new Set<string>()
  const visit = (id: string): void => {
    const chunk = modules[id]
    if (!chunk || files.has(chunk.file)) return
    files.add(chunk.file)
    chunk.imports.forEach(visit)
  }
  ids.forEach(visit)
  const links = [...files].map((path) => `</${path}>; rel=modulepreload`)
  // The page waits for this small one before it goes on, so it is not to wait behind the others.
  return links.length === 0
    ? undefined
    : ["</theme.js>; rel=preload; as=script", ...links].join(", ")
}

/** The navigation beside a page, which a page with rows loads behind them; by the name of its file. */
const railOf = (modules: Modules): readonly string[] =>
  Object.keys(modules).filter((id) => modules[id]?.name === "rail")

/**
 * The `link` header of a page. At a connection's address: the scripts that every page needs, and with
 * them, not after them, the adapter of its provider where that is known. Elsewhere: the navigation and
 * what it needs. Undefined without a build that says so. A new build is noticed.
 */
export const createPreloads = (folder: string) => {
  const file = join(folder, ".vite/manifest.json")
  let known: { readonly version: number; readonly modules: Modules } | undefined
  return async (pathname: string, connections: readonly Connection[]) => {
    const [, first, id] = pathname.split("/")
    const found = await stat(file).catch(() => undefined)
    const version = found?.mtimeMs ?? 0
    if (known?.version !== version) known = { version, modules: readManifest(file) }
    if (first !== "c") return linksOf(known.modules, railOf(known.modules))
    const connection = connections.find((one) => encodeURIComponent(one.id) === id)
    const adapter = connection ? [`src/providers/${connection.provider}/index.ts`] : []
    return linksOf(known.modules, [page, ...adapter])
  }
}
