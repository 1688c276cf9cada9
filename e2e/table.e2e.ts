import { readFileSync } from "node:fs"
import type { Locator, Page } from "@playwright/test"
import { seriousIn } from "./axe.ts"
import { expect, test } from "./fixtures.ts"
import { list, open } from "./openList.ts"

const headers = (page: Page): Locator => page.locator("th[data-column]")
const numberIn = async (locator: Locator): Promise<number> =>
  Number((await locator.textContent())?.replaceAll(/\D/g, ""))

test("values are counted as far as the list was read, and over all of it for a price", async ({
  page,
  world,
}) => {
  await open(page, world)
  const status = page.getByRole("group", { name: "Status" })
  const failed = status.getByRole("button", { name: /^failed/ })
  await expect(failed).toHaveText(/\d+\+$/)
  await expect(page.getByText("25 of 120 read")).toBeVisible()

  await page.getByRole("button", { name: "Count all 120 (1 request)" }).click()
  await expect(page.getByText("25 of 120 read")).toBeHidden()
  await expect(failed).toHaveText(/\d$/)
  const words = await status.getByRole("button").all()
  const counts = await Promise.all(words.map(numberIn))
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(120)

  const count = await numberIn(failed)
  await failed.focus()
  await page.keyboard.press("Space")
  await expect(page).toHaveURL(/status=failed/)
  await expect(failed).toHaveAttribute("aria-pressed", "true")
  await expect(page.getByText(`${count} of 120 packages`).first()).toBeVisible()
  // The other values still say what choosing them would bring.
  await expect.poll(() => Promise.all(words.map(numberIn))).toEqual(counts)

  await page.getByRole("button", { name: "Category" }).first().click()
  // The provider's own packages are fewer than those of its customers.
  const success = status.getByRole("button", { name: /^success/ })
  const all = await numberIn(success)
  const own = page.getByRole("checkbox", { name: "cylance" })
  await own.click()
  await expect(own).toBeChecked()
  await expect(page).toHaveURL(/category=cylance/)
  await page.keyboard.press("Escape")
  await expect.poll(() => numberIn(success)).toBeLessThan(all)
  await page.getByRole("button", { name: "Remove Category cylance" }).click()
  await expect.poll(() => numberIn(success)).toBe(all)
  await page.getByRole("button", { name: "Clear all" }).click()
  await expect(page).not.toHaveURL(/status=/)
  expect(await seriousIn(page)).toEqual([])
})

