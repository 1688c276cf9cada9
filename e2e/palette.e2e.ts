import { names, own, settled } from "./allPackages.ts"
import { seriousIn } from "./axe.ts"
import { expect, test } from "./fixtures.ts"
import { keptIn } from "./keptIn.ts"
import { opened } from "./spectra.ts"

test("the command palette does what the page can do, leads anywhere, and finds packages", async ({
  page,
  world,
  context,
}) => {
  const id = await world.connect("cylance", { name: "Endpoints" })
  await page.goto("/packages?connection=Endpoints")
  await settled(page, 1)
  const [, name = ""] = await names(page)
  // All of it is looked through below, of which the page after this has nothing but what was kept.
  await expect.poll(() => keptIn(page, JSON.stringify('"everything"').slice(1, -1))).toBe(own + 1)
  await page.goto(`/c/${id}/packages`)
  const rows = page.locator("tbody [data-row-link]")
  await expect(rows.first()).toBeVisible()
  await expect(page.getByRole("button", { name: /^Actions for/ }).first()).toBeVisible()
  await page.keyboard.press("j")
  await expect(rows.first()).toBeFocused()
  const first = await rows.first().innerText()
  await page.keyboard.press("Control+k")
  const palette = page.getByRole("dialog", { name: "Command palette" })
  const box = palette.getByRole("combobox")
  const marked = palette.locator("[role=option][data-highlighted]")
  await expect(palette).toBeVisible()
  expect(await seriousIn(page)).toEqual([])
  await page.keyboard.type("delete")
  await expect(palette.getByRole("option").first()).toContainText(`Delete ${first}`)
  await expect(marked).toContainText(`Delete ${first}`)
  await page.keyboard.press("Enter")
  await expect(palette).toBeHidden()
  await expect(page.getByRole("dialog")).toContainText(first)
  await opened(page.getByRole("dialog"))
  await page.keyboard.press("Escape")
  await expect(page.getByRole("dialog")).toBeHidden()

  await page.keyboard.press("Control+k")
  await page.keyboard.type(name)
  await expect(palette).toContainText(/Looked through [\d,]+ packages read so far\./)
  // Looked for anew now that all is known: lines above which others come in move away from a press.
  await box.fill("no such thing")
  await expect(palette.getByRole("option")).toHaveText([/^Search everywhere for/])
  await box.fill(name)
  await palette.getByRole("option", { name }).filter({ hasText: "Endpoints" }).first().click()
  await expect(page.getByRole("heading", { level: 1, name })).toBeFocused()
  // The name is there before the page is, and the page before it is remembered.
  await page.waitForFunction(
    (title) => localStorage.getItem("waybill.recents")?.includes(title),
    name,
  )

  await page.keyboard.press("Control+k")
  await expect(palette.getByRole("option", { name: "Go up to Endpoints" })).toBeVisible()
  await expect(palette.getByRole("group", { name: "Recent" })).toContainText(name)
  await page.keyboard.type("settings")
  await expect(marked).toHaveText(/^Settings/)
  const other = context.waitForEvent("page")
  await page.keyboard.press("Control+Enter")
  await expect(await other).toHaveURL(/\/settings$/)
  await page.keyboard.press("Enter")
  await expect(page).toHaveURL(/\/settings$/)
  // The address is there before the page is.
  await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeFocused()

  await page.keyboard.press("Control+k")
  await page.keyboard.type("no such thing")
  await expect(palette.getByRole("option")).toHaveText([/Search everywhere for “no such thing”/])
  await expect(marked).toHaveCount(1)
  await page.keyboard.press("Enter")
  await expect(page).toHaveURL(/\/packages\?q=no\+such\+thing$/)
  await expect(page.getByRole("heading", { level: 1, name: "All packages" })).toBeFocused()

  // What the box of that table can be asked, both ways to it can be asked as well.
  await page.keyboard.press("Control+k")
  // At once: what each letter of it finds would come and go under the press.
  await box.fill("state:failed")
  await expect(palette).toContainText(
    /[\d,]+ packages match, of which the best 8 are shown\. Looked through/,
  )
  await palette.getByRole("option", { name: /^Search everywhere for/ }).click()
  await expect(page).toHaveURL(/\/packages\?state=failed$/)
  const everywhere = page.getByRole("searchbox", { name: "Search all packages" })
  await everywhere.fill("state:ready react")
  await everywhere.press("Enter")
  await expect(page).toHaveURL(/\/packages\?q=react&state=ready$/)
})

test("what is typed before the command palette is there is typed into it", async ({ page }) => {
  const asked = Promise.withResolvers<void>()
  const release = Promise.withResolvers<void>()
  await page.route(/\/assets\/Palette-.*\.js$/, async (route) => {
    asked.resolve()
    await release.promise
    await route.continue()
  })
  await page.goto("/packages")
  await expect(page.locator("tbody [data-row-link]").first()).toBeVisible()
  await page.keyboard.press("Control+k")
  await asked.promise
  // Shortcuts of the page: a row is chosen, another page is opened.
  await page.keyboard.type("xg c")
  for (let letters = 4; letters > 0; letters -= 1) await page.keyboard.press("Backspace")
  await page.keyboard.type("settings")
  release.resolve()
  const palette = page.getByRole("dialog", { name: "Command palette" })
  await expect(palette.getByRole("combobox")).toHaveValue("settings")
  await expect(palette.locator("[role=option][data-highlighted]")).toHaveText(/^Settings/)
  await expect(page).toHaveURL(/\/packages$/)
  await page.keyboard.press("Enter")
  await expect(page).toHaveURL(/\/settings$/)
  await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeFocused()
})

test("what a page offers late comes into the open command palette, and moves nobody's line", async ({
  page,
}) => {
  const release = Promise.withResolvers<void>()
  await page.route(/\/assets\/(HeaderActions|DropTarget)-.*\.js$/, async (route) => {
    await release.promise
    await route.continue()
  })
  await page.goto("/c/cloudfoundry-sandbox/packages")
  await expect(page.locator("tbody [data-row-link]").first()).toBeVisible()
  await page.keyboard.press("Control+k")
  const palette = page.getByRole("dialog", { name: "Command palette" })
  await expect(palette).toBeVisible()
  await page.keyboard.type("c")
  const connections = palette.getByRole("option", { name: /^Connections/ })
  const marked = palette.locator("[role=option][data-highlighted]")
  await expect(marked).toHaveCount(1)
  for (let steps = 0; steps < 10; steps += 1) {
    if ((await connections.getAttribute("data-highlighted")) !== null) break
    const line = await marked.innerText()
    await page.keyboard.press("ArrowDown")
    await expect(marked).not.toHaveText(line, { useInnerText: true })
  }
  await expect(marked).toHaveText(/^Connections/)
  await expect(palette.getByRole("option", { name: "Create" })).toHaveCount(0)
  release.resolve()
  await expect(palette.getByRole("option", { name: "Create" })).toBeVisible()
  await expect(marked).toHaveText(/^Connections/)
  await expect(palette.getByRole("combobox")).toHaveValue("c")

  await palette.getByRole("combobox").fill("upl")
  await expect(marked).toHaveText(/^Upload/)
  await page.keyboard.press("Enter")
  await expect(page).toHaveURL(/do=upload/)
})
