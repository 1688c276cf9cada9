import { expect, test } from "./fixtures.ts"

test("what a cancelled dialog had begun closes none that was opened since", async ({
  page,
  world,
}) => {
  const id = await world.connect("spectra")
  await page.goto(`/c/${id}/projects`)
  const edit = async (nth: number): Promise<void> => {
    await page
      .locator("tbody [data-row-id]")
      .nth(nth)
      .getByRole("button", { name: /^Actions/ })
      .click()
    await page.getByRole("menuitem", { name: "Edit" }).click()
  }
  const dialog = page.getByRole("dialog", { name: /^Edit project/ })
  await edit(0)
  await dialog.getByRole("textbox").first().fill("Changed")
  let go = (): void => undefined
  const held = new Promise<void>((resolve) => {
    go = resolve
  })
  await page.route(
    (url) => url.pathname.includes("/upstream/"),
    async (route) => {
      if (route.request().method() !== "GET") await held
      await route.continue()
    },
  )
  const sent = page.waitForRequest(
    (request) => request.method() !== "GET" && request.url().includes("/upstream/"),
  )
  await dialog.getByRole("button", { name: "Edit", exact: true }).click()
  await sent
  await dialog.getByRole("button", { name: "Cancel" }).click()
  await expect(dialog).toHaveCount(0)
  await edit(1)
  await expect(dialog).toBeVisible()
  go()
  await expect(page.getByText("Edit: done")).toBeVisible()
  await expect(dialog).toBeVisible()
})

test("an edit that fails behind its cancelled dialog is told, with why and what to do", async ({
  page,
  world,
}) => {
  const id = await world.connect("spectra")
  await page.goto(`/c/${id}/projects`)
  const first = page.locator("tbody [data-row-id]").first()
  const name = await first.locator("[data-row-link]").innerText()
  await first.getByRole("button", { name: /^Actions/ }).click()
  await page.getByRole("menuitem", { name: "Edit" }).click()
  const dialog = page.getByRole("dialog", { name: `Edit project ${name}` })
  await dialog.getByRole("textbox").first().fill("Changed")
  const answer = Promise.withResolvers<void>()
  await page.route(
    (url) => url.pathname.includes("/upstream/"),
    async (route) => {
      if (route.request().method() !== "GET") await answer.promise
      await route.continue()
    },
  )
  const sent = page.waitForRequest(
    (request) => request.method() !== "GET" && request.url().includes("/upstream/"),
  )
  await dialog.getByRole("button", { name: "Edit", exact: true }).click()
  await sent
  await dialog.getByRole("button", { name: "Cancel" }).click()
  await expect(dialog).toHaveCount(0)
  await world.break([{ match: { api: "spectra" }, fault: { kind: "status", status: 403 } }])
  answer.resolve()
  const told = page.getByRole("alertdialog").or(page.getByRole("alert"))
  // In one look: it does not stay.
  await expect(
    told.filter({ hasText: `Edit project ${name}: failed` }).filter({ hasText: "Status 403" }),
  ).toBeVisible()
})
