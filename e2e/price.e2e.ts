import { parts } from "./allPackages.ts"
import { expect, test } from "./fixtures.ts"
import { keptIn } from "./keptIn.ts"
import { list } from "./openList.ts"

test.describe("a list that takes more requests than are made without asking", () => {
  test.use({ packages: 51_500 })

  test("is read anew for a price that was named, and stays whole where that is stopped", async ({
    page,
    world,
  }) => {
    const id = await world.connect("cylance")
    await page.goto(`/c/${id}/packages?sort=category`)
    await page.getByRole("button", { name: "Read them all" }).click()
    const whole = list(page).getByText("10,300 packages", { exact: true })
    await expect(whole).toBeVisible({ timeout: 60_000 })
    const stop = page.getByRole("button", { name: "Stop", exact: true })
    await expect(stop).toBeHidden()

    await world.break([{ match: { api: "cylance" }, fault: { kind: "hold" } }])
    await page.getByRole("button", { name: "Refresh packages, 52 requests" }).click()
    await stop.click()
    await expect(stop).toBeHidden()
    await expect(whole).toBeVisible()
    await expect(page.getByText(/^Not all|^To be read again/)).toHaveCount(0)
    await page.getByRole("button", { name: "Refresh packages, 52 requests" }).click()
    await expect(stop).toBeVisible()
    await world.heal()
    await expect(stop).toBeHidden({ timeout: 60_000 })
    await expect(whole).toBeVisible()
  })

  test("stands among all packages as it was, with its age, until somebody agrees to the price", async ({
    page,
    world,
  }) => {
    const id = await world.connect("cylance", { name: "Dear" })
    await page.goto("/packages")
    const dear = parts(page).getByRole("listitem").filter({ hasText: "Dear" })
    const readAll = dear.getByRole("button", { name: "Read all" })
    await readAll.click()
    // All of it, and not so many of it.
    const whole = /Dear ?10,300$/
    await expect(dear).toHaveText(whole, { timeout: 60_000 })
    const refresh = page.getByRole("button", { name: "Refresh packages" })
    const again = page.waitForResponse(/upstream\/packages\/v2\?.*page=52\b/)
    await refresh.click()
    await again
    await expect(readAll).toHaveCount(0)

    const key = JSON.stringify(`"${id}","","","walk"`).slice(1, -1)
    await expect.poll(() => keptIn(page, key)).toBe(1)
    await page.reload()
    await expect(dear).toContainText(/10,300 from .*reading them again takes about 51 requests/)
    await expect(parts(page)).toContainText(
      "All 6 connections are in this table. Dear waits for your word to be read again: shown as read before.",
    )
    await readAll.click()
    await expect(dear).toHaveText(whole, { timeout: 60_000 })
    await expect(readAll).toHaveCount(0)
  })
})