test("all that match are selected, and stay so while pages and order change", async ({
  page,
  world,
}) => {
  await open(page, world)
  await page.getByRole("checkbox", { name: "Select all on this page" }).check()
  const bar = page.getByRole("region", { name: "Selection" })
  await expect(bar).toContainText("25 selected")
  await bar.getByRole("button", { name: "Select all 120 packages that match" }).click()
  await expect(bar).toContainText("120 selected")
  await headers(page).getByRole("button", { name: "Name" }).click()
  await expect(page).toHaveURL(/sort=name/)
  await page.getByRole("button", { name: "Next page" }).click()
  await expect(page.getByText("26–50 of 120")).toBeVisible()
  // The rows of the page before stand there, pale, until those of this one are here.
  await expect(page.locator("table[aria-busy]")).toHaveCount(0)
  await expect(bar).toContainText("120 selected")
  await expect(page.getByRole("checkbox", { name: "Select all on this page" })).toBeChecked()
  const boxes = page.locator("tr[data-row-id]").getByRole("checkbox")
  await boxes.nth(1).uncheck()
  await boxes.nth(4).click({ modifiers: ["Shift"] })
  await expect(bar).toContainText("116 selected")
  // Page 1 has all of its own, and that is not all.
  const all = bar.getByRole("button", { name: "Select all 120 packages that match" })
  await page.getByRole("button", { name: "Previous page" }).click()
  await expect(page.getByText("1–25 of 120")).toBeVisible()
  await expect(all).toBeVisible()
  // However many are selected of another question, all of this one can be.
  await page.getByRole("combobox", { name: "Search packages" }).fill("status:success")
  await expect(page).toHaveURL(/status=success/)
  await expect(page.getByText(/^1–25 of (?!120)\d+$/)).toBeVisible()
  await expect(page.locator("table[aria-busy]")).toHaveCount(0)
  await page.getByRole("checkbox", { name: "Select all on this page" }).check()
  await expect(
    bar.getByRole("button", { name: /^Select all \d+ packages that match$/ }),
  ).toBeVisible()
  await bar.getByRole("button", { name: "Clear" }).click()
  await expect(bar).toBeHidden()
  // What was selected of one question stays beside all of another.
  await page.locator("tr[data-row-id]").getByRole("checkbox").first().check()
  // In the list: it is also announced, a moment later.
  const found = list(page).getByText(/^\d+ of 120 packages$/)
  const successful = await found.innerText()
  await page.getByRole("combobox", { name: "Search packages" }).fill("status:failed")
  await expect(page).toHaveURL(/status=failed/)
  await expect(page.locator("table[aria-busy]")).toHaveCount(0)
  await expect(found).not.toHaveText(successful)
  const failed = Number.parseInt(await found.innerText(), 10)
  await page.getByRole("checkbox", { name: "Select all on this page" }).check()
  const more = bar.getByRole("button", { name: /^Select all \d+ packages that match$/ })
  await expect(more).toHaveCount(failed > 25 ? 1 : 0)
  if (failed > 25) await more.click()
  await expect(bar).toContainText(`${failed + 1} selected`)
  await expect(bar).not.toContainText("All")
  await bar.getByRole("button", { name: "Clear" }).click()

  // Where nobody says how many there are, reading them to the end does.
  await page.goto(`/c/${await world.connect("astra")}/packages`)
  await page.getByRole("checkbox", { name: "Select all on this page" }).check()
  await bar.getByRole("button", { name: "Select all packages that match" }).click()
  await expect(bar).toContainText(/All \d+ selected/)
  await expect(bar.getByRole("button", { name: /^Select all/ })).toHaveCount(0)
  // From a bar that goes the focus goes to the rows.
  await bar.getByRole("button", { name: "Clear" }).press("Enter")
  await expect(page.locator("[data-row-link]:focus")).toBeVisible()
})

