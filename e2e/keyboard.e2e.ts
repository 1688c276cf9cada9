import type { Page } from "@playwright/test"
import { names } from "./allPackages.ts"
import { expect, test } from "./fixtures.ts"
import { idsOf, list } from "./openList.ts"
import { holdUndo, opened } from "./spectra.ts"

/** The keys of one shortcut: there is a second for all of them, so none waits for the page to answer. */
const pressInTurn = async (page: Page, ...keys: readonly string[]): Promise<void> =>
  void (await Promise.all(keys.map((key) => page.keyboard.press(key))))

test("who sorts by key keeps the header while the list is read whole for it", async ({
  page,
  world,
}) => {
  const id = await world.connect("cloudfoundry")
  await page.goto(`/c/${id}/packages`)
  await expect(page.locator("tbody [data-row-link]").first()).toBeVisible()
  const header = page.getByRole("columnheader", { name: "State" }).getByRole("button").first()
  await header.press("Enter")
  await expect(page.locator("th[aria-sort=ascending]")).toContainText("State")
  await expect(page.locator("tbody [data-row-link]").first()).toBeVisible()
  await expect(header).toBeFocused()
})

test("everything in a list and through its items goes by keyboard", async ({ page, world }) => {
  const id = await world.connect("cloudfoundry")
  await page.goto(`/c/${id}/packages?state=READY`)
  const rows = page.locator("tbody [data-row-link]")
  await expect(rows.nth(2)).toBeVisible()
  await page.keyboard.press("?")
  const help = page.getByRole("dialog", { name: "Keyboard shortcuts" })
  for (const words of ["Next row", "Select the row", "Filter the list", "Command palette"])
    await expect(help.getByText(words, { exact: true })).toBeVisible()
  await opened(help)
  await page.keyboard.press("Escape")
  await expect(help).toBeHidden()

  await page.keyboard.press("/")
  const box = page.getByRole("combobox", { name: "Search packages" })
  await expect(box).toBeFocused()
  // While someone types, the keys are letters.
  await page.keyboard.type("jx")
  await expect(box).toHaveValue("jx")
  await box.fill("state:READY")
  await box.press("Enter")
  await expect(page).toHaveURL(/\?state=READY$/)
  await box.blur()

  await page.keyboard.press("f")
  const filter = page.getByRole("dialog", { name: "Add a filter" })
  await opened(filter)
  await page.keyboard.press("Escape")
  await expect(filter).toBeHidden()

  await expect(rows.nth(2)).toBeVisible()
  await page.keyboard.press("j")
  await expect(rows.nth(0)).toBeFocused()
  await page.keyboard.press("j")
  await page.keyboard.press("j")
  await expect(rows.nth(2)).toBeFocused()
  await page.keyboard.press("k")
  await expect(rows.nth(1)).toBeFocused()
  const hrefs = await rows.evaluateAll((links) => links.map((link) => link.getAttribute("href")))
  await page.keyboard.press("Enter")
  await expect(page).toHaveURL(new RegExp(`${hrefs[1] ?? "none"}$`))
  const through = page.getByRole("navigation", { name: "Through packages" })
  await expect(through).toContainText("2 of ")
  // What only a list can do is not offered here.
  await page.keyboard.press("?")
  await expect(help.getByText("Next item of the list")).toBeVisible()
  await expect(help.getByText("Filter the list")).toHaveCount(0)
  await opened(help)
  await page.keyboard.press("Escape")
  await expect(help).toBeHidden()
  await page.keyboard.press("]")
  await expect(page).toHaveURL(new RegExp(`${hrefs[2] ?? "none"}$`))
  await expect(through).toContainText("3 of ")
  await page.keyboard.press("[")
  await expect(page).toHaveURL(new RegExp(`${hrefs[1] ?? "none"}$`))
  await page.reload()
  await expect(through).toContainText("2 of ")
  await through.getByRole("link").click()
  await expect(page).toHaveURL(new RegExp(`/c/${id}/packages\\?state=READY$`))

  // Rows of all packages are selected and gone through by the same keys.
  await pressInTurn(page, "g", "p")
  await expect(page.getByRole("heading", { level: 1, name: "All packages" })).toBeFocused()
  await expect(rows.first()).toBeVisible()
  await page.keyboard.press("?")
  await expect(help.getByText("Next row", { exact: true })).toBeVisible()
  await expect(help.getByText("Select the row")).toBeVisible()
  await opened(help)
  await page.keyboard.press("Escape")
  await expect(help).toBeHidden()

  await pressInTurn(page, "g", "c")
  await expect(page).toHaveURL(/\/connections$/)
  // A paste is the browser's own.
  const paste = await page.evaluateHandle(() => ({
    prevented: new Promise<boolean>((resolve) => {
      window.addEventListener("keydown", (event) => {
        if (event.key === "v") resolve(event.defaultPrevented)
      })
    }),
  }))
  await page.keyboard.press("Control+v")
  expect(await paste.evaluate(({ prevented }) => prevented)).toBe(false)
})

