import { readFileSync } from "node:fs"
import type { Page } from "@playwright/test"
import { own, parts, settled } from "./allPackages.ts"
import { seriousIn } from "./axe.ts"
import { expect, test } from "./fixtures.ts"
import { opened } from "./spectra.ts"

const bar = (page: Page) => page.getByRole("region", { name: "Selection" })
const boxes = (page: Page) => page.locator("tr[data-row-id]").getByRole("checkbox")
const pageBox = (page: Page) => page.getByRole("checkbox", { name: "Select all on this page" })

/** What a provider itself answers through a connection when it is asked for a package that is gone. */
const isGone = (page: Page, connection: string, path: string): Promise<void> =>
  expect
    .poll(
      async () =>
        (await page.request.get(`/api/connections/${connection}/upstream${path}`)).status(),
      { timeout: 30_000 },
    )
    .toBe(404)

/** The ids that a row of all packages is made of; the last is the provider's own. */
const ownIds = (page: Page): Promise<readonly string[]> =>
  page
    .locator("tr[data-row-id]")
    .evaluateAll((rows) =>
      rows.map((row) => String(JSON.parse(row.dataset["rowId"] ?? "[]").at(-1))),
    )

test("packages of all connections stay selected while pages, order and data change, and are exported", async ({
  page,
  world,
}) => {
  await world.connect("cylance", { name: "Blue" })
  await world.connect("cloudfoundry", { name: "Green" })
  await page.goto("/packages?connection=Blue&connection=Green&per=25&sort=name")
  await settled(page, 2)
  // By key, by Shift and by page.
  await page.locator("tbody [data-row-link]").first().focus()
  await page.keyboard.press("x")
  await expect(bar(page)).toContainText("1 selected, of 1 connection")
  await boxes(page).nth(1).check()
  await boxes(page)
    .nth(4)
    .click({ modifiers: ["Shift"] })
  await expect(bar(page)).toContainText("5 selected")
  await page.getByRole("button", { name: "Next page" }).click()
  await expect(page.getByText("26–50 of 240")).toBeVisible()
  await pageBox(page).check()
  await expect(bar(page)).toContainText("30 selected, of 2 connections")
  await page.locator("th[data-column=name]").getByRole("button", { name: "Name" }).click()
  await expect(page).toHaveURL(/sort=-name/)
  await page.getByRole("button", { name: "Refresh packages", exact: true }).click()
  await settled(page, 2)
  await expect(bar(page)).toContainText("30 selected, of 2 connections")
  expect(await seriousIn(page)).toEqual([])

  await page.getByRole("button", { name: "Export packages" }).click()
  const saved = page.waitForEvent("download")
  await page.getByRole("button", { name: "Export 30 packages" }).click()
  const lines = readFileSync(await (await saved).path(), "utf8").split(/\r?\n/)
  const head = lines.findIndex((line) => line.startsWith('"Name"'))
  expect(lines.slice(head + 1).filter((line) => line !== "")).toHaveLength(30)

  await pageBox(page).check()
  await bar(page).getByRole("button", { name: "Select all 240 packages that match" }).click()
  await expect(bar(page)).toContainText("240 selected, of 2 connections")
  await bar(page).getByRole("button", { name: "Clear" }).click()
  await expect(bar(page)).toBeHidden()
})

