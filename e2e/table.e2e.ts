import { readFileSync } from "node:fs"
import type { Locator, Page } from "@playwright/test"
import { seriousIn } from "./axe.ts"
import { expect, test } from "./fixtures.ts"

/** A paged list of 120 packages whose states and actions the sandbox has in full. */
const open = async (
  page: Page,
  world: { connect: (provider: "cylance") => Promise<string> },
  search = "",
): Promise<string> => {
  const id = await world.connect("cylance")
  await page.goto(`/c/${id}/packages${search}`)
  await expect(
    page.getByRole("link", { name: /./ }).and(page.locator("[data-row-link]")).first(),
  ).toBeVisible()
  return id
}

const headers = (page: Page): Locator => page.locator("th[data-column]")
const idsOf = (page: Page): Promise<readonly (string | null)[]> =>
  page
    .locator("tr[data-row-id]")
    .evaluateAll((rows) => rows.map((row) => row.dataset["rowId"] ?? null))
const numberIn = async (locator: Locator): Promise<number> =>
  Number((await locator.textContent())?.replaceAll(/\D/g, ""))

test("values are counted as far as the list was read, and over all of it for a price", async ({
  page,
  world,
}) => {
  await open(page, world)
  const status = page.getByRole("group", { name: "Status" })
  const failed = status.getByRole("button", { name: /^failed/ })
  await expect(failed).toHaveText(/\d+\+$/)
  await expect(page.getByText("25 of 120 read")).toBeVisible()

  await page.getByRole("button", { name: "Count all 120 (1 request)" }).click()
  await expect(page.getByText("25 of 120 read")).toBeHidden()
  await expect(failed).toHaveText(/\d$/)
  const words = await status.getByRole("button").all()
  const counts = await Promise.all(words.map(numberIn))
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(120)

  await failed.focus()
  await page.keyboard.press("Space")
  await expect(page).toHaveURL(/status=failed/)
  await expect(failed).toHaveAttribute("aria-pressed", "true")
  const count = await numberIn(failed)
  await expect(page.getByText(`${count} of 120 packages`).first()).toBeVisible()
  // The other values still say what choosing them would bring.
  expect(await Promise.all(words.map(numberIn))).toEqual(counts)

  await page.getByRole("button", { name: "Category" }).first().click()
  // The provider's own packages are fewer than those of its customers.
  const success = status.getByRole("button", { name: /^success/ })
  const all = await numberIn(success)
  const own = page.getByRole("checkbox", { name: "cylance" })
  await own.click()
  await expect(own).toBeChecked()
  await expect(page).toHaveURL(/category=cylance/)
  await page.keyboard.press("Escape")
  await expect.poll(() => numberIn(success)).toBeLessThan(all)
  await page.getByRole("button", { name: "Remove Category cylance" }).click()
  await expect.poll(() => numberIn(success)).toBe(all)
  await page.getByRole("button", { name: "Clear all" }).click()
  await expect(page).not.toHaveURL(/status=/)
  expect(await seriousIn(page)).toEqual([])
})

test("all that match are selected, and stay so while pages and order change", async ({
  page,
  world,
}) => {
  await open(page, world)
  await page.getByRole("checkbox", { name: "Select all on this page" }).check()
  const bar = page.getByRole("region", { name: "Selection" })
  await expect(bar).toContainText("25 selected")
  await bar.getByRole("button", { name: "Select all 120 packages that match" }).click()
  await expect(bar).toContainText("120 selected")
  await headers(page).getByRole("button", { name: "Name" }).click()
  await expect(page).toHaveURL(/sort=name/)
  await page.getByRole("button", { name: "Next page" }).click()
  await expect(page.getByText("26–50 of 120")).toBeVisible()
  // The rows of the page before stand there, pale, until those of this one are here.
  await expect(page.locator("table[aria-busy]")).toHaveCount(0)
  await expect(bar).toContainText("120 selected")
  await expect(page.getByRole("checkbox", { name: "Select all on this page" })).toBeChecked()
  const boxes = page.locator("tr[data-row-id]").getByRole("checkbox")
  await boxes.nth(1).uncheck()
  await boxes.nth(4).click({ modifiers: ["Shift"] })
  await expect(bar).toContainText("116 selected")
  await bar.getByRole("button", { name: "Clear" }).click()
  await expect(bar).toBeHidden()
})

