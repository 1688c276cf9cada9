import type { Page } from "@playwright/test"
import { expect, test } from "./fixtures.ts"
import { idsOf, open } from "./openList.ts"

test("rows hold still under a menu while others come and go", async ({ page, world, server }) => {
  const id = await open(page, world)
  // A screenful is drawn first, and the others behind it.
  await expect(page.locator("tr[data-row-id]")).toHaveCount(25)
  const before = await idsOf(page)
  const gone = before[3] ?? ""
  const row = page.locator(`tr[data-row-id="${before[1]}"]`)
  await row.getByRole("checkbox").check()
  await row.getByRole("button", { name: /^Actions for/ }).click()
  const menu = page.getByRole("menu")
  await expect(menu).toBeVisible()

  // Somebody else deletes one; the list asks again by itself, because packages are still on their way.
  const answer = await fetch(
    `${server.origin}/api/connections/${id}/upstream/packages/v2/${gone}`,
    {
      method: "DELETE",
      headers: { origin: server.origin, "sec-fetch-site": "same-origin" },
    },
  )
  expect(answer.ok).toBe(true)
  const apply = page.getByRole("button", { name: "1 update: apply" })
  await expect(apply).toBeVisible()
  expect(await idsOf(page)).toEqual(before)
  // What the page has is counted: one row more than of those that are shown, and of all one less.
  await expect(page.getByText("1–25 of 119", { exact: true })).toBeVisible()
  await expect(menu).toBeVisible()
  await expect(row.getByRole("checkbox")).toBeChecked()

  await page.keyboard.press("Escape")
  await expect(menu).toBeHidden()
  // There it goes back to: not while another button is pressed.
  await expect(row.getByRole("button", { name: /^Actions for/ })).toBeFocused()
  await expect(apply).toHaveAccessibleDescription("1 new here, 1 no longer here")
  await apply.press("Enter")
  await expect(apply).toBeHidden()
  await expect(page.getByRole("region", { name: "Table of packages" })).toBeFocused()
  expect(await idsOf(page)).toEqual([...before.filter((one) => one !== gone), expect.any(String)])
  await expect(row.getByRole("checkbox")).toBeChecked()
})

/** When the page asked for its list, on the page's own clock, in ms. */
const watchAsking = async (page: Page): Promise<() => Promise<readonly number[]>> => {
  await page.addInitScript(() => {
    const times: number[] = []
    const send = globalThis.fetch
    globalThis.fetch = (input, init) => {
      const url = input instanceof Request ? input.url : String(input)
      if (/upstream\/packages\/v2\?/.test(url)) times.push(Date.now())
      return send(input, init)
    }
    Object.assign(globalThis, { timesAsked: times })
  })
  return () => page.evaluate(() => Reflect.get(globalThis, "timesAsked"))
}

const setVisible = (page: Page, state: DocumentVisibilityState): Promise<void> =>
  page.evaluate((now) => {
    Object.defineProperty(document, "visibilityState", { configurable: true, get: () => now })
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }))
  }, state)

