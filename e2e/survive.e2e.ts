import { readFileSync } from "node:fs"
import { seriousIn } from "./axe.ts"
import { expect, test } from "./fixtures.ts"
import { keptIn } from "./keptIn.ts"
import { openPortal } from "./spectra.ts"

const down = [{ match: { api: "cylance" }, fault: { kind: "reset" } }]

/** What is kept of single items, and of the tabs of items. */
const [items, tabs] = [String.raw`\"item\"`, String.raw`\"part\"`] as const

test("a provider that is down shows what it said last, with its age, and can only be read", async ({
  page,
  world,
}) => {
  const errors: string[] = []
  page.on("pageerror", (error) => errors.push(error.message))
  const id = await world.connect("cylance", { name: "Endpoints" })
  await page.goto(`/c/${id}/packages`)
  const rows = page.locator("tbody [data-row-link]")
  // A screenful is drawn first, and the others behind it.
  await expect(rows).toHaveCount(25)
  const before = await rows.allInnerTexts()
  await rows.first().click()
  await expect(page.getByRole("heading", { level: 1, name: before[0] ?? "" })).toBeVisible()
  await expect(page.getByRole("button", { name: "More" })).toBeVisible()
  await expect.poll(() => keptIn(page, items)).toBeGreaterThan(0)

  await world.break(down)
  await page.reload()
  await expect(
    page.getByText(/Data from (just now|\d minutes? ago); Endpoints cannot be reached/).first(),
  ).toBeVisible()
  await expect(page.getByRole("heading", { level: 1, name: before[0] ?? "" })).toBeVisible()
  // Of lists nothing is said where there is none.
  await expect(page.getByText(/It can be read, and not changed until/)).not.toContainText("lists")
  const deploy = page.getByRole("button", { name: "Deploy", exact: true })
  await expect(deploy).toBeDisabled()
  await expect(deploy).toHaveAccessibleDescription(
    "Endpoints cannot be reached, so nothing can be changed until it answers again.",
  )
  expect(await seriousIn(page)).toEqual([])

  await page.getByRole("link", { name: "Endpoints" }).first().click()
  await expect.poll(() => rows.allInnerTexts()).toEqual(before)
  await page.reload()
  await expect(
    page.getByText(/Data from (just now|\d minutes? ago); Endpoints cannot be reached/).first(),
  ).toBeVisible()
  await expect.poll(() => rows.allInnerTexts()).toEqual(before)
  await page
    .getByRole("button", { name: /^Actions for/ })
    .first()
    .click()
  await expect(page.getByRole("menuitem", { name: /^Delete/ })).toHaveAttribute(
    "aria-disabled",
    "true",
  )
  await page.keyboard.press("Escape")

  // What is here of a list that was read in part is exported, as what it is.
  const exported = async (
    words: string,
    count: string,
  ): Promise<{ readonly name: string; readonly text: string }> => {
    await page.getByRole("button", { name: "Export packages", exact: true }).click()
    await expect(page.getByText(words)).toBeVisible()
    await page.getByRole("combobox", { name: "Format" }).selectOption("json")
    const saved = page.waitForEvent("download")
    await page.getByRole("button", { name: `Export ${count}`, exact: true }).click()
    const file = await saved
    return { name: file.suggestedFilename(), text: readFileSync(await file.path(), "utf8") }
  }
  const old =
    /"complete":false,"incomplete":"As it was at [\d-]+T[^;]+; Endpoints cannot be reached now/
  const whole = await exported(
    "Of all packages that match only those here can be had.",
    "25 packages",
  )
  expect(whole.name).toMatch(/-not-complete\.json$/)
  expect(whole.text).toMatch(old)
  expect(whole.text).toContain("these packages alone were here, of all that match")
  await page
    .getByRole("checkbox", { name: /^Select (?!all)/ })
    .first()
    .check()
  const one = await exported("The 1 selected package, and no others.", "1 package")
  expect(one.name).toMatch(/-not-complete\.json$/)
  expect(one.text).toMatch(old)
  await page.getByRole("button", { name: "Clear", exact: true }).click()

  // A page alone answers no other question, and says so; its rows stay, with the way back to them.
  await page.getByRole("columnheader").getByRole("button", { name: "Name" }).click()
  await expect(page.getByText("What is asked for now needs the provider.")).toBeVisible()
  await expect.poll(() => rows.allInnerTexts()).toEqual(before)
  expect(await seriousIn(page)).toEqual([])
  await page.getByRole("button", { name: "Back to these rows" }).click()
  await expect(page.getByText(/This is how it was then/)).toBeVisible()
  await expect.poll(() => rows.allInnerTexts()).toEqual(before)

  expect(errors).toEqual([])
  const again = page.getByRole("button", { name: "Try again" })
  await expect(again).toBeEnabled()
  // Else it may be asked for by itself right before the press, and the button be gone.
  await world.break([{ match: { api: "cylance" }, fault: { kind: "hold" } }])
  await again.click()
  await world.heal()
  await expect(page.getByText(/Data from/)).toHaveCount(0)
  await page
    .getByRole("button", { name: /^Actions for/ })
    .first()
    .click()
  await expect(page.getByRole("menuitem", { name: /^Delete/ })).not.toHaveAttribute(
    "aria-disabled",
    "true",
  )
})