test("exports what is filtered, of all pages, in the visible columns", async ({ page, world }) => {
  await open(page, world, "?status=success&cols=status,size")
  const [, count = ""] =
    /^(\d+)/.exec(
      await page
        .getByText(/^\d+ of 120 packages$/)
        .first()
        .innerText(),
    ) ?? []
  await page.getByRole("button", { name: "Export packages" }).click()
  const saved = page.waitForEvent("download")
  await page.getByRole("button", { name: `Export ${count} packages` }).click()
  const file = await saved
  expect(file.suggestedFilename()).toMatch(/^packages-test-cylance-\d{4}-\d\d-\d\d\.csv$/)
  const lines = readFileSync(await file.path(), "utf8")
    .split(/\r?\n/)
    .filter((line) => line !== "")
  const head = lines.findIndex((line) => line.includes("Status") && line.includes("Size"))
  expect(head).toBeGreaterThan(0)
  expect(lines.slice(0, head).join("\n")).toContain("status:success")
  expect(lines.slice(0, head).join("\n")).toMatch(/# From: Test cylance/)
  expect(lines.slice(head + 1)).toHaveLength(Number(count))
  expect(lines[head]?.split(",")).toHaveLength(3)
})

test("what costs a call a row is exported as far as it is known, or asked for", async ({
  page,
  world,
}) => {
  const id = await world.connect("cloudfoundry")
  await page.goto(`/c/${id}/packages?cols=appName,state&per=25`)
  const first = page.locator("tr[data-row-id]").first().locator("td[data-column=appName]")
  await expect(first).toHaveText(/\w/)
  const exported = async (choose: () => Promise<void>): Promise<string> => {
    await page.getByRole("button", { name: "Export packages", exact: true }).click()
    await choose()
    const saved = page.waitForEvent("download")
    await page.getByRole("button", { name: /^Export (120|all) packages/ }).click()
    return readFileSync(await (await saved).path(), "utf8")
  }
  const known = await exported(async () => {
    // A few requests for all: they are made unless somebody does not want them.
    await expect(page.getByText("App is not in the list itself")).toBeVisible()
    const asks = page.getByRole("checkbox", { name: "Ask for it of every row (up to 6 requests)" })
    await expect(asks).toBeChecked()
    await asks.uncheck()
  })
  expect(known).toMatch(/NOT COMPLETE: App not loaded for \d+ rows/)
  expect(known).toContain(await first.innerText())
  // What lacks values must not look as if all were well.
  const job = page.getByRole("region", { name: "Jobs" })
  await expect(job).toContainText("1 of 1 done, NOT COMPLETE")
  await expect(job.getByRole("listitem").last()).toContainText("done, not complete")
  await expect(page.locator("[aria-live]", { hasText: "NOT COMPLETE" }).first()).toBeAttached()
  await page.getByRole("button", { name: "Dismiss Export packages" }).click()
  const asked: string[] = []
  page.on("request", (request) => asked.push(request.url()))
  const all = await exported(async () => {
    await expect(page.getByRole("checkbox", { name: /^Ask for it of every row/ })).toBeChecked()
  })
  const names = asked.filter((url) => /\/v3\/(apps|spaces|organizations)\?guids=/.test(url))
  expect(names.length).toBeGreaterThan(0)
  expect(names.length).toBeLessThanOrEqual(6)
  expect(all).toContain("120 rows, all that match")
  expect(all).not.toContain("(not loaded)")

  // An API that sends the columns on screen alone is asked for the others as well.
  await page.goto(`/c/${await world.connect("astra")}/packages`)
  await expect(page.locator("[data-row-link]").first()).toBeVisible()
  const whole = await exported(async () => {
    await page.getByRole("combobox", { name: "Columns" }).selectOption("all")
  })
  expect(whole).toMatch(/\d+ rows, all that match/)
  expect(whole).not.toContain("(not loaded)")
  // Also of what is selected, of which the table has what it shows.
  const boxes = page.getByRole("checkbox", { name: /^Select (?!all)/ })
  for (const at of [0, 1]) await boxes.nth(at).check()
  await page.getByRole("button", { name: "Export packages", exact: true }).click()
  await expect(page.getByText("The 2 selected packages, and no others.")).toBeVisible()
  await page.getByRole("combobox", { name: "Columns" }).selectOption("all")
  await expect(page.getByText(/State details, .* were not read of all of these/)).toBeVisible()
  const saved = page.waitForEvent("download")
  await page.getByRole("button", { name: "Export 2 packages" }).click()
  const chosen = readFileSync(await (await saved).path(), "utf8")
  expect(chosen).toContain("2 rows, all that match")
  expect(chosen).not.toContain("(not loaded)")
})

test("a link that asks for what is not there opens what is, and says so", async ({
  page,
  world,
}) => {
  await open(
    page,
    world,
    "?nonsense=1&size=huge..&uploaded=2026-13-45..&sort=-nope&cols=nope,size&page=99&where=((&view=none",
  )
  const note = page.getByText("Part of this link or view was left out").locator("..")
  for (const word of ["nonsense", "huge..", "2026-13-45", "nope", "((", "no view", "no page 99"])
    await expect(note).toContainText(word)
  await expect(page).toHaveURL(/page=5/)
  await expect(page.getByText("101–120 of 120")).toBeVisible()
  await expect(headers(page)).toHaveCount(2)
  // What is shared from here asks for no more than there is; a reload does not forget what was said.
  await expect(page).toHaveURL(/packages\?page=5&cols=size$/)
  await page.reload()
  await expect(note).toContainText("no page 99")
  await page.goto(page.url().replace("&cols=size", "&cols=nope,none&pin=zz"))
  await expect(note).toContainText('"zz"')
  await expect(page).toHaveURL(/packages\?page=5$/)
  await expect.poll(() => headers(page).count()).toBeGreaterThan(4)
})

test("a saved view whose fields are gone still opens, and says what it lost", async ({
  page,
  world,
}) => {
  const id = await world.connect("cylance")
  const path = `/c/${id}/packages`
  const search =
    "gone=1&category=cylance&size=huge..&where=lost:x&sort=-fled,name&cols=away,size&page=99&per=7"
  const views = [
    { id: "unreadable" },
    { id: "astray", name: "Astray", path: "/c/%zz/packages", search: "" },
    { id: "old", name: "Of another day", path, search, opens: true },
  ]
  await page.addInitScript(
    (text) => localStorage.setItem("waybill.views", text),
    JSON.stringify(views),
  )
  const narrowed = async (): Promise<void> => {
    const note = page.getByText("Part of this link or view was left out").locator("..")
    for (const word of [
      '"gone"',
      '"huge.."',
      '"lost"',
      '"fled"',
      '"away"',
      "of 7 rows",
      "no page 99",
    ])
      await expect(note).toContainText(word)
    // What there still is holds: the filter, the order, the column, and a page that there is.
    await expect(page.getByRole("button", { name: "Remove Category cylance" })).toBeVisible()
    await expect(headers(page)).toHaveCount(2)
    await expect(page).not.toHaveURL(/page=99/)
    await expect(page).toHaveURL(/sort=name/)
    await expect(page.locator("tr[data-row-id]").first()).toBeVisible()
  }
  await page.goto(path)
  await narrowed()

  await page.goto("/settings")
  const rail = page.getByRole("navigation", { name: "Main" })
  await expect(rail).not.toContainText("Astray")
  await rail.getByRole("link", { name: "Of another day" }).click()
  await narrowed()
  expect(await seriousIn(page)).toEqual([])
})

test("the count and the order are said aloud, and the page that was turned to", async ({
  page,
  world,
}) => {
  await open(page, world)
  await expect(page.locator("[aria-live=polite]", { hasText: /^120 packages/ })).toBeAttached()
  await page.getByRole("button", { name: "Next page" }).click()
  await expect(page.locator("[aria-live=polite]", { hasText: "26 to 50 of 120" })).toBeAttached()
  // A row is never told to be of another place than the table has: its rows are those of the page.
  await expect(page.locator("table[aria-busy]")).toHaveCount(0)
  const table = page.getByRole("table", { name: "packages" })
  await expect(table).toHaveAttribute("aria-rowcount", "26")
  await expect(table.locator("tr[data-row-id]").last()).toHaveAttribute("aria-rowindex", "26")
  await headers(page).getByRole("button", { name: "Name" }).click()
  await expect(page.locator("[aria-live=polite]", { hasText: "Sorted by Name" })).toBeAttached()
})

test("on a phone what is short is whole, and a number says of what it is", async ({
  page,
  world,
}) => {
  await page.setViewportSize({ width: 390, height: 844 })
  const id = await world.connect("vrealize")
  // By its name, which every card shows: what else it is sorted by takes the place of one of these.
  await page.goto(`/c/${id}/packages?sort=name`)
  const cards = page.locator("[data-card]")
  await expect(cards.first()).toContainText(/Version \d/)
  await expect(cards.first()).toContainText(/Contents \d/)
  // Each number is where the card shows it, and none is cut.
  const cut = await cards.evaluateAll(
    (all) =>
      all.flatMap((card) =>
        [...card.querySelectorAll("span.shrink-0")].filter(
          (one) =>
            /^(Version|Contents)/.test(one.textContent) && one.scrollWidth > one.clientWidth + 1,
        ),
      ).length,
  )
  expect(cut).toBe(0)
})

test("on a phone rows are cards with their box, menu and order", async ({ page, world }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await open(page, world)
  const first = page.locator("tr[data-row-id]").first()
  await expect(first.getByRole("checkbox")).toBeVisible()
  await expect(first.getByRole("button", { name: /^Actions for/ })).toBeVisible()
  // The room of a finger around the menu stays within the table, which would scroll sideways by the rest.
  const menu = await first.getByRole("button", { name: /^Actions for/ }).boundingBox()
  const card = await first.boundingBox()
  if (!menu || !card) throw new Error("The card is not drawn")
  expect(menu.x + menu.width / 2 + 22).toBeLessThanOrEqual(card.x + card.width)
  await first.getByRole("checkbox").check()
  await page.getByRole("button", { name: "Select all 25 on this page" }).press("Enter")
  const bar = page.getByRole("region", { name: "Selection" })
  await expect(bar).toContainText("25 selected")
  // The button has gone, and whoever works by key is still where it was.
  await expect(bar).toBeFocused()
  await page.getByRole("button", { name: "Select all 120 packages that match" }).click()
  await expect(bar).toContainText("120 selected")
  await page.getByRole("button", { name: "Columns" }).click()
  await page.getByLabel("Sort by").selectOption({ label: "Name" })
  await expect(page).toHaveURL(/sort=-?name/)
  // What stays in sight of a table that scrolls sideways is nothing to a card.
  await expect(page.getByRole("button", { name: /^Pin / })).toHaveCount(0)
  expect(
    await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    ),
  ).toBeLessThanOrEqual(0)
  expect(await seriousIn(page)).toEqual([])
})

