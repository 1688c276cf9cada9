import type { Page } from "@playwright/test"
import { seriousIn } from "./axe.ts"
import { expect, test } from "./fixtures.ts"
import { keptIn } from "./keptIn.ts"
import { openPortal } from "./spectra.ts"

/** Makes all that this browser keeps six days older. */
const age = (page: Page): Promise<void> =>
  page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const asked = indexedDB.open("waybill")
        asked.addEventListener("success", () => {
          const write = asked.result.transaction("queries", "readwrite")
          const all = write.objectStore("queries").openCursor()
          all.addEventListener("success", () => {
            const cursor = all.result
            if (!cursor) return
            cursor.value.state.dataUpdatedAt -= 6 * 86_400_000
            cursor.update(cursor.value)
            cursor.continue()
          })
          write.addEventListener("complete", () => {
            asked.result.close()
            resolve()
          })
        })
      }),
  )

/** Whether this browser keeps what it was answered today of what costs a call of its own. */
const keepsNew = (page: Page, version: string): Promise<boolean> =>
  page.evaluate(
    (part) =>
      new Promise<boolean>((resolve) => {
        const asked = indexedDB.open("waybill")
        asked.addEventListener("success", () => {
          const all = asked.result.transaction("queries").objectStore("queries").openCursor()
          all.addEventListener("success", () => {
            const cursor = all.result
            const key = JSON.stringify(cursor?.key ?? "")
            const isIt = key.includes("late") && key.includes(part)
            const young = Date.now() - cursor?.value.state.dataUpdatedAt < 86_400_000
            if (cursor && !(isIt && young)) {
              cursor.continue()
              return
            }
            asked.result.close()
            resolve(cursor !== null)
          })
        })
      }),
    version,
  )

test("verdicts of days ago are marked as old until they are answered again, and move nothing", async ({
  page,
  world,
}) => {
  const portal = await openPortal(page, world)
  for (const version of ["1.0.0", "1.1.0"]) await portal.put(version)
  const old = page.getByTitle(/^Read before; from 6 days ago, and being asked for again/)
  const row = page.getByRole("row", { name: /1\.0\.0/ })
  const header = page.locator("header").filter({ has: page.getByRole("heading", { level: 1 }) })
  // What an analysis found stands there once it is done.
  for (const version of ["1.0.0", undefined]) {
    await page.goto(portal.path(version))
    await expect((version ? header : row).getByText(/^(pass|fail)$/i).first()).toBeVisible()
  }
  await expect.poll(() => keptIn(page, "late")).toBe(2)
  for (const [path, place] of [
    [portal.path(), row],
    [portal.path("1.0.0"), header],
  ] as const) {
    await page.goto("/settings")
    await age(page)
    const answer = Promise.withResolvers<void>()
    await page.route("**/upstream/status/**", async (route) => {
      await answer.promise
      await route.continue()
    })
    await page.goto(path)
    await expect(place.getByText(/^(pass|fail)$/i).first()).toBeVisible()
    await expect(place.locator(old).first()).toBeVisible()
    // The cards of an item say it of what stands in them.
    if (place === header)
      await expect(page.getByRole("tabpanel").locator(old).first()).toBeVisible()
    expect(await seriousIn(page)).toEqual([])
    await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" })
    expect(await seriousIn(page, "colours")).toEqual([])
    await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" })
    const value = place.getByText(/^Approval status$|^NotApproved$/).first()
    const before = [await place.boundingBox(), await value.boundingBox()]
    answer.resolve()
    await expect(old).toHaveCount(0)
    expect([await place.boundingBox(), await value.boundingBox()]).toEqual(before)
    await page.unroute("**/upstream/status/**")
    // Else what is made older next is the answer of before, and then too old to be shown.
    await expect.poll(() => keepsNew(page, "1.0.0")).toBe(true)
  }
})
