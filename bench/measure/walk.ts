import { rmSync } from "node:fs"
import type { Browser } from "@playwright/test"
import { build } from "vite"
import * as v from "valibot"
import { said } from "../browser.ts"
import { atMost, ms } from "../report.ts"
import type { Section } from "../report.ts"
import { withServer } from "../server.ts"
import { spread } from "../stats.ts"

const place = "bench-walk"

const Said = v.object({
  rows: v.number(),
  requests: v.number(),
  walks: v.array(v.number()),
  loops: v.array(v.number()),
})

/** Packages in the sandbox, of which one API has a fifth. */
const packages = 50_000

/** Reading every page of a list, beside a bare loop of the same requests. */
export const measureWalk = async (browser: Browser, rounds: number): Promise<Section> => {
  try {
    await build({
      configFile: false,
      root: "bench/walk",
      base: `/${place}/`,
      logLevel: "warn",
      build: {
        outDir: `../../dist/${place}`,
        emptyOutDir: true,
        target: "es2023",
        modulePreload: { polyfill: false },
      },
    })
    return await withServer({ env: { WAYBILL_PACKAGES: String(packages) } }, async (server) => {
      const page = await browser.newPage()
      const told = said(page, "walk")
      await page.goto(`${server.origin}/${place}/index.html?rounds=${rounds}`)
      const { rows, requests, walks, loops } = v.parse(Said, JSON.parse(await told))
      await page.close()
      const walked = spread(walks)
      const bare = spread(loops)
      return {
        title: "Reading a whole list",
        words: `${rows.toLocaleString("en")} vRealize packages in ${requests} requests, from the sandbox through the server, read by the app (queue, adapter, every row checked and made) and by a bare loop of the same requests, as many at once, which parses JSON and makes nothing of it; ${rounds} times each, in turn, in the browser.`,
        tables: [
          {
            head: ["", "median", "p95"],
            rows: [
              ["walk", ms(walked.median), ms(walked.p95)],
              ["bare loop", ms(bare.median), ms(bare.p95)],
            ],
          },
        ],
        checks: [
          atMost(
            "walk, over the bare loop",
            walked.median / bare.median,
            1.3,
            (times) => `${times.toFixed(2)} times`,
          ),
        ],
      }
    })
  } finally {
    rmSync(`dist/${place}`, { recursive: true, force: true })
  }
}
