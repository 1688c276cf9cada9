// `npm run size`: what the browser must load, gzipped, against the budgets of docs/performance.md.
import { providerIds } from "../src/model/provider.ts"
import { readBundle } from "./bundle.ts"

const bundle = readBundle()
const kB = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`

let over = 0
const check = (what: string, bytes: number, limit: number): void => {
  const fits = bytes <= limit
  if (!fits) over += 1
  console.log(`${fits ? "fits " : "OVER "} ${what}: ${kB(bytes)} of ${kB(limit)}`)
}

for (const provider of providerIds) {
  const { own, bytes, files } = bundle.of(provider)
  check(`adapter ${provider}`, own, 10_000)
  check(`to the first row of ${provider}, ${files} files of JS`, bytes, 180_000)
}
if (process.argv.includes("--list"))
  for (const id of bundle.shared) console.log(kB(bundle.gzip(id)).padStart(9), id)
process.exitCode = over === 0 ? 0 : 1
