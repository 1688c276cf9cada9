import type { Page } from "@playwright/test"
import { expect, test } from "./fixtures.ts"
import { archive, drop } from "./spectra.ts"
import { endSession, signIn, withToken } from "./withToken.ts"

const asked = (page: Page) => page.getByRole("heading", { name: "Sign in to Waybill" })
const told = (page: Page, text: RegExp) => page.getByText(text).first()
const back = /What you typed before you signed in again is back/

test("a new connection stands as it was typed, but for its secret", async ({ page }, info) => {
  await withToken(info.parallelIndex, async ({ origin, token }) => {
    await page.goto(`${origin}/connections/new?provider=cloudfoundry`)
    await signIn(page, token)
    const main = page.getByRole("main")
    const address = page.getByLabel("API address", { exact: true })
    await address.fill("https://api.one.example")
    // Looked at and left: nothing of it is lost either.
    await page.getByRole("link", { name: "Change", exact: true }).click()
    await main.getByRole("link", { name: /Spectra Assure/ }).click()
    await page.getByLabel("Organization", { exact: true }).fill("Acme")
    await page.getByLabel("Portal URL", { exact: true }).fill("https://portal.example")
    await page.getByLabel("Group", { exact: true }).fill("Lab")
    await page.getByLabel(/^(Personal )?access token/i).fill("hush-hush-hush")
    await endSession(page, origin, () =>
      page.getByRole("button", { name: "Test", exact: true }).click(),
    )
    await expect(asked(page)).toBeVisible()
    await expect(page.getByLabel("Organization")).toHaveCount(0)
    // Nobody finds it in the browser meanwhile.
    const stored = await page.evaluate(() =>
      JSON.stringify([localStorage, sessionStorage].map((kept) => Object.entries(kept))),
    )
    expect(stored).not.toContain("hush-hush-hush")
    expect(stored).not.toContain("Acme")

    await signIn(page, token)
    // First, and in one look: it does not stay.
    await expect(
      page
        .getByRole("dialog")
        .filter({ hasText: back })
        .filter({ hasText: "Secrets are not kept: enter them again" }),
    ).toBeVisible()
    await expect(page.getByLabel("Organization", { exact: true })).toHaveValue("Acme")
    await expect(page.getByLabel(/^(Personal )?access token/i)).toHaveValue("")
    await page.getByRole("link", { name: "Change", exact: true }).click()
    await main.getByRole("link", { name: /Cloud Foundry/ }).click()
    await expect(address).toHaveValue("https://api.one.example")
  })
})

test("a change of a connection is there again after the session ended, and a sign-in in another tab is enough", async ({
  page,
  context,
}, info) => {
  await withToken(info.parallelIndex, async ({ origin, token }) => {
    await page.goto(`${origin}/connections/cylance-sandbox`)
    await signIn(page, token)
    const name = page.getByLabel("Name", { exact: true })
    await name.fill("Endpoints of the lab")
    await endSession(page, origin, () =>
      page.getByRole("button", { name: "Test", exact: true }).click(),
    )
    await expect(asked(page)).toBeVisible()
    const other = await context.newPage()
    await other.goto(`${origin}/settings`)
    await signIn(other, token)
    // Without a word typed into it. What it tells comes first: that does not stay.
    await expect(told(page, back)).toBeVisible()
    await expect(name).toHaveValue("Endpoints of the lab")
    expect(page.url()).toBe(`${origin}/connections/cylance-sandbox`)
    await expect(other.getByRole("heading", { name: "Settings" })).toBeVisible()
  })
})

test("who signs out by hand leaves nothing of what they typed in another tab either", async ({
  page,
  context,
}, info) => {
  await withToken(info.parallelIndex, async ({ origin, token }) => {
    await page.goto(`${origin}/connections/cylance-sandbox`)
    await signIn(page, token)
    const name = page.getByLabel("Name", { exact: true })
    const before = await name.inputValue()
    await name.fill("Endpoints of the lab")
    const other = await context.newPage()
    await other.goto(`${origin}/settings`)
    await other.getByRole("button", { name: "Sign out" }).click()
    await expect(asked(page)).toBeVisible()
    await expect(asked(other)).toBeVisible()
    await signIn(other, token)
    await expect(other.getByRole("heading", { name: "Settings" })).toBeVisible()
    // Its own tab goes on by itself.
    await expect(name).toHaveValue(before)
    await expect(told(page, back)).toHaveCount(0)
  })
})

