import type { Locator, Page } from "@playwright/test"
import { seriousIn } from "./axe.ts"
import { expect, test } from "./fixtures.ts"
import { idsOf, open } from "./openList.ts"

const rail = (page: Page): Locator => page.getByRole("navigation", { name: "Main" })

const menu = async (page: Page): Promise<Locator> => {
  await page.getByRole("button", { name: /^Views/ }).click()
  const views = page.getByRole("dialog", { name: "Views" })
  await expect(views.getByLabel("Name of the view")).toBeVisible()
  // It has taken the focus: what is given the focus in it now keeps it.
  await expect(views.and(page.locator(":focus-within"))).toHaveCount(1)
  return views
}

const save = async (page: Page, name: string): Promise<void> => {
  const views = await menu(page)
  await views.getByLabel("Name of the view").fill(name)
  await views.getByRole("button", { name: "Save" }).click()
  await expect(views).toBeHidden()
}

/** Puts views into the browser as they were before the page is opened, once. */
const had = (page: Page, views: readonly object[]): Promise<unknown> =>
  page.addInitScript((text) => {
    if (localStorage.getItem("waybill.views") === null) localStorage.setItem("waybill.views", text)
  }, JSON.stringify(views))

test("views are saved, replaced, starred and deleted without losing one or the place", async ({
  page,
  world,
}) => {
  const id = await open(page, world, "?sort=name&page=2")
  const path = `/c/${id}/packages`
  const unnamed = await menu(page)
  await unnamed.getByRole("button", { name: "Save" }).press("Enter")
  await expect(unnamed.getByRole("alert")).toHaveText("Give the view a name first.")
  await expect(unnamed.getByLabel("Name of the view")).toBeFocused()
  await page.keyboard.press("Escape")
  await expect(unnamed).toBeHidden()
  await save(page, "By name")
  // Neither the page that was open nor a dialog is part of a view.
  await expect(rail(page).getByRole("link", { name: "By name" })).toHaveAttribute(
    "href",
    `${path}?sort=name`,
  )

  await page.goto(`${path}?category=cylance`)
  let views = await menu(page)
  await views.getByLabel("Name of the view").fill("By name")
  await expect(views).toContainText("There is a view “By name” of this list")
  await views.getByRole("button", { name: "Replace" }).click()
  // What is told goes after 5 seconds, unless it is pointed at.
  const undo = page.getByRole("button", { name: "Undo" })
  await undo.hover()
  const link = rail(page).getByRole("link", { name: "By name" })
  await expect(link).toHaveAttribute("href", `${path}?category=cylance`)
  await expect(link).toHaveAttribute("aria-current", "page")
  await undo.click()
  await expect(link).toHaveAttribute("href", `${path}?sort=name`)

  // The plain list stays reachable where the list opens with another view.
  await save(page, "Mine")
  await page.goto(path)
  await save(page, "All of it")
  views = await menu(page)
  await views.getByRole("button", { name: "Open the list with Mine" }).click()
  await page.goto(path)
  await expect(page).toHaveURL(/category=cylance/)
  const plain = page.getByText(/^1–\d+ of 120$/)
  for (const lead of [
    () => rail(page).getByRole("link", { name: "All of it" }).click(),
    async () => (await menu(page)).getByRole("link", { name: "All of it" }).click(),
    async () => (await menu(page)).getByRole("link", { name: "Everything" }).click(),
    async () => {
      await page.keyboard.press("Control+k")
      const palette = page.getByRole("dialog", { name: "Command palette" })
      await expect(palette).toBeVisible()
      await page.keyboard.type("All of it")
      await palette.getByRole("option", { name: "All of it" }).first().click()
    },
  ]) {
    await rail(page).getByRole("link", { name: "Mine" }).click()
    await expect(page).toHaveURL(/\?category=cylance$/)
    await lead()
    await expect(page).toHaveURL(/\?view=all$/)
    await expect(plain).toBeVisible()
  }
  await page.reload()
  await expect(plain).toBeVisible()
  await page.getByRole("button", { name: "Name", exact: true }).click()
  await expect(page).toHaveURL(/sort=/)

  views = await menu(page)
  expect(await seriousIn(page)).toEqual([])
  await views.getByRole("button", { name: "Delete the view Mine" }).click()
  const deleted = page.getByRole("dialog").filter({ hasText: "Deleted the view Mine" })
  await deleted.hover()
  await expect(views.getByRole("button", { name: "Delete the view All of it" })).toBeFocused()
  await page.keyboard.press("Enter")
  await expect(views.getByRole("button", { name: "Delete the view By name" })).toBeFocused()
  await page.keyboard.press("Enter")
  await expect(views.getByLabel("Name of the view")).toBeFocused()
  await page.keyboard.press("Escape")
  await deleted.getByRole("button", { name: "Undo" }).click()
  await expect(rail(page).getByRole("link", { name: "Mine" })).toBeVisible()
})