test("on a phone a card shows what it is sorted by, and what is turned on", async ({
  page,
  world,
}) => {
  await page.setViewportSize({ width: 390, height: 844 })
  const id = await world.connect("cloudfoundry")
  await page.goto(`/c/${id}/packages?sort=-created`)
  const first = page.locator("[data-card]").first()
  // The others of it are in the page as well, below the line that is seen.
  const seen = first.locator("span.overflow-hidden > span").first()
  await expect(seen).toHaveText(/^Created /)
  await page.goto(`/c/${id}/packages?sort=type`)
  await expect(seen).toHaveText(/^Type /)
  await page.getByRole("button", { name: "Columns" }).click()
  await page.getByRole("checkbox", { name: "App GUID" }).check()
  await expect(first.locator("span.overflow-hidden > span").nth(1)).toHaveText(/^App GUID /)
})

test("what stands above a table has the room it needs, and the table begins below it", async ({
  page,
  world,
}) => {
  const foundry = await world.connect("cloudfoundry")
  const astra = await world.connect("astra")
  await page.setViewportSize({ width: 1024, height: 700 })
  await page.goto(
    `/c/${foundry}/packages?state=READY&state=FAILED&state=EXPIRED&state=AWAITING_UPLOAD&type=bits&type=docker&created=>2020-01-01&app=a`,
  )
  const table = page.getByRole("region", { name: /^Table of/ })
  await expect(table).toBeVisible()
  const all = page.getByRole("button", { name: "Clear all" })
  const bottom = async (of: typeof all): Promise<number> => {
    const box = await of.boundingBox()
    return (box?.y ?? 0) + (box?.height ?? 0)
  }
  // Some of what stands there comes behind the rows.
  await expect
    .poll(async () => ((await table.boundingBox())?.y ?? 0) - (await bottom(all)))
    .toBeGreaterThanOrEqual(0)
  await all.click()
  await expect(page).not.toHaveURL(/state=/)

  await page.setViewportSize({ width: 768, height: 700 })
  await page.goto(`/c/${astra}/packages`)
  await page.getByRole("button", { name: "Export packages" }).click()
  await expect(page.getByRole("dialog", { name: "Export packages" })).toBeVisible()
})