test("a key leads from a row to what can be done with all selected, and the focus outlives it", async ({
  page,
  world,
}) => {
  const id = await world.connect("cloudfoundry")
  await page.goto(`/c/${id}/packages`)
  const rows = page.locator("tbody [data-row-link]")
  const bar = page.getByRole("region", { name: "Selection" })
  const remove = bar.getByRole("button", { name: "Delete", exact: true })
  await expect(page.locator("tbody").getByRole("checkbox").nth(1)).toBeVisible()
  for (const key of ["j", "x", "j", "x"]) await page.keyboard.press(key)
  await expect(bar).toContainText("2 selected")
  await page.keyboard.press("?")
  const help = page.getByRole("dialog", { name: "Keyboard shortcuts" })
  await expect(help.getByText("Act on the selected rows", { exact: true })).toBeVisible()
  await opened(help)
  await page.keyboard.press("Escape")
  await expect(help).toBeHidden()
  await expect(rows.nth(1)).toBeFocused()
  await page.keyboard.press("a")
  await expect(bar.getByRole("button", { name: "Export downloads" })).toBeFocused()
  await page.keyboard.press("Escape")
  await expect(rows.nth(1)).toBeFocused()

  const confirm = async (): Promise<void> => {
    await remove.focus()
    await page.keyboard.press("Enter")
    const dialog = page.getByRole("dialog", { name: "Delete 2 packages" })
    // Else the focus that it takes may come between going to its button and pressing it.
    await opened(dialog)
    await dialog.getByRole("button", { name: "Delete 2 packages" }).press("Enter")
    await expect(dialog).toBeHidden()
    await expect(jobs).toBeVisible()
  }
  const jobs = page.getByRole("region", { name: "Jobs" })
  const letGo = await holdUndo(page)
  await confirm()
  await expect(remove).toBeFocused()
  await pressInTurn(page, "g", "j")
  await expect(jobs).toBeFocused()
  await jobs.getByRole("button", { name: "Undo" }).press("Enter")
  await expect(jobs).toHaveCount(0)
  await expect(remove).toBeFocused()

  // Done, nothing is selected any more: the bar goes, and leads back to the rows.
  await letGo()
  await world.break([{ match: { api: "cloudfoundry", method: "DELETE" }, fault: { kind: "hold" } }])
  await confirm()
  await expect(remove).toBeFocused()
  await world.heal()
  await expect(bar).toBeHidden({ timeout: 30_000 })
  await expect(rows.and(page.locator(":focus"))).toHaveCount(1)
})

test("the jobs lead back to where somebody came from, though one of their buttons went meanwhile", async ({
  page,
  world,
}) => {
  const id = await world.connect("cloudfoundry")
  const held = Promise.withResolvers<void>()
  await page.route(/\/upstream\/v3\/builds$/, async (route) => {
    await held.promise
    await route.abort()
  })
  await page.goto(`/c/${id}/packages?state=READY`)
  const rows = page.locator("tbody [data-row-link]")
  const bar = page.getByRole("region", { name: "Selection" })
  const jobs = page.getByRole("region", { name: "Jobs" })
  await expect(page.locator("tbody").getByRole("checkbox").nth(1)).toBeVisible()
  for (const key of ["j", "x", "j", "x"]) await page.keyboard.press(key)
  await bar.getByRole("button", { name: "Stage" }).press("Enter")
  const dialog = page.getByRole("dialog", { name: "Stage 2 packages" })
  await opened(dialog)
  await dialog.getByRole("button", { name: "Stage 2 packages" }).press("Enter")
  const cancel = jobs.getByRole("button", { name: "Cancel", exact: true })
  await expect(cancel).toBeVisible()
  await rows.nth(1).focus()
  await pressInTurn(page, "g", "j")
  await expect(jobs).toBeFocused()
  await page.keyboard.press("Escape")
  await expect(rows.nth(1)).toBeFocused()
  await pressInTurn(page, "g", "j")
  await cancel.press("Enter")
  await expect(cancel).toHaveCount(0)
  await expect(jobs).toBeFocused()
  await jobs.getByRole("button", { name: /^Dismiss/ }).press("Enter")
  await expect(jobs).toHaveCount(0)
  await expect(rows.nth(1)).toBeFocused()
  held.resolve()
})

