import { expect, test } from "./fixtures.ts"

const all = (status: number) => [{ fault: { kind: "status", status } as const }]

test("a list that is not there is trouble of its connection, in its card and in its badge alike", async ({
  page,
  world,
}) => {
  await world.connect("astra", { name: "Ours" })
  await world.break(all(404))
  await page.goto("/")
  await expect(page.getByText("Ours: There is no such list at this address.")).toBeVisible()
  await expect(page.getByRole("main").getByText("list not found").first()).toBeVisible()
})

test.describe("a connection with numbers of before", () => {
  // Unlike those of the server's own connections.
  test.use({ packages: 700 })
  test("a card with numbers of before says why it has no others, and asks again", async ({
    page,
    world,
  }) => {
    await world.connect("vrealize", { name: "Ours" })
    const main = page.getByRole("main")
    await page.goto("/")
    await expect(main.getByRole("link", { name: "140 packages" })).toBeVisible()
    await world.break(all(500))
    await main.getByRole("button", { name: "Refresh Ours" }).click()
    const why = main.getByText(
      /Numbers from .*; Ours could not .* now\. The provider failed\. Status 500\./,
    )
    await expect(why).toBeVisible()
    await world.heal()
    await main.getByRole("button", { name: "Try again" }).click()
    await expect(why).toHaveCount(0)
  })
})

test("the export of all packages fails where no connection answered", async ({ page, server }) => {
  // The server's own connections, all there are, lead into the default world of this worker.
  const faults = `${server.sandbox}/_sandbox/worlds/default/faults`
  await page.request.put(faults, { data: all(500) })
  try {
    await page.goto("/packages")
    await expect(page.getByText("None was read so far")).toBeVisible()
    await page.getByRole("button", { name: "Export packages" }).click()
    await page
      .getByRole("dialog")
      .getByRole("button", { name: /^Export/ })
      .click()
    await expect(page.getByText(/No connection could be read\./).first()).toBeVisible()
  } finally {
    await page.request.delete(faults)
  }
})

test("the export of one connection's packages fails where that one did not answer, whatever others did", async ({
  page,
  world,
}) => {
  await world.connect("cylance", { name: "Blue" })
  await world.connect("cloudfoundry", { name: "Green" })
  await world.break([{ match: { api: "cylance" }, fault: { kind: "status", status: 500 } }])
  await page.goto("/packages?connection=Blue")
  await expect(page.getByText(/Blue could not be read/).first()).toBeVisible({ timeout: 60_000 })
  await page.getByRole("button", { name: "Export packages" }).click()
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^Export/ })
    .click()
  await expect(page.getByText(/No connection could be read\. Blue:/).first()).toBeVisible()
})

test("every tile says of as many connections that they are still asked", async ({
  page,
  world,
}) => {
  // Its list is not paged, so it is in no sum of packages; that is not known before it answers.
  await world.connect("spectra")
  await world.connect("vrealize")
  // For as long as this looks on.
  await world.break([{ fault: { kind: "hold" } }])
  await page.goto("/")
  const tiles = page.getByRole("main").getByRole("link")
  await expect(tiles.filter({ hasText: "Connections with trouble" })).toContainText("2 still asked")
  await expect(tiles.filter({ hasText: /^Packages/ })).toContainText("2 connections still asked")
  await world.heal()
})

test("a save that its provider fails leaves the dialog as it is, and can be tried again", async ({
  page,
  world,
}) => {
  const spectra = await world.connect("spectra")
  await page.goto(`/c/${spectra}/projects/Storefront?do=edit`)
  const dialog = page.getByRole("dialog", { name: /^Edit project/ })
  const text = dialog.getByLabel("Description")
  await text.fill("What nobody wants to type twice")
  await world.break(all(500))
  await dialog.getByRole("button", { name: "Edit", exact: true }).click()
  await expect(dialog.getByRole("alert")).toContainText("The provider failed")
  // The page behind it is asked for again then, and read-only once that has failed, too.
  const behind = { name: "Edit", exact: true, includeHidden: true } as const
  await expect(page.locator("main").getByRole("button", behind)).toHaveAttribute(
    "aria-disabled",
    "true",
  )
  await expect(text).toHaveValue("What nobody wants to type twice")
  await world.heal()
  await dialog.getByRole("button", { name: "Edit", exact: true }).click()
  await expect(dialog).toHaveCount(0)
})
