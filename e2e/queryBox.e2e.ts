import { expect, test } from "./fixtures.ts"
import { list, rows } from "./openList.ts"

test("words, forms and facets ask one question, and none of them loses what another asked", async ({
  page,
  world,
}) => {
  const id = await world.connect("cloudfoundry")
  const asked = "created=>2020-01&created=..2019&image=e&image=zz&where=state:READY"
  await page.goto(`/c/${id}/packages?${asked}`)
  const box = page.getByRole("main").getByRole("combobox", { name: "Search packages" })
  const states = page.getByRole("group", { name: "State" })
  const ready = states.getByRole("button", { name: /^READY/ })
  const filter = async (name: string): Promise<void> => {
    await page.getByRole("button", { name: "Filter", exact: true }).click()
    await page.getByRole("button", { name, exact: true }).click()
  }
  const apply = page.getByRole("button", { name: "Apply" })
  await expect(ready).toHaveAttribute("aria-pressed", "true")
  await expect(box).toHaveValue("created:>2020-01,..2019 image:e,zz state:READY")

  await filter("Created 2")
  await expect(page.getByText("2020-01 itself is not included")).toBeVisible()
  await expect(page.getByText("Or up to 2019: this stays.")).toBeVisible()
  await apply.click()
  await expect(apply).toBeHidden()
  await filter("Image 2")
  await apply.click()
  await expect(apply).toBeHidden()
  await ready.click()
  await expect(box).toHaveValue("created:>2020-01,..2019 image:e,zz")
  await filter("Created 2")
  await page.getByRole("textbox", { name: "Created from" }).fill("2026-13-45")
  await apply.click()
  await expect(page.getByRole("alert")).toContainText("Write it as 2026-01-31")
  await page.getByRole("textbox", { name: "Created from" }).fill("2021")
  await apply.click()
  await expect(box).toHaveValue("created:>2021,..2019 image:e,zz")

  await box.fill("created:<7 days ago")
  await expect(page.getByRole("alert")).toContainText('created:<"7 days ago"')
  await box.fill("")
  await expect(list(page).getByText("120 packages", { exact: true })).toBeVisible()
  await filter("Labels")
  const none = page.getByRole("checkbox", { name: "No value" })
  await none.click()
  await expect(none).toBeChecked()
  await expect(box).toHaveValue("no:labels")
  await expect(
    list(page)
      .getByText(/^\d+ of 120 packages$/)
      .first(),
  ).toBeVisible()
  await expect(rows(page).first()).toBeVisible()
  await page.keyboard.press("Escape")
  await page.getByRole("button", { name: "Remove Labels no value" }).click()
  await expect(box).toHaveValue("")
})

test("what is typed is what is listed, however the letters fall, and is undone as one", async ({
  page,
  world,
}) => {
  const id = await world.connect("cloudfoundry")
  await page.goto(`/c/${id}/packages`)
  await expect(list(page).getByText("120 packages", { exact: true })).toBeVisible()
  const box = page.getByRole("combobox", { name: "Search packages" })
  // As long between two letters as the address takes to follow: each may meet the one before on its way.
  await box.pressSequentially("type:docker", { delay: 400 })
  await expect(page).toHaveURL(/\?type=docker$/)
  await expect(box).toHaveValue("type:docker")
  await expect(list(page).getByText(/^\d+ of 120 packages$/)).toBeVisible()
  // The last letters are asked for as the box is left, not lost.
  await box.pressSequentially(" state:READY")
  await box.blur()
  await expect(page).toHaveURL(/state=READY/)
  await page.goBack()
  await expect(page).toHaveURL(/packages$/)
  await expect(box).toHaveValue("")
  await expect(list(page).getByText("120 packages", { exact: true })).toBeVisible()
  await page.goForward()
  await expect(page).toHaveURL(/type=docker&state=READY$/)
  await expect(box).toHaveValue("type:docker state:READY")
  await page.getByRole("button", { name: "Clear all" }).first().click()
  await expect(page).not.toHaveURL(/type=/)
  await expect(box).toHaveValue("")
  await expect(list(page).getByText("120 packages", { exact: true })).toBeVisible()
  // Enter leads on to the rows; what cannot be read is mended first.
  await page.keyboard.press("/")
  await page.keyboard.type("type:docker AND (")
  await page.keyboard.press("Enter")
  await expect(page.getByText("This bracket is never closed.")).toBeVisible()
  await expect(box).toBeFocused()
  for (let letters = " AND (".length; letters > 0; letters -= 1)
    await page.keyboard.press("Backspace")
  await page.keyboard.press("Enter")
  await expect(page).toHaveURL(/\?type=docker$/)
  await expect(list(page).getByText(/^\d+ of 120 packages$/)).toBeVisible()
  await page.keyboard.press("j")
  await expect(rows(page).first()).toBeFocused()
  await expect(box).toHaveValue("type:docker")
  // Where nothing is found there is nowhere to go on: it is mended here, too, and asked once more.
  await page.keyboard.press("/")
  await page.keyboard.type("no-such-package")
  await page.keyboard.press("Enter")
  await expect(page.getByText("No package matches")).toBeVisible()
  await expect(box).toBeFocused()
  await page.keyboard.press("Enter")
  await expect(box).toBeFocused()
  // Where nothing else was written it leads back to the rows of this page, not of the first one.
  await page.goto(`/c/${id}/packages?page=2`)
  await expect(page.getByText("51–100 of 120")).toBeVisible()
  await expect(box).toBeVisible()
  await page.keyboard.press("/")
  await expect(box).toBeFocused()
  await page.keyboard.press("Enter")
  await page.keyboard.press("j")
  await expect(rows(page).first()).toBeFocused()
  await expect(page).toHaveURL(/page=2/)
})