test("the focus stays on the heading while an item is read, and its name is said once it is known", async ({
  page,
  world,
}) => {
  const id = await world.connect("cylance")
  await page.goto(`/c/${id}/packages`)
  const rows = page.locator("tbody [data-row-link]")
  await expect(rows.nth(1)).toBeVisible()
  const [first = "", second = ""] = await names(page)
  const ids = (await idsOf(page)).slice(0, 2)
  const reads = ids.map((item) => ({ item, ...Promise.withResolvers<void>() }))
  // Asked for beforehand or not, once or again: none is answered before the page without it was looked at.
  await page.route(/\/upstream\/packages\/v2\/[^/?]+$/, async (route) => {
    await reads.find(({ item }) => item !== null && route.request().url().endsWith(item))?.promise
    await route.continue()
  })
  const heading = page.getByRole("heading", { level: 1 })
  const said = page.locator("[aria-live=polite][aria-atomic]", { has: page.locator("p") })
  const arrives = async (at: number, name: string, key: string): Promise<void> => {
    await page.keyboard.press(key)
    await expect(heading).toBeFocused()
    await expect(heading).toHaveText(/^[\da-f-]{36}$/)
    reads[at]?.resolve()
    await expect(heading).toHaveText(name)
    await expect(heading).toBeFocused()
    await expect(said.filter({ hasText: name })).toHaveCount(1)
  }
  await page.keyboard.press("j")
  await arrives(0, first, "Enter")
  await expect(page.getByRole("navigation", { name: "Through packages" })).toContainText("1 of ")
  await arrives(1, second, "]")
  await page.goBack()
  await expect(heading).toHaveText(first)
  await expect(heading).toBeFocused()
  await page.goBack()
  await expect(rows.first()).toBeFocused()
})

test("on an item with a list of its own, ] leads to the next item and j to the next row", async ({
  page,
  world,
}) => {
  const id = await world.connect("spectra")
  await page.goto(`/c/${id}/projects/Storefront`)
  const rows = page.locator("tbody [data-row-link]")
  const through = page.getByRole("navigation", { name: "Through packages" })
  await expect(rows.nth(1)).toBeVisible()
  const [, second = ""] = await names(page)
  await rows.first().click()
  await expect(through).toContainText("1 of ")
  await expect(rows.first()).toBeVisible()
  await page.keyboard.press("j")
  await expect(rows.first()).toBeFocused()
  await page.keyboard.press("]")
  await expect(page.getByRole("heading", { level: 1, name: second, exact: true })).toBeFocused()
  await expect(through).toContainText("2 of ")
})

test("the focus goes on where a row stood that was deleted through its own menu", async ({
  page,
  world,
}) => {
  // Long: the time for "Undo" is waited out each time.
  test.slow()
  const id = await world.connect("cloudfoundry", { name: "Green" })
  const links = page.locator("tbody [data-row-link]")
  const box = page.getByRole("combobox", { name: "Search packages" })
  /** Has the row at this place deleted; returns what waits until it is gone. */
  const remove = async (at: number): Promise<() => Promise<void>> => {
    const row = page.locator("tr[data-row-id]").nth(at)
    const was = await row.getAttribute("data-row-id")
    await row.getByRole("button", { name: /^Actions for/ }).focus()
    await page.keyboard.press("Enter")
    // As it was opened by key, the focus goes to its first line, and then to no other by itself.
    await expect(page.getByRole("menuitem").first()).toBeFocused()
    const item = page.getByRole("menuitem", { name: "Delete" })
    await expect(item).not.toHaveAttribute("aria-disabled", "true")
    await item.press("Enter")
    const dialog = page.getByRole("dialog", { name: "Delete" })
    await opened(dialog)
    await dialog.getByRole("button", { name: "Delete", exact: true }).press("Enter")
    await expect(dialog).toBeHidden()
    return async () =>
      expect(page.locator(`tr[data-row-id=${JSON.stringify(was)}]`)).toHaveCount(0, {
        timeout: 30_000,
      })
  }
  const idAt = (at: number): Promise<string | null> =>
    page.locator("tr[data-row-id]").nth(at).getAttribute("data-row-id")

  await page.goto(`/c/${id}/packages`)
  await expect(page.getByRole("button", { name: /^Actions for/ }).nth(3)).toBeVisible()
  const next = await idAt(3)
  const gone = await remove(2)
  await gone()
  await expect(links.nth(2)).toBeFocused()
  expect(await idAt(2)).toBe(next)
  await page.keyboard.press("j")
  await expect(links.nth(3)).toBeFocused()

  // Whoever went elsewhere meanwhile stays there.
  const another = await remove(2)
  await box.focus()
  await another()
  await expect(box).toBeFocused()
  const left = await idAt(2)

  // As cards, of all packages, and selected: where none follows, the one before it.
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto("/packages?connection=Green&said=FAILED")
  await expect(links.nth(1)).toBeVisible()
  await expect(page.getByRole("button", { name: /^Actions for/ }).nth(1)).toBeVisible()
  // All are drawn that there are: which is the last is known then.
  const said = list(page).getByText(/^\d+ of [\d,]+ packages$/)
  const failed = Number.parseInt(await said.innerText(), 10)
  await expect(links).toHaveCount(failed)
  const last = failed - 1
  await page.locator("tr[data-row-id]").nth(last).getByRole("checkbox").check()
  const end = await remove(last)
  await end()
  await expect(links).toHaveCount(last)
  await expect(links.nth(last - 1)).toBeFocused()

  // The box, where none is left.
  await page.goto(`/c/${id}/packages?guid=${left}`)
  await expect(links).toHaveCount(1)
  const only = await remove(0)
  await only()
  await expect(box).toBeFocused()
})
