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

test("what opens over a page and cannot be loaded leaves the page as it is, and opens once it comes", async ({
  page,
  world,
}) => {
  const spectra = await world.connect("spectra", { name: "Portal" })
  const missed = page.getByRole("alert").filter({ hasText: "could not be loaded" })
  const rows = page.locator("tbody [data-row-link]")
  const without = async (file: string, press: () => Promise<void>): Promise<void> => {
    const address = `**/assets/${file}-*.js`
    await page.route(address, (route) => route.abort())
    await page.goto(`/c/${spectra}/projects`)
    await expect(page.getByRole("button", { name: "Columns", exact: true })).toBeVisible()
    await press()
    await expect(missed).toBeVisible()
    await expect(rows.first()).toBeVisible()
    await page.unroute(address)
  }

  const columns = page.getByRole("dialog", { name: "Columns" })
  const openColumns = async (): Promise<void> =>
    await page.getByRole("button", { name: "Columns", exact: true }).click()
  for (const file of ["PopoverPopup", "ColumnChooser"]) {
    await without(file, openColumns)
    await expect(columns.getByRole("checkbox").first()).toBeVisible()
    await expect(missed).toHaveCount(0)
  }

  await without("Palette", async () => await page.keyboard.press("ControlOrMeta+k"))
  await expect(page.getByRole("dialog", { name: "Command palette" })).toBeVisible()

  // Who turns elsewhere meanwhile does not want it any more.
  await without("ShortcutHelp", async () => await page.keyboard.press("?"))
  await page.keyboard.press("Escape")
  await expect(missed).toHaveCount(0)
  await page.keyboard.press("?")
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible()
})