test("what is cleared after Back is what the address says", async ({ page, world }) => {
  const id = await world.connect("cloudfoundry")
  await page.goto(`/c/${id}/packages?type=docker`)
  const all = list(page).getByText("120 packages", { exact: true })
  const rows = page.locator("tbody [data-row-link]")
  await expect(rows.first()).toBeVisible()
  await expect(all).toBeHidden()
  await page.getByRole("button", { name: "Clear all" }).first().click()
  await expect(page).not.toHaveURL(/type=/)
  await expect(all).toBeVisible()
  await page.goBack()
  await expect(page).toHaveURL(/type=docker$/)
  await expect(all).toBeHidden()
  const box = page.getByRole("combobox", { name: "Search packages" })
  await expect(box).toHaveValue("type:docker")
  await box.fill("")
  await expect(page).not.toHaveURL(/type=/)
  await expect(all).toBeVisible()
})

test("what is taken away or chosen by key leaves the focus at hand, and is a step for Back", async ({
  page,
  world,
}) => {
  const id = await world.connect("cloudfoundry")
  await page.goto(`/c/${id}/packages?type=docker&state=READY`)
  const box = page.getByRole("combobox", { name: "Search packages" })
  const other = page.getByRole("button", { name: "Remove State READY" })
  await page.getByRole("button", { name: "Remove Type docker" }).press("Enter")
  await expect(other).toBeFocused()
  await expect(page).toHaveURL(/\?state=READY$/)
  await other.press("Enter")
  await expect(box).toBeFocused()
  await expect(page).toHaveURL(/packages$/)
  // The letters that led to what was chosen are no step.
  await box.pressSequentially("sta")
  await expect(page).toHaveURL(/q=sta$/)
  const offers = page.getByRole("listbox", { name: "Ways to go on" }).getByRole("option")
  for (const label of ["state:", "FAILED"]) {
    await expect(offers.first()).toContainText(label)
    await box.press("ArrowDown")
    await box.press("Enter")
  }
  await expect(page).toHaveURL(/\?state=FAILED$/)
  await expect(box).toHaveValue("state:FAILED ")
  await expect(offers).toHaveCount(0)
  await page.getByRole("button", { name: "Clear the search" }).press("Enter")
  await expect(box).toBeFocused()
  await expect(page).toHaveURL(/packages$/)
  await page.goBack()
  await expect(page).toHaveURL(/\?state=FAILED$/)
  await page.goBack()
  await expect(page).toHaveURL(/packages$/)
  // A name that stood there for a moment, without a value, is there again.
  await expect(box).toHaveValue(/^(state:)?$/)
  await page.goBack()
  await expect(page).toHaveURL(/\?state=READY$/)
  await page.getByRole("button", { name: "Clear all" }).first().press("Enter")
  await expect(box).toBeFocused()
})

