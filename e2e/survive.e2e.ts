import { seriousIn } from "./axe.ts"
import { expect, test } from "./fixtures.ts"

const down = [{ match: { api: "cylance" }, fault: { kind: "reset" } }]

test("a provider that is down shows what it said last, with its age, and can only be read", async ({
  page,
  world,
}) => {
  const errors: string[] = []
  page.on("pageerror", (error) => errors.push(error.message))
  const id = await world.connect("cylance", { name: "Endpoints" })
  await page.goto(`/c/${id}/packages`)
  const rows = page.locator("tbody [data-row-link]")
  await expect(rows.first()).toBeVisible()
  const before = await rows.allInnerTexts()
  await rows.first().click()
  await expect(page.getByRole("heading", { level: 1, name: before[0] ?? "" })).toBeVisible()
  await expect(page.getByRole("button", { name: "More" })).toBeVisible()

  await world.break(down)
  await page.reload()
  await expect(page.getByText(/Data from just now; Endpoints cannot be reached/)).toBeVisible()
  await expect(page.getByRole("heading", { level: 1, name: before[0] ?? "" })).toBeVisible()
  const deploy = page.getByRole("button", { name: "Deploy", exact: true })
  await expect(deploy).toBeDisabled()
  await expect(deploy).toHaveAccessibleDescription(
    "Endpoints cannot be reached, so nothing can be changed until it answers again.",
  )
  expect(await seriousIn(page)).toEqual([])

  await page.getByRole("link", { name: "Endpoints" }).first().click()
  await expect(rows.first()).toBeVisible()
  expect(await rows.allInnerTexts()).toEqual(before)
  await page.reload()
  await expect(page.getByText(/Data from just now; Endpoints cannot be reached/)).toBeVisible()
  expect(await rows.allInnerTexts()).toEqual(before)
  await page
    .getByRole("button", { name: /^Actions for/ })
    .first()
    .click()
  await expect(page.getByRole("menuitem", { name: /^Delete/ })).toHaveAttribute(
    "aria-disabled",
    "true",
  )
  await page.keyboard.press("Escape")

  expect(errors).toEqual([])
  await world.heal()
  await page.getByRole("button", { name: "Try again" }).click()
  await expect(page.getByText(/Data from/)).toBeHidden()
  await page
    .getByRole("button", { name: /^Actions for/ })
    .first()
    .click()
  await expect(page.getByRole("menuitem", { name: /^Delete/ })).not.toHaveAttribute(
    "aria-disabled",
    "true",
  )
})

test("the table of all packages keeps what a provider said before it went down", async ({
  page,
  world,
}) => {
  await world.connect("cylance", { name: "Endpoints" })
  await world.connect("vrealize", { name: "Clouds" })
  await page.goto("/packages")
  const parts = page.getByRole("region", { name: "Connections in this table" })
  await expect(parts).toContainText("All 7 connections are in this table.")
  await world.break(down)
  // Older than a minute it is asked for anew, and that fails.
  await page.clock.install({ time: Date.now() + 3 * 60_000 })
  await page.reload()
  await expect(parts).toContainText("Endpoints cannot be read now: shown as read before.")
  await expect(parts).toContainText(/Endpoints[\d,]+ from \d minutes ago/)
  await expect(page.getByText(/^[\d,]+ packages$/)).toBeVisible()
  expect(await seriousIn(page)).toEqual([])
})

test("what was kept for somebody else is not shown, and is gone", async ({ page, world }) => {
  const id = await world.connect("cylance", { name: "Endpoints" })
  await page.goto(`/c/${id}/packages`)
  const rows = page.locator("tbody [data-row-link]")
  await expect(rows.first()).toBeVisible()
  await world.break(down)
  await page.evaluate(() => localStorage.setItem("waybill.user", "somebody else"))
  await page.reload()
  await expect(page.getByRole("alert")).toContainText("Endpoints")
  await expect(rows).toHaveCount(0)
  expect(await page.evaluate(() => localStorage.getItem("waybill.user"))).toBe("local")
})