test("settings rename views in place, and take in only what leads to a list and is kept", async ({
  page,
}) => {
  await had(page, [
    { id: "a", name: "One", path: "/packages", search: "q=a" },
    { id: "b", name: "Two", path: "/packages", search: "q=b" },
  ])
  await page.goto("/settings")
  const one = page.getByRole("textbox", { name: "Name of the view One" })
  await one.fill("First")
  await one.press("Enter")
  const first = page.getByRole("textbox", { name: "Name of the view First" })
  await expect(first).toBeFocused()
  await first.fill("Two")
  await first.press("Enter")
  await expect(page.getByRole("alert")).toContainText("There is a view “Two” of this list already")
  await expect(rail(page).getByRole("link", { name: "First" })).toBeVisible()
  await first.fill("First")
  await first.press("Enter")

  const take = (...views: readonly object[]): Promise<void> =>
    page.getByLabel("File of views").setInputFiles({
      name: "views.json",
      mimeType: "application/json",
      buffer: Buffer.from(JSON.stringify({ waybill: "views", views })),
    })
  const view = { id: "1", name: "Good", path: "/packages", search: "q=c" }
  await take({ ...view, name: "Evil", path: "/\t/evil.example" }, view)
  await expect(page.getByText("1 view taken in.")).toBeVisible()
  await expect(
    page.getByText("“Evil” was not taken in: its path is not that of a list of this app."),
  ).toBeVisible()
  await expect(rail(page).getByRole("link", { name: "Good" })).toBeVisible()
  const leads = await rail(page)
    .getByRole("link")
    .evaluateAll((links) =>
      links.map((link) => new URL(link.getAttribute("href") ?? "", location.href)),
    )
  expect(leads.map(({ host }) => host).filter((host) => host !== leads[0]?.host)).toEqual([])

  await page.evaluate(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError")
    }
  })
  await take({ ...view, name: "Too much" })
  await expect(page.getByText(/This browser keeps no more.*Nothing was changed/)).toBeVisible()
  await expect(rail(page)).not.toContainText("Too much")
  await page.getByRole("button", { name: "Delete the view Good" }).click()
  await expect(page.getByText("Views were not changed").first()).toBeVisible()
  await expect(page.getByRole("button", { name: "Delete the view Good" })).toBeFocused()
  await expect(rail(page)).toContainText("Good")
})