test("what cannot be asked is said where it stands, and what was taken for words, too", async ({
  page,
  world,
}) => {
  const id = await world.connect("cloudfoundry")
  await page.goto(`/c/${id}/packages?guid=%3E5&page=9999`)
  const note = page.getByText("Part of this link or view was left out").locator("..")
  await expect(note).toContainText('">5": GUID cannot be more or less')
  // The provider says of no page behind the last one how many there are.
  await expect(note).toContainText("this is page 3, the last one")
  await expect(page).toHaveURL(/packages\?page=3$/)
  const box = page.getByRole("main").getByRole("combobox", { name: "Search packages" })
  const problem = page.getByRole("alert")
  await box.fill("guid:>5")
  await expect(problem).toContainText("GUID cannot be more or less")
  await expect(problem.locator("mark")).toHaveText(">5")
  await box.fill("status:failed")
  await expect(problem).toContainText('This list has no column "status". It has: guid, state')
  await expect(problem).toContainText("The list shows everything until then.")
  // What is asked already leads to no other page.
  await expect(page).toHaveURL(/packages\?page=3$/)
  // While a part of it cannot be read, the list answers the rest, and not what half of it said.
  await box.pressSequentially(" READY", { delay: 60 })
  await expect(problem).toContainText("The list shows the rest of the question until then.")
  await expect(page).toHaveURL(/\?q=READY$/)
  await expect(box).toHaveValue("status:failed READY")
  await expect(box).toBeFocused()
  await page.getByRole("button", { name: "Remove Search READY" }).click()
  await expect(box).toHaveValue("status:failed")
  await expect(page).toHaveURL(/packages$/)
  await box.fill("libc6:amd64")
  await expect(page.getByText("“libc6:amd64” is searched as words: no column is")).toBeVisible()
  await box.fill("state:nonsense")
  await expect(page.getByText("No package has the state “nonsense”. Known are:")).toBeVisible()
  await list(page).getByRole("button", { name: "READY", exact: true }).last().press("Enter")
  await expect(box).toHaveValue("state:READY")
  await expect(rows(page).first()).toBeVisible()
  await expect(box).toBeFocused()
  // Beside what is known, and among rows, it is said as well; no value is called that.
  await box.fill("state:raedy,READY -type:dockr")
  await expect(page.getByText("No package has the type “dockr”. Known are:")).toBeVisible()
  const slip = page.getByText("No package has the state “raedy”. Known are:").locator("..")
  await expect(rows(page).first()).toBeVisible()
  const states = page.getByRole("group", { name: "State" })
  await expect(states.getByRole("button", { name: /^READY/ })).toBeVisible()
  await expect(states.getByRole("button", { name: /raedy/ })).toHaveCount(0)
  await slip.getByRole("button", { name: "READY" }).press("Enter")
  await expect(box).toHaveValue("state:READY -type:dockr")
  await expect(box).toBeFocused()
})

test("what is not understood stays in the box, whatever else changes the question, and says why", async ({
  page,
  world,
}) => {
  const id = await world.connect("cloudfoundry")
  await page.goto(`/c/${id}/packages`)
  await expect(rows(page).first()).toBeVisible()
  const box = page.getByRole("main").getByRole("combobox", { name: "Search packages" })
  const problem = page.getByRole("search").getByRole("alert")
  const expired = page
    .getByRole("group", { name: "State" })
    .getByRole("button", { name: /^EXPIRED/ })
  await expect(expired).toBeVisible()
  // While it is written, what is wrong is not covered by the ways to go on.
  const offers = page.getByRole("listbox", { name: "Ways to go on" })
  await box.fill("type:bits AND (state:f")
  await expect(offers).toBeVisible()
  await expect(problem).toContainText("This bracket is never closed.")
  const message = await problem.boundingBox()
  const popup = await offers.boundingBox()
  expect((message?.y ?? 0) + (message?.height ?? 0)).toBeLessThanOrEqual(popup?.y ?? 0)
  // What appears as the box is left does not move what is being pressed.
  await box.fill("type:bits AND (created:")
  await expect(offers).toBeVisible()
  await expect(problem).toBeHidden()
  await page.getByRole("button", { name: "Filter", exact: true }).click()
  await expect(page.getByRole("dialog", { name: "Add a filter" })).toBeVisible()
  await expect(problem).toBeVisible()
  await page.keyboard.press("Escape")
  await expired.click()
  await expect(page).toHaveURL(/\?type=bits&state=EXPIRED$/)
  await expect(box).toHaveValue("type:bits state:EXPIRED AND (created:")
  await expect(problem).toContainText("Say which Created")
  await expect(problem.locator("mark")).toHaveText(":")
  await page.getByRole("button", { name: "Remove Type bits" }).click()
  await expect(box).toHaveValue("state:EXPIRED AND (created:")
  await page.goBack()
  await expect(box).toHaveValue("type:bits state:EXPIRED AND (created:")
  await page.goBack()
  await expect(box).toHaveValue("type:bits AND (created:")
  await page.goBack()
  await expect(page).toHaveURL(/packages$/)
  await expect(box).toHaveValue("")
  await page.goForward()
  await expect(box).toHaveValue("type:bits AND (created:")
  await expect(problem).toContainText("Say which Created")
  await page.goForward()
  await expect(box).toHaveValue("type:bits state:EXPIRED AND (created:")
  await page.goBack()
  await page.goBack()
  await expect(box).toHaveValue("")
  await box.fill('type:bits image:"zo')
  await expect(problem).toContainText("This quote is never closed.")
  await page.getByRole("button", { name: "Clear all" }).first().click()
  await expect(box).toHaveValue("")
  await page.goBack()
  await expect(box).toHaveValue('type:bits image:"zo')
})

