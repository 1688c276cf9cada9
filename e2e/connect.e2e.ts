import type { Locator, Page } from "@playwright/test"
import { providerNames } from "../src/model/provider.ts"
import type { ProviderId } from "../src/model/provider.ts"
import { providerSettings } from "../src/providers/settings.ts"
import { expect, test } from "./fixtures.ts"

const steps = ["Address", "Encryption", "Credential", "Permission", "List of packages"] as const
const step = (page: Page, name: (typeof steps)[number]) =>
  page.getByRole("listitem").filter({ has: page.getByText(name, { exact: true }) })

/** Fills in what the provider's own settings ask, as they are labelled. */
const fill = async (page: Page, provider: ProviderId, values: Readonly<Record<string, string>>) => {
  for (const { id, label, kind, options } of providerSettings[provider].inputs) {
    const value = values[id]
    if (value === undefined) continue
    if (kind !== "choice") await page.getByLabel(label, { exact: true }).fill(value)
    else if ((options?.length ?? 0) > 3) await page.getByLabel(label).selectOption(value)
    else
      await page
        .getByRole("radio", {
          name: options?.find((option) => option.value === value)?.label ?? "",
        })
        .check()
  }
}

const wrong = "11111111-2222-3333-4444-555555555555"
/** The first list of each provider. */
const lists = {
  spectra: "Projects",
  cloudfoundry: "Packages",
  vrealize: "Packages",
  cylance: "Packages",
  astra: "Packages",
} as const

for (const provider of ["spectra", "cloudfoundry", "vrealize", "cylance"] as const)
  test(`connects ${provider}: a wrong secret is named with its fix, the right one leads to the list`, async ({
    page,
    world,
  }) => {
    const { settings, secrets } = world.access(provider)
    const bad = Object.fromEntries(Object.keys(secrets).map((id) => [id, wrong]))
    await page.goto("/connections")
    await page.getByRole("link", { name: "Add connection" }).click()
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Add connection")
    await page.getByRole("main").getByRole("link", { name: providerNames[provider] }).click()
    await fill(page, provider, { ...settings, ...bad })
    await page.getByRole("button", { name: "Test", exact: true }).click()
    await expect(page.getByText("Failed at credential.")).toBeVisible()
    await expect(step(page, "Address")).toContainText("Passed")
    await expect(step(page, "Credential")).toContainText("Failed")
    // Its name, what was said, and what to do about it.
    await expect(step(page, "Credential").getByRole("paragraph")).toHaveCount(3)
    await expect(step(page, "List of packages")).toContainText("Skipped")

    await fill(page, provider, secrets)
    await expect(page.getByText("From before your last change.")).toBeVisible()
    await page.getByRole("button", { name: "Test", exact: true }).click()
    await expect(page.getByText("All is well.")).toBeVisible()
    for (const name of steps)
      await expect(step(page, name)).toContainText(name === "Encryption" ? "Skipped" : "Passed")
    await page.getByRole("button", { name: "Save", exact: true }).click()
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(lists[provider])
    await expect(page.locator("[data-row-link]").first()).toBeVisible()
  })

test("connects Astra with the keyboard alone, over an authority of its own", async ({
  page,
  world,
}) => {
  const { settings, secrets, ca } = await world.secure("astra")
  /** Tab until the focus is on it: what cannot be reached fails here. */
  const tabTo = async (target: Locator, key: "Tab" | "Shift+Tab" = "Tab") => {
    const reached = target.and(page.locator(":focus"))
    for (let presses = 0; presses < 60; presses += 1) {
      await page.keyboard.press(key)
      if (await reached.count()) return
    }
    throw new Error(`Tab does not lead to ${String(target)}`)
  }
  const test = page.getByRole("button", { name: "Test", exact: true })
  await page.goto("/connections")
  await expect(page.getByRole("link", { name: "Add connection" })).toBeVisible()
  await tabTo(page.getByRole("link", { name: "Add connection" }))
  await page.keyboard.press("Enter")
  // It takes the focus as the page comes, from wherever that is.
  await expect(page.getByRole("heading", { name: "Add connection" })).toBeFocused()
  await tabTo(page.getByRole("main").getByRole("link", { name: providerNames.astra }))
  await page.keyboard.press("Enter")
  // The first input is ready; what follows is typed from one to the next.
  await expect(page.getByLabel("Address", { exact: true })).toBeFocused()
  await page.keyboard.insertText(settings["address"] ?? "")
  await page.keyboard.press("Tab")
  await page.keyboard.insertText(settings["account"] ?? "")
  await page.keyboard.press("Tab")
  await page.keyboard.insertText(secrets["token"] ?? "")
  await tabTo(test)
  await page.keyboard.press("Enter")
  await expect(page.getByText("Failed at encryption.")).toBeVisible()
  await expect(step(page, "Encryption")).toContainText("Paste the certificate of its authority")

  await tabTo(page.locator("summary"), "Shift+Tab")
  await page.keyboard.press("Enter")
  await tabTo(page.getByRole("textbox", { name: /^Certificate authority/ }))
  await page.keyboard.insertText(ca)
  await tabTo(test)
  await page.keyboard.press("Enter")
  await expect(page.getByText("All is well.")).toBeVisible()
  await expect(step(page, "Encryption")).toContainText("Passed")
  await tabTo(page.getByRole("button", { name: "Save", exact: true }), "Shift+Tab")
  await page.keyboard.press("Enter")
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Packages")
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused()

  // Into the list, to a row, into it, and back to the same row.
  const rows = page.locator("[data-row-link]")
  await expect(rows.nth(3)).toBeVisible()
  for (const key of ["j", "j", "ArrowDown"]) await page.keyboard.press(key)
  await expect(rows.nth(2)).toBeFocused()
  const name = (await rows.nth(2).textContent()) ?? ""
  await page.keyboard.press("Enter")
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(name)
  // A browser without a window has no keys of its own; this is what Alt and the left arrow do.
  await page.goBack()
  await expect(rows.nth(2)).toBeFocused()
})

test("renames a connection without its secret, then deletes it", async ({ page, world }) => {
  const id = await world.connect("vrealize", { name: "Machine room" })
  const secret = world.access("vrealize").secrets["password"] ?? ""
  const answers: Promise<string>[] = []
  page.on("response", (response) => {
    // One that is broken off, as its page is left, has no text.
    if (response.url().includes("/api/connections")) answers.push(response.text().catch(() => ""))
  })
  await page.goto(`/connections/${id}`)
  await expect(page.getByText("Saved, and kept unless you replace it.")).toBeVisible()
  await page.getByLabel("Name", { exact: true }).fill("Cellar")
  await page.getByRole("button", { name: "Save", exact: true }).click()
  await expect(page.getByText("Saved Cellar")).toBeVisible()
  // The saved password still opens it.
  await page.getByRole("button", { name: "Test", exact: true }).click()
  await expect(page.getByText("All is well.")).toBeVisible()

  await page.getByRole("button", { name: "Delete", exact: true }).click()
  const dialog = page.getByRole("dialog", { name: "Delete the connection Cellar?" })
  await dialog.getByRole("button", { name: "Cancel" }).click()
  await expect(dialog).toBeHidden()
  await page.getByRole("button", { name: "Delete", exact: true }).click()
  await dialog.getByRole("button", { name: "Delete connection" }).click()
  await expect(page.getByText("Deleted the connection Cellar")).toBeVisible()
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Connections")
  await expect(page.getByRole("row", { name: /Cellar/ })).toHaveCount(0)
  const said = (await Promise.all(answers)).join("\n")
  expect(said).toContain("Cellar")
  expect(said).not.toContain(secret)
})
