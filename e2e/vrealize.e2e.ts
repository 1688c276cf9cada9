import { readFileSync } from "node:fs"
import type { Locator, Page } from "@playwright/test"
import { zip } from "../server/sandbox/analysis/archiveFixtures.ts"
import { seriousIn } from "./axe.ts"
import { expect, test } from "./fixtures.ts"
import { list } from "./openList.ts"

const dialogOf = (page: Page, name: string | RegExp): Locator => page.getByRole("dialog", { name })

/** What the list says that it holds; not the announcement of it for screen readers. */
const countOf = (page: Page, count: string): Locator =>
  page.getByRole("region", { name: count.replace(/^\d+ /, ""), exact: true }).getByText(count)

const pickFile = async (page: Page, name: string, buffer: Buffer): Promise<Locator> => {
  await page.getByRole("button", { name: "Import", exact: true }).click()
  const dialog = dialogOf(page, "Import")
  await dialog
    .getByLabel("Files to upload")
    .setInputFiles({ name, mimeType: "application/zip", buffer })
  return dialog
}

test("a package is created, exported, imported and deleted", async ({ page, world }) => {
  const id = await world.connect("vrealize")
  await page.goto(`/c/${id}/packages`)
  await expect(countOf(page, "120 packages")).toBeVisible()

  await test.step("create it from contents", async () => {
    await page.getByRole("button", { name: "Create", exact: true }).click()
    const dialog = dialogOf(page, "Create")
    await dialog.getByLabel("Name", { exact: true }).fill("Journey")
    const offers = dialog.getByRole("group", { name: "Contents" })
    await expect(offers.getByText(/of 60|All 60/)).toBeVisible()
    await offers.getByRole("searchbox").fill("software-component")
    await offers.getByRole("checkbox").first().check()
    await offers.getByRole("checkbox").nth(1).check()
    await expect(offers.getByText("2 chosen")).toBeVisible()
    expect(await seriousIn(page)).toEqual([])
    await dialog.getByRole("button", { name: "Create" }).click()
    await expect(dialog).toBeHidden()
    await expect(countOf(page, "121 packages")).toBeVisible()
  })

  await test.step("see what is in it", async () => {
    await page.getByRole("link", { name: "Journey", exact: true }).click()
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Journey")
    await page.getByRole("tab", { name: "Contents" }).click()
    await expect(
      page.getByRole("region", { name: "Contents" }).getByText("2 contents"),
    ).toBeVisible()
    await expect(page.getByText("A package cannot be changed or copied.")).toBeVisible()
  })

  const file = await test.step("export it", async () => {
    await page.getByRole("tab", { name: "Downloads" }).click()
    const started = page.waitForEvent("download")
    await page.getByRole("button", { name: "Download Package as zip" }).click()
    return readFileSync(await (await started).path())
  })
  expect(file.subarray(0, 2).toString()).toBe("PK")

  await test.step("dry run, import over it, and read the result of each content", async () => {
    const dialog = await pickFile(page, "journey.zip", file)
    await expect(dialog.getByText(/^The dry run passed/)).toBeVisible()
    await expect(dialog.getByRole("radio", { name: "Overwrite it" })).toBeChecked()
    await dialog.getByRole("button", { name: "Import" }).click()
    const jobs = page.getByRole("region", { name: "Jobs" })
    await jobs.getByRole("link", { name: /^Result of each part of journey.zip/ }).click()
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Import: journey.zip")
    const result = page.getByRole("region", { name: "Result of each content" })
    await expect(result.getByRole("listitem")).toHaveCount(2)
    await expect(result.getByText("was overwritten.")).toHaveCount(2)
  })

  await test.step("delete it, back to the list", async () => {
    await page.getByRole("link", { name: /^Back to/ }).click()
    await page.getByRole("link", { name: "Journey", exact: true }).click()
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Journey")
    await page.getByRole("button", { name: "More" }).click()
    await page.getByRole("menuitem", { name: "Delete" }).click()
    const dialog = dialogOf(page, /^Delete package/)
    await dialog.getByRole("checkbox", { name: /Package as zip/ }).uncheck()
    await dialog.getByRole("button", { name: "Delete" }).click()
    await expect(countOf(page, "120 packages")).toBeVisible({ timeout: 30_000 })
    await expect(page.getByRole("link", { name: "Journey", exact: true })).toBeHidden()
  })
})

test("a failed import says which content failed, and that nothing is taken back", async ({
  page,
  world,
}) => {
  const id = await world.connect("vrealize")
  await world.options("vrealize", { olderResults: true })
  await page.goto(`/c/${id}/contents`)
  await expect(countOf(page, "60 contents")).toBeVisible()
  const bytes = zip({
    "metadata.yaml": "name: Mixed\ndata: []\n",
    "composite-blueprint/fine.yaml": "id: fine\nname: Fine\n",
    "composite-blueprint/draft.yaml": "id: draft\nname: Half done\nstatus: DRAFT\n",
  })
  const dialog = await pickFile(page, "mixed.zip", Buffer.from(bytes))
  await expect(dialog.getByText("The dry run failed for 1 of 2 contents.")).toBeVisible()
  await expect(dialog.getByText(/Half done is a draft/)).toBeVisible()
  // Not before it is said that it is meant.
  await dialog.getByRole("button", { name: "Import", exact: true }).click()
  await expect(dialog).toBeVisible()
  await dialog.getByRole("button", { name: "Import all the same" }).click()
  await dialog.getByRole("button", { name: "Import", exact: true }).click()
  const jobs = page.getByRole("region", { name: "Jobs" })
  await expect(jobs.getByText(/1 of 2 contents could not be imported/)).toBeVisible()
  await jobs.getByRole("link", { name: /^Result of each part/ }).click()
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Import: mixed.zip")
  await expect(page.locator("main").getByText(/A failed import is not rolled back/)).toBeVisible()
  expect(await seriousIn(page)).toEqual([])
  await page.getByRole("link", { name: /^Back to/ }).click()
  await page
    .getByRole("navigation", { name: "Lists" })
    .getByRole("link", { name: "Contents" })
    .click()
  await expect(countOf(page, "61 contents")).toBeVisible()
})

test("one broken package takes the list down, and the page leads to it", async ({
  page,
  world,
}) => {
  const id = await world.connect("vrealize")
  // A part of a name is looked for over all rows, so that all of them are read.
  await page.goto(`/c/${id}/packages?name=a`)
  // In the list: it is also announced.
  await expect(list(page).getByText(/^\d+ of 120 packages$/)).toBeVisible()
  await world.options("vrealize", { deletedContent: true })
  await page.getByRole("button", { name: "Refresh packages" }).click()
  await expect(
    page.getByText(/that was deleted, and vRealize refuses the whole list/),
  ).toBeVisible()
  await page
    .getByRole("link", { name: /^Open / })
    .first()
    .click()
  await page.getByRole("tab", { name: "Contents" }).click()
  await expect(page.getByText(/content of this package was deleted/)).toBeVisible()
})