test("exports what is filtered, of all pages, in the visible columns", async ({ page, world }) => {
  await open(page, world, "?status=success&cols=status,size")
  const [, count = ""] =
    /^(\d+)/.exec(
      await page
        .getByText(/^\d+ packages$/)
        .first()
        .innerText(),
    ) ?? []
  await page.getByRole("button", { name: "Export packages" }).click()
  const saved = page.waitForEvent("download")
  await page.getByRole("button", { name: `Export ${count} packages` }).click()
  const file = await saved
  const lines = readFileSync(await file.path(), "utf8")
    .split(/\r?\n/)
    .filter((line) => line !== "")
  const head = lines.findIndex((line) => line.includes("Status") && line.includes("Size"))
  expect(head).toBeGreaterThan(0)
  expect(lines.slice(0, head).join("\n")).toContain("status:success")
  expect(lines.slice(head + 1)).toHaveLength(Number(count))
  expect(lines[head]?.split(",")).toHaveLength(3)
})

test("columns are ordered, pinned and given room by keyboard, and remembered", async ({
  page,
  world,
}) => {
  const id = await open(page, world)
  const order = (): Promise<readonly string[]> =>
    headers(page).evaluateAll((cells) => cells.map((cell) => cell.dataset["column"] ?? ""))
  const before = await order()
  await page.getByRole("button", { name: "Columns" }).click()
  const grip = page.getByRole("button", { name: "Move Size" })
  await grip.focus()
  await page.keyboard.press("ArrowUp")
  await expect
    .poll(order)
    .toEqual(["name", "status", "category", "size", "version", ...before.slice(5)])
  await expect(grip).toBeFocused()
  await page.getByRole("button", { name: "Pin Version" }).click()
  await page.getByRole("checkbox", { name: "Category" }).click()
  const arranged = ["name", "version", "status", "size", ...before.slice(5)]
  await expect.poll(order).toEqual(arranged)
  await page.keyboard.press("Escape")
  await expect(page).toHaveURL(/pin=version/)

  const edge = page.getByRole("separator", { name: "Width of Status" })
  const width = async (): Promise<number> => Number(await edge.getAttribute("aria-valuenow"))
  const own = await width()
  await edge.focus()
  await page.keyboard.press("ArrowRight")
  await expect.poll(width).toBeGreaterThan(own)
  const wide = await width()
  const box = await edge.boundingBox()
  if (!box) throw new Error("The edge is not drawn")
  await page.mouse.move(box.x + box.width / 2, box.y + 10)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width / 2 + 80, box.y + 10, { steps: 4 })
  await page.mouse.up()
  await expect.poll(width).toBe(wide + 80)

  await page.goto(`/c/${id}/packages`)
  await expect.poll(order).toEqual(arranged)
  await expect.poll(width).toBe(wide + 80)
  await edge.dblclick()
  await expect.poll(width).toBe(own)

  // What a link asks for comes before what this browser remembers.
  await page.goto(`/c/${id}/packages?cols=size`)
  await expect.poll(order).toEqual(["name", "size"])
  await headers(page)
    .getByRole("button", { name: "Size" })
    .dragTo(headers(page).getByRole("button", { name: "Name" }))
  await expect.poll(order).toEqual(["name", "size"])
  await page.getByRole("button", { name: "Columns" }).click()
  await page.getByRole("button", { name: "Reset table" }).click()
  await expect.poll(order).toEqual(before)
  await page.keyboard.press("Escape")
  await headers(page)
    .getByRole("button", { name: "Size" })
    .dragTo(headers(page).getByRole("button", { name: "Status" }))
  await expect
    .poll(order)
    .toEqual(["name", "size", "status", "category", "version", ...before.slice(5)])
})

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
  await expect(menu).toBeVisible()
  await expect(row.getByRole("checkbox")).toBeChecked()

  await page.keyboard.press("Escape")
  await apply.click()
  await expect(apply).toBeHidden()
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
  // Only now, with all of it loaded, the clock stands still: from when on one counts is known then.
  await page.clock.pauseAt(await page.evaluate(() => Date.now() + 1000))
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

  await page.keyboard.press("Escape")
  await apply.click()
  await expect(apply).toBeHidden()
  const left = ids.filter((_, at) => at < 2 || at > 4)
  expect((await idsOf(page)).slice(0, left.length)).toEqual(left)
  await expect(row.getByRole("checkbox")).toBeChecked()

  await page.clock.resume()
  await page.reload()
  await expect(page.getByRole("button", { name: /every 10 seconds/ })).toContainText(
    /Updated \d+ s ago/,
  )
})

