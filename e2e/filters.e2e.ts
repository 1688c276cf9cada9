import type { Locator, Page } from "@playwright/test"
import { settled } from "./allPackages.ts"
import { expect, test } from "./fixtures.ts"
import { list } from "./openList.ts"

/** A popover that has taken the focus: what is given the focus in it now keeps it. */
const opened = (page: Page, popover: Locator): Promise<void> =>
  expect(popover.and(page.locator(":focus-within"))).toHaveCount(1)

test("values or none are asked for together, with the keys of a list", async ({ page, world }) => {
  const id = await world.connect("cloudfoundry")
  await world.connect("vrealize")
  await page.goto("/packages")
  // Values come, and move, as more is read.
  await settled(page, 2)
  const box = page.getByRole("main").getByRole("combobox", { name: /^Search / })
  const states = page.getByRole("group", { name: "State" })
  const none = states.getByRole("button", { name: /^no value/ })
  const failed = states.getByRole("button", { name: /^failed/ })
  await none.click()
  await expect(box).toHaveValue("no:state")
  await failed.click()
  await expect(box).toHaveValue("state:failed OR no:state")
  await expect(none).toHaveAttribute("aria-pressed", "true")
  await expect(failed).toHaveAttribute("aria-pressed", "true")
  await page.getByRole("button", { name: "Remove State failed or no value" }).click()
  await expect(box).toHaveValue("")

  await page.goto(`/c/${id}/packages`)
  await page.locator("[aria-haspopup=dialog]", { hasText: /^Type/ }).press("Enter")
  const types = page.getByRole("dialog", { name: "Type" })
  const [bits, docker] = ["bits", "docker"].map((name) => types.getByRole("checkbox", { name }))
  if (!bits || !docker) throw new Error("two are named")
  await opened(page, types)
  await bits.focus()
  for (const [key, there] of [
    ["ArrowDown", docker],
    ["ArrowUp", bits],
    ["End", docker],
    ["Home", bits],
    ["d", docker],
  ] as const) {
    await page.keyboard.press(key)
    await expect(there).toBeFocused()
  }
  await page.keyboard.press("Enter")
  await expect(docker).toBeChecked()
  await expect(page).toHaveURL(/\?type=docker$/)
})

test("a filter that is chosen with the keyboard is edited with it", async ({ page, world }) => {
  const id = await world.connect("cloudfoundry")
  await page.goto(`/c/${id}/packages`)
  await expect(list(page).getByText("120 packages", { exact: true })).toBeVisible()
  await expect(page.getByRole("button", { name: "Filter", exact: true })).toBeVisible()
  const menu = page.getByRole("dialog", { name: "Add a filter" })
  const choose = async (name: string): Promise<void> => {
    await page.keyboard.press("f")
    const field = menu.getByRole("button", { name, exact: true })
    await opened(page, menu)
    await field.focus()
    await page.keyboard.press("Enter")
  }
  await choose("Created")
  const from = page.getByRole("textbox", { name: "Created from" })
  await expect(from).toBeFocused()
  // The example stands in its field whole.
  await expect
    .poll(() => from.evaluate((input) => input.scrollWidth <= input.clientWidth))
    .toBe(true)
  await page.keyboard.press("Escape")
  await expect(menu).toHaveCount(0)
  await choose("Type")
  await expect(menu.getByRole("checkbox").first()).toBeFocused()
})
