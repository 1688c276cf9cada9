import { seriousIn } from "./axe.ts"
import { expect, test } from "./fixtures.ts"
import { rows } from "./openList.ts"

const providers = ["spectra", "cloudfoundry", "vrealize", "cylance", "astra"] as const

for (const provider of providers)
  test(`an item of ${provider} that was never read is shown as its list has it while it cannot be had`, async ({
    page,
    world,
  }) => {
    const id = await world.connect(provider)
    await page.goto(`/c/${id}`)
    const row = rows(page).nth(2)
    const name = (await row.innerText()).trim()
    await world.break([{ match: { api: provider }, fault: { kind: "status", status: 500 } }])
    await row.click()
    const note = page.locator("[data-notice]").getByText(/From the list, read/)
    await expect(note).toContainText("From the list, read just now")
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(name)
    await expect(page).toHaveTitle(`${name} · Waybill`)
    // What failed is told once.
    await expect(page.getByText(/: The provider failed\./)).toHaveCount(1)
    await expect(page.getByRole("button", { name: "Try again" })).toHaveCount(1)
    expect(await seriousIn(page)).toEqual([])

    // The same of what this browser kept, and how it is as soon as it answers.
    await page.reload()
    await expect(note).toHaveCount(1)
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(name)
    await world.heal()
    await page.getByRole("button", { name: "Try again" }).click()
    await expect(note).toHaveCount(0)
    await expect(page.getByText("could not be asked for")).toHaveCount(0)
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(name)
  })

test("what only the item has is missing where a list speaks for it, and what is gone is not shown", async ({
  page,
  world,
}) => {
  const id = await world.connect("astra")
  await page.goto(`/c/${id}`)
  const row = rows(page).nth(2)
  const name = (await row.innerText()).trim()
  const fails = (status: number) =>
    world.break([{ match: { api: "astra" }, fault: { kind: "status", status } }])
  await fails(503)
  await row.click()
  await expect(page.getByText(/From the list, read just now; .* is not available/)).toBeVisible()
  await expect(page.getByText("could not be asked for").first()).toBeVisible()
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(name)
  await fails(404)
  await page.getByRole("button", { name: "Try again" }).click()
  await expect(page.getByText(/From the list/)).toHaveCount(0)
  await expect(page.getByText("could not be asked for")).toHaveCount(0)
})

test("what only its list is known of cannot be changed, whatever the reason", async ({
  page,
  world,
}) => {
  const id = await world.connect("cylance")
  await page.goto(`/c/${id}`)
  await expect(rows(page).first()).toBeVisible()
  await world.break([{ match: { api: "cylance" }, fault: { kind: "status", status: 403 } }])
  await rows(page).first().click()
  await expect(page.getByText(/From the list, read just now/)).toBeVisible()
  await expect(
    page.getByRole("button", { name: "Deploy", exact: true }),
  ).toHaveAccessibleDescription(
    "This package could not be read itself, so it cannot be changed until it can be.",
  )
})
