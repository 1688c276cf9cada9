import { setTimeout as sleep } from "node:timers/promises"
import type { Browser } from "@playwright/test"
import { timeToFirst, viewport } from "../browser.ts"
import { atMost, ms } from "../report.ts"
import type { Section } from "../report.ts"
import type { Server } from "../server.ts"
import { spread } from "../stats.ts"

const row = "tr[data-row-id]"

/** How many pages of lists the app has kept in IndexedDB; runs in the page. */
const keptPages = async (): Promise<number> => {
  // To open what is not there would make it, without the app's store in it.
  const there = await indexedDB.databases()
  if (!there.some(({ name }) => name === "waybill")) return 0
  return new Promise((resolve, reject) => {
    const opened = indexedDB.open("waybill")
    opened.addEventListener("error", () => reject(new Error("IndexedDB cannot be opened")))
    opened.addEventListener("success", () => {
      const db = opened.result
      const all = db.transaction("queries").objectStore("queries").getAllKeys()
      all.addEventListener("success", () => {
        db.close()
        resolve(all.result.filter((key) => /\blist\b/.test(JSON.stringify(key))).length)
      })
    })
  })
}

/** Not `waitForFunction`, to which any promise is true. */
const until = async (holds: () => Promise<boolean>): Promise<void> => {
  const deadline = Date.now() + 30_000
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error("The list was not kept")
    await sleep(100)
  }
}

const faults = async (server: Server, init: RequestInit): Promise<void> => {
  const answered = await fetch(`${server.sandbox}/_sandbox/worlds/default/faults`, init)
  if (!answered.ok) throw new Error(`The sandbox refused a fault: ${answered.status}`)
}

/** First row of a list that the browser has in IndexedDB, while the provider takes its time. */
export const measureCached = async (
  browser: Browser,
  server: Server,
  rounds: number,
): Promise<Section> => {
  const address = `${server.origin}/c/cloudfoundry-sandbox/packages`
  const context = await browser.newContext({ viewport })
  try {
    const first = await context.newPage()
    await timeToFirst(first, address, row)
    await until(async () => (await first.evaluate(keptPages)) > 0)
    await first.close()
    await faults(server, {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body: JSON.stringify([
        { match: { api: "cloudfoundry" }, fault: { kind: "delay", ms: 20_000 } },
      ]),
    })
    const times: number[] = []
    for (let round = 0; round < rounds; round += 1) {
      const page = await context.newPage()
      times.push(await timeToFirst(page, address, row))
      await page.close()
    }
    const of = spread(times)
    return {
      title: "A list seen before",
      words: `From the start of a load to the first painted row of a list that is kept in IndexedDB. The sandbox meanwhile holds every answer back for 20 s, so the rows can come from nowhere else. ${rounds} loads.`,
      tables: [{ head: ["median", "p95"], rows: [[ms(of.median), ms(of.p95)]] }],
      checks: [atMost("first row of a cached list", of.median, 1000, ms)],
    }
  } finally {
    await faults(server, { method: "DELETE" })
    await context.close()
  }
}
