import type { Page } from "@playwright/test"
import { expect, test } from "./fixtures.ts"
import { keptIn } from "./keptIn.ts"
import { idsOf, list, open, rows } from "./openList.ts"

test.use({ viewport: { width: 390, height: 844 } })

const asksToWait = [
  { match: { api: "cylance" }, fault: { kind: "status", status: 429, retryAfter: 31 } },
]

const excess = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

test("a list that is old and waits for its provider fits a phone", async ({ page, world }) => {
  const id = await open(page, world)
  await expect.poll(() => keptIn(page, id)).toBeGreaterThan(0)
  await world.break(asksToWait)
  await page.clock.setSystemTime(Date.now() + 3 * 86_400_000)
  await page.reload()
  await expect(page.getByText(/^asked to wait, goes on in/)).toBeVisible()
  await expect(page.getByRole("button", { name: /^Updated 3 days ago/ })).toBeVisible()
  await expect(page.getByRole("button", { name: "Columns", exact: true })).toBeVisible()
  expect(await excess(page)).toBeLessThanOrEqual(0)
})

test("what failed takes a line or two of a phone, and says the rest on demand", async ({
  page,
  world,
}) => {
  await open(page, world)
  const [id] = await idsOf(page)
  await rows(page).first().click()
  await expect(page.getByRole("tab").first()).toBeVisible()
  await expect.poll(() => keptIn(page, id ?? "none")).toBeGreaterThan(0)
  await world.break([{ match: { api: "cylance" }, fault: { kind: "status", status: 500 } }])
  await page.reload()
  const notice = page.locator("[data-notice]")
  await expect(notice.getByText(/^Data from/)).toBeVisible()
  const remedy = notice.getByText(/^Waybill asks again by itself/)
  await expect(remedy).toBeHidden()
  const height = async () => (await notice.boundingBox())?.height ?? Infinity
  expect(await height()).toBeLessThan(120)
  await notice.getByRole("button", { name: "More details" }).click()
  await expect(remedy).toBeVisible()
  await notice.getByRole("button", { name: "Fewer details" }).click()
  await expect(remedy).toBeHidden()
  await page.setViewportSize({ width: 1440, height: 900 })
  await expect(remedy).toBeVisible()
  await expect(notice.getByRole("button", { name: "More details" })).toBeHidden()
})

test("nothing is offered of a page that has no cards", async ({ page, world }) => {
  await open(page, world)
  const bar = page.getByRole("region", { name: "Selection" })
  await page
    .getByRole("checkbox", { name: /^Select / })
    .first()
    .check()
  await expect(bar.getByRole("button", { name: /on this page$/ })).toBeVisible()
  await page.getByRole("combobox", { name: "Search packages" }).fill("zzqqx")
  await expect(bar).toContainText("not among those that match")
  await expect(bar.getByRole("button", { name: /^Select all/ })).toHaveCount(0)
})

test("nothing moves as the buttons of a header come, or as connections are read", async ({
  page,
  world,
}) => {
  const come = Promise.withResolvers<void>()
  await page.route("**/assets/DropTarget-*.js", async (route) => {
    await come.promise
    await route.continue()
  })
  const id = await world.connect("vrealize", { name: "Clouds" })
  await page.goto(`/c/${id}/packages`)
  await expect(page.getByRole("button", { name: "Create" })).toBeVisible()
  const top = async (): Promise<number | undefined> => (await rows(page).first().boundingBox())?.y
  await expect(rows(page).first()).toBeVisible()
  await expect(page.getByRole("button", { name: "Columns", exact: true })).toBeVisible()
  // All else that is loaded above the rows is there, too.
  await expect(page.getByRole("combobox", { name: "Search packages" })).toBeVisible()
  await expect(page.getByRole("button", { name: /^Updated/ })).toBeVisible()
  await expect(list(page).getByText(/^\d+ packages$/)).toBeVisible()
  const before = await top()
  come.resolve()
  await expect(page.getByRole("button", { name: "Import" })).toBeVisible()
  expect(await top()).toBe(before)

  await world.break([
    { match: { api: "vrealize", path: "packages" }, fault: { kind: "delay", ms: 600_000 } },
  ])
  await page.goto("/packages")
  const parts = page.getByRole("region", { name: "Connections in this table" })
  await expect(parts).toContainText("1 connection is still being read.", { timeout: 60_000 })
  await expect(parts.getByRole("listitem")).toHaveCount(0)
  await parts.getByText("Which they are").click()
  await expect(parts.getByRole("listitem").filter({ hasText: "Clouds" })).toContainText("reading")
})
