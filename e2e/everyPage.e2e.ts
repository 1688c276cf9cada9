import type { Page } from "@playwright/test"
import { seriousIn } from "./axe.ts"
import { expect, test } from "./fixtures.ts"

type Visit = {
  readonly path: string
  /** Its heading; left out where it has none, or a dialog is over it. */
  readonly title?: string
  /** What must be on it before it is looked at. */
  readonly ready: string
}

/** A package of the seed with many versions, and one of them. */
const valibot = "/c/spectra-sandbox/projects/Storefront/packages/valibot"
const version = `${valibot}/versions/1.0.0-beta.14`

/** Every route, by where one is. */
const areas: Readonly<Record<string, readonly Visit[]>> = {
  "over all connections": [
    { path: "/", title: "Overview", ready: "Needs attention" },
    { path: "/packages", title: "All packages", ready: "All 5 connections are in this table." },
    { path: "/packages?q=valibot", title: "All packages", ready: "2 of 600 packages" },
    { path: "/results/none/0", title: "Result", ready: "no longer here" },
  ],
  "in Cloud Foundry and vRealize": [
    { path: "/c/cloudfoundry-sandbox/packages", title: "Packages", ready: "120 packages" },
    { path: "/c/vrealize-sandbox/packages", title: "Packages", ready: "120 packages" },
    { path: "/c/vrealize-sandbox/contents", title: "Contents", ready: "60 contents" },
  ],
  "in Cylance and Astra, in the settings and nowhere": [
    { path: "/c/cylance-sandbox/packages?status=failed", title: "Packages", ready: "Clear all" },
    { path: "/c/astra-sandbox/packages", title: "Packages", ready: "is not known" },
    { path: "/settings", title: "Settings", ready: "Theme" },
    { path: "/no/such/page", title: "Not found", ready: "There is no page at this address" },
  ],
  "in Spectra's projects": [
    { path: "/c/spectra-sandbox/projects", title: "Projects", ready: "10 projects" },
    { path: "/c/spectra-sandbox/projects/Storefront", title: "Storefront", ready: "27 packages" },
    { path: valibot, title: "valibot", ready: "1.0.0-beta.14" },
    {
      path: "/c/spectra-sandbox/nothing",
      title: "Not found",
      ready: "has nothing at this address",
    },
    { path: "/c/nothing/packages", title: "Not found", ready: "This connection does not exist" },
  ],
  "at a version": [
    { path: `${version}?tab=assessment`, title: "1.0.0-beta.14", ready: "Licenses" },
    { path: `${version}?do=edit`, ready: "Only what you change is sent." },
  ],
  "about connections": [
    { path: "/connections", title: "Connections", ready: "Spectra Assure sandbox" },
    { path: "/connections/new", title: "Add connection", ready: "Cylance Optics" },
    { path: "/connections/new?provider=cylance", title: "Add connection", ready: "Tenant id" },
    { path: "/connections/astra-sandbox", title: "Astra Control sandbox", ready: "Account id" },
  ],
}

/** How much wider than the screen a page is, in px. */
const excess = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

/** The app has heard of the new size, and what it draws then is there. */
const drawn = (page: Page): Promise<void> =>
  page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        requestAnimationFrame(() => requestAnimationFrame(() => resolve()))
      }),
  )

/** Opening a page takes most of the time, so one visit answers everything that is asked of it. */
const visit = async (page: Page, { path, title, ready }: Visit): Promise<void> => {
  await page.setViewportSize({ width: 1440, height: 900 })
  // Colours that are still on their way to the other theme would be measured as they pass.
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" })
  await page.goto(path)
  if (title !== undefined) await expect(page.getByRole("heading", { level: 1 })).toHaveText(title)
  await expect(page.getByText(ready).first()).toBeVisible()
  expect.soft(await seriousIn(page), `${path}, light`).toEqual([])

  await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" })
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark")
  expect.soft(await seriousIn(page, "colours"), `${path}, dark`).toEqual([])

  await page.setViewportSize({ width: 390, height: 844 })
  // What is broken off as the page is left might be heard of.
  await page.waitForLoadState("networkidle")
  await drawn(page)
  // Rows are cards now, and empty until what draws those is loaded.
  await expect(page.locator("tr[data-row-id]:empty")).toHaveCount(0)
  await expect.soft
    .poll(() => excess(page), { message: `${path}, wider than the phone, in px` })
    .toBeLessThanOrEqual(0)
}

for (const [area, visits] of Object.entries(areas))
  test(`every page ${area} is accessible in both themes, quiet, and fits a phone`, async ({
    page,
  }) => {
    const noise: string[] = []
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning")
        noise.push(`${page.url()}: ${message.text()}`)
    })
    page.on("pageerror", (error) => noise.push(`${page.url()}: ${error.message}`))
    for (const one of visits) await visit(page, one)
    expect(noise).toEqual([])
  })
