import { createHash } from "node:crypto"
import { buffer } from "node:stream/consumers"
import type { Page } from "@playwright/test"
import * as v from "valibot"
import { expect, test } from "./fixtures.ts"
import { analysed, archive, holdUndo, item, jobsOf, openPortal, unzip } from "./spectra.ts"

const all = ["1.0.0", "1.1.0", "1.2.0"] as const

const Manifest = v.object({
  files: v.array(v.looseObject({ file: v.string(), sha256: v.string(), size: v.number() })),
  missing: v.array(v.string()),
})

const Released = v.object({
  is_released: v.boolean(),
  software_info: v.object({ release_date: v.string() }),
})

test("a batch of reports goes on after the Portal asks to wait, and says what it holds", async ({
  page,
  world,
}) => {
  const portal = await openPortal(page, world)
  for (const version of all) await portal.put(version)
  await world.break([
    {
      match: { api: "spectra", path: String.raw`/report/.*1\.1\.0` },
      fault: { kind: "status", status: 429, retryAfter: 2, times: 1 },
    },
  ])
  await page.goto(portal.path())
  await analysed(page, 3)
  await page.getByRole("checkbox", { name: "Select all on this page" }).check()
  await page.getByRole("button", { name: "Export reports" }).click()
  const dialog = page.getByRole("dialog", { name: "Export reports of 3 versions" })
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    dialog.getByRole("button", { name: "Export 3 reports" }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/^reports-/)
  const files = await unzip(download)
  const manifest = v.parse(Manifest, JSON.parse(String(files.get("manifest.json"))))
  expect(manifest.missing).toEqual([])
  expect(manifest.files).toHaveLength(3)
  for (const { file, sha256, size } of manifest.files) {
    const bytes = files.get(file) ?? Buffer.alloc(0)
    expect([bytes.length, createHash("sha256").update(bytes).digest("hex")]).toEqual([size, sha256])
  }
  await expect(jobsOf(page)).toContainText("3 of 3 done")
  // What was exported can be deleted next.
  await expect(page.getByRole("region", { name: "Selection" })).toContainText("3 selected")
})

/** Sizes of the files that pages of the app have on disk, by folder. */
const onDisk = async (page: Page): Promise<readonly (readonly number[])[]> =>
  page.evaluate(async () => {
    const root = await navigator.storage.getDirectory()
    const found: number[][] = []
    for await (const folder of (await root.getDirectoryHandle("incoming")).values()) {
      if (!(folder instanceof FileSystemDirectoryHandle)) continue
      const sizes: number[] = []
      for await (const file of folder.values())
        if (file instanceof FileSystemFileHandle) sizes.push((await file.getFile()).size)
      found.push(sizes)
    }
    return found
  })

test("a large report is kept on disk and not in memory, and not for longer than its page", async ({
  page,
  world,
}) => {
  const bytes = 12_000_000
  const portal = await openPortal(page, world)
  await portal.put("1.0.0")
  await world.break([
    { match: { api: "spectra", path: "/report/.*rl-json/" }, fault: { kind: "large", bytes } },
  ])
  for (const visit of ["first", "second"]) {
    await page.goto(`${portal.path("1.0.0")}?tab=reports&visit=${visit}`)
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Download RL JSON, Version" }).click(),
    ])
    const body = await buffer(await download.createReadStream())
    expect(body.length).toBe(bytes)
    expect(JSON.parse(body.toString())).toMatchObject({ schema: 3 })
    await expect(jobsOf(page)).toContainText("1 of 1 done")
    // What the page before this one left behind is gone.
    expect(await onDisk(page)).toEqual([[bytes]])
  }
})

test("what a Portal turned out not to offer is not offered again, and says why", async ({
  page,
  world,
}) => {
  const portal = await openPortal(page, world)
  await portal.put("1.0.0")
  await world.options("spectra", { analysisMs: 300, later: false })
  await page.goto(portal.path("1.0.0"))
  const approve = page.getByRole("button", { name: "Approve", exact: true })
  await approve.click()
  const dialog = page.getByRole("dialog", { name: `Approve version ${item} 1.0.0` })
  await dialog.getByRole("button", { name: "Approve", exact: true }).click()
  // What happened is said where it was done, and stays there until it was read.
  await expect(dialog).toContainText("Approving is not offered by this Portal.")
  await page.keyboard.press("Escape")
  await expect(dialog).toHaveCount(0)
  const reason =
    "Approving is not offered by this Portal. Testing the connection lets it be asked again."
  for (const visit of ["first", "second"]) {
    await expect(approve, visit).toHaveAttribute("aria-disabled", "true")
    await expect(approve, visit).toHaveAccessibleDescription(reason)
    await page.reload()
  }
  // Nothing else is thought to be lacking.
  await expect(page.getByRole("button", { name: "Download file" })).toBeEnabled()
})