test("a link that asks for what is not there opens what is, and says so", async ({
  page,
  world,
}) => {
  await open(
    page,
    world,
    "?nonsense=1&size=huge..&sort=-nope&cols=nope,size&page=99&where=((&view=none",
  )
  const note = page.getByText("Part of this link or view was left out").locator("..")
  for (const word of ["nonsense", "huge..", "nope", "((", "no view", "no page 99"])
    await expect(note).toContainText(word)
  await expect(page).toHaveURL(/page=5/)
  await expect(page.getByText("101–120 of 120")).toBeVisible()
  await expect(headers(page)).toHaveCount(2)
})

test("a saved view whose fields are gone still opens, and says what it lost", async ({
  page,
  world,
}) => {
  const id = await world.connect("cylance")
  const path = `/c/${id}/packages`
  const search =
    "gone=1&category=cylance&size=huge..&where=lost:x&sort=-fled,name&cols=away,size&page=99&per=7"
  const views = [
    { id: "unreadable" },
    { id: "astray", name: "Astray", path: "/c/%zz/packages", search: "" },
    { id: "old", name: "Of another day", path, search, opens: true },
  ]
  await page.addInitScript(
    (text) => localStorage.setItem("waybill.views", text),
    JSON.stringify(views),
  )
  const narrowed = async (): Promise<void> => {
    const note = page.getByText("Part of this link or view was left out").locator("..")
    for (const word of [
      '"gone"',
      '"huge.."',
      '"lost"',
      '"fled"',
      '"away"',
      "of 7 rows",
      "no page 99",
    ])
      await expect(note).toContainText(word)
    // What there still is holds: the filter, the order, the column, and a page that there is.
    await expect(page.getByRole("button", { name: "Remove Category cylance" })).toBeVisible()
    await expect(headers(page)).toHaveCount(2)
    await expect(page).not.toHaveURL(/page=99/)
    await expect(page).toHaveURL(/sort=name/)
    await expect(page.locator("tr[data-row-id]").first()).toBeVisible()
  }
  await page.goto(path)
  await narrowed()

  await page.goto("/settings")
  const rail = page.getByRole("navigation", { name: "Main" })
  await expect(rail).not.toContainText("Astray")
  await rail.getByRole("link", { name: "Of another day" }).click()
  await narrowed()
  expect(await seriousIn(page)).toEqual([])
})

test("the order is said aloud", async ({ page, world }) => {
  await open(page, world)
  await headers(page).getByRole("button", { name: "Name" }).click()
  await expect(page.locator("[aria-live=polite]", { hasText: "Sorted by Name" })).toBeAttached()
})

test("on a phone rows are cards with their box, menu and order", async ({ page, world }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await open(page, world)
  const first = page.locator("tr[data-row-id]").first()
  await expect(first.getByRole("checkbox")).toBeVisible()
  await expect(first.getByRole("button", { name: /^Actions for/ })).toBeVisible()
  await first.getByRole("checkbox").check()
  await page.getByRole("button", { name: "Select all 120 packages that match" }).click()
  await expect(page.getByRole("region", { name: "Selection" })).toContainText("120 selected")
  await page.getByRole("button", { name: "Columns" }).click()
  await page.getByLabel("Sort by").selectOption({ label: "Name" })
  await expect(page).toHaveURL(/sort=-?name/)
  expect(
    await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    ),
  ).toBeLessThanOrEqual(0)
  expect(await seriousIn(page)).toEqual([])
})
