import { expect, test } from "./fixtures.ts"
import { opened } from "./spectra.ts"

test("providers that stand still hold up no part of the app", async ({ page, world }) => {
  // More than a browser has connections to one server.
  for (const name of ["One", "Two", "Three", "Four", "Five", "Six", "Seven"])
    await world.connect("cylance", { name })
  await world.break([{ match: { api: "cylance" }, fault: { kind: "hold" } }])
  const asked = new Set<string>()
  page.on("request", (request) => {
    const [, connection] = /connections\/([^/]+)\/upstream\//.exec(request.url()) ?? []
    if (connection !== undefined && !connection.endsWith("-sandbox")) asked.add(connection)
  })
  await page.goto("/packages")
  // Each of them has an answer to wait for, and none of these comes.
  await expect.poll(() => asked.size).toBeGreaterThan(3)
  await page.getByRole("button", { name: "Export packages" }).click()
  const dialog = page.getByRole("dialog")
  await opened(dialog)
  await page.keyboard.press("Escape")
  await expect(dialog).toBeHidden()
  await page.keyboard.press("Control+k")
  await expect(page.getByRole("combobox", { name: /Search|command/i }).last()).toBeFocused()
  await page.keyboard.press("Escape")
  await expect(dialog).toBeHidden()
  await page.getByRole("link", { name: "Settings" }).click()
  await expect(page.getByRole("heading", { name: "Settings", level: 1 })).toBeVisible()
})
