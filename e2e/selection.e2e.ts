import type { Page } from "@playwright/test"
import { seriousIn } from "./axe.ts"
import { expect, test } from "./fixtures.ts"
import { list, open } from "./openList.ts"
import { opened } from "./spectra.ts"

const bar = (page: Page) => page.getByRole("region", { name: "Selection" })
const boxes = (page: Page) => page.locator("tr[data-row-id]").getByRole("checkbox")
const said = (page: Page, hasText: string | RegExp) =>
  page.locator("[aria-live=polite]", { hasText })

/** Keeps back what the list is answered from now on, until it is let go. */
const holdAnswers = async (page: Page): Promise<() => void> => {
  const held = Promise.withResolvers<undefined>()
  await page.route(/\/upstream\/packages\/v2\?/, async (route) => {
    await held.promise
    await route.continue()
  })
  return () => held.resolve(undefined)
}

test("while another question is answered nothing is told of the one before, nor selected of its rows", async ({
  page,
  world,
}) => {
  await open(page, world)
  await expect(page.getByText("1–25 of 120", { exact: true })).toBeVisible()
  await expect(said(page, /^120 packages/)).toBeAttached()
  await boxes(page).first().check()
  const letGo = await holdAnswers(page)
  await page.getByRole("button", { name: /^failed/ }).click()
  await expect(page).toHaveURL(/status=failed/)
  await expect(page.locator("table[aria-busy]")).toBeVisible()
  await expect(list(page).getByText("Reading…")).toBeVisible()
  await expect(page.getByText("1–25 of 120", { exact: true })).toHaveCount(0)
  await expect(page.getByRole("navigation", { name: "Pages" })).toHaveText("1")
  await expect(page.getByText("Not read yet")).toHaveCount(0)
  await expect(said(page, "Reading packages")).toBeAttached()

  // Nothing more can be selected of what is shown, and the reason is there; by key neither.
  const second = boxes(page).nth(1)
  await expect(second).toHaveAttribute("aria-disabled", "true")
  await expect(second).toHaveAttribute("title", /answers what was asked before/)
  await second.click({ force: true })
  await expect(second).not.toBeChecked()
  await page.locator("[data-row-link]").nth(1).focus()
  await page.keyboard.press("x")
  await page.getByRole("checkbox", { name: "Select all on this page" }).click({ force: true })
  await expect(bar(page)).toContainText("1 selected")
  await page
    .getByRole("button", { name: /^Actions for/ })
    .nth(1)
    .click()
  const deletes = page.getByRole("menuitem", { name: "Delete" })
  await expect(deletes).toContainText("answers what was asked before")
  await page.keyboard.press("Escape")
  await expect(deletes).toBeHidden()
  // What is selected can be let go of.
  await boxes(page).first().uncheck()
  await expect(bar(page)).toBeHidden()

  letGo()
  await expect(page.locator("table[aria-busy]")).toHaveCount(0)
  await expect(list(page).getByText("Reading…")).toHaveCount(0)
  await expect(list(page).getByText(/^\d+ of 120 packages$/)).toBeVisible()
  await expect(said(page, /^\d+ of 120 packages/)).toBeAttached()
  await boxes(page).first().check()
  await expect(bar(page)).toContainText("1 selected")
})

test("what is selected and does not match any more is said, let go of, and named before it is deleted", async ({
  page,
  world,
}) => {
  await open(page, world, "?status=success")
  await boxes(page).nth(0).check()
  await boxes(page).nth(1).check()
  await expect(bar(page)).toContainText(/^2 selected(?!,)/)
  const names = await page.locator("[data-row-link]").allInnerTexts()
  const removed = names.slice(0, 2)

  await page.getByRole("combobox", { name: "Search packages" }).fill("status:failed")
  await expect(page).toHaveURL(/status=failed/)
  await expect(page.locator("table[aria-busy]")).toHaveCount(0)
  await expect(bar(page)).toContainText("2 selected, 2 not among those that match")
  await boxes(page).first().check()
  await expect(bar(page)).toContainText("3 selected, 2 not among those that match")
  expect(await seriousIn(page)).toEqual([])

  await bar(page).getByRole("button", { name: "Delete" }).click()
  const dialog = page.getByRole("dialog", { name: "Delete 3 packages" })
  await expect(dialog).toContainText("2 of them are not on the page that is shown")
  const named = dialog.getByRole("list", { name: "3 packages" }).getByRole("listitem")
  await expect(named).toHaveCount(3)
  // They are named before the rest, and each is told from it in words.
  for (const at of [0, 1]) await expect(named.nth(at)).toContainText("not on the page")
  await expect(named.nth(2)).not.toContainText("not on the page")
  for (const name of removed) await expect(named.filter({ hasText: name }).first()).toBeVisible()
  await dialog.getByRole("button", { name: "Cancel" }).click()

  const keep = bar(page).getByRole("button", { name: "Keep only those that match" })
  await keep.press("Enter")
  await expect(bar(page)).toContainText(/^1 selected(?!,)/)
  await expect(keep).toHaveCount(0)
  await expect(bar(page).getByRole("button", { name: "Clear" })).toBeFocused()
  await bar(page).getByRole("button", { name: "Delete" }).click()
  const one = page.getByRole("dialog", { name: "Delete" })
  await expect(one).not.toContainText("not on the page")
  await opened(one)
  await page.keyboard.press("Escape")
  await expect(one).toHaveCount(0)

  // Where nothing is left of it, the focus goes to the rows.
  await page.getByRole("combobox", { name: "Search packages" }).fill("status:success")
  await expect(bar(page)).toContainText("1 selected, 1 not among those that match")
  await keep.press("Enter")
  await expect(bar(page)).toBeHidden()
  await expect(page.locator("[data-row-link]:focus")).toBeVisible()
})