test("a release has a date, and never that of 1970", async ({ page, world }) => {
  const portal = await openPortal(page, world)
  await portal.put("1.0.0")
  await page.goto(portal.path("1.0.0"))
  await page.getByRole("button", { name: "More actions" }).click()
  await page.getByRole("menuitem", { name: "Release", exact: true }).click()
  const dialog = page.getByRole("dialog", { name: `Release version ${item} 1.0.0` })
  const date = dialog.getByLabel("Release date")
  await expect(date).toHaveValue(/^20\d\d-\d\d-\d\dT\d\d:\d\d$/)
  const now = await date.inputValue()
  const submit = dialog.getByRole("button", { name: "Release", exact: true })
  for (const [wrong, said] of [
    ["", "Enter the release date."],
    ["1970-01-01T00:00", "The Portal takes 1970-01-01 for no date at all."],
  ] as const) {
    await date.fill(wrong)
    await submit.click()
    await expect(dialog.getByText(said)).toBeVisible()
  }
  expect(await portal.said("1.0.0")).toMatchObject({ is_released: false })
  await date.fill(now)
  await submit.click()
  await expect(dialog).toHaveCount(0)
  await expect(page.locator("header dl")).toContainText("ReleasedYes")
  const { is_released: released, software_info: software } = v.parse(
    Released,
    await portal.said("1.0.0"),
  )
  expect([released, new Date(software.release_date)]).toEqual([true, new Date(`${now}Z`)])
})

test("what was released and left the page with that is deleted as what is released", async ({
  page,
  world,
}) => {
  const portal = await openPortal(page, world)
  for (const version of ["1.0.0", "1.1.0"]) await portal.put(version)
  await page.goto(`${portal.path()}?released=no`)
  const row = page.getByRole("row", { name: /1\.0\.0/ })
  await row.getByRole("checkbox").check()
  const bar = page.getByRole("region", { name: "Selection" })
  await bar.getByRole("button", { name: "Release", exact: true }).click()
  const release = page.getByRole("dialog", { name: /^Release version/ })
  await release.getByRole("button", { name: "Release", exact: true }).click()
  await expect(page.getByText("Release: done")).toBeVisible()
  await expect(page.getByRole("row", { name: /1\.1\.0/ })).toBeVisible()
  await expect(row).toHaveCount(0)
  await expect(bar).toContainText("1 selected")
  await expect(bar.getByRole("button", { name: "Release", exact: true })).toHaveAttribute(
    "aria-disabled",
    "true",
  )
  await bar.getByRole("button", { name: "Delete", exact: true }).click()
  await expect(page.getByRole("dialog").getByText("Type 1.0.0", { exact: false })).not.toHaveCount(
    0,
  )
})

test("what an action leaves out is said, and all of it stays selected", async ({ page, world }) => {
  const portal = await openPortal(page, world)
  for (const version of all) await portal.put(version)
  await page.goto(portal.path())
  const row = (version: string) =>
    page.getByRole("checkbox", { name: `Select ${version}`, exact: true })
  const bar = page.getByRole("region", { name: "Selection" })
  const approve = async (name: string, press: string): Promise<void> => {
    await bar.getByRole("button", { name: "Approve", exact: true }).click()
    const dialog = page.getByRole("dialog", { name })
    await dialog.getByRole("button", { name: press, exact: true }).click()
  }
  await row("1.1.0").check()
  await approve(`Approve version ${item} 1.1.0`, "Approve")
  await expect(page.getByText("Approve: done")).toBeVisible()
  await expect(bar).toContainText("1 selected")
  // The row says so, too, by then: what is done is told after 2 seconds, wherever its list is.
  await expect(bar.getByRole("button", { name: "Approve", exact: true })).toHaveAttribute(
    "aria-disabled",
    "true",
  )
  await page.getByRole("checkbox", { name: "Select all on this page" }).check()
  await bar.getByRole("button", { name: "Approve", exact: true }).click()
  const dialog = page.getByRole("dialog", { name: "Approve 2 of 3 versions" })
  const note = dialog.getByRole("status")
  await expect(note).toContainText("1 of the 3 versions selected is left out.")
  await expect(note).toContainText(`${item} 1.1.0`)
  await dialog.getByRole("button", { name: "Approve 2 versions" }).click()
  await expect(jobsOf(page)).toContainText("2 of 2 done")
  await expect(bar).toContainText("3 selected")
})

