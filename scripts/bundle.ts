import { readFileSync } from "node:fs"
import { gzipSync } from "node:zlib"
import * as v from "valibot"
import type { ProviderId } from "../src/model/provider.ts"

const Chunk = v.object({
  file: v.string(),
  src: v.optional(v.string()),
  imports: v.optional(v.array(v.string()), []),
})
const Manifest = v.record(v.string(), Chunk)

/** What every page needs, and a table before its adapter. */
const page = ["index.html"]

const adapter = (provider: ProviderId): string => `src/providers/${provider}/index.ts`

/** The last build, by the ids of its chunks. @throws Error where there is none */
export const readBundle = () => {
  const manifest = v.parse(Manifest, JSON.parse(readFileSync("dist/.vite/manifest.json", "utf8")))

  /** A chunk and all that it imports without waiting to be asked. */
  const closure = (entries: readonly string[]): ReadonlySet<string> => {
    const found = new Set<string>()
    const visit = (id: string): void => {
      const chunk = manifest[id]
      if (!chunk) throw new Error(`The build has no ${id}`)
      if (found.has(id)) return
      found.add(id)
      chunk.imports.forEach(visit)
    }
    entries.forEach(visit)
    return found
  }

  const sizes = new Map<string, number>()
  /** Bytes of a chunk's JavaScript, gzipped. */
  const gzip = (id: string): number => {
    const file = manifest[id]?.file ?? ""
    const known = sizes.get(file)
    if (known !== undefined) return known
    const size = file.endsWith(".js")
      ? gzipSync(readFileSync(`dist/${file}`), { level: 9 }).length
      : 0
    sizes.set(file, size)
    return size
  }
  const sum = (ids: Iterable<string>): number => [...ids].reduce((all, id) => all + gzip(id), 0)
  const shared = closure(page)

  return {
    gzip,
    /** Chunks that the first row of any provider needs. */
    shared,
    /** What one provider needs: chunks, bytes to its first row, and bytes that are its alone. */
    of: (provider: ProviderId) => {
      const all = closure([...page, adapter(provider)])
      const own = [...all].filter((id) => !shared.has(id))
      return { files: all.size, bytes: sum(all), own: sum(own) }
    },
  }
}