test("a list that was read whole answers while its provider is down; a tab that was read is there", async ({
  page,
  world,
}) => {
  const id = await world.connect("cylance", { name: "Endpoints" })
  await page.goto(`/c/${id}/packages?q=a`)
  await expect(page.getByText(/^(\d+ of )?120 packages$/).first()).toBeVisible()
  const first = page.locator("tbody [data-row-link]").first()
  const item = (await first.getAttribute("href")) ?? ""
  await world.break(down)
  await page.getByRole("combobox", { name: "Search packages" }).fill("status:success")
  await expect(
    page.getByText(/answered from all 120 packages, as they were then: \d+ of 120/),
  ).toBeVisible()
  await expect(page.getByRole("cell", { name: "success" }).first()).toBeVisible()
  await expect(page.getByRole("cell", { name: "failed", exact: true })).toHaveCount(0)

  await world.heal()
  await page.goto("/")
  const count = page.locator(`main a[href="/c/${id}/packages"]`, { hasText: "120 packages" })
  await expect(count).toBeVisible()
  // The list, how many there are, and how many of each of its four states.
  await expect.poll(() => keptIn(page, id)).toBeGreaterThanOrEqual(6)
  await page.goto(`${item}?tab=use`)
  await expect(page.getByRole("tabpanel").filter({ visible: true })).toContainText(/playbook/)
  await expect.poll(() => keptIn(page, items)).toBeGreaterThan(0)
  await expect.poll(() => keptIn(page, tabs)).toBeGreaterThan(0)
  await world.break(down)
  await page.reload()
  await expect(page.getByText(/Data from .*Endpoints cannot be reached/)).toHaveCount(1)
  await expect(page.getByRole("tabpanel").filter({ visible: true })).toContainText(/playbook/)

  // The overview has the numbers of before, says so, and counts the connection as one with trouble.
  await page.goto("/")
  await expect(page.getByText(/Numbers from .*Endpoints cannot be reached now/)).toBeVisible()
  expect(await seriousIn(page)).toEqual([])
  await expect(count).toBeVisible()
  await expect(page.getByRole("link", { name: /^Connections with trouble/ })).toContainText("1")
  await expect(page.getByRole("link", { name: /^Packages.*in|^Packages.*before/ })).toContainText(
    "1 connection as of before",
  )
})

