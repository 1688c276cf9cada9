import type { Page } from "@playwright/test"
import { expect, test } from "./fixtures.ts"

const awayWords = "Waybill's own server could not be reached."

/** What tells of trouble is at hand a while after the start of a page: before that it could not come. */
const openPrepared = async (page: Page, address: string): Promise<void> => {
  const prepared = ["TroubleDetails", "OldData", "AwayWatch", "LeadsNowhere"].map((part) =>
    page.waitForResponse(new RegExp(String.raw`/${part}-.*\.js$`)),
  )
  await page.goto(address)
  // Each of them, and what it is made of, which comes in files of its own.
  for (const part of await Promise.all(prepared))
    await page.evaluate(async (url) => {
      await import(url)
    }, part.url())
}

test("who writes while Waybill's own server is away keeps what they wrote, and the provider is not blamed", async ({
  page,
  world,
}) => {
  const spectra = await world.connect("spectra", { name: "Portal" })
  const endpoints = await world.connect("cylance", { name: "Endpoints" })
  const box = page.getByRole("main").getByRole("combobox", { name: /^Search / })
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

  // What can be done to the rows comes once it can be loaded, and nobody has to ask for it.
  const menus = page.getByRole("button", { name: /^Actions for/ })
  await without("RowActions", async () => await expect(menus).toHaveCount(0))
  await expect(menus.first()).toBeVisible()
  await expect(missed).toHaveCount(0)

  await without("Palette", async () => await page.keyboard.press("ControlOrMeta+k"))
  await expect(page.getByRole("dialog", { name: "Command palette" })).toBeVisible()

  // Who turns elsewhere meanwhile does not want it any more.
  await without("ShortcutHelp", async () => await page.keyboard.press("?"))
  await page.keyboard.press("Escape")
  await expect(missed).toHaveCount(0)
  await page.keyboard.press("?")
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible()
})

test("that a part is missing is said once while it is asked for again, and once that only a new page has it", async ({
  page,
  world,
}) => {
  const spectra = await world.connect("spectra", { name: "Portal" })
  const missed = page.getByRole("alert").filter({ hasText: "could not be loaded" })
  let asked = 0
  await page.route("**/assets/ShortcutHelp-*.js", (route) => {
    asked += 1
    return route.fulfill({ status: 404, body: "Not found" })
  })
  await page.clock.install()
  await openPrepared(page, `/c/${spectra}/projects`)
  await expect(page.locator("tbody [data-row-link]").first()).toBeVisible()
  await page.keyboard.press("?")
  await page.clock.runFor(1000)
  await expect(missed).toContainText("It is asked for again")
  await missed.evaluate((said) => said.setAttribute("data-said", "once"))
  const before = asked
  await page.clock.runFor(6000)
  await expect.poll(() => asked).toBeGreaterThan(before)
  await expect(missed).toHaveAttribute("data-said", "once")
  // The time until the next try begins only once the one before has failed, however long that takes here.
  await expect(async () => {
    await page.clock.runFor(31_000)
    await expect(missed).toHaveAttribute("data-said", "once", { timeout: 500 })
    await expect(missed).toContainText("Reload the page to have it.", { timeout: 500 })
  }).toPass({ timeout: 60_000 })
  expect(asked).toBeGreaterThan(before + 3)
  const last = asked
  await page.clock.runFor(120_000)
  await expect(missed).toHaveAttribute("data-said", "once")
  expect(asked).toBe(last)
})

test("our own server's absence is told once, of no provider, and ends by itself", async ({
  page,
  world,
}) => {
  const spectra = await world.connect("spectra", { name: "Portal" })
  await world.connect("cylance", { name: "Endpoints" })
  const rows = page.locator("tbody [data-row-link]")
  const away = page.getByRole("alert").filter({ hasText: awayWords })
  const blame = page.getByText(
    /The provider could not be reached|not reachable|this server may reach/,
  )
  const entry = page
    .getByRole("navigation", { name: "Main" })
    .getByRole("link", { name: /Endpoints/ })
  const refresh = page
    .getByRole("main")
    .getByRole("button", { name: /^Refresh (projects|packages)/ })

  const pathname = `/c/${spectra}/projects`
  const fromBefore = / from (just now|\d minutes? ago)$/
  for (const at of [pathname, "/packages"]) {
    await openPrepared(page, at)
    await expect(rows.first()).toBeVisible()
    await expect(refresh).toBeEnabled()
    await page.context().setOffline(true)
    await refresh.click()
    await expect(away).toHaveCount(1)
    await expect(entry).toHaveAccessibleName(/cannot be asked now/)
    await expect(rows.first()).toBeVisible()
    await expect(
      page.getByText(at === pathname ? /^This was read/ : fromBefore).first(),
    ).toBeVisible()
    await expect(blame).toHaveCount(0)
    await expect(page.getByText(awayWords)).toHaveCount(1)

    await page.context().setOffline(false)
    await expect(away).toHaveCount(0)
    await expect(page.getByText(/^This was read/).or(page.getByText(fromBefore))).toHaveCount(0)
    await expect(entry).not.toHaveAccessibleName(/cannot be asked now/)
  }
})