test("selected packages of two connections are deleted, each at its own provider", async ({
  page,
  world,
}) => {
  const blue = await world.connect("cylance", { name: "Blue" })
  const green = await world.connect("cloudfoundry", { name: "Green" })
  await page.goto("/packages?connection=Blue&state=ready")
  await settled(page, 2)
  const [first = "", second = ""] = await ownIds(page)
  await boxes(page).nth(0).check()
  await boxes(page).nth(1).check()
  // All of one connection: what it can do is there at once.
  await expect(bar(page).getByRole("button", { name: "Delete" })).toBeVisible()
  // A question of other packages leaves those selected.
  await page.getByRole("combobox", { name: "Search packages" }).fill("connection:Green state:ready")
  await expect(page.getByText(/^1–\d+ of \d+$/)).toBeVisible()
  await expect(page).toHaveURL(/connection=Green/)
  await expect(boxes(page).nth(0)).not.toBeChecked()
  const [third = ""] = await ownIds(page)
  await boxes(page).nth(0).check()
  await expect(bar(page)).toContainText("3 selected, of 2 connections")

  const act = bar(page).getByRole("button", { name: "Act on…" })
  await act.click()
  await page.getByRole("menuitem", { name: "Blue: 2 packages" }).click()
  await bar(page).getByRole("button", { name: "Delete" }).click()
  // Nothing around it says of which connection they are.
  const dialog = page.getByRole("dialog", { name: "Delete 2 packages of Blue", exact: true })
  await opened(dialog)
  // Left without a decision, the focus is where it was, and nothing is done.
  await page.keyboard.press("Escape")
  await expect(dialog).toBeHidden()
  await expect(bar(page).getByRole("button", { name: "Delete" })).toBeFocused()
  await page.keyboard.press("Enter")
  await expect(dialog).toBeVisible()
  // Asked for where playbooks use one of them.
  for (const word of await dialog.getByRole("textbox").all()) await word.fill("delete 2 packages")
  await dialog.getByRole("button", { name: "Delete 2 packages" }).click()
  await expect(dialog).toBeHidden()
  // Once it is done, those of the other connection are left, and it is the only one.
  await expect(bar(page)).toContainText("1 selected, of 1 connection")
  // The provider is at it for as long as this looks on.
  await world.break([
    { match: { api: "cloudfoundry", path: "^/v3/jobs/" }, fault: { kind: "hold" } },
  ])
  await bar(page).getByRole("button", { name: "Delete" }).click()
  await page
    .getByRole("dialog", { name: "Delete" })
    .getByRole("button", { name: "Delete", exact: true })
    .click()
  // Rows on their way out say so, and go; the selection ends with them.
  const row = page.locator(`tr[data-row-id*="${third}"]`)
  await expect(row).toHaveClass(/opacity-50/)
  await world.heal()
  await expect(row).toHaveCount(0, { timeout: 30_000 })
  await expect(bar(page)).toBeHidden()
  for (const id of [first, second]) await isGone(page, blue, `/packages/v2/${id}`)
  await isGone(page, green, `/v3/packages/${third}`)
})

test("of many packages, how many they are is typed before they go, and each was named", async ({
  page,
  world,
}) => {
  const blue = await world.connect("cylance", { name: "Blue" })
  await page.goto("/packages?connection=Blue&per=25&sort=name")
  await settled(page, 1)
  const first = (await ownIds(page)).slice(0, 2)
  const names = await page.locator("[data-row-link]").allInnerTexts()
  await boxes(page).nth(0).check()
  await boxes(page).nth(1).check()
  await page.getByRole("button", { name: "Next page" }).click()
  await expect(page.getByText("26–50 of 120")).toBeVisible()
  const last = (await ownIds(page)).at(-1) ?? ""
  await pageBox(page).check()
  await expect(bar(page)).toContainText("27 selected, of 1 connection")
  await bar(page).getByRole("button", { name: "Delete" }).click()

  const dialog = page.getByRole("dialog", { name: "Delete 27 packages of Blue", exact: true })
  await expect(dialog).toContainText("2 of them are not on the page that is shown")
  const named = dialog.getByRole("list", { name: "27 packages" }).getByRole("listitem")
  await expect(named).toHaveCount(27)
  await expect(named.first()).toBeVisible()
  for (const at of [0, 1]) {
    await expect(named.nth(at)).toContainText(names[at] ?? "-")
    await expect(named.nth(at)).toContainText("not on the page")
  }
  await expect(named.nth(2)).not.toContainText("not on the page")
  expect(await seriousIn(page)).toEqual([])

  const remove = dialog.getByRole("button", { name: "Delete 27 packages" })
  await expect(remove).toHaveAttribute("aria-disabled", "true")
  await expect(remove).toHaveAccessibleDescription("Type delete 27 packages first.")
  const word = dialog.getByRole("textbox", { name: "Type delete 27 packages to confirm" })
  await word.pressSequentially("delete 27 package")
  await expect(remove).toHaveAttribute("aria-disabled", "true")
  // By Enter it does not go either.
  await word.press("Enter")
  await expect(dialog).toBeVisible()
  await word.press("s")
  await expect(remove).not.toHaveAttribute("aria-disabled")
  await word.press("Enter")
  await expect(dialog).toBeHidden()
  await expect(bar(page)).toBeHidden({ timeout: 60_000 })
  for (const id of [...first, last]) await isGone(page, blue, `/packages/v2/${id}`)
})

test.describe("more than are named at once", () => {
  test.use({ packages: 1250 })
  test("the rest is counted, and named by a press", async ({ page, world }) => {
    await world.connect("cylance", { name: "Blue" })
    await page.goto("/packages?connection=Blue&per=25")
    await settled(page, 1)
    await pageBox(page).check()
    await bar(page).getByRole("button", { name: "Select all 250 packages that match" }).click()
    await expect(bar(page)).toContainText("All 250 selected")
    await bar(page).getByRole("button", { name: "Delete" }).click()
    const dialog = page.getByRole("dialog", { name: "Delete 250 packages of Blue", exact: true })
    await expect(dialog).toContainText("225 of them are not on the page that is shown")
    const list = dialog.getByRole("list", { name: "250 packages" })
    await expect(list.getByRole("listitem")).toHaveCount(200)
    await expect(dialog.getByText("and 50 more", { exact: true })).toBeVisible()
    await dialog.getByRole("button", { name: "Show the next 50" }).press("Enter")
    await expect(list.getByRole("listitem")).toHaveCount(250)
    await expect(list).toBeFocused()
    await expect(dialog.getByText(/^and .* more$/)).toHaveCount(0)
  })
})

