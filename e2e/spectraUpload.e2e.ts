import { expect, test } from "./fixtures.ts"
import {
  archive,
  broken,
  drop,
  item,
  jobsOf,
  opened,
  openPortal,
  project,
  tabTo,
} from "./spectra.ts"

const fields = { project: "Project", name: "Package", version: "Version" } as const

test("a first upload is followed to a report that passes", async ({ page, world }) => {
  const portal = await openPortal(page, world)
  await page.goto(`/c/${portal.connection}/projects`)
  await expect(page.getByRole("button", { name: "Upload and scan" })).toBeVisible()
  await drop(page, [{ name: "left-pad-1.3.0.tgz", body: await archive("1.3.0") }])
  const dialog = page.getByRole("dialog", { name: "Upload and scan" })
  await expect(dialog.getByLabel(fields.name, { exact: true })).toHaveValue("left-pad")
  await expect(dialog.getByLabel(fields.version, { exact: true })).toHaveValue("1.3.0")
  await dialog.getByLabel(fields.project, { exact: true }).fill(project)
  await dialog.getByLabel(fields.name, { exact: true }).fill(item)
  await expect(dialog.getByText(`The project ${project} and the package ${item}`)).toBeVisible()
  await dialog.getByRole("button", { name: "Upload and scan", exact: true }).click()
  await expect(jobsOf(page)).toContainText("1 of 1 done")
  await expect(jobsOf(page)).toContainText("CI status pass")
  await jobsOf(page).getByRole("link", { name: "left-pad-1.3.0.tgz" }).click()
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("1.3.0")
  // The names came back as they were, out of the address too.
  expect(page.url()).toContain(portal.path("1.3.0"))
  await expect(page.getByRole("navigation", { name: /breadcrumb/i })).toContainText(project)
  await page.getByRole("tab", { name: "Checks" }).click()
  await expect(page.getByRole("table", { name: "Checks" })).toContainText("Version analysis")
  await page.getByRole("tab", { name: "Reports" }).click()
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download CycloneDX, Version" }).click(),
  ])
  expect(download.suggestedFilename()).toContain("report.cyclonedx.json")
  const report: unknown = JSON.parse((await (await download.createReadStream()).toArray()).join(""))
  expect(report).toMatchObject({ bomFormat: "CycloneDX" })
})

test("what is there is replaced only when somebody says so", async ({ page, world }) => {
  const portal = await openPortal(page, world)
  await portal.put("1.0.0")
  await page.goto(portal.path())
  await expect(page.getByRole("link", { name: "1.0.0", exact: true })).toBeVisible()
  await drop(page, [{ name: "left-pad-1.0.0.tgz", body: await archive("1.0.0", "another") }])
  const dialog = page.getByRole("dialog", { name: "Upload and scan" })
  await expect(dialog.getByText("There is a version 1.0.0 already")).toBeVisible()
  const send = dialog.getByRole("button", { name: "Upload and scan", exact: true })
  await send.click()
  await expect(dialog.getByRole("button", { name: "Call this one 1.0.0-2" })).toBeVisible()
  await dialog.getByRole("button", { name: "Replace 1.0.0" }).click()
  await expect(dialog.getByText("Version 1.0.0 will be replaced")).toBeVisible()
  await send.click()
  await expect(jobsOf(page)).toContainText("1 of 1 done")
  expect(await portal.versions()).toEqual(["1.0.0"])
})

test("a full package names the version that goes, and the form is filled in still", async ({
  page,
  world,
}) => {
  const portal = await openPortal(page, world)
  await world.options("spectra", { mostVersions: 2, analysisMs: 300 })
  await portal.put("1.0.0")
  await portal.put("1.1.0")
  await page.goto(portal.path())
  await expect(page.getByRole("link", { name: "1.1.0", exact: true })).toBeVisible()
  await drop(page, [{ name: "left-pad-1.2.0.tgz", body: await archive("1.2.0") }])
  const dialog = page.getByRole("dialog", { name: "Upload and scan" })
  await dialog.getByText("Advanced", { exact: true }).click()
  await dialog.getByLabel(/^Publisher/).fill("Me & co")
  await dialog.getByRole("button", { name: "Upload and scan", exact: true }).click()
  await expect(jobsOf(page)).toContainText("The package is full: it holds 2 versions.")
  await jobsOf(page).getByRole("link", { name: /^Edit/ }).click()
  await expect(dialog.getByLabel(/^Publisher/)).toHaveValue("Me & co")
  await expect(dialog.getByText("Version 1.0.0 goes with its file and its reports")).toBeVisible()
  await dialog.getByRole("button", { name: "Delete 1.0.0 to make room" }).click()
  await expect(dialog.getByText("so version 1.0.0 will be deleted")).toBeVisible()
  await dialog.getByRole("button", { name: "Upload and scan", exact: true }).click()
  await expect(jobsOf(page)).toContainText("1 of 1 done")
  await expect(jobsOf(page)).not.toContainText("failed")
  await expect(page.getByRole("link", { name: "1.2.0", exact: true })).toBeVisible()
  await expect(page.getByRole("link", { name: "1.0.0", exact: true })).toHaveCount(0)
  expect(await portal.versions()).toEqual(["1.1.0", "1.2.0"])
  expect(await portal.said("1.2.0")).toMatchObject({ software_info: { publisher: "Me & co" } })
})