test("what was read before has its age beside any failure, which is told once and has its remedy", async ({
  page,
  world,
}) => {
  const id = await world.connect("cloudfoundry", { name: "Foundry" })
  const fail = (status: number) =>
    world.break([
      { match: { api: "cloudfoundry" }, fault: { kind: "status", status, retryAfter: 600 } },
    ])
  await page.goto(`/c/${id}/packages`)
  const item = (await page.locator("tbody [data-row-link]").first().getAttribute("href")) ?? ""
  await page.goto(item)
  // The item, and what is asked for it alone: of the rows of the list the latter is kept as well.
  await expect.poll(() => keptIn(page, item.split("/").at(-1))).toBeGreaterThanOrEqual(2)
  const own = String.raw`\"${id}\"`
  const kept = await keptIn(page, own)
  await page.goto("/")
  await expect(page.locator(`main a[href="/c/${id}/packages"]`).nth(1)).toBeVisible()
  // How many there are, and how many of each of its six states.
  await expect.poll(() => keptIn(page, own)).toBeGreaterThanOrEqual(kept + 7)
  await page.clock.install({ time: Date.now() + 3 * 86_400_000 })

  const note = page.locator("[data-notice]")
  const copy = page.getByRole("button", { name: "Copy", exact: true })
  const settings = page.getByRole("main").getByRole("link", { name: "Connection settings" })
  for (const [status, said, remedies] of [
    [403, "Data from 3 days ago. Foundry: This credential may not read this.", 1],
    [429, "Data from 3 days ago. Foundry: Too many requests", 0],
  ] as const) {
    await fail(status)
    await page.goto(item)
    await expect(note.getByText(said)).toBeVisible()
    // The item and what is asked for it alone fail alike: that is told once.
    await expect(note.getByRole("status")).toHaveCount(1)
    await expect(settings).toHaveCount(remedies)
    // What may not be read, or has to wait, may be changed all the same.
    await expect(copy).toBeEnabled()
    expect(await seriousIn(page)).toEqual([])
  }
  // Where nothing at all is answered it can only be looked at.
  for (const [status, said, why] of [
    [500, "Data from 3 days ago. Foundry: The provider failed.", "is failing"],
    [401, "Data from 3 days ago; Foundry does not accept", "does not accept the credential"],
  ] as const) {
    await fail(status)
    await page.goto(item)
    await expect(note.getByText(said)).toBeVisible()
    await expect(copy).toBeDisabled()
    await expect(copy).toHaveAccessibleDescription(
      `Foundry ${why}, so nothing can be changed until it answers again.`,
    )
  }
  await expect(settings).toHaveCount(1)
  await page.goto(`/c/${id}/packages`)
  await expect(page.getByText("Data from 3 days ago; Foundry does not accept")).toBeVisible()
  await settings.click()
  await expect(page).toHaveURL(new RegExp(`/connections/${id}$`))

  await page.goto("/")
  await expect(page.getByText(/Numbers from .*Foundry does not accept/)).toBeVisible()
  await expect(settings).toHaveCount(1)
  await page.goto("/packages?connection=Foundry")
  await expect(
    page
      .getByRole("region", { name: "Connections in this table" })
      .getByRole("listitem")
      .filter({ hasText: "Foundry" })
      .getByRole("link", { name: "Connection settings" }),
  ).toBeVisible()
})

test("a tab that fails as its item does leaves the telling to it; what fails otherwise is told in full", async ({
  page,
  world,
}) => {
  const portal = await openPortal(page, world)
  await portal.put("1.0.0")
  await page.goto(portal.path("1.0.0"))
  await expect.poll(() => keptIn(page, "late")).toBeGreaterThan(0)
  const checks = `${portal.path("1.0.0")}?tab=checks`
  const panel = page.getByRole("tabpanel").filter({ visible: true })
  const note = page.locator("[data-notice]")
  const fault = (status: number) =>
    ({ kind: "status", status, ...(status === 429 ? { retryAfter: 600 } : {}) }) as const
  for (const status of [403, 429, 500]) {
    await world.break([{ match: { api: "spectra" }, fault: fault(status) }])
    await page.goto(checks)
    await expect(note.getByText(`${status}`, { exact: true })).toBeVisible()
    await expect(panel).toContainText("This cannot be shown either, for the reason that this page")
    await expect(panel.getByRole("button")).toHaveCount(0)
    await expect(note.getByRole("status")).toHaveCount(status === 500 ? 0 : 1)
  }
  expect(await seriousIn(page)).toEqual([])
  await world.break([
    { match: { api: "spectra" }, fault: fault(500) },
    { match: { api: "spectra", path: "/checks/" }, fault: fault(403) },
  ])
  await page.goto(checks)
  await expect(note.getByText("500", { exact: true })).toBeVisible()
  await expect(panel).toContainText("This credential may not read this.")
  await expect(panel.getByRole("button", { name: "Try again" })).toBeVisible()

  // What the one note tells is tried again for all of it.
  await world.break([{ match: { api: "spectra" }, fault: fault(500) }])
  await page.goto(checks)
  await expect(panel).toContainText("This cannot be shown either")
  await world.break([{ match: { api: "spectra" }, fault: { kind: "hold" } }])
  await note.getByRole("button", { name: "Try again" }).click()
  await world.heal()
  await expect(panel.getByRole("heading", { name: "Checks", exact: true })).toBeVisible()
  await expect(note).toHaveCount(0)
  // As old as it is, it says so and no more.
  await expect.poll(() => keptIn(page, "checks")).toBeGreaterThan(0)
  await world.break([{ match: { api: "spectra" }, fault: fault(500) }])
  await page.goto(checks)
  await expect(panel).toContainText("This was read")
  await expect(panel.getByRole("button", { name: "Try again" })).toHaveCount(0)
})