test("every example of what can be asked finds something", async ({ page, world }) => {
  const id = await world.connect("cloudfoundry")
  const open = async () => {
    await page.goto(`/c/${id}/packages`)
    await expect(rows(page).first()).toBeVisible()
    await page.getByRole("button", { name: "What can be asked" }).click()
    const examples = page.getByRole("dialog", { name: "What can be asked" }).getByRole("listitem")
    await expect(examples.first()).toBeVisible()
    return examples.getByRole("button")
  }
  const count = await (await open()).count()
  expect(count).toBeGreaterThan(7)
  for (let at = 0; at < count; at += 1) {
    await (await open()).nth(at).click()
    await expect(list(page).getByText(/^[1-9]\d* of 120 packages$/)).toBeVisible()
  }
})

test("what is on its way when somebody turns to the box does not take the focus from it", async ({
  page,
  world,
}) => {
  const id = await world.connect("cloudfoundry")
  let send = (): void => undefined
  const held = new Promise<void>((resolve) => {
    send = resolve
  })
  await page.route(/\/assets\/((Popover|Dialog)Popup|ShortcutHelp)-.*\.js$/, async (route) => {
    await held
    await route.continue()
  })
  await page.goto(`/c/${id}/packages`)
  await expect(rows(page).first()).toBeVisible()
  const box = page.getByRole("main").getByRole("combobox", { name: "Search packages" })
  const help = page.getByRole("button", { name: "What can be asked" })
  await help.press("Enter")
  await expect(help).toHaveAttribute("aria-expanded", "true")
  await help.press("Escape")
  await expect(help).toHaveAttribute("aria-expanded", "false")
  await help.press("Enter")
  await expect(help).toHaveAttribute("aria-expanded", "true")
  await box.click()
  await expect(help).toHaveAttribute("aria-expanded", "false")
  const shortcuts = page.waitForRequest(/ShortcutHelp/)
  await box.blur()
  await page.keyboard.press("?")
  await shortcuts
  await page.keyboard.press("/")
  await page.keyboard.type("R")
  await expect(box).toHaveValue("R")
  await box.fill("")
  const dialog = page.waitForRequest(/DialogPopup/)
  await page.getByRole("button", { name: "Export packages" }).press("Enter")
  await dialog
  // Of a dialog nobody knows what opened it: what is typed elsewhere gives it up, with its first letter.
  await page.keyboard.press("/")
  await page.keyboard.type("RE")
  await expect(box).toHaveValue("RE")
  const popups = [/PopoverPopup/, /DialogPopup/, /ShortcutHelp/].map((one) =>
    page.waitForResponse(one),
  )
  send()
  await Promise.all(popups)
  await page.keyboard.type("ADY")
  await expect(page).toHaveURL(/q=READY/)
  await expect(box).toHaveValue("READY")
  await expect(box).toBeFocused()
  await help.click()
  await expect(page.getByRole("dialog", { name: "What can be asked" })).toBeVisible()
})

test("another question begins at the top of the table, and a completion leaves the letters in order", async ({
  page,
  world,
}) => {
  const id = await world.connect("spectra")
  await world.connect("vrealize")
  await page.goto("/packages")
  const table = page.getByRole("region", { name: /^Table of/ })
  const first = page.locator('tr[data-index="0"] [data-row-link]')
  await expect(first).toBeInViewport()
  // A page is full before and after: a shorter one would be at its top by itself.
  await expect(page.locator('tr[data-index="49"]')).toHaveCount(1)
  await table.evaluate((box) => box.scrollTo(0, 900))
  await expect(first).not.toBeInViewport()
  const box = page.getByRole("main").getByRole("combobox", { name: /^Search / })
  await box.pressSequentially("e")
  await expect(page).toHaveURL(/q=e/)
  await expect(page.locator('tr[data-index="49"]')).toHaveCount(1)
  await expect(first).toBeInViewport()

  await page.goto(`/c/${id}/projects`)
  await expect(box).toBeVisible()
  // At once: what is offered for the first letter is no more to be chosen from.
  await box.fill("na")
  await expect(page.getByRole("option").first()).toBeVisible()
  await page.keyboard.press("ArrowDown")
  const chosen = await page.getByRole("option", { selected: true }).innerText()
  // A letter before the next frame and one behind it, as by a fast hand.
  await box.evaluate(async (input) => {
    input.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }))
    await Promise.resolve()
    document.execCommand("insertText", false, "a")
    await new Promise((resolve) =>
      requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve))),
    )
    document.execCommand("insertText", false, "b")
  })
  await expect(box).toHaveValue(`${chosen.split("\n")[0] ?? ""}ab`)
})
