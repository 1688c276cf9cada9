import type { Page } from "@playwright/test"
import { expect, test } from "./fixtures.ts"
import { openPortal } from "./spectra.ts"

/** How much has jumped since the page was opened, as browsers measure it (CLS). */
const jumps = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const shifts: number[] = []
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        if ("value" in entry && typeof entry.value === "number") shifts.push(entry.value)
    }).observe({ type: "layout-shift", buffered: true })
    await new Promise((resolve) => setTimeout(resolve, 300))
    return shifts.reduce((sum, value) => sum + value, 0)
  })

/** What can be scrolled sideways, or has a header that is cut. */
const tooBroad = (page: Page): Promise<readonly string[]> =>
  page
    .locator("main, main [role=tablist], main section, main th .truncate")
    .evaluateAll((all) =>
      all
        .filter((one) => one.scrollWidth > one.clientWidth)
        .map((one) => one.getAttribute("aria-label") ?? one.textContent),
    )

test("nothing of a version jumps while it loads, nor is wider than its screen", async ({
  page,
  world,
}) => {
  const portal = await openPortal(page, world)
  await portal.put("1.0.0")
  const path = portal.path("1.0.0")
  const late = { match: { api: "spectra", path: "/status/" } }
  const sameElsewhere = page.getByRole("region", { name: "The same artifact elsewhere" })
  for (const width of [390, 1440]) {
    await world.break([{ ...late, fault: { kind: "delay", ms: 600 } }])
    await page.setViewportSize({ width, height: 900 })
    await page.goto(`${path}?tab=raw`)
    await expect(sameElsewhere).toBeVisible()
    expect(await jumps(page)).toBeLessThan(0.05)
    await world.heal()
    for (const tab of ["checks", "assessment"]) {
      await page.goto(`${path}?tab=${tab}`)
      await expect(page.getByRole("tabpanel").getByRole("heading").nth(1)).toBeVisible()
      await expect.poll(() => tooBroad(page)).toEqual([])
    }
    // What was read is there while the Portal is down; that it is down is said where it moves nothing.
    await world.break([
      { match: { api: "spectra" }, fault: { kind: "delay", ms: 600 } },
      { match: { api: "spectra" }, fault: { kind: "status", status: 503 } },
    ])
    await page.reload()
    await expect(page.getByText(/^Data from/)).toBeInViewport()
    expect(await jumps(page)).toBeLessThan(0.05)
    await world.heal()
  }
  // The line below a tab says that it is chosen, in any colours.
  await page.emulateMedia({ forcedColors: "active" })
  const marked = (): Promise<number> =>
    page.getByRole("tab").evaluateAll((tabs) => {
      const ground = getComputedStyle(document.body).backgroundColor
      return tabs.filter((tab) => getComputedStyle(tab).borderBottomColor !== ground).length
    })
  // Colours may be on their way to what is asked of them.
  await expect.poll(marked).toBe(1)
})

test("the name of a checked file is read whole, however long, and the columns stay as wide", async ({
  page,
  world,
}) => {
  const portal = await openPortal(page, world)
  await portal.put("1.0.0-with-a-name-that-has-no-room-in-any-column-of-a-table-2026-11-30")
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.goto(
    `${portal.path("1.0.0-with-a-name-that-has-no-room-in-any-column-of-a-table-2026-11-30")}?tab=checks`,
  )
  const cell = page.locator('td[data-column="file"]').first()
  await expect(cell).toContainText(/2026-11-30\.tgz$/)
  // Nothing of it is cut, and nothing is wider than its column.
  await expect
    .poll(() =>
      cell.evaluate((td) => [td.scrollWidth - td.clientWidth, td.scrollHeight - td.clientHeight]),
    )
    .toEqual([0, 0])
  expect((await cell.boundingBox())?.width).toBeLessThan(200)
})
