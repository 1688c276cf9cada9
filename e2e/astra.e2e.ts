import type { Locator, Page } from "@playwright/test"
import { expect, test } from "./fixtures.ts"

/** Newer than all of its kind that the sandbox has, so that the advisor leads to it. */
const version = "99.1.0"

const image = (part: string, needs: readonly string[] = []): object => ({
  imageName: `journey-${part}`,
  imagePath: "/packages/journey",
  imageTag: version,
  imageDigest: `sha256:${"ab".repeat(32)}`,
  dependsOnImages: needs.map((need) => ({ imageName: `journey-${need}`, imageTag: version })),
})

/** What people paste beside the four things that the form asks for. */
const rest = JSON.stringify({
  images: [image("operator", ["server"]), image("server")],
  files: [
    {
      fileName: "journey.yaml",
      fileIdentifier: "journey",
      fileMediaType: "application/x-yaml",
      fileContents: Buffer.from("kind: Journey\n").toString("base64"),
    },
  ],
  upgradableVersions: { minVersion: "1.0.0", maxVersion: "98.0.0" },
  dependencies: [{ componentName: "trident", componentMinVersion: "1.0.0" }],
})

const dialogOf = (page: Page, name: string): Locator => page.getByRole("dialog", { name })
const jobsOf = (page: Page): Locator => page.getByRole("region", { name: "Jobs" })
const rowOf = (page: Page): Locator => page.getByRole("row").filter({ hasText: version })

const askToDelete = async (page: Page): Promise<void> => {
  await page.getByRole("button", { name: "More actions" }).click()
  await page.getByRole("menuitem", { name: "Delete" }).click()
  const dialog = dialogOf(page, "Delete package trident")
  await dialog.getByRole("button", { name: "Delete" }).click()
}

test("a package is created, read, deleted by mistake, and deleted", async ({ page, world }) => {
  const id = await world.connect("astra")
  const list = new RegExp(`/c/${id}/packages$`)
  await page.goto(`/c/${id}/packages`)
  await expect(page.getByRole("row").nth(1)).toBeVisible()

  await test.step("create it", async () => {
    await page.getByRole("button", { name: "Create", exact: true }).click()
    const dialog = dialogOf(page, "Create")
    await dialog.getByLabel("Name", { exact: true }).fill("trident")
    await dialog.getByLabel("Version", { exact: true }).fill(version)
    await dialog.getByRole("radio", { name: "patch" }).check()
    await dialog.getByRole("radio", { name: "critical" }).check()
    await dialog.getByText("Advanced", { exact: true }).click()
    await dialog.getByLabel(/^Images, files, dependencies/).fill(rest)
    await dialog.getByRole("button", { name: "Create" }).click()
    await expect(dialog).toBeHidden()
    await rowOf(page).getByRole("link", { name: "trident" }).click()
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("trident")
  })

  await test.step("read what is in it and what it needs", async () => {
    await page.getByRole("tab", { name: "What may follow" }).click()
    // Not what a state that may follow would mean: that stands in a table.
    const now = page.getByRole("paragraph").filter({ hasText: "Everything of it is there" })
    await expect(now).toBeVisible()
    await page.getByRole("tab", { name: "Contents" }).click()
    const images = page.getByRole("table", { name: "Images" })
    // What others need comes first.
    await expect(images.getByRole("row").nth(1)).toContainText("journey-server")
    await expect(images.getByRole("row").nth(2)).toContainText("journey-operator")
    await page.getByRole("tab", { name: "Files" }).click()
    await expect(page.getByText("kind: Journey")).toBeVisible()
    await page.getByRole("tab", { name: "Needs" }).click()
    await expect(page.getByText("It upgrades versions from 1.0.0 to 98.0.0.")).toBeVisible()
    const needs = page.getByRole("table", { name: "Dependencies" })
    await expect(needs.getByRole("row").nth(1)).toContainText("trident")
    await expect(needs.getByText("met", { exact: true })).toBeVisible()
    await page.getByRole("tab", { name: "Upgrade advisor" }).click()
    await expect(page.getByText(new RegExp(`the newest is ${version}`)).first()).toBeVisible()
    await expect(
      page
        .getByRole("table", { name: /which runs$/ })
        .first()
        .getByRole("row")
        .nth(1),
    ).toContainText(new RegExp(`${version}.*yes`))
  })

  await test.step("delete it, and undo that", async () => {
    await askToDelete(page)
    // First: it is there for 8 seconds.
    await jobsOf(page).getByRole("button", { name: "Undo" }).click()
    await expect(jobsOf(page)).toBeHidden()
    await expect(page).toHaveURL(list)
    await expect(rowOf(page)).toBeVisible()
  })

  await test.step("delete it, back to the list", async () => {
    await rowOf(page).getByRole("link", { name: "trident" }).click()
    await askToDelete(page)
    await expect(page).toHaveURL(list)
    await expect(jobsOf(page)).toContainText("1 of 1 done")
    await expect(rowOf(page)).toHaveCount(0)
  })
})
