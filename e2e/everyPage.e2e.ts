import { seriousIn } from "./axe.ts"
import { expect, test } from "./fixtures.ts"

/** Every route, each with what must be on it before it is looked at. */
const pages = [
  { path: "/", title: "Overview", ready: "Needs attention" },
  { path: "/packages", title: "All packages", ready: "All 5 connections are in this table." },
  { path: "/c/cloudfoundry-sandbox/packages", title: "Packages", ready: "120 packages" },
  { path: "/c/vrealize-sandbox/packages", title: "Packages", ready: "120 packages" },
  { path: "/c/vrealize-sandbox/contents", title: "Contents", ready: "60 contents" },
  { path: "/results/none/0", title: "Result", ready: "no longer here" },
  { path: "/c/cylance-sandbox/packages?status=failed", title: "Packages", ready: "Clear all" },
  { path: "/c/astra-sandbox/packages", title: "Packages", ready: "packages" },
  { path: "/c/spectra-sandbox/projects", title: "Projects", ready: "projects" },
  { path: "/c/spectra-sandbox/nothing", title: "", ready: "has nothing at this address" },
  { path: "/connections", title: "Connections", ready: "Spectra Assure sandbox" },
  { path: "/connections/new", title: "Add connection", ready: "Cylance Optics" },
  { path: "/connections/new?provider=cylance", title: "Add connection", ready: "Tenant id" },
  { path: "/connections/astra-sandbox", title: "Astra Control sandbox", ready: "Account id" },
  { path: "/settings", title: "Settings", ready: "Theme" },
  { path: "/no/such/page", title: "Not found", ready: "There is no page at this address" },
] as const

for (const theme of ["light", "dark"] as const)
  for (const { path, title, ready } of pages)
    test(`${path} is accessible and quiet in ${theme}`, async ({ page }) => {
      const noise: string[] = []
      page.on("console", (message) => {
        if (message.type() === "error" || message.type() === "warning") noise.push(message.text())
      })
      page.on("pageerror", (error) => noise.push(error.message))
      await page.emulateMedia({ colorScheme: theme })
      await page.goto(path)
      if (title !== "") await expect(page.getByRole("heading", { level: 1 })).toHaveText(title)
      await expect(page.getByText(ready).first()).toBeVisible()
      expect(await seriousIn(page)).toEqual([])
      expect(noise).toEqual([])
    })

for (const { path } of pages)
  test(`${path} fits a phone`, async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 })
    await page.goto(path)
    await expect(page.locator("main")).toBeVisible()
    await page.waitForLoadState("networkidle")
    const wider = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(wider).toBeLessThanOrEqual(0)
  })
