import { expect, test } from "./fixtures.ts"
import { keptIn } from "./keptIn.ts"
import { endSession, signIn, withToken } from "./withToken.ts"

const down = [{ match: { api: "cylance" }, fault: { kind: "reset" } }]

test("what was kept for somebody else is not shown, and is gone", async ({ page, world }) => {
  const id = await world.connect("cylance", { name: "Endpoints" })
  await page.goto(`/c/${id}/packages`)
  const rows = page.locator("tbody [data-row-link]")
  await expect(rows.first()).toBeVisible()
  // By then the page knows who is there: it will not say so over what is said next.
  await expect.poll(() => keptIn(page, id)).toBeGreaterThan(0)
  await rows.first().click()
  await expect(page.getByRole("tab").first()).toBeVisible()
  const recents = () => page.evaluate(() => localStorage.getItem("waybill.recents"))
  await expect.poll(recents).toContain(id)
  await page.goto(`/c/${id}/packages`)
  await expect(rows.first()).toBeVisible()
  await world.break(down)
  await page.evaluate(() => localStorage.setItem("waybill.user", "somebody else"))
  await page.reload()
  // On the page: the rail has a heading that begins so, before anything was asked for.
  await expect(
    page
      .getByRole("main")
      .getByText(/^Endpoints: /)
      .first(),
  ).toBeVisible()
  await expect(rows).toHaveCount(0)
  expect(await page.evaluate(() => localStorage.getItem("waybill.user"))).toBe("local")
  expect(await recents()).toBeNull()
})

test("signing out leaves nothing of the packages in the browser", async ({ page }, info) => {
  await withToken(info.parallelIndex, async ({ origin, token }) => {
    // What the page carries along for its first list, it carries for those who are signed in alone.
    expect(await (await fetch(`${origin}/c/cylance-sandbox/packages`)).text()).not.toContain(
      "Cylance",
    )
    await page.goto(`${origin}/c/cylance-sandbox/packages`)
    await signIn(page, token)
    await page.locator("tbody [data-row-link]").first().click()
    await expect(page.getByRole("tab").first()).toBeVisible()
    await expect.poll(() => keptIn(page)).toBeGreaterThan(1)
    const recents = () => page.evaluate(() => localStorage.getItem("waybill.recents"))
    await expect.poll(recents).toContain("/c/cylance-sandbox/packages/")

    await page.goto(`${origin}/settings`)
    await page.getByRole("button", { name: "Sign out" }).click()
    await expect(page.getByRole("heading", { name: "Sign in to Waybill" })).toBeVisible()
    await expect.poll(() => keptIn(page)).toBe(0)
    expect(await recents()).toBeNull()
  })
})

test("a session that ends asks for a sign-in that leads back, and blames no provider", async ({
  page,
  context,
}, info) => {
  await withToken(info.parallelIndex, async ({ origin, token }) => {
    const list = `${origin}/c/cylance-sandbox/packages?q=a`
    const rows = page.locator("tbody [data-row-link]")
    const asked = page.getByRole("heading", { name: "Sign in to Waybill" })
    await page.goto(list)
    await signIn(page, token)
    await expect(rows.first()).toBeVisible()
    await expect.poll(() => keptIn(page)).toBeGreaterThan(0)
    // Not for one moment either.
    await page.evaluate(() => {
      new MutationObserver(() => {
        if (/credential|cannot be reached/.test(document.body.innerText))
          document.documentElement.dataset["blamed"] = document.body.innerText
      }).observe(document.body, { subtree: true, childList: true, characterData: true })
    })

    await endSession(page, origin, () => page.getByRole("button", { name: /^Refresh/ }).click())
    await expect(asked).toBeVisible()
    await expect(rows).toHaveCount(0)
    await expect.poll(() => keptIn(page)).toBe(0)
    expect(page.url()).toBe(list)
    await signIn(page, token)
    await expect(rows.first()).toBeVisible()
    await expect(page.getByRole("combobox", { name: "Search packages" })).toHaveValue("a")

    const name = await rows.first().innerText()
    await endSession(page, origin, async () => {
      await rows.first().press("Enter")
      await expect(page).not.toHaveURL(list)
    })
    await expect(asked).toBeVisible()
    await signIn(page, token)
    await expect(page.getByRole("heading", { level: 1, name })).toBeVisible()
    expect(await page.evaluate(() => document.documentElement.dataset["blamed"])).toBeUndefined()

    // Who signs out in one tab has signed out in all of them.
    const other = await context.newPage()
    await other.goto(`${origin}/settings`)
    await other.getByRole("button", { name: "Sign out" }).click()
    await expect(asked).toBeVisible()
    await expect(page.getByRole("heading", { level: 1, name })).toHaveCount(0)
  })
})

test("what was kept longer ago than it is shown is deleted, once a day", async ({
  page,
  world,
}) => {
  const id = await world.connect("cylance", { name: "Endpoints" })
  await page.goto(`/c/${id}/packages`)
  await expect(page.locator("tbody [data-row-link]").first()).toBeVisible()
  await expect.poll(() => keptIn(page, id)).toBeGreaterThan(0)
  // The page has gone through it by now, so that is to be forgotten as well.
  await expect.poll(() => page.evaluate(() => localStorage.getItem("waybill.swept"))).not.toBeNull()
  await page.evaluate(async () => {
    localStorage.removeItem("waybill.swept")
    await new Promise<void>((resolve) => {
      const asked = indexedDB.open("waybill")
      asked.addEventListener("success", () => {
        const write = asked.result.transaction("queries", "readwrite")
        const all = write.objectStore("queries")
        const kept = (daysAgo: number) => ({
          buster: "3",
          queryHash: "a question nobody asks again",
          queryKey: [],
          state: { data: [], dataUpdatedAt: Date.now() - daysAgo * 86_400_000 },
        })
        all.put(kept(8), "of last week: too old")
        all.put(kept(6), "of this week: kept")
        all.put({ ...kept(0), buster: "1" }, "of a release before: of no use")
        write.addEventListener("complete", () => {
          asked.result.close()
          resolve()
        })
      })
    })
  })
  await page.reload()
  await expect.poll(() => keptIn(page, "too old")).toBe(0)
  expect(await keptIn(page, "of no use")).toBe(0)
  expect(await keptIn(page, "of this week")).toBe(1)
  expect(await keptIn(page, id)).toBeGreaterThan(0)
})
