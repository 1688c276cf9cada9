import type { Locator, Page } from "@playwright/test"
import { archiveOf } from "../server/sandbox/archive.ts"
import { expect, test } from "./fixtures.ts"

/** An archive of one script, as somebody would drop it. */
const file = {
  name: "journey.zip",
  mimeType: "application/zip",
  buffer: archiveOf("journey.py", Buffer.from('print("journey")\n')),
}

/** A device as the console writes it; the API wants it in upper case without dashes. */
const device = "6c0a8f1e-2b3d-4c5e-8f70-9a1b2c3d4e5f"

const dialogOf = (page: Page, name: string | RegExp): Locator => page.getByRole("dialog", { name })
const jobsOf = (page: Page): Locator => page.getByRole("region", { name: "Jobs" })

/** What a list says that it holds; not the announcement of it for screen readers. */
const countOf = (page: Page, many: string, words: string): Locator =>
  page.getByRole("region", { name: many, exact: true }).getByText(words, { exact: true })

test("a package is uploaded, deployed and deleted", async ({ page, world }) => {
  const id = await world.connect("cylance")
  const list = `/c/${id}/packages`
  await page.goto(list)
  await expect(countOf(page, "packages", "120 packages")).toBeVisible()

  await test.step("announce it, and send its file where the answer says", async () => {
    await page.getByRole("button", { name: "Upload", exact: true }).click()
    const dialog = dialogOf(page, "Upload")
    await dialog.getByLabel("Files to upload").setInputFiles(file)
    await expect(dialog.getByLabel("Name", { exact: true })).toHaveValue("journey")
    await expect(dialog.getByLabel("Python file", { exact: true })).toHaveValue("journey.py")
    await dialog.getByText("Advanced", { exact: true }).click()
    await dialog.getByLabel(/^Examples/).fill("-depth 3 | Looks three folders deep")
    await dialog.getByRole("button", { name: "Upload", exact: true }).click()
    await expect(jobsOf(page)).toContainText("1 of 1 done")
  })

  await test.step("follow it until its file is accepted", async () => {
    await jobsOf(page).getByRole("link", { name: file.name }).click()
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("journey")
    await page.getByRole("tab", { name: "Upload", exact: true }).click()
    await expect(page.getByText("The file has arrived.")).toBeVisible()
    await page.getByRole("tab", { name: "Use", exact: true }).click()
    await expect(page.getByRole("table", { name: "Examples" })).toContainText("-depth 3")
  })

  await test.step("deploy it to a device", async () => {
    // The dialog is in the address as well, behind the path.
    const before = new URL(page.url()).pathname
    await page.getByRole("button", { name: "Deploy", exact: true }).click()
    const dialog = dialogOf(page, "Deploy package journey")
    await dialog.getByLabel("Name", { exact: true }).fill("First run")
    await dialog.getByLabel(/^Device ids/).fill(device)
    await dialog.getByText("Advanced", { exact: true }).click()
    await dialog.getByLabel(/^Arguments/).fill("-depth 3")
    await dialog.getByRole("button", { name: "Deploy", exact: true }).click()
    await expect(page).not.toHaveURL(({ pathname }) => pathname === before)
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("First run")
    await expect(page.locator("main")).toContainText(device.replaceAll("-", "").toUpperCase())
  })

  await test.step("find the execution below the package", async () => {
    const trail = page.getByRole("navigation", { name: "Breadcrumb" })
    await trail.getByRole("link", { name: "journey" }).click()
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("journey")
    await page.getByRole("tab", { name: "Executions" }).click()
    await expect(countOf(page, "executions", "1 execution")).toBeVisible()
    await expect(page.getByRole("link", { name: "First run" })).toBeVisible()
  })

  await test.step("delete it, back to the list", async () => {
    await page.getByRole("button", { name: "More actions" }).click()
    await page.getByRole("menuitem", { name: "Delete" }).click()
    const dialog = dialogOf(page, "Delete package journey")
    await dialog.getByRole("button", { name: "Delete" }).click()
    await expect(page).toHaveURL(new RegExp(`${list}$`))
    await expect(countOf(page, "packages", "120 packages")).toBeVisible()
    await expect(page.getByRole("link", { name: "journey", exact: true })).toHaveCount(0)
  })
})