test("several are edited at once, what fails is told and tried again", async ({ page, world }) => {
  const portal = await openPortal(page, world)
  for (const version of all) await portal.put(version, `?product=P${version}`)
  await world.break([
    {
      match: { api: "spectra", method: "PATCH", path: String.raw`1\.1\.0` },
      fault: { kind: "status", status: 500, times: 1 },
    },
  ])
  await page.goto(portal.path())
  await page.getByRole("checkbox", { name: "Select all on this page" }).check()
  await page
    .getByRole("region", { name: "Selection" })
    .getByRole("button", { name: "Edit" })
    .click()
  const dialog = page.getByRole("dialog", { name: "Edit 3 versions" })
  await expect(dialog.getByText("so nothing would be sent")).toBeVisible()
  await dialog.getByLabel(/^Publisher/).fill("Me")
  await expect(dialog.getByRole("table", { name: "What will change" })).toContainText("Publisher")
  await dialog.getByRole("button", { name: "Edit 3 versions" }).click()
  await expect(jobsOf(page)).toContainText("2 of 3 done, 1 failed")
  await expect(jobsOf(page)).toContainText("Status 500.")
  const bar = page.getByRole("region", { name: "Selection" })
  await expect(bar).toContainText("3 selected")
  await jobsOf(page).getByRole("button", { name: "Retry 1" }).click()
  await expect(jobsOf(page)).toContainText("3 of 3 done")
  await expect(bar).toContainText("3 selected")
  for (const version of all)
    expect(await portal.said(version)).toMatchObject({
      software_info: { publisher: "Me", product: `P${version}` },
    })
})

test("versions are deleted with their reports kept, and not before it can be undone", async ({
  page,
  world,
}) => {
  const portal = await openPortal(page, world)
  for (const version of all) await portal.put(version)
  await page.goto(portal.path())
  await analysed(page, 3)
  const selectTwo = async (): Promise<void> => {
    for (const version of ["1.0.0", "1.2.0"])
      await page.getByRole("checkbox", { name: `Select ${version}`, exact: true }).check()
    await page.getByRole("button", { name: "Delete", exact: true }).click()
  }
  await selectTwo()
  const dialog = page.getByRole("dialog", { name: "Delete 2 versions" })
  const submit = dialog.getByRole("button", { name: "Delete 2 versions" })
  await expect(dialog.getByRole("checkbox", { name: "CycloneDX" })).toBeChecked()
  await expect(submit).toHaveAttribute("aria-disabled", "true")
  await dialog.getByLabel(/to confirm/).fill(item)
  const letGo = await holdUndo(page)
  await submit.click()
  const undo = jobsOf(page).getByRole("button", { name: "Undo" })
  await expect(undo).toBeVisible()
  // Whoever goes on with the page has all of it, and can undo still.
  await page.getByRole("region", { name: "Selection" }).click({ position: { x: 8, y: 8 } })
  await expect(jobsOf(page).getByRole("button", { name: "Unfold the jobs" })).toBeVisible()
  await undo.click()
  await expect(jobsOf(page)).toHaveCount(0)
  await letGo()
  expect(await portal.versions()).toEqual(all)
  await expect(page.getByRole("region", { name: "Selection" })).toContainText("2 selected")
  await page.getByRole("button", { name: "Delete", exact: true }).click()
  await dialog.getByLabel(/to confirm/).fill(item)
  const [download] = await Promise.all([page.waitForEvent("download"), submit.click()])
  const kept = [...(await unzip(download)).keys()]
  expect(kept.filter((name) => name.endsWith("report.cyclonedx.json"))).toHaveLength(2)
  await expect(jobsOf(page)).toContainText("2 of 2 done")
  await expect(page.getByRole("link", { name: "1.0.0", exact: true })).toHaveCount(0)
  await expect(page.getByRole("link", { name: "1.1.0", exact: true })).toBeVisible()
  expect(await portal.versions()).toEqual(["1.1.0"])
})