test("what changed is told from the moment that is asked for, and ends with it", async ({
  page,
  world,
}) => {
  const opened = Date.now()
  const id = await open(page, world)
  const path = `/c/${id}/packages`
  await (await menu(page)).getByRole("link", { name: /^Changed since I last looked/ }).click()
  const note = page.getByRole("main").getByText(/^Changed (since|in the last) /)
  await expect(note).toContainText("Changed in the last day")
  const own = rail(page).getByRole("list", { name: "Test cylance: packages" })
  await expect(own.getByRole("link", { name: /^Changed/ })).toHaveAttribute("aria-current", "page")
  await expect(
    page.getByRole("button", { name: "Views: Changed since I last looked" }),
  ).toBeVisible()
  await save(page, "New to me")
  const seen = page.getByRole("button", { name: "I have seen these" })
  // Not before all of the list is read.
  await expect(seen).toBeEnabled()
  await seen.press("Enter")
  await expect(note).toContainText(/^Changed since .*\d.* (ago|just now)$/)
  // Of these packages is told when they came, and not when they changed.
  await expect(page.getByText(/ none has come since you last looked$/)).toBeVisible()
  await expect(page.getByRole("button", { name: "Show all packages" })).toBeVisible()
  await expect(seen).toHaveAttribute("aria-disabled", "true")
  await expect(seen).toBeFocused()

  // The copy follows what was seen; another moment is said as it is.
  const link = rail(page).getByRole("link", { name: "New to me" })
  const asked = new URL((await link.getAttribute("href")) ?? "", "http://x").searchParams
  expect(asked.get("view")).toBe("changed")
  const [field = "", moment = ""] = [...asked].find(([, value]) => value.startsWith(">")) ?? []
  // The newest that was shown, not the press: what changed between the two is still to be seen.
  expect(Date.parse(moment.slice(1))).toBeLessThan(opened)
  expect(Date.parse(moment.slice(1))).toBeGreaterThan(opened - 86_400_000)
  await page.goto(`${path}?${field}=%3E2020-01-01T00:00:00.000Z&view=changed`)
  await expect(note).toContainText("years ago")

  const box = page.getByRole("combobox", { name: "Search packages" })
  await box.fill("category:cylance")
  await box.press("Enter")
  await expect(page).toHaveURL(/category=/)
  await expect(note).toBeHidden()
  await expect(page).not.toHaveURL(/view=/)
})

test("the rail counts what its views would show, follows the lists, and reads each once", async ({
  page,
  world,
  server,
}) => {
  const [paged, portal] = [await world.connect("cylance"), await world.connect("spectra")]
  const path = `/c/${paged}/packages`
  const view = (name: string, at: string, search: string): object => ({
    id: name,
    name,
    path: at,
    search,
  })
  await page.goto(`/c/${portal}/projects`)
  const project = page.locator("[data-row-link]").first()
  const inside = (await project.getAttribute("href")) ?? ""
  await had(page, [
    view("Everything", "/packages", "q=e"),
    view("Paged", path, "q=e"),
    ...["a", "b", "c", "d"].map((letter) => view(`Inside ${letter}`, inside, `q=${letter}`)),
    view("Raw", inside, "tab=raw"),
  ])
  const sent: string[] = []
  page.on("request", (request) => sent.push(new URL(request.url()).pathname))
  const countOf = async (name: string): Promise<number> => {
    const text = await rail(page).getByRole("link", { name, exact: false }).textContent()
    return Number(text?.replace(name, "").replaceAll(",", "") || Number.NaN)
  }
  const shows = (name: string): Promise<number> =>
    expect
      .poll(() => countOf(name))
      .toBeGreaterThan(-1)
      .then(() => countOf(name))

  await page.goto(path)
  for (const letter of ["a", "b", "c", "d"]) await shows(`Inside ${letter}`)
  const listed = decodeURIComponent(inside.split("/").at(-1) ?? "")
  expect(
    sent.filter((one) => one.includes(portal) && decodeURIComponent(one).endsWith(listed)),
  ).toHaveLength(1)
  expect(await countOf("Raw")).toBeNaN()
  const before = await shows("Paged")

  // Somebody else deletes one that it counts; the list is refreshed, and the number with it.
  await page.goto(`${path}?q=e`)
  await expect(page.locator("tr[data-row-id]").first()).toBeVisible()
  const [gone] = await idsOf(page)
  await page.goto(path)
  await expect(page.locator("tr[data-row-id]").first()).toBeVisible()
  await shows("Paged")
  const answer = await fetch(
    `${server.origin}/api/connections/${paged}/upstream/packages/v2/${gone}`,
    { method: "DELETE", headers: { origin: server.origin, "sec-fetch-site": "same-origin" } },
  )
  expect(answer.ok).toBe(true)
  await page.getByRole("button", { name: "Refresh packages" }).click()
  await expect.poll(() => countOf("Paged")).toBe(before - 1)

  // All packages are counted once they were read, and after a reload as well.
  expect(await countOf("Everything")).toBeNaN()
  await page.goto("/packages")
  await shows("Everything")
  await page.reload()
  const all = await shows("Everything")
  // On another page nothing of it is read: the number is the last one.
  await page.goto(path)
  expect(await shows("Everything")).toBe(all)
  await rail(page).getByRole("link", { name: "Everything" }).click()
  await expect(page.getByText(new RegExp(`of ${all}$`))).toBeVisible()
})

