import { expect, test } from "./fixtures.ts"

for (const [how, open] of [
  ["may not be opened", "throw new DOMException('Blocked for this site', 'SecurityError')"],
  ["never opens", "return new EventTarget()"],
] as const)
  test(`lists and items are shown where the browser's store ${how}`, async ({ page, world }) => {
    const errors: string[] = []
    page.on("pageerror", (error) => errors.push(error.message))
    await page.addInitScript({
      content: `IDBFactory.prototype.open = () => { ${open} }
        localStorage.setItem("waybill.user", "local")`,
    })
    const id = await world.connect("cylance", { name: "Endpoints" })
    const rows = page.locator("tbody [data-row-link]")
    for (const visit of ["first", "second"]) {
      await page.goto(`/c/${id}/packages`)
      await expect(rows, visit).toHaveCount(25)
      const name = await rows.first().innerText()
      await rows.first().click()
      await expect(page.getByRole("heading", { level: 1, name })).toBeVisible()
      await expect(page.getByRole("tab").first()).toBeVisible()
      await page.goBack()
      await expect(rows.first()).toBeVisible()
      await page.getByRole("link", { name: "All packages" }).first().click()
      // Of its own: those of the list before stand until it is there.
      await expect(page.getByRole("heading", { level: 1, name: "All packages" })).toBeVisible()
      await expect(rows.first()).toBeVisible()
    }
    expect(errors).toEqual([])
  })
