import type { Page } from "@playwright/test"
import { compareVersions } from "compare-versions"
import { expect, test } from "./fixtures.ts"
import { list, rows } from "./openList.ts"

const header = (page: Page, name: string) =>
  page.getByRole("columnheader", { name }).getByRole("button")
/** The texts of a column as they stand. */
const column = async (page: Page, name: string) => {
  const heads = await page.getByRole("columnheader").allInnerTexts()
  const at = heads.findIndex((head) => head.trim() === name)
  expect(at, `the place of ${name}`).toBeGreaterThanOrEqual(0)
  return page.locator(`tbody tr[data-index] td:nth-of-type(${at + 1})`).allInnerTexts()
}

test("a list is narrowed and sorted in the URL, and Back leads to where one was", async ({
  page,
  world,
}) => {
  const id = await world.connect("cloudfoundry")
  await page.goto(`/c/${id}/packages`)
  await expect(list(page).getByText("120 packages", { exact: true })).toBeVisible()

  await header(page, "Type").click()
  await expect(page).toHaveURL(/[?&]sort=type/)
  const type = page.getByRole("columnheader", { name: "Type" })
  await expect(type).toHaveAttribute("aria-sort", "ascending")
  // A press turns the order that the header shows, so each is seen before the next.
  const created = page.getByRole("columnheader", { name: "Created" })
  await header(page, "Created").click({ modifiers: ["Shift"] })
  await expect(created).toHaveAttribute("aria-sort", "ascending")
  await header(page, "Created").click({ modifiers: ["Shift"] })
  await expect(page).toHaveURL(/sort=type(,|%2C)-created/)
  await expect(type).toHaveAttribute("aria-sort", "ascending")
  await expect(created).toHaveAttribute("aria-sort", "descending")

  const ready = page.getByRole("group", { name: "State" }).getByRole("button", { name: /^READY/ })
  await ready.click()
  await expect(ready).toHaveAttribute("aria-pressed", "true")
  const chips = page.getByRole("list", { name: "Active filters" })
  await expect(chips).toContainText("State: READY")
  await expect(page).toHaveURL(/state=READY/)
  await expect(list(page).getByText(/^\d\d of 120 packages$/)).toBeVisible()

  await page.getByLabel("Rows on a page").selectOption("25")
  await expect(page).toHaveURL(/per=25/)
  await expect(rows(page)).toHaveCount(25)
  await page.getByRole("button", { name: "Columns", exact: true }).click()
  await page.getByRole("checkbox", { name: "Image tag" }).click()
  await expect(page.getByRole("checkbox", { name: "Image tag" })).toBeChecked()
  await page.keyboard.press("Escape")
  await expect(page.getByRole("columnheader", { name: "Image tag" })).toBeVisible()
  await expect(page).toHaveURL(/cols=/)

  // The link shows a colleague the same, down to the rows.
  const names = await rows(page).allInnerTexts()
  await page.reload()
  await expect(rows(page)).toHaveText(names)
  const states = await column(page, "State")
  expect(new Set(states)).toEqual(new Set(["READY"]))

  const table = page.getByRole("region", { name: "Table of packages" })
  const row = rows(page).nth(20)
  await row.scrollIntoViewIfNeeded()
  const top = await table.evaluate((element) => element.scrollTop)
  expect(top).toBeGreaterThan(0)
  await row.click()
  await expect(page.getByRole("tab", { name: "Raw" })).toBeVisible()
  await page.goBack()
  await expect(row).toBeFocused()
  await expect(rows(page)).toHaveText(names)
  expect(Math.abs((await table.evaluate((element) => element.scrollTop)) - top)).toBeLessThan(60)

  // Another list that is opened by its address begins at its own top; a page that is loaded anew does not.
  await page.goto(`/c/${id}/packages?per=50`)
  await expect(rows(page)).toHaveCount(50)
  await rows(page).last().focus()
  await expect
    .poll(() => page.evaluate(() => Object.keys(sessionStorage).join(" ")))
    .toMatch(/waybill\.place\.default \S+per=50/)
  const end = await table.evaluate((element) => element.scrollTop)
  expect(end).toBeGreaterThan(0)
  await page.goto(`/c/${id}/packages?state=READY&per=25`)
  await expect(rows(page)).toHaveCount(25)
  expect(await table.evaluate((element) => element.scrollTop)).toBe(0)
  await page.goBack()
  await expect(rows(page)).toHaveCount(50)
  await expect.poll(() => table.evaluate((element) => element.scrollTop)).toBe(end)
  await page.goForward()

  await page.getByRole("button", { name: "Remove State READY" }).click()
  await expect(list(page).getByText("120 packages", { exact: true })).toBeVisible()
  const word = names[0]?.slice(0, 8) ?? ""
  await page.keyboard.press("/")
  await page.getByRole("main").getByRole("combobox", { name: "Search packages" }).fill(word)
  await expect(page).toHaveURL(new RegExp(`q=${word}`))
  await expect(rows(page)).toHaveCount(1)
  await page.getByRole("button", { name: "Clear all" }).click()
  await expect(list(page).getByText("120 packages", { exact: true })).toBeVisible()
  await expect(page).not.toHaveURL(/q=/)
})