test("a list asks again by itself as often as one says, while it is looked at", async ({
  page,
  world,
  server,
}) => {
  const asked = await watchAsking(page)
  await page.clock.install()
  // None of these is on its way, so that nothing but the interval asks.
  const id = await open(page, world, "?status=success")
  const menu = page.getByRole("button", { name: /Refresh by itself: / })
  await expect(menu).toBeVisible()
  await expect(page.locator("tr[data-row-id]")).toHaveCount(25)
  const every = page.getByRole("menuitemcheckbox", { name: "Every 10 seconds" })
  await menu.click()
  await expect(every).toBeVisible()
  // Only now, with all of it loaded, the clock stands still: from when on one counts is known then. It
  // can only stand still at a time that has not come yet, however long it takes to say so.
  await page.clock.pauseAt(await page.evaluate(() => Date.now() + 60_000))
  await every.click()
  await expect(menu).toContainText("every 10 seconds")
  const start = await page.evaluate(() => Date.now())
  await page.keyboard.press("Escape")
  const before = (await asked()).length
  /** How long after the start it was asked for each time. */
  const since = async (): Promise<readonly number[]> =>
    (await asked()).slice(before).map((at) => at - start)

  /** Lets time pass until so many ms after the start. */
  const runTo = async (ms: number): Promise<void> =>
    page.clock.runFor(start + ms - (await page.evaluate(() => Date.now())))
  /** The answer is there and shown, for which the page needs a moment of its own time. */
  const shown = (): Promise<void> =>
    expect(async () => {
      await page.clock.runFor(1)
      await expect(menu).toContainText("Updated 0 s ago", { timeout: 100 })
    }).toPass()

  await runTo(10_000)
  await expect.poll(since).toEqual([10_000])
  await shown()
  await runTo(20_000)
  await expect.poll(since).toEqual([10_000, 20_000])
  await shown()

  // Nobody looks: nothing is asked for, and at once when somebody does again.
  await setVisible(page, "hidden")
  await runTo(55_000)
  expect(await since()).toEqual([10_000, 20_000])
  await setVisible(page, "visible")
  await expect.poll(since).toEqual([10_000, 20_000, 55_000])
  await shown()

  // Somebody is at the table: what others delete meanwhile is said, and waits.
  const ids = await idsOf(page)
  const row = page.locator(`tr[data-row-id="${ids[0]}"]`)
  const doomed = page.locator(`tr[data-row-id="${ids[2]}"]`)
  await row.getByRole("checkbox").check()
  await row.getByRole("button", { name: /^Actions for/ }).click()
  const actions = page.getByRole("menu")
  await expect(actions).toBeVisible()
  for (const gone of ids.slice(2, 5)) {
    const answer = await fetch(
      `${server.origin}/api/connections/${id}/upstream/packages/v2/${gone}`,
      { method: "DELETE", headers: { origin: server.origin, "sec-fetch-site": "same-origin" } },
    )
    expect(answer.ok).toBe(true)
  }
  await runTo(60_000)
  await expect.poll(since).toEqual([10_000, 20_000, 55_000, 60_000])
  await shown()
  const apply = page.getByRole("button", { name: "3 updates: apply" })
  await expect(apply).toBeVisible()
  expect(await idsOf(page)).toEqual(ids)
  await expect(actions).toBeVisible()
  await expect(row.getByRole("checkbox")).toBeChecked()
  // What became of them is not known, so nothing is shown as if it still were.
  await expect(apply).toHaveAccessibleDescription("3 new here, 3 no longer here")
  await expect(doomed).toContainText("No longer on this page")
  await expect(doomed).not.toContainText("success")

  await page.keyboard.press("Escape")
  await apply.click()
  await expect(apply).toBeHidden()
  await expect(page.getByRole("region", { name: "Table of packages" })).toBeFocused()
  const left = ids.filter((_, at) => at < 2 || at > 4)
  expect((await idsOf(page)).slice(0, left.length)).toEqual(left)
  await expect(row.getByRole("checkbox")).toBeChecked()

  await page.clock.resume()
  await page.reload()
  await expect(page.getByRole("button", { name: /every 10 seconds/ })).toContainText(
    /Updated \d+ s ago/,
  )
})

test("a row that somebody else deletes says so, is left out of what is selected, and is not acted on", async ({
  page,
  world,
  server,
}) => {
  // Searched for over the whole list, so that what is not in it is known to be gone.
  const id = await open(page, world, "?q=a&sort=name")
  const menu = page.getByRole("button", { name: /Refresh by itself: / })
  await menu.click()
  await page.getByRole("menuitemcheckbox", { name: "Every 10 seconds" }).click()
  await page.keyboard.press("Escape")
  const [gone] = await idsOf(page)
  const row = page.locator(`tr[data-row-id="${gone}"]`)
  const box = row.getByRole("checkbox")
  await box.check()
  // It goes by itself after 5 s: the page looks out for it, with every frame.
  const left = page.waitForFunction(() =>
    document.body.innerText.includes("1 package left the selection"),
  )
  const answer = await fetch(
    `${server.origin}/api/connections/${id}/upstream/packages/v2/${gone}`,
    { method: "DELETE", headers: { origin: server.origin, "sec-fetch-site": "same-origin" } },
  )
  expect(answer.ok).toBe(true)
  await expect(row).toContainText("No longer in this list")
  await expect(box).toBeFocused()
  await expect(box).not.toBeChecked()
  await expect(box).toHaveAttribute("aria-disabled", "true")
  await page.keyboard.press("x")
  await expect(box).not.toBeChecked()
  await left
  const actions = row.getByRole("button", { name: /^Actions for/ })
  await actions.press("Enter")
  await expect(page.getByRole("menuitem", { name: "Delete" })).toHaveAttribute(
    "aria-disabled",
    "true",
  )
  await expect(page.getByRole("menuitem").first()).toBeFocused()
  await page.keyboard.press("Escape")
  await expect(actions).toBeFocused()
  // All of the page is what of it can be selected.
  const all = page.getByRole("checkbox", { name: "Select all on this page" })
  await all.press("Space")
  await expect(all).toBeChecked()
  await page.getByRole("button", { name: /^Select all \d+ packages that match$/ }).press("Enter")
  await expect(page.getByText(/^All \d+ selected/)).toBeVisible()
  await page
    .getByRole("region", { name: "Selection" })
    .getByRole("button", { name: "Clear" })
    .press("Enter")
  const apply = page.getByRole("button", { name: "1 update: apply" })
  await expect(apply).toHaveAccessibleDescription(/1 gone/)
  await apply.press("Enter")
  await expect(row).toBeHidden()
  await expect(page.getByRole("region", { name: "Table of packages" })).toBeFocused()
})