test("the menu of a row does what its own list does, with the package as its provider has it", async ({
  page,
  world,
}) => {
  const green = await world.connect("cloudfoundry", { name: "Green" })
  await page.goto("/packages?connection=Green&said=AWAITING_UPLOAD")
  await settled(page, 1)
  const [id = ""] = await ownIds(page)
  const menus = page.getByRole("button", { name: /^Actions for/ })
  const menu = menus.first()
  const asked: string[] = []
  page.on("request", (request) => {
    if (/\/v3\/packages\/[\w-]+$/.test(request.url())) asked.push(request.url())
  })
  // Menus come behind the rows, and all at once.
  await expect(menu).toBeVisible()
  // Whoever only passes over the menus asks for none. All at once: however slow the machine, nobody rests.
  const passed = await menus.evaluateAll((all) => {
    for (const each of all) {
      each.dispatchEvent(new PointerEvent("pointerover", { bubbles: true }))
      const to = { bubbles: true, relatedTarget: document.body }
      each.dispatchEvent(new PointerEvent("pointerout", to))
    }
    return all.length
  })
  expect(passed).toBeGreaterThan(2)
  await menu.focus()
  await page.keyboard.press("ArrowDown")
  // Of what it waits for, the table of all packages knows nothing.
  await expect(page.getByRole("menuitem", { name: "Stage" })).toContainText(
    "It has no bits yet: upload them first.",
  )
  expect(asked).toHaveLength(1)
  await page.getByRole("menuitem", { name: "Edit" }).click()
  const dialog = page.getByRole("dialog", { name: "Edit" })
  // The form itself, and not what stands there until it is known what to ask for.
  await expect(dialog.getByRole("textbox", { name: /^Labels/ })).toBeFocused()
  await page.keyboard.press("Escape")
  await expect(dialog).toBeHidden()
  await expect(menu).toBeFocused()
  // The palette has the same for the row that has the focus.
  await page.keyboard.press("Control+k")
  const palette = page.getByRole("dialog", { name: "Command palette" })
  await expect(palette).toBeVisible()
  await page.keyboard.type("delete")
  await palette.getByRole("option", { name: /^Delete .*package of Green/ }).click()
  const deletes = page.getByRole("dialog", { name: "Delete" })
  await deletes.getByRole("button", { name: "Delete", exact: true }).click()
  await expect(page.locator(`tr[data-row-id*="${id}"]`)).toHaveCount(0, { timeout: 30_000 })
  await isGone(page, green, `/v3/packages/${id}`)
})

test("nothing is done twice: what a job is about to change is left out, of one row and of several", async ({
  page,
  world,
}) => {
  await world.connect("cloudfoundry", { name: "Green" })
  await page.goto("/packages?connection=Green&per=100")
  await settled(page, 1)
  const rowOf = (state: string) => page.locator("tr[data-row-id]", { hasText: state }).first()
  const waits = rowOf("AWAITING_UPLOAD")
  const id = (await rowOf("READY").getAttribute("data-row-id")) ?? ""
  const going = page.locator(`tr[data-row-id*="${String(JSON.parse(id).at(-1))}"]`)
  await going.getByRole("checkbox").check()
  await waits.getByRole("checkbox").check()
  // The job is at it for as long as this looks on, also once nothing can be undone any more.
  await world.break([{ match: { api: "cloudfoundry", method: "DELETE" }, fault: { kind: "hold" } }])
  const menu = going.getByRole("button", { name: /^Actions for/ })
  await menu.click()
  await page.getByRole("menuitem", { name: "Delete" }).click()
  const deletes = page.getByRole("dialog", { name: "Delete" })
  await deletes.getByRole("button", { name: "Delete", exact: true }).click()
  await expect(deletes).toBeHidden()
  await bar(page).getByRole("button", { name: "Stage" }).click()
  const refused = page.getByRole("dialog", { name: "Stage 2 packages" })
  await expect(refused).toContainText("It has no bits yet: upload them first.")
  await expect(refused).toContainText("A job is changing it already.")
  await expect(refused.getByRole("button", { name: "Stage" })).toHaveCount(0)
  await refused.getByRole("button", { name: "Close" }).last().click()
  await menu.click()
  const again = page.getByRole("menuitem", { name: "Delete" })
  await expect(again).toContainText("A job is changing it already.")
  await expect(again).toHaveAttribute("aria-disabled", "true")
})