test("how many match is said together with how many there are, or that nobody knows", async ({
  page,
  world,
}) => {
  const some = list(page).getByText(/^\d+ of 120 packages$/)
  const cylance = await world.connect("cylance")
  // A link from elsewhere, what the API filters by; with what it does not; and a contradiction.
  for (const search of [
    "status=failed",
    "status=failed&name=a",
    "status=failed&where=status:success",
  ]) {
    await page.goto(`/c/${cylance}/packages?${search}`)
    await expect(some).toBeVisible()
  }
  const astra = await world.connect("astra")
  await page.goto(`/c/${astra}/packages`)
  await expect(list(page).getByText("How many packages there are is not known")).toBeVisible()
  await list(page)
    .getByRole("button", { name: /^Count all/ })
    .click()
  await expect(list(page).getByText("120 packages", { exact: true })).toBeVisible()
  const pill = list(page).getByRole("group", { name: "State" }).getByRole("button").last()
  // Not "20+", as before all were counted.
  await expect(pill).toHaveText(/\d$/)
  const count = /\d+$/.exec(await pill.innerText())?.[0] ?? "none"
  expect(Number(count)).toBeGreaterThan(25)
  await pill.click()
  await expect(list(page).getByText(`${count} of 120 packages`)).toBeVisible()
})

/** Versions on whose order everybody agrees; what follows a hyphen is read in two ways. */
const plain = /^\d+(\.\d+)*$/

test("versions sort as versions", async ({ page, world }) => {
  const id = await world.connect("astra")
  await page.goto(`/c/${id}/packages?sort=version&per=100&cols=version`)
  await expect(rows(page).nth(20)).toBeVisible()
  await expect(list(page).getByText(/^\d+ packages$/)).toBeVisible()
  // A screenful is drawn first, which may have too few of them.
  await expect(rows(page)).toHaveCount(100)
  const versions = (await column(page, "Version")).filter((version) => plain.test(version))
  expect(versions.length).toBeGreaterThan(20)
  expect(versions).toEqual(versions.toSorted(compareVersions))
  // As texts they stand otherwise, or this proves nothing.
  expect(versions).not.toEqual(versions.toSorted())
})

test("cells stand under their headers, and what they leave out comes with the pointer or the focus", async ({
  page,
  world,
}) => {
  await page.setViewportSize({ width: 2200, height: 900 })
  const id = await world.connect("cloudfoundry")
  await page.goto(`/c/${id}/packages?pin=digest&cols=digest,state,type`)
  await expect(rows(page).nth(3)).toBeVisible()
  for (const field of ["guid", "digest", "state"]) {
    // Both at one moment: columns move as the table gets to know its room.
    const [cell, head] = await page
      .getByRole("table")
      .evaluate(
        (table, at) =>
          ["td", "th"].map((tag) =>
            Math.round(
              table.querySelector(`${tag}[data-column="${at}"]`)?.getBoundingClientRect().left ??
                -1,
            ),
          ),
        field,
      )
    expect(cell, field).toBeGreaterThanOrEqual(0)
    expect(cell, field).toBe(head)
  }
  const row = page.locator("tbody tr[data-row-id]").nth(1)
  const guid = (await row.getAttribute("data-row-id")) ?? ""
  const copy = row.getByRole("button", { name: "Copy GUID" })
  await expect(copy).toHaveCount(0)
  await row.locator('td[data-column="guid"]').hover()
  await expect(copy).toBeVisible()
  await expect(row.locator('td[data-column="guid"]')).toHaveAttribute("title", guid)
  await page.mouse.move(5, 5)
  await expect(copy).toHaveCount(0)
  await page.keyboard.press("j")
  await page.keyboard.press("j")
  await expect(rows(page).nth(1)).toBeFocused()
  await expect(row.locator('td[data-column="guid"]')).toHaveAttribute("title", guid)
  await expect(copy).toBeVisible()
  await page.keyboard.press("Tab")
  await expect(copy).toBeFocused()
})