test("a proxy that answers in our own server's place is its absence, and no provider's", async ({
  page,
  world,
}) => {
  const spectra = await world.connect("spectra", { name: "Portal" })
  const rows = page.locator("tbody [data-row-link]")
  const away = page.getByRole("alert").filter({ hasText: awayWords })
  const entry = page
    .getByRole("navigation", { name: "Main" })
    .getByRole("link", { name: /^Portal/ })
  const refresh = page.getByRole("main").getByRole("button", { name: /^Refresh projects/ })
  await openPrepared(page, `/c/${spectra}/projects`)
  await expect(rows.first()).toBeVisible()
  await expect(refresh).toBeEnabled()
  const served = /\/(api|assets|healthz)/
  await page.route(served, (route) =>
    route.fulfill({
      status: 502,
      contentType: "text/html",
      body: "<html><h1>502 Bad Gateway</h1><hr>nginx</html>",
    }),
  )
  await refresh.click()
  await expect(away).toHaveCount(1)
  await expect(away).toContainText("It is asked again by itself")
  await expect(entry).toHaveAccessibleName(/cannot be asked now/)
  await expect(rows.first()).toBeVisible()
  // Its own page says that all is well with whoever sent it, and nothing of our server.
  await page.waitForResponse(/\/healthz$/)
  await expect(away).toHaveCount(1)
  await expect(page.getByText(/The provider failed|is not available/)).toHaveCount(0)

  await page.unroute(served)
  await expect(away).toHaveCount(0)
  await expect(entry).not.toHaveAccessibleName(/cannot be asked now/)
  await expect(page.getByText(/^This was read/)).toHaveCount(0)
})

test("the overview keeps its numbers while our own server is away, and says how old they are", async ({
  page,
  world,
}) => {
  await world.connect("cylance", { name: "Endpoints" })
  await page.clock.install()
  await openPrepared(page, "/")
  const card = page
    .getByRole("main")
    .getByRole("link", { name: /^[\d,]+ packages$/ })
    .first()
  await expect(card).toBeVisible()
  await page.getByRole("link", { name: "All packages" }).first().click()
  await expect(page.locator("tbody [data-row-link]").first()).toBeVisible()

  // What is older than this is asked for again where it is shown.
  await page.clock.fastForward("02:00")
  await page.context().setOffline(true)
  await page.getByRole("link", { name: "Overview" }).first().click()
  await expect(page.getByText(awayWords)).toHaveCount(1)
  await expect(page.getByText(/^Numbers from [2-9] minutes ago\.$/).first()).toBeVisible()
  await expect(card).toBeVisible()
  await expect(page.getByRole("link", { name: /Connections with trouble/ })).toContainText(
    "cannot be asked now",
  )
})

test("a page or a tab that was never loaded comes by itself once our own server is back", async ({
  page,
  world,
}) => {
  const endpoints = await world.connect("cylance", { name: "Endpoints" })
  const rows = page.locator("tbody [data-row-link]")
  const heading = page.getByRole("heading", { level: 1 })
  await openPrepared(page, `/c/${endpoints}/packages`)
  await rows.first().click()
  await expect(page.getByRole("tab", { name: "Use" })).toBeVisible()
  const name = await heading.innerText()
  await page.context().setOffline(true)
  await page.getByRole("tab", { name: "Use" }).click()
  await expect(page.getByText("A part of this page could not be loaded.")).toBeVisible()
  await expect(page.getByText(awayWords)).toHaveCount(1)
  await expect(heading).toHaveText(name)
  await page.context().setOffline(false)
  await expect(page.getByText("A part of this page could not be loaded.")).toHaveCount(0)
  await expect(page.getByRole("tabpanel", { name: "Use" })).toContainText(/\w/)

  await page.context().setOffline(true)
  await page.getByRole("link", { name: "Settings" }).click()
  await expect(page.getByText("A part of the app could not be loaded.")).toBeVisible()
  await expect(
    page.getByRole("main").getByRole("button", { name: "Try again", exact: true }),
  ).toBeVisible()
  // A new page would be the browser's own.
  await expect(page.getByRole("button", { name: "Reload the page" })).toHaveCount(0)
  await page.context().setOffline(false)
  await expect(heading).toHaveText("Settings")
  await expect(page.getByRole("alert")).toHaveCount(0)
})
