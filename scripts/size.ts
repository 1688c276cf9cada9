// `npm run size`: what the browser must load, gzipped, against the budgets of docs/performance.md.
import { readFileSync } from "node:fs"
import { gzipSync } from "node:zlib"
import * as v from "valibot"
import { providerIds } from "../src/model/provider.ts"

const Chunk = v.object({
  file: v.string(),
  src: v.optional(v.string()),
  imports: v.optional(v.array(v.string()), []),
})
const manifest = v.parse(
  v.record(v.string(), Chunk),
  JSON.parse(readFileSync("dist/.vite/manifest.json", "utf8")),
)

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
const kB = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`

const adapter = (provider: string): string => `src/providers/${provider}/index.ts`
const page = ["index.html", "src/pages/Place.tsx", "src/pages/List.tsx"]
const shared = closure(page)

let over = 0
const check = (what: string, bytes: number, limit: number): void => {
  const fits = bytes <= limit
  if (!fits) over += 1
  console.log(`${fits ? "fits " : "OVER "} ${what}: ${kB(bytes)} of ${kB(limit)}`)
}

for (const provider of providerIds) {
  const all = closure([...page, adapter(provider)])
  const own = [...all].filter((id) => !shared.has(id))
  check(`adapter ${provider}`, sum(own), 10_000)
  check(`to the first row of ${provider}, ${all.size} files of JS`, sum(all), 180_000)
}
if (process.argv.includes("--list"))
  for (const id of shared) console.log(kB(gzip(id)).padStart(9), id)
process.exitCode = over === 0 ? 0 : 1