test("nothing of a page stays under the jobs, on a desk and on a phone", async ({
  page,
  world,
}) => {
  const portal = await openPortal(page, world)
  await portal.put("1.0.0")
  await page.goto(portal.path())
  await expect(page.getByRole("link", { name: "1.0.0", exact: true })).toBeVisible()
  const dialog = page.getByRole("dialog", { name: "Upload and scan" })
  for (const version of ["1.1.0", "1.2.0", "1.3.0", "1.4.0", "1.5.0"]) {
    await drop(page, [{ name: `left-pad-${version}.tgz`, body: await archive(version) }])
    await dialog.getByRole("button", { name: "Upload and scan", exact: true }).click()
    await expect(dialog).toBeHidden()
  }
  await expect(jobsOf(page).getByText("1 of 1 done")).toHaveCount(5)
  await page.getByRole("link", { name: "1.0.0", exact: true }).click()
  await page.getByRole("tab", { name: "Reports" }).click()
  const last = page
    .getByRole("main")
    .getByRole("button", { name: /^Download Summary, / })
    .last()
  await expect(last).toBeVisible()
  for (const [width, height] of [
    [1440, 900],
    [390, 844],
  ] as const) {
    await page.setViewportSize({ width, height })
    await expect
      .poll(async () => {
        await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight))
        const button = await last.boundingBox()
        const panel = await jobsOf(page).boundingBox()
        return button && panel && button.y + button.height <= panel.y
      })
      .toBe(true)
  }
})

test("an upload can be stopped, and tried again", async ({ page, world }) => {
  const portal = await openPortal(page, world)
  await portal.put("1.0.0")
  await world.break([
    { match: { api: "spectra", path: "/scan/" }, fault: { kind: "delay", ms: 600_000 } },
  ])
  await page.goto(portal.path())
  await expect(page.getByRole("link", { name: "1.0.0", exact: true })).toBeVisible()
  await drop(page, [{ name: "left-pad-1.1.0.tgz", body: await archive("1.1.0") }])
  const dialog = page.getByRole("dialog", { name: "Upload and scan" })
  await dialog.getByRole("button", { name: "Upload and scan", exact: true }).click()
  await jobsOf(page).getByRole("button", { name: "Cancel" }).click()
  await expect(jobsOf(page)).toContainText("1 cancelled")
  expect(await portal.versions()).toEqual(["1.0.0"])
  await world.heal()
  await jobsOf(page).getByRole("button", { name: "Retry 1" }).click()
  await expect(jobsOf(page)).toContainText("1 of 1 done")
  expect(await portal.versions()).toEqual(["1.0.0", "1.1.0"])
})

test("an analysis that fails is no clean result", async ({ page, world }) => {
  const portal = await openPortal(page, world)
  await page.goto(`/c/${portal.connection}/projects`)
  await expect(page.getByRole("button", { name: "Upload and scan" })).toBeVisible()
  await drop(page, [{ name: "left-pad-9.9.9.tgz", body: await broken() }])
  const dialog = page.getByRole("dialog", { name: "Upload and scan" })
  await dialog.getByLabel(fields.project, { exact: true }).fill(project)
  await dialog.getByLabel(fields.name, { exact: true }).fill(item)
  await dialog.getByRole("button", { name: "Upload and scan", exact: true }).click()
  await expect(jobsOf(page)).toContainText("It arrived, but analysis ended as FAILED.")
  await page.goto(`${portal.path("9.9.9")}?tab=assessment`)
  await expect(page.getByText("The analysis ended as FAILED.")).toBeVisible()
  await expect(page.getByText("pass", { exact: true })).toHaveCount(0)
})

test("all of it by keyboard: upload, follow, open, release", async ({ page, world }) => {
  const portal = await openPortal(page, world)
  await portal.put("1.0.0")
  await page.goto(portal.path())
  await tabTo(page, page.getByRole("button", { name: "Upload and scan" }))
  await page.keyboard.press("Enter")
  const dialog = page.getByRole("dialog", { name: "Upload and scan" })
  await opened(dialog)
  // Asked for well before the press: a key is pressed faster than the browser is told to wait for it.
  const choosing = page.waitForEvent("filechooser")
  await tabTo(page, dialog.getByRole("button", { name: "Choose files" }))
  await page.keyboard.press("Enter")
  const chooser = await choosing
  await chooser.setFiles({
    name: "left-pad-1.0.0.tgz",
    mimeType: "application/gzip",
    buffer: await archive("1.0.0", "again"),
  })
  const rename = dialog.getByRole("button", { name: "Call this one 1.0.0-2" })
  await tabTo(page, rename)
  await page.keyboard.press("Space")
  await expect(dialog.getByLabel(fields.version, { exact: true })).toHaveValue("1.0.0-2")
  await expect(rename).toHaveCount(0)
  await tabTo(page, dialog.getByRole("button", { name: "Upload and scan", exact: true }))
  await page.keyboard.press("Enter")
  await expect(jobsOf(page)).toContainText("1 of 1 done")
  await tabTo(page, jobsOf(page).getByRole("link", { name: "left-pad-1.0.0.tgz" }), 120)
  await page.keyboard.press("Enter")
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("1.0.0-2")
  await tabTo(page, page.getByRole("button", { name: "More actions" }))
  await page.keyboard.press("Enter")
  await expect(page.getByRole("menuitem", { name: "Edit" })).toBeFocused()
  await page.keyboard.press("ArrowDown")
  await expect(page.getByRole("menuitem", { name: "Release", exact: true })).toBeFocused()
  await page.keyboard.press("Enter")
  const release = page.getByRole("dialog", { name: `Release version ${item} 1.0.0-2` })
  await opened(release)
  await tabTo(page, release.getByRole("button", { name: "Release", exact: true }))
  await page.keyboard.press("Enter")
  await expect(release).toHaveCount(0)
  expect(await portal.said("1.0.0-2")).toMatchObject({ is_released: true })
})