test("a project says all that dies with it, and wants its name", async ({ page, world }) => {
  const portal = await openPortal(page, world)
  await portal.put("1.0.0", "?release_date=2026-01-02T03:04:05Z")
  await portal.put("1.1.0")
  await page.goto(`${portal.path().split("/packages/")[0]}?do=delete`)
  const dialog = page.getByRole("dialog", { name: /^Delete project/ })
  const toll = dialog.getByRole("region", { name: "What goes with it" })
  await expect(toll).toContainText("1 package")
  await expect(toll).toContainText("2 versions")
  await expect(toll).toContainText(`1 of them released${item} 1.0.0`)
  await expect(dialog.getByText("2 reports")).toBeVisible()
  await expect(dialog.getByRole("button", { name: "Delete", exact: true })).toHaveAttribute(
    "aria-disabled",
    "true",
  )
})

test("a reproducible build goes alone", async ({ page, world }) => {
  const portal = await openPortal(page, world)
  await portal.put("1.0.0")
  await portal.put("1.0.0", "?build=repro", await archive("1.0.0", "built elsewhere"))
  await page.goto(`${portal.path("1.0.0")}?tab=files&of=repro`)
  await expect(page.getByRole("table", { name: "Digests" })).toContainText("sha256")
  await expect(page.locator("header dl")).toContainText("DONE")
  await page.getByRole("button", { name: "More actions" }).click()
  await page.getByRole("menuitem", { name: "Delete reproducible build" }).click()
  const dialog = page.getByRole("dialog", {
    name: `Delete reproducible build version ${item} 1.0.0`,
  })
  await expect(dialog.getByText("left-pad-1.0.0.tgz")).toBeVisible()
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    dialog.getByRole("button", { name: "Delete reproducible build" }).click(),
  ])
  expect([...(await unzip(download)).keys()].join()).toContain("repro")
  await expect(jobsOf(page)).toContainText("1 of 1 done")
  await page.goto(`${portal.path("1.0.0")}?tab=files&of=repro`)
  await expect(page.getByText("The Portal shows nothing of a reproducible build.")).toBeVisible()
  expect(await portal.versions()).toEqual(["1.0.0"])
})

test("a token that expires half-way loses nothing, and the rest is done with a new one", async ({
  page,
  world,
}) => {
  const portal = await openPortal(page, world)
  for (const version of all) await portal.put(version)
  await page.goto(portal.path())
  await page.getByRole("checkbox", { name: "Select all on this page" }).check()
  await page.getByRole("button", { name: "Approve", exact: true }).click()
  const dialog = page.getByRole("dialog", { name: "Approve 3 versions" })
  await dialog.getByLabel(/^Reason/).fill("Reviewed")
  await world.break([
    {
      match: { api: "spectra", path: String.raw`/approve/.*1\.[12]\.0` },
      fault: { kind: "expired-token" },
    },
  ])
  await dialog.getByRole("button", { name: "Approve 3 versions" }).click()
  await expect(jobsOf(page)).toContainText("1 of 3 done, 2 failed")
  await expect(jobsOf(page)).toContainText("did not accept the credential")
  await world.heal()
  await jobsOf(page).getByRole("button", { name: "Retry 2" }).click()
  await expect(jobsOf(page)).toContainText("3 of 3 done")
  for (const version of all)
    expect(await portal.said(version)).toMatchObject({
      approval_status: "Approved",
      approval_information: { reason: "Reviewed" },
    })
})

test("a file is linked to only once somebody has seen what it uses", async ({ page, world }) => {
  const portal = await openPortal(page, world)
  await portal.put("1.0.0")
  const links: string[] = []
  page.on("request", (request) => {
    if (request.url().includes("download=true")) links.push(request.url())
  })
  await page.goto(portal.path("1.0.0"))
  await page.getByRole("button", { name: "Download file" }).click()
  const dialog = page.getByRole("dialog", { name: `Download file version ${item} 1.0.0` })
  await expect(dialog.getByRole("region", { name: "What it uses" })).toContainText(
    /\d+ B of download/,
  )
  expect(links).toEqual([])
  await dialog.getByRole("button", { name: "Download file" }).click()
  const ready = page.getByRole("dialog", { name: "The file is ready" })
  await expect(ready).toContainText(/Valid for \d+ more seconds/)
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    ready.getByRole("link", { name: "Download" }).click(),
  ])
  expect(download.suggestedFilename()).toBe("left-pad-1.0.0.tgz")
  expect(links).toHaveLength(1)
})