test("who signs out by hand leaves nothing of what they typed", async ({ page }, info) => {
  await withToken(info.parallelIndex, async ({ origin, token }) => {
    await page.goto(`${origin}/c/cylance-sandbox/packages`)
    await signIn(page, token)
    await page.getByRole("button", { name: "Views" }).click()
    const views = page.getByRole("dialog", { name: "Views" })
    await views.getByLabel("Name of the view").fill("Mine")
    // Else the focus that it takes may come between going to its box and pressing Enter there.
    await expect(views.and(page.locator(":focus-within"))).toHaveCount(1)
    await views.getByLabel("Name of the view").press("Enter")
    await expect(views).toBeHidden()
    await page.goto(`${origin}/settings`)
    const view = page.getByLabel("Name of the view Mine")
    await view.fill("Half a na")
    await page.getByRole("button", { name: "Sign out" }).dispatchEvent("click")
    await expect(asked(page)).toBeVisible()
    await signIn(page, token)
    await expect(view).toHaveValue("Mine")
    await expect(told(page, back)).toHaveCount(0)
  })
})

test("a dialog of a row is led back to, with what was typed in it", async ({ page }, info) => {
  await withToken(info.parallelIndex, async ({ origin, token }) => {
    await page.goto(`${origin}/c/spectra-sandbox/projects`)
    await signIn(page, token)
    const row = page.locator("tbody [data-row-id]").first()
    await row
      .getByRole("button", { name: /^Actions|More/ })
      .first()
      .click()
    await page.getByRole("menuitem", { name: "Edit" }).click()
    const dialog = page.getByRole("dialog", { name: /^Edit project/ })
    await dialog.getByRole("textbox").first().fill("Written halfway")
    const edit = dialog.getByRole("button", { name: "Edit", exact: true })
    await endSession(page, origin, () => edit.click())
    await expect(asked(page)).toBeVisible()
    await expect(dialog).toHaveCount(0)
    await signIn(page, token)
    await page.getByRole("button", { name: "Go on" }).click()
    await expect(dialog.getByRole("textbox").first()).toHaveValue("Written halfway")

    // There its address opens it by itself.
    await endSession(page, origin, () => edit.click())
    await expect(asked(page)).toBeVisible()
    await signIn(page, token)
    await expect(dialog.getByRole("textbox").first()).toHaveValue("Written halfway")
    await edit.click()
    await expect(page.getByText("Edit: done")).toBeVisible()
  })
})

test("files that were chosen and what was filled in for each are there again", async ({
  page,
}, info) => {
  await withToken(info.parallelIndex, async ({ origin, token }) => {
    await page.goto(`${origin}/c/spectra-sandbox/projects`)
    await signIn(page, token)
    await expect(page.getByRole("button", { name: "Upload and scan" })).toBeVisible()
    await drop(page, [
      { name: "left-pad-1.3.0.tgz", body: await archive("1.3.0") },
      { name: "left-pad-1.4.0.tgz", body: await archive("1.4.0") },
    ])
    const dialog = page.getByRole("dialog", { name: "Upload and scan" })
    const file = dialog.getByRole("region", { name: "left-pad-1.4.0.tgz" })
    // What is typed is looked at behind a pause: that must not be what learns that the session has ended.
    const looked = page.waitForResponse((answer) => answer.url().includes("Lab"))
    await file.getByLabel("Project", { exact: true }).fill("Lab")
    await looked
    await endSession(page, origin, () =>
      file.getByLabel("Version", { exact: true }).fill("1.4.0-mine"),
    )
    await expect(asked(page)).toBeVisible()
    // Only the browser itself can ask before the page goes.
    const asks = () =>
      page.evaluate(() => !window.dispatchEvent(new Event("beforeunload", { cancelable: true })))
    await expect.poll(asks).toBe(true)

    await signIn(page, token)
    await expect(dialog.getByRole("region", { name: "left-pad-1.3.0.tgz" })).toBeVisible()
    await expect(file.getByLabel("Project", { exact: true })).toHaveValue("Lab")
    await expect(file.getByLabel("Version", { exact: true })).toHaveValue("1.4.0-mine")
  })
})

test("a search that cannot be read yet is written on, and one that can is asked", async ({
  page,
}, info) => {
  await withToken(info.parallelIndex, async ({ origin, token }) => {
    await page.goto(`${origin}/c/cylance-sandbox/packages`)
    await signIn(page, token)
    const box = page.getByRole("combobox", { name: "Search packages" })
    await expect(page.locator("tbody [data-row-link]").first()).toBeVisible()
    await box.fill('name:"half')
    await endSession(page, origin, () => page.getByRole("button", { name: /^Refresh/ }).click())
    await expect(asked(page)).toBeVisible()
    await signIn(page, token)
    await expect(page.locator("tbody [data-row-link]").first()).toBeVisible()
    await expect(box).toHaveValue('name:"half')

    await endSession(page, origin, async () => {
      await box.fill("hal")
      await expect(page).toHaveURL(/q=hal/)
    })
    await expect(asked(page)).toBeVisible()
    await signIn(page, token)
    await expect(box).toHaveValue("hal")
    await expect(page).toHaveURL(/q=hal/)
  })
})
