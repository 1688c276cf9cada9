import type { Page } from "@playwright/test"
import { expect } from "./fixtures.ts"

/** The links in the rows that are drawn. */
export const rows = (page: Page) => page.locator("[data-row-link]")

/** The list alone: what it says is also announced, elsewhere on the page. */
export const list = (page: Page) => page.getByRole("region", { name: "packages", exact: true })

/** A paged list of 120 packages whose states and actions the sandbox has in full. */
export const open = async (
  page: Page,
  world: { connect: (provider: "cylance") => Promise<string> },
  search = "",
): Promise<string> => {
  const id = await world.connect("cylance")
  await page.goto(`/c/${id}/packages${search}`)
  await expect(
    page.getByRole("link", { name: /./ }).and(page.locator("[data-row-link]")).first(),
  ).toBeVisible()
  return id
}

/** Ids of the rows that are drawn, in their order. */
export const idsOf = (page: Page): Promise<readonly (string | null)[]> =>
  page
    .locator("tr[data-row-id]")
    .evaluateAll((rows) => rows.map((row) => row.dataset["rowId"] ?? null))