test("the table of all packages keeps what a provider said before it went down", async ({
  page,
  world,
}) => {
  const id = await world.connect("cylance", { name: "Endpoints" })
  await world.connect("vrealize", { name: "Clouds" })
  await page.goto("/packages")
  const parts = page.getByRole("region", { name: "Connections in this table" })
  await expect(parts).toContainText("All 7 connections are in this table.", { timeout: 60_000 })
  await expect.poll(() => keptIn(page, id)).toBeGreaterThan(0)
  await world.break(down)
  // However young it is, who reloads wants to know how things are now.
  await page.reload()
  await expect(parts).toContainText("Endpoints cannot be read now: shown as read before.")
  await expect(parts).toContainText(/Endpoints[\d,]+ from (just now|\d minutes? ago)\. /)
  const list = page.getByRole("region", { name: "packages", exact: true })
  await expect(list.getByText(/^[\d,]+ packages$/)).toBeVisible()
  expect(await seriousIn(page)).toEqual([])
})

test("what was kept is not told as it is now before its provider has answered again", async ({
  page,
  context,
  world,
}) => {
  const id = await world.connect("cylance", { name: "Endpoints" })
  await page.goto("/")
  const count = page.locator(`main a[href="/c/${id}/packages"]`, { hasText: "120 packages" })
  await expect(count).toBeVisible()
  // How many there are, and how many of each of its four states.
  await expect.poll(() => keptIn(page, id)).toBeGreaterThanOrEqual(5)
  await page.goto("/packages")
  const whole = "All 6 connections are in this table."
  await expect(page.getByRole("region", { name: "Connections in this table" })).toContainText(
    whole,
    { timeout: 60_000 },
  )
  await expect.poll(() => keptIn(page, id)).toBeGreaterThanOrEqual(6)

  await world.break([
    { match: { api: "cylance" }, fault: { kind: "status", status: 429, retryAfter: 59, times: 1 } },
  ])
  const later = await context.newPage()
  await later.clock.install({ time: Date.now() + 3 * 86_400_000 })
  await later.goto("/packages")
  const parts = later.getByRole("region", { name: "Connections in this table" })
  const line = parts.getByRole("listitem").filter({ hasText: "Endpoints" })
  await expect(line).toContainText(/120 from 3 days ago; asked to wait, goes on in \d+ s/)
  await expect(parts).toContainText("What is shown of Endpoints is from before, until read again.")
  await expect(later.getByRole("link", { name: /^Endpoints.*asked to wait/ })).toBeVisible()
  expect(await seriousIn(later)).toEqual([])
  // Then it is read by itself, and stands as it is now.
  await later.clock.fastForward("01:00")
  await expect(line).toHaveText(/Endpoints ?120$/)
  await expect(parts.getByText(whole, { exact: true })).toBeVisible()

  await world.break([{ match: { api: "cylance" }, fault: { kind: "hold" } }])
  const latest = await context.newPage()
  await latest.clock.install({ time: Date.now() + 6 * 86_400_000 })
  await latest.goto("/")
  await expect(latest.getByRole("link", { name: /^Ready/ })).toContainText(
    /1 connection as of \d days ago/,
  )
  const trouble = latest.getByRole("link", { name: /^Connections with trouble/ })
  await expect(trouble).toContainText("1 still asked")
  await world.heal()
})

test("a refusal that is only told again says so, and when it is asked again by itself", async ({
  page,
  world,
}) => {
  const id = await world.connect("vrealize", { name: "Clouds" })
  await page.goto(`/c/${id}/packages`)
  await expect(page.locator("tbody [data-row-link]").first()).toBeVisible()
  await expect.poll(() => keptIn(page, id)).toBeGreaterThan(0)
  await world.break([{ match: { api: "vrealize" }, fault: { kind: "status", status: 401 } }])
  await page.reload()
  const again = page.getByRole("button", { name: "Try again" })
  await expect(page.getByText(/Data from .*Clouds does not accept the credential/)).toBeVisible()
  // This one was asked.
  await expect(page.getByText(/Nothing was asked/)).toBeHidden()
  await expect(page.getByRole("timer")).toBeHidden()
  await again.click()
  await expect(page.getByText(/Nothing was asked just now/)).toBeVisible()
  await expect(page.getByRole("timer")).toHaveText(/^Trying again in \d+ s$/)
  expect(await seriousIn(page)).toEqual([])
  // It is asked once, and what is refused again is not asked for without anybody's word.
  await expect(again).toBeVisible({ timeout: 45_000 })
  await expect(page.getByText(/Nothing was asked/)).toBeHidden()
  await world.heal()
  await again.click()
  await expect(page.getByRole("timer")).toBeVisible()
  await expect(page.getByText(/^Data from/)).toBeHidden({ timeout: 45_000 })
})
