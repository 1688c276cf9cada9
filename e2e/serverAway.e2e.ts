import { expect, test } from "./fixtures.ts"

test("who writes while Waybill's own server is away keeps what they wrote, and the provider is not blamed", async ({
  page,
  world,
}) => {
  const spectra = await world.connect("spectra", { name: "Portal" })
  const endpoints = await world.connect("cylance", { name: "Endpoints" })
  const box = page.getByRole("main").getByRole("combobox").first()
  const rows = page.locator("tbody [data-row-link]")

  // All rows are here, and what was never loaded is missed, alone.
  await page.goto(`/c/${spectra}/projects`)
  await expect(rows.first()).toBeVisible()
  const name = (await rows.first().innerText()).slice(0, 5)
  await expect(box).toBeVisible()
  await page.context().setOffline(true)
  await box.pressSequentially(name)
  await expect(page.getByText("A part of this page could not be loaded.").first()).toBeVisible()
  await expect(box).toHaveValue(name)
  await expect(rows.first()).toBeVisible()
  await page.context().setOffline(false)
  await expect(page.getByText("A part of this page could not be loaded.")).toHaveCount(0)
  await expect(box).toHaveValue(name)

  // Of a list that must be read to be searched the rows are missing, and nothing else.
  await page.goto(`/c/${endpoints}/packages`)
  await expect(rows.first()).toBeVisible()
  await expect(box).toBeVisible()
  await page.context().setOffline(true)
  await box.pressSequentially("py")
  await expect(page.getByRole("alert").first()).toBeVisible()
  await expect(box).toHaveValue("py")
  await expect(page.getByText(/Endpoints: A part of the app/)).toHaveCount(0)
  await expect(
    page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: /Endpoints/ }),
  ).not.toHaveAccessibleName(/not understood/)
  await expect(page).toHaveURL(/q=py$/)
  await page.context().setOffline(false)
  await page.reload()
  await expect(box).toHaveValue("py")
  await expect(page.getByRole("alert")).toHaveCount(0)
})

test("what could not be loaded when it was opened comes by itself, or with Retry", async ({
  page,
  world,
}) => {
  const spectra = await world.connect("spectra", { name: "Portal" })
  const missing = async (file: string): Promise<() => Promise<void>> => {
    const address = `**/assets/${file}-*.js`
    await page.route(address, (route) => route.abort())
    return async () => await page.unroute(address)
  }
  await page.goto(`/c/${spectra}/projects`)
  await expect(page.locator("tbody [data-row-link]").first()).toBeVisible()

  const columns = await missing("ColumnChooser")
  await page.getByRole("button", { name: "Columns", exact: true }).click()
  const panel = page.getByRole("dialog", { name: "Columns" })
  await expect(panel.getByRole("alert")).toContainText("could not be loaded")
  await columns()
  await expect(panel.getByRole("checkbox").first()).toBeVisible()
  await expect(panel.getByRole("alert")).toHaveCount(0)
})