test.describe("a long list", () => {
  test.use({ packages: 51_500 })

  test("is sorted whole by what its API cannot sort by: at a price, stopped or complete", async ({
    page,
    world,
  }) => {
    const id = await world.connect("cylance")
    await page.goto(`/c/${id}/packages`)
    await expect(list(page).getByText("10,300 packages", { exact: true })).toBeVisible()
    await header(page, "Category").click()
    // 52 pages of 200 are more than it takes without asking.
    await expect(page.getByText("This needs every one of the 10,300 packages")).toBeVisible()
    await expect(page.getByText(/takes about 51 requests/)).toBeVisible()
    await world.break([{ match: { api: "cylance" }, fault: { kind: "hold" } }])
    await page.getByRole("button", { name: "Read them all" }).click()
    await expect(page.getByText(/^Searched [\d,]+ of 10,300 packages$/)).toBeVisible()
    await page.getByRole("button", { name: "Stop", exact: true }).click()
    await expect(
      page.getByText(/^Not all: sorted and filtered within the [\d,]+ of 10,300 packages/),
    ).toBeVisible()
    await expect(list(page).getByText(/^at least [\d,]+ of 10,300 packages$/)).toBeVisible()
    await world.heal()
    // The price was named before; it is not asked again.
    await page.getByRole("button", { name: "Read them all" }).click()
    await expect(list(page).getByText("10,300 packages", { exact: true })).toBeVisible({
      timeout: 60_000,
    })
    await expect(page.getByText(/^Not all/)).toHaveCount(0)
    const categories = async () => [...new Set(await column(page, "Category"))]
    await expect.poll(categories).toEqual(["custom"])
    await page.getByRole("button", { name: "Last page" }).click()
    await expect(page).toHaveURL(/page=412/)
    await expect(page.getByText("10,276–10,300 of 10,300")).toBeVisible()
    await expect.poll(categories).toEqual(["cylance"])
  })

  test("of 10,000 rows draws those near the screen, and keys lead through all of it", async ({
    page,
    world,
  }) => {
    const id = await world.connect("cloudfoundry", { name: "Ten thousand" })
    expect(id).not.toBe("")
    await page.goto("/packages?per=10000&connection=Ten+thousand&sort=name&cols=digest,state")
    await expect(page.getByText("All 6 connections are in this table.")).toBeVisible({
      timeout: 60_000,
    })
    await expect(page.getByText(/^1–10,000 of 10,300$/)).toBeVisible()
    await expect(page.locator("table[aria-busy]")).toHaveCount(0)
    const drawn = rows(page)
    await drawn.first().focus()
    expect(await drawn.count()).toBeLessThan(150)
    await page.keyboard.press("End")
    const last = page.locator("tr[data-index='9999'] [data-row-link]")
    await expect(last).toBeFocused()
    await expect(last).toBeInViewport()
    expect(await drawn.count()).toBeLessThan(150)
    await page.keyboard.press("Home")
    await expect(page.locator("tr[data-index='0'] [data-row-link]")).toBeFocused()
    // The row that has the focus goes out of sight: keys go on from where one is.
    const box = page.getByRole("region", { name: "Table of packages" })
    const top = () => box.evaluate((element) => element.scrollTop)
    for (let before = 0, press = 0; press < 3; press += 1) {
      // To its end: on a slow machine, what is left of it would go on under the next key.
      const scrolled = await box.evaluateHandle((element) => ({
        end: new Promise((resolve) => {
          element.addEventListener("scrollend", resolve, { once: true })
        }),
      }))
      await page.keyboard.press("PageDown")
      await scrolled.evaluate(({ end }) => end.then(() => undefined))
      await expect(box).not.toHaveAttribute("data-scrolling")
      expect(await top()).toBeGreaterThan(before + 100)
      before = await top()
    }
    await page.keyboard.press("j")
    const focused = page.locator("tr:focus-within")
    await expect(focused).toBeInViewport()
    expect(Number(await focused.getAttribute("data-index"))).toBeGreaterThan(15)
    // Rows that pass under the pointer are made of those that went; the one it rests on is pointed at.
    await box.hover()
    for (const by of [900, 900, 4000, -700, -2900]) await page.mouse.wheel(0, by)
    const under = page.locator("tbody tr:hover")
    await expect(under.getByRole("button", { name: /^Copy / }).first()).toBeVisible()
    await expect(box).not.toHaveAttribute("data-scrolling")
    await expect(under).not.toHaveCSS("background-color", "rgb(255, 255, 255)")
    const indexes = await page
      .locator("tr[data-index]")
      .evaluateAll((all) => all.map((row) => Number(row.dataset["index"])))
    expect(indexes.length).toBeGreaterThan(10)
    expect(indexes).toEqual(indexes.map((_, at) => (indexes[0] ?? 0) + at))
  })
})