test("the views that come with lists are in the rail with their counts, and one thing is current", async ({
  page,
  world,
}) => {
  const [packages, projects] = [await world.connect("cloudfoundry"), await world.connect("astra")]
  const current = rail(page).locator("[aria-current=page]")
  const ofAll = rail(page).getByRole("list", { name: "All packages" })
  const review = (of: Locator): Locator => of.getByRole("link", { name: /^Needs review/ })
  // Nothing is read for a number; where there is none, it says why.
  await page.goto("/connections")
  await expect(review(ofAll)).toContainText("not counted: it is counted in what was read")

  await page.goto("/packages")
  await expect(current).toHaveText("All packages")
  await expect(review(ofAll)).toHaveText(/^Needs review\d+$/)
  await review(ofAll).click()
  await expect(current).toHaveText(/^Needs review/)
  await expect(current).toHaveCount(1)
  await expect(page.getByRole("button", { name: "Views: Needs review" })).toBeVisible()
  await expect(current).toHaveText(/^Needs review\d+$/)
  const count = Number(/\d+$/.exec((await current.textContent()) ?? "")?.[0])
  await expect(page.getByText(new RegExp(`^${count} of `)).first()).toBeVisible()
  await ofAll.getByRole("link", { name: /^Changed/ }).click()
  await expect(page.getByRole("columnheader", { name: "Updated" })).toBeVisible()

  // What a provider counts is asked of it; what it does not is not read for it.
  const sent: string[] = []
  page.on("request", (request) => sent.push(request.url()))
  await page.goto(`/c/${packages}/packages`)
  const counted = rail(page).getByRole("list", { name: "Test cloudfoundry: packages" })
  await expect(review(counted)).toHaveText(/^Needs review\d+$/)
  const before = sent.length
  await page.goto(`/c/${projects}/packages`)
  const uncounted = rail(page).getByRole("list", { name: "Test astra: packages" })
  await expect(review(uncounted)).toContainText("not counted: the provider does not count these")
  // What is asked for again, because it changes by itself, counts once.
  expect(
    new Set(sent.slice(before).filter((url) => url.includes(`${projects}/upstream`))).size,
  ).toBeLessThanOrEqual(6)
})

test("a view that lost a part is current while what is left of it is shown, and says why it has no number", async ({
  page,
  world,
}) => {
  const id = await world.connect("cloudfoundry")
  const path = `/c/${id}/packages`
  await had(page, [{ id: "g", name: "Gone", path, search: "bogus=1&state=FAILED" }])
  await page.goto(path)
  const link = rail(page).getByRole("link", { name: /^Gone/ })
  await expect(link).toContainText('a part of it is gone: no column is called "bogus"')
  await expect(link).not.toHaveAttribute("aria-current", "page")
  await link.click()
  await expect(page.getByText("Part of this link or view was left out")).toBeVisible()
  await expect(page).not.toHaveURL(/bogus/)
  await expect(link).toHaveAttribute("aria-current", "page")
  await expect(rail(page).locator("[aria-current=page]")).toHaveCount(1)
})

test("a count of before says how old it is, and leaves the name of its view its room", async ({
  page,
}) => {
  await page.clock.install()
  await page.goto("/packages")
  const link = rail(page)
    .getByRole("list", { name: "All packages" })
    .getByRole("link", { name: /^Needs review/ })
  await expect(link).toHaveText(/^Needs review\d+$/)
  await rail(page).getByRole("link", { name: "Settings" }).click()
  // On the page before, what is so old would be read again.
  await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeVisible()
  await page.clock.fastForward("12:00")
  await expect(link).toHaveAccessibleName(/^Needs review \d+ ?, read 1[2-4] minutes ago$/)
  const cut = await link
    .getByText("Needs review", { exact: true })
    .evaluate((name) => name.scrollWidth > name.clientWidth)
  expect(cut).toBe(false)
})
