import { randomBytes } from "node:crypto"
import type { Locator, Page } from "@playwright/test"
import {
  BlobWriter,
  TextReader,
  Uint8ArrayReader,
  ZipWriter,
} from "@zip.js/zip.js/lib/zip-core-custom.js"
import { archiveOf } from "../server/sandbox/archive.ts"
import { expect, test } from "./fixtures.ts"

/** An app that a buildpack knows, as somebody would drop it. */
const bits = {
  name: "shop.zip",
  mimeType: "application/zip",
  buffer: archiveOf("package.json", Buffer.from('{"name":"shop","version":"1.0.0"}')),
}

const dialogOf = (page: Page): Locator => page.getByRole("dialog")

/** The first app of a list to choose from. */
const chooseFirst = async (field: Locator): Promise<void> => {
  await expect(field).toBeEnabled()
  await field.selectOption({ index: 1 })
}

const more = async (page: Page, action: string): Promise<void> => {
  await page.getByRole("button", { name: "More" }).click()
  await page.getByRole("menuitem", { name: action }).click()
}

test("a package is made, filled, staged, copied, labelled and deleted", async ({ page, world }) => {
  // Long: a build, a copy and the time for "Undo" are waited out.
  test.slow()
  const id = await world.connect("cloudfoundry")
  const list = `/c/${id}/packages`
  const ours = `${list}?labels=${encodeURIComponent("=journey=one")}`
  await page.goto(list)
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Packages")

  await page.getByRole("button", { name: "Create", exact: true }).click()
  await chooseFirst(dialogOf(page).getByRole("combobox", { name: "App" }))
  await dialogOf(page).getByText("Advanced", { exact: true }).click()
  await dialogOf(page)
    .getByRole("textbox", { name: /^Labels/ })
    .fill("journey=one")
  await dialogOf(page).getByRole("button", { name: "Create" }).click()
  await expect(page.getByText("It waits for its bits").first()).toBeVisible()

  await page.goto(ours)
  const rows = page.locator("tbody tr, [role=row]").filter({ hasText: "AWAITING_UPLOAD" })
  await rows.first().getByRole("link").first().click()
  const status = page
    .locator("header, main")
    .getByText(/^(AWAITING_UPLOAD|PROCESSING_UPLOAD|READY)$/)
  await expect(status.first()).toHaveText("AWAITING_UPLOAD")
  const stage = page.getByRole("button", { name: "Stage", exact: true })
  await expect(stage).toHaveAttribute("aria-disabled", "true")

  await page.getByRole("button", { name: "Upload bits" }).click()
  await dialogOf(page).getByLabel("Files to upload").setInputFiles(bits)
  await expect(dialogOf(page).getByText(/^This package/)).toBeVisible()
  await dialogOf(page).getByRole("button", { name: "Upload bits" }).click()
  await expect(status.first()).toHaveText("READY")

  await stage.click()
  await dialogOf(page)
    .getByRole("textbox", { name: /^Memory in MB/ })
    .fill("256")
  await dialogOf(page).getByRole("button", { name: "Stage" }).click()
  await expect(page.getByText(/Staged as droplet/).first()).toBeVisible()
  await page.getByRole("tab", { name: "Staging" }).click()
  await expect(page.getByRole("region", { name: "Droplets" }).getByText("STAGED")).toBeVisible()
  await expect(page.getByRole("region", { name: "Builds" }).getByText("256 MiB")).toBeVisible()

  // The dialog is in the address as well, behind the path.
  const before = new URL(page.url()).pathname
  await page.getByRole("button", { name: "Copy", exact: true }).click()
  await chooseFirst(dialogOf(page).getByRole("combobox", { name: "To app" }))
  await dialogOf(page).getByRole("button", { name: "Copy" }).click()
  await expect(page).not.toHaveURL(({ pathname }) => pathname === before)
  await expect(status.first()).toHaveText("READY")

  await more(page, "Edit")
  const labels = dialogOf(page).getByRole("textbox", { name: /^Labels/ })
  // Not the button above it, which is one key away.
  await expect(labels).toBeFocused()
  await page.keyboard.press("Shift+Tab")
  await expect(
    dialogOf(page).getByRole("button", { name: "Read from a file" }).first(),
  ).toBeFocused()
  await labels.fill("journey=one\ncopy=yes")
  await dialogOf(page).getByRole("button", { name: "Edit" }).click()
  await expect(page.getByText("Edit: done").first()).toBeVisible()
  await page.getByRole("tab", { name: "Overview" }).click()
  await expect(page.getByText("copy=yes").first()).toBeVisible()

  await more(page, "Delete")
  await dialogOf(page).getByRole("button", { name: "Delete" }).click()
  await expect(page).toHaveURL(new RegExp(`${list}$`))
  // It waits for "Undo" first.
  const job = page.getByRole("region", { name: "Jobs" }).getByRole("listitem")
  await expect(job.filter({ hasText: "Delete package" })).toContainText("1 of 1 done", {
    timeout: 60_000,
  })
  // There were 120; the first one and its copy came, and the copy went.
  await expect(page.getByText("121 packages", { exact: true })).toBeVisible()
})

test("what the platform has already is not sent again", async ({ page, world }) => {
  const id = await world.connect("cloudfoundry")
  const zip = new ZipWriter(new BlobWriter(), { useWebWorkers: false })
  await zip.add("package.json", new TextReader('{"name":"shop"}'))
  await zip.add("lib/large.bin", new Uint8ArrayReader(randomBytes(300 * 1024)))
  const buffer = Buffer.from(await (await zip.close()).arrayBuffer())
  const send = async (): Promise<void> => {
    await page.goto(`/c/${id}/packages`)
    await page.getByRole("button", { name: "Upload bits" }).click()
    const dialog = dialogOf(page)
    await dialog
      .getByLabel("Files to upload")
      .setInputFiles({ name: "shop.zip", mimeType: "application/zip", buffer })
    await chooseFirst(dialog.getByRole("combobox", { name: "App" }))
    await dialog.getByRole("checkbox", { name: /^Send only what the platform/ }).check()
    await dialog.getByRole("button", { name: "Upload bits" }).click()
  }
  const jobs = page.getByRole("region", { name: "Jobs" })
  await send()
  await expect(jobs.getByText(/READY\. All 300 KiB were sent: the platform has none/)).toBeVisible()
  await send()
  await expect(
    jobs.getByText(/READY\. \d+ B of 300 KiB were sent: the platform had 1 of 2 files already\.$/),
  ).toBeVisible()
})

test("where everything fails nothing can be changed, though names beside the rows were read before", async ({
  page,
  world,
}) => {
  const id = await world.connect("cloudfoundry", { name: "Foundry" })
  await page.goto(`/c/${id}/packages`)
  // Here, and not only answered: what comes later would say that something can be had.
  await expect(page.locator("td[data-column=appName]").first()).toHaveText(/\w/)
  await world.break([{ match: { api: "cloudfoundry" }, fault: { kind: "status", status: 500 } }])
  await page.getByRole("button", { name: "Refresh packages" }).click()
  await expect(page.getByText("Foundry: The provider failed.")).toBeVisible()
  const create = page.getByRole("button", { name: "Create", exact: true })
  await expect(create).toBeDisabled()
  await expect(create).toHaveAccessibleDescription(/^Foundry is failing, so nothing can be changed/)
  await world.heal()
  await page.getByRole("button", { name: "Try again" }).click()
  await expect(create).toBeEnabled()
})
