import { seriousIn } from "./axe.ts"
import { expect, test } from "./fixtures.ts"

/** A package of the seed with many versions, and one of them. */
const valibot = "/c/spectra-sandbox/projects/Storefront/packages/valibot"
const version = `${valibot}/versions/1.0.0-beta.14`

/** Every route, each with what must be on it before it is looked at. */
const pages = [
  { path: "/", title: "Overview", ready: "Needs attention" },
  { path: "/packages", title: "All packages", ready: "All 5 connections are in this table." },
  { path: "/packages?q=valibot", title: "All packages", ready: "Clear all" },
  { path: "/c/cloudfoundry-sandbox/packages", title: "Packages", ready: "120 packages" },
  { path: "/c/vrealize-sandbox/packages", title: "Packages", ready: "120 packages" },
  { path: "/c/vrealize-sandbox/contents", title: "Contents", ready: "60 contents" },
  { path: "/results/none/0", title: "Result", ready: "no longer here" },
  { path: "/c/cylance-sandbox/packages?status=failed", title: "Packages", ready: "Clear all" },
  { path: "/c/astra-sandbox/packages", title: "Packages", ready: "packages" },
  { path: "/c/spectra-sandbox/projects", title: "Projects", ready: "projects" },
  { path: "/c/spectra-sandbox/projects/Storefront", title: "Storefront", ready: "packages" },
  { path: valibot, title: "valibot", ready: "1.0.0-beta.14" },
  { path: `${version}?tab=assessment`, title: "1.0.0-beta.14", ready: "Licenses" },
  { path: `${version}?do=edit`, title: "1.0.0-beta.14", ready: "Only what you change is sent." },
  { path: "/c/spectra-sandbox/nothing", title: "", ready: "has nothing at this address" },
  { path: "/connections", title: "Connections", ready: "Spectra Assure sandbox" },
  { path: "/connections/new", title: "Add connection", ready: "Cylance Optics" },
  { path: "/connections/new?provider=cylance", title: "Add connection", ready: "Tenant id" },
  { path: "/connections/astra-sandbox", title: "Astra Control sandbox", ready: "Account id" },
  { path: "/settings", title: "Settings", ready: "Theme" },
  { path: "/no/such/page", title: "Not found", ready: "There is no page at this address" },
] as const

/** Opening a page takes most of the time, so one visit answers everything that is asked of it. */
for (const { path, title, ready } of pages)
  test(`${path} is accessible in both themes, quiet, and fits a phone`, async ({ page }) => {
    const noise: string[] = []
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") noise.push(message.text())
    })
    page.on("pageerror", (error) => noise.push(error.message))
    // Colours that are still on their way to the other theme would be measured as they pass.
    await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" })
    await page.goto(path)
    if (title !== "") await expect(page.getByRole("heading", { level: 1 })).toHaveText(title)
    await expect(page.getByText(ready).first()).toBeVisible()
    expect(await seriousIn(page), "light").toEqual([])

    await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" })
    await expect(page.locator("html")).toHaveAttribute("data-theme", "dark")
    expect(await seriousIn(page, "colours"), "dark").toEqual([])

    await page.setViewportSize({ width: 390, height: 844 })
    await expect(page.locator("main")).toBeVisible()
    await page.waitForLoadState("networkidle")
    await expect
      .poll(
        async () =>
          page.evaluate(
            () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
          ),
        { message: "wider than the phone, in px" },
      )
      .toBeLessThanOrEqual(0)
    expect(noise).toEqual([])
  })
