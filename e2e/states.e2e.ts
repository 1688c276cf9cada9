import { readFileSync } from "node:fs"
import type { Page } from "@playwright/test"
import { expect, test } from "./fixtures.ts"
import { keptIn } from "./keptIn.ts"
import { list } from "./openList.ts"

/**
 * Lets so much time pass, and again, until this holds: the time until the next try begins only once the
 * one before has failed, and the page knows it.
 */
const passes = (page: Page, ms: number, holds: (timeout: number) => Promise<void>): Promise<void> =>
  expect(async () => {
    await page.clock.fastForward(ms)
    await holds(2000)
  }).toPass({ timeout: 60_000 })

test("an item shows its fields, copies them, and has the raw JSON without secrets", async ({
  page,
  world,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"])
  const id = await world.connect("cloudfoundry")
  await page.goto(`/c/${id}/packages?type=docker&per=25`)
  const row = page.locator("[data-row-link]").first()
  const guid = (await row.textContent()) ?? ""
  await row.click()
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(guid)
  for (const group of ["Package", "Relationships", "Metadata", "Links"])
    await expect(page.getByRole("heading", { name: group, exact: true })).toBeVisible()
  await page.getByRole("button", { name: "Copy GUID", exact: true }).first().click()
  await expect.poll(async () => page.evaluate(() => navigator.clipboard.readText())).toBe(guid)

  await page.getByRole("tab", { name: "Raw" }).click()
  await expect(page).toHaveURL(/tab=raw/)
  await page.getByRole("button", { name: "Copy the JSON", exact: true }).click()
  await expect
    .poll(async () => page.evaluate(() => navigator.clipboard.readText()))
    .toContain(`"guid": "${guid}"`)
  // It is read by its shape: what is within something stands further in.
  const [outer, inner] = ["guid:", "image:"].map((label) =>
    page.getByText(label, { exact: true }).first(),
  )
  const left = async (label: typeof outer): Promise<number> => (await label?.boundingBox())?.x ?? 0
  expect(await left(inner)).toBeGreaterThan(await left(outer))
  await page.getByLabel("Search in the JSON").fill("relationships")
  await expect(page.getByText('"relationships": {')).toBeVisible()
  await page.reload()
  await expect(page.getByRole("tab", { name: "Raw" })).toHaveAttribute("aria-selected", "true")
})

test("one provider failing leaves the others usable, and every table says what is missing", async ({
  page,
  world,
}) => {
  await world.connect("cylance", { name: "Broken one" })
  await world.connect("vrealize", { name: "Healthy one" })
  await world.break([
    { match: { api: "cylance", path: "packages" }, fault: { kind: "status", status: 500 } },
  ])
  await page.goto("/")
  await expect(page.getByRole("alert").filter({ hasText: "Broken one" })).toBeVisible()
  await expect(page.getByRole("main").getByRole("link", { name: "Healthy one" })).toBeVisible()
  await expect(
    page.getByRole("main").getByRole("link", { name: "120 packages" }).first(),
  ).toBeVisible()
  // A sum without one of its parts says so.
  await expect(
    page
      .getByRole("main")
      .getByText(/^≥ [\d,]+$/)
      .first(),
  ).toBeVisible()
  await page.getByRole("main").getByRole("link", { name: "Healthy one" }).click()
  await expect(page.locator("[data-row-link]").first()).toBeVisible()

  await page.goto("/packages?connection=Broken+one")
  const parts = page.getByRole("region", { name: "Connections in this table" })
  await expect(parts).toContainText("Searching 6 of 7 connections. Broken one could not be read.", {
    timeout: 60_000,
  })
  const broken = parts.getByRole("listitem").filter({ hasText: "Broken one" })
  await expect(broken.getByRole("button", { name: "Try again" })).toBeVisible()
  await expect(page.getByText("There are no packages here yet")).toHaveCount(0)
  // Else it may be asked for by itself right before the press, and the button be gone.
  await world.break([{ match: { api: "cylance" }, fault: { kind: "hold" } }])
  await broken.getByRole("button", { name: "Try again" }).click()
  await world.heal()
  await expect(parts).toContainText("All 7 connections are in this table.")
  await expect(list(page).getByText(/^120 of [\d,]+ packages$/)).toBeVisible()
})

test("the table of all packages fills while a slow one is still asked", async ({ page, world }) => {
  await world.connect("astra", { name: "Slow one" })
  await world.break([
    { match: { api: "astra", path: "packages" }, fault: { kind: "delay", ms: 600_000 } },
  ])
  await page.goto("/packages")
  const parts = page.getByRole("region", { name: "Connections in this table" })
  await expect(parts).toContainText("Searching 5 of 6 connections", { timeout: 60_000 })
  await expect(parts.getByRole("listitem").filter({ hasText: "Slow one" })).toContainText("reading")
  await expect(list(page).getByText(/^at least [\d,]+ packages$/)).toBeVisible()
  await expect(page.locator("[data-row-link]").first()).toBeVisible()
})

test("what is exported while a connection is still being read waits for it, also on another page", async ({
  page,
  world,
}) => {
  const id = await world.connect("astra", { name: "Slow one" })
  const come = Promise.withResolvers<void>()
  await page.route(`**/api/connections/${id}/upstream/**`, async (route) => {
    await come.promise
    await route.continue()
  })
  await page.goto("/packages")
  const parts = page.getByRole("region", { name: "Connections in this table" })
  await expect(parts).toContainText("Searching 5 of 6 connections", { timeout: 60_000 })
  let files = 0
  page.on("download", () => (files += 1))
  const saved = page.waitForEvent("download")
  const start = async (): Promise<void> => {
    await page.getByRole("button", { name: "Export packages" }).click()
    await page.getByRole("button", { name: /^Export all packages/ }).click()
  }
  await start()
  const jobs = page.getByRole("region", { name: "Jobs" })
  await expect(jobs).toContainText("5 of 6 connections read")
  // A second one is cancelled meanwhile, and the first goes on.
  await start()
  await expect(jobs.getByText("5 of 6 connections read")).toHaveCount(2)
  await jobs.getByRole("button", { name: "Cancel", exact: true }).first().click()
  await expect(jobs).toContainText("cancelled")
  await page.getByRole("link", { name: "Overview" }).click()
  await expect(page.getByRole("heading", { name: "Overview" })).toBeVisible()
  expect(files).toBe(0)
  come.resolve()
  const text = readFileSync(await (await saved).path(), "utf8")
  expect(text).toContain("Slow one")
  expect(text).not.toContain("NOT COMPLETE")
  expect(files).toBe(1)
})

test.describe("where there is nothing", () => {
  test.use({ packages: 0 })

  test("an empty list, one filtered away and a page past the end are told apart", async ({
    page,
    world,
  }) => {
    const id = await world.connect("vrealize")
    await page.goto(`/c/${id}/packages`)
    await expect(page.getByText("There are no packages here yet")).toBeVisible()
    await page.goto("/c/vrealize-sandbox/packages?name=%3Dno-such-name")
    await expect(page.getByText("No package matches")).toBeVisible()
    await page.getByRole("button", { name: "Clear search and filters" }).click()
    // In the list: it is also announced.
    await expect(list(page).getByText("120 packages", { exact: true })).toBeVisible()
    await page.goto("/c/vrealize-sandbox/packages?page=99")
    await expect(
      page.getByText("the list has no page 99: this is page 6, the last one."),
    ).toBeVisible()
    await expect(page.getByText("101–120 of 120")).toBeVisible()
  })
})

test("no permission and failure say who can help, and are never an empty list", async ({
  page,
  world,
}) => {
  const name = "May not look"
  const forbidden = await world.connect("vrealize", {
    name,
    ...world.access("vrealize", "a user who may not read packages"),
  })
  await page.goto(`/c/${forbidden}/packages`)
  await expect(page.getByRole("main").getByText(/^May not look: /)).toBeVisible()
  await expect(page.getByText("Have one of the architect roles")).toBeVisible()
  await expect(
    page.getByRole("main").getByRole("link", { name: "Connection settings" }),
  ).toBeVisible()
  await expect(page.getByText(/no packages|0 packages/)).toHaveCount(0)

  const id = await world.connect("astra", { name: "Falls over" })
  await world.break([{ match: { api: "astra", path: "packages" }, fault: { kind: "malformed" } }])
  await page.goto(`/c/${id}/packages`)
  await expect(page.getByText("answer could not be read")).toBeVisible()
  await expect(page.getByText("Not read yet")).toBeVisible()
  await expect(page.getByText(/no packages|0 packages/)).toHaveCount(0)
  await world.break([{ match: { api: "astra" }, fault: { kind: "hold" } }])
  await page.getByRole("main").getByRole("button", { name: "Try again" }).click()
  await world.heal()
  await expect(page.locator("[data-row-link]").first()).toBeVisible()
})

test("a provider that comes back is read by itself, and until then what is told of it stays as it is", async ({
  page,
  world,
}) => {
  const id = await world.connect("cylance", { name: "Endpoints" })
  const down = [{ match: { api: "cylance" }, fault: { kind: "reset" } }] as const
  const asked: string[] = []
  page.on("requestfinished", (request) => {
    if (request.url().includes(`/api/connections/${id}/`)) asked.push(request.url())
  })
  await page.clock.install()
  const main = page.getByRole("main")
  const again = main.getByRole("button", { name: "Try again" }).first()
  const row = page.locator("tbody [data-row-link]").first()

  await world.break(down)
  await page.goto(`/c/${id}/packages`)
  const alert = page.getByRole("alert").filter({ hasText: "Waybill asks again by itself." })
  await expect(alert).toBeVisible()
  await expect(again).toBeEnabled()
  const told = await alert.elementHandle()
  await told?.evaluate((node) => {
    new MutationObserver((records) => {
      node.setAttribute("data-changes", String(records.length))
    }).observe(node, { childList: true, characterData: true, subtree: true })
  })
  // What the page knows already may still have to be told here.
  await expect.poll(() => asked.length).toBe(2)
  const before = asked.length
  await page.clock.fastForward(16_000)
  // Each is tried a second time before it is given up.
  await expect.poll(() => asked.length).toBe(before + 2)
  await expect(alert).toHaveCount(1)
  // Nothing of it was taken away or changed, so that nothing is said once more.
  await expect(alert).not.toHaveAttribute("data-changes")
  expect(await told?.evaluate((node) => node.isConnected)).toBe(true)
  await world.heal()
  await passes(page, 31_000, (timeout) => expect(row).toBeVisible({ timeout }))
  await expect(alert).toHaveCount(0)
  const item = (await row.getAttribute("href")) ?? ""

  // What was read before, beside the note; and one of several connections, which was not.
  for (const [path, sign] of [
    [item, page.locator("[data-notice]").getByText(/Waybill asks again by itself/)],
    ["/", main.getByText(/Endpoints cannot be reached now.* Waybill asks again by itself\./)],
    ["/packages", main.getByRole("listitem").filter({ hasText: /Endpoints.*Try again/ })],
  ] as const) {
    if (path === item) {
      await page.goto(path)
      await expect.poll(() => keptIn(page, String.raw`\"item\"`)).toBeGreaterThan(0)
    } else if (path === "/") {
      await page.goto(path)
      // The list and the item, how many there are, and how many of each of its four states.
      await expect.poll(() => keptIn(page, String.raw`\"${id}\"`)).toBeGreaterThanOrEqual(7)
    }
    await world.break(down)
    await page.goto(path)
    await expect(sign).toBeVisible()
    await expect(again).toBeEnabled()
    await again.focus()
    await world.heal()
    await passes(page, 31_000, (timeout) => expect(again).toHaveCount(0, { timeout }))
    await expect(sign).toHaveCount(0)
    // Whoever stood on the button that went stands somewhere.
    await expect(page.locator("body")).not.toBeFocused()
    await expect(page.locator("main :focus")).toHaveCount(1)
  }

  // What somebody has to mend is not asked for meanwhile.
  const locked = await world.connect("cylance", { name: "Locked" })
  await world.break([
    { match: { api: "cylance", path: "packages" }, fault: { kind: "status", status: 403 } },
  ])
  await page.goto(`/c/${locked}/packages`)
  await expect(main.getByText(/^Locked: /)).toBeVisible()
  await expect(again).toBeEnabled()
  await page.waitForLoadState("networkidle")
  let refused = 0
  page.on("request", (request) => {
    if (request.url().includes(`/api/connections/${locked}/`)) refused += 1
  })
  await page.clock.fastForward(600_000)
  await expect(main.getByText(/asks again by itself/)).toHaveCount(0)
  expect(refused).toBe(0)
})

test("rows stay under the pointer as trouble above them ends by itself", async ({
  page,
  world,
}) => {
  const id = await world.connect("cylance", { name: "Endpoints" })
  await page.clock.install()
  await page.goto(`/c/${id}/packages`)
  const row = page.locator("tbody [data-row-link]").nth(2)
  await expect(row).toBeVisible()
  await page.waitForLoadState("networkidle")
  await world.break([{ match: { api: "cylance" }, fault: { kind: "status", status: 503 } }])
  await page.getByRole("button", { name: /^Refresh/ }).click()
  const note = page.getByText(/Waybill asks again by itself/)
  await expect(note).toBeVisible()
  // The room that it will leave is loaded with it, and moves the rows.
  await expect(list(page).locator("> .mb-3", { has: note })).toBeVisible()
  await row.hover()
  const top = async (): Promise<number | undefined> => (await row.boundingBox())?.y
  const before = await top()
  await world.heal()
  await passes(page, 31_000, (timeout) => expect(note).toHaveCount(0, { timeout }))
  await expect(page.getByText("The provider answers again.")).toBeVisible()
  expect(await top()).toBe(before)
  await page.getByRole("heading", { level: 1 }).hover()
  await expect(page.getByText("The provider answers again.")).toHaveCount(0)
  expect(await top()).toBeLessThan(before ?? 0)
})

test("a card says from when its numbers are once they are there, and not before", async ({
  page,
  world,
}) => {
  const id = await world.connect("cylance", { name: "Endpoints" })
  const others = Promise.withResolvers<void>()
  let asked = 0
  await page.route(`**/api/connections/${id}/**`, async (route) => {
    asked += 1
    if (asked > 1) await others.promise
    await route.continue()
  })
  const first = page.waitForResponse((response) =>
    response.url().includes(`/api/connections/${id}/`),
  )
  await page.goto("/")
  const card = page
    .getByRole("main")
    .locator("section, div")
    .filter({ has: page.getByRole("button", { name: "Refresh Endpoints" }) })
    .last()
    .locator("xpath=ancestor-or-self::*[.//header][1]")
  await (await first).finished()
  await expect(card.getByText("answering")).toBeVisible()
  await expect(card).not.toContainText("Updated")
  others.resolve()
  await expect(card).toContainText("Updated just now")
})
