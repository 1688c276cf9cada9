import type { Page } from "@playwright/test"
import { expect } from "./fixtures.ts"
import { list } from "./openList.ts"

/** The server's own sandbox has a connection to each provider, beside those of the test. */
export const own = 5

const allOf = (more: number): string => `All ${own + more} connections are in this table.`

export const parts = (page: Page) => page.getByRole("region", { name: "Connections in this table" })

/** Everything is read, and the table shows it. */
export const settled = async (page: Page, more: number): Promise<void> => {
  await expect(parts(page)).toContainText(allOf(more), { timeout: 60_000 })
  await expect(page.locator("tbody [data-row-link]").first()).toBeVisible()
  // How many they are comes behind the rows: until then it says "at least" of nothing.
  await expect(list(page)).toContainText(/\d packages?/)
  await expect(list(page)).not.toContainText("at least")
}

/** The name in each row on screen. */
export const names = (page: Page): Promise<readonly string[]> =>
  page.locator("tbody [data-row-link]").allInnerTexts()
