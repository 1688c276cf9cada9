import { readFileSync, rmSync } from "node:fs"
import { gzipSync } from "node:zlib"
import type { Browser } from "@playwright/test"
import react from "@vitejs/plugin-react"
import { build } from "vite"
import { timeToFirst, viewport } from "../browser.ts"
import { atMost, kB, ms } from "../report.ts"
import type { Section } from "../report.ts"
import type { Server } from "../server.ts"
import { alternate, spread } from "../stats.ts"

const place = "bench-bare"
const firstRow = { ours: "tr[data-row-id]", bare: "tbody tr" } as const

/** Builds bench/bare into the folder that the server serves, so that both come over the same server. */
const buildBare = async (): Promise<void> => {
  await build({
    configFile: false,
    root: "bench/bare",
    base: `/${place}/`,
    logLevel: "warn",
    plugins: [react()],
    build: {
      outDir: `../../dist/${place}`,
      emptyOutDir: true,
      target: "es2023",
      modulePreload: { polyfill: false },
    },
  })
}

const gzipOf = (path: string): number => gzipSync(readFileSync(`dist${path}`), { level: 9 }).length

type Load = {
  readonly took: number
  /** Paths asked for before the first row was painted, the page itself among them. */
  readonly asked: readonly string[]
}

/** One load in a browser that knows nothing yet. */
const load = async (browser: Browser, address: string, selector: string): Promise<Load> => {
  const context = await browser.newContext({ viewport })
  try {
    const page = await context.newPage()
    const took = await timeToFirst(page, address, selector)
    const names = await page.evaluate(
      (before) =>
        performance
          .getEntriesByType("resource")
          .filter((entry) => entry.startTime <= before)
          .map((entry) => entry.name),
      took,
    )
    const asked = [address, ...names].map((name) => {
      const { pathname, search } = new URL(name)
      return `${pathname}${search}`
    })
    return { took, asked }
  } finally {
    await context.close()
  }
}

const scripts = (asked: readonly string[]): readonly string[] =>
  [...new Set(asked)].filter((path) => path.endsWith(".js"))

const bytesOf = (asked: readonly string[]): number =>
  scripts(asked).reduce((sum, path) => sum + gzipOf(path), 0)

/** From an empty browser to the first table row, beside a bare page of the same libraries. */
export const measureColdStart = async (
  browser: Browser,
  server: Server,
  rounds: number,
): Promise<Section> => {
  const list = "/c/cloudfoundry-sandbox/packages"
  try {
    await buildBare()
    const warm = await load(browser, `${server.origin}${list}`, firstRow.ours)
    const data = warm.asked.find((path) => path.includes("/upstream/"))
    if (data === undefined) throw new Error("The app asked for no list before its first row")
    const from = `/${place}/index.html?from=${encodeURIComponent(data)}`
    const bare = await load(browser, `${server.origin}${from}`, firstRow.bare)
    const times: Record<"ours" | "bare", number[]> = { ours: [], bare: [] }
    await alternate(["ours", "bare"] as const, rounds, async (which) => {
      const address = `${server.origin}${which === "ours" ? list : from}`
      times[which].push((await load(browser, address, firstRow[which])).took)
    })
    const ours = spread(times.ours)
    const base = spread(times.bare)
    const row = (name: string, { asked }: Load, of: typeof ours): readonly string[] => [
      name,
      ms(of.median),
      ms(of.p95),
      kB(bytesOf(asked)),
      String(scripts(asked).length),
      String(asked.length),
    ]
    return {
      title: "Cold start",
      words: `From an empty browser to the first painted row of a Cloud Foundry list, beside a bare page of react, react-router, react-query, react-table and react-virtual with one unstyled table of the same answer over the same server; ${rounds} loads each, in turn. Requests are all that were begun before the row was painted: page, styles, font, scripts and data.`,
      tables: [
        {
          head: ["page", "median", "p95", "JS, gzip", "JS files", "requests"],
          rows: [row("Waybill", warm, ours), row("bare", bare, base)],
        },
      ],
      checks: [
        atMost("JS to the first row, gzip", bytesOf(warm.asked), 180_000, kB),
        atMost("requests to the first row", warm.asked.length, 20, String),
        atMost(
          "time to the first row, over the bare page's",
          ours.median / base.median,
          1.4,
          (times) => `${times.toFixed(2)} times`,
        ),
      ],
    }
  } finally {
    rmSync(`dist/${place}`, { recursive: true, force: true })
  }
}