test("a connection that is down says why nothing can be done to its packages, and what is missing of all", async ({
  page,
  world,
}) => {
  await world.connect("cylance", { name: "Blue" })
  await world.connect("cloudfoundry", { name: "Green" })
  await world.connect("vrealize", { name: "Red" })
  const red = { match: { api: "vrealize" }, fault: { kind: "status", status: 500 } }
  await world.break([red])
  await page.setViewportSize({ width: 390, height: 844 })
  // With Blue alone nothing would be missing.
  await page.goto("/packages?connection=Blue&connection=Red")
  await expect(parts(page)).toContainText(`Searching ${own + 2} of ${own + 3} connections`, {
    timeout: 60_000,
  })
  // It is tried again before it is given up.
  await expect(parts(page)).toContainText(/failed/)
  await boxes(page).first().check()
  // Cards have no box for the page. What is frozen is what is known, and says of how much.
  await bar(page).getByRole("button", { name: "Select all packages that match" }).click()
  await expect(bar(page)).toContainText("120 selected, of 1 connection")
  const note = bar(page).getByText(
    "Those selected may not be all that match. Red could not be read; 1 of 2 connections is whole.",
    { exact: true },
  )
  await expect(note).toBeVisible()
  expect(await seriousIn(page)).toEqual([])

  const remove = bar(page).getByRole("button", { name: "Delete" })
  await expect(remove).not.toHaveAttribute("aria-disabled")
  await world.break([red, { match: { api: "cylance" }, fault: { kind: "reset" } }])
  await page.getByRole("button", { name: "Refresh packages", exact: true }).click()
  await expect(parts(page)).toContainText("Blue cannot be read now: shown as read before.", {
    timeout: 60_000,
  })
  const why = "Blue cannot be reached, so nothing can be changed until it answers again."
  await expect(bar(page)).toContainText("120 selected")
  await expect(remove).toHaveAttribute("aria-disabled", "true")
  await expect(remove).toHaveAccessibleDescription(why)
  await page
    .getByRole("button", { name: /^Actions for/ })
    .first()
    .click()
  const deletes = page.getByRole("menuitem", { name: "Delete" })
  await expect(deletes).toContainText(why)
  await expect(deletes).toHaveAttribute("aria-disabled", "true")
  await page.keyboard.press("Escape")

  // Of several, those that answer can be acted on.
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.getByRole("combobox", { name: "Search packages" }).fill("connection:Green")
  await expect(page).toHaveURL(/connection=Green/)
  await expect(boxes(page).first()).not.toBeChecked()
  await boxes(page).first().check()
  await expect(bar(page)).toContainText("121 selected, of 2 connections")
  // Of another question it says nothing.
  await expect(note).toHaveCount(0)
  await bar(page).getByRole("button", { name: "Act on…" }).press("Enter")
  const blue = page.getByRole("menuitem", { name: "Blue: 120 packages" })
  await expect(blue).toHaveAttribute("aria-disabled", "true")
  await expect(blue).toContainText(why)
  await page.getByRole("menuitem", { name: "Green: 1 package" }).click()
  await expect(bar(page).getByRole("button", { name: "Stage" })).toBeVisible()
  expect(await seriousIn(page)).toEqual([])
})

test("a selection that lacked a connection says so no longer once that could be read", async ({
  page,
  world,
}) => {
  await world.connect("cylance", { name: "Blue" })
  await world.connect("vrealize", { name: "Red" })
  await world.break([{ match: { api: "vrealize" }, fault: { kind: "status", status: 500 } }])
  await page.goto("/packages?connection=Blue&connection=Red")
  await expect(parts(page)).toContainText("Red could not be read", { timeout: 60_000 })
  await pageBox(page).check()
  await bar(page).getByRole("button", { name: "Select all packages that match" }).click()
  const note = bar(page).getByText("Those selected may not be all that match.")
  await expect(note).toBeVisible()
  // Asked again by itself just now, it would be read before anybody can press.
  await world.break([{ match: { api: "vrealize" }, fault: { kind: "hold" } }])
  await page.getByRole("button", { name: "Try again" }).click()
  await world.heal()
  await settled(page, 2)
  await expect(bar(page)).toContainText("120 selected, of 1 connection")
  await expect(note).toHaveCount(0)
  await pageBox(page).check()
  await expect(bar(page).getByRole("button", { name: /^Select all 240 packages/ })).toBeVisible()
})
