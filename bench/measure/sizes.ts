import { providerIds } from "../../src/model/provider.ts"
import { providerSettings } from "../../src/providers/settings.ts"
import { readBundle } from "../../scripts/bundle.ts"
import { atMost, kB } from "../report.ts"
import type { Section } from "../report.ts"

/** What the build says of each provider: its adapter, and all that its first row needs. */
export const measureSizes = (): Section => {
  const bundle = readBundle()
  const all = providerIds.map((id) => ({ name: providerSettings[id].name, ...bundle.of(id) }))
  return {
    title: "Adapters",
    words:
      "Each adapter is loaded with the first list of its provider. Gzip, from the build's manifest.",
    tables: [
      {
        head: ["provider", "adapter", "JS to its first row"],
        rows: all.map(({ name, own, bytes }) => [name, kB(own), kB(bytes)]),
      },
    ],
    checks: [
      atMost("largest adapter, gzip", Math.max(...all.map(({ own }) => own)), 10_000, kB),
      atMost(
        "JS to the first row of any provider, gzip",
        Math.max(...all.map(({ bytes }) => bytes)),
        180_000,
        kB,
      ),
    ],
  }
}
