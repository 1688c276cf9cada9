import type { Locator, Page } from "@playwright/test"
import { expect, test } from "./fixtures.ts"
import { open } from "./openList.ts"

const headers = (page: Page): Locator => page.locator("th[data-column]")

/** A popover that has taken the focus: what is given the focus in it now keeps it. */
const opened = (page: Page, name: string): Promise<void> =>
  expect(page.getByRole("dialog", { name }).and(page.locator(":focus-within"))).toHaveCount(1)

/** What drags headers comes behind the rows. It is known by the first one, which it holds back. */
const draggable = (page: Page): Promise<void> =>
  expect
    .poll(() =>
      headers(page)
        .first()
        .evaluate((head) => {
          const begins = new DragEvent("dragstart", { bubbles: true, cancelable: true })
          return !head.dispatchEvent(begins)
        }),
    )
    .toBe(true)

test("columns that stay leave room for the others, and nothing lies over them", async ({
  page,
  world,
}) => {
  await page.setViewportSize({ width: 768, height: 800 })
  const id = await world.connect("cloudfoundry")
  await page.goto(`/c/${id}/packages?pin=state,appName`)
  const stay = page.locator("th[data-column][data-stays]")
  await expect(stay).toHaveCount(1)
  const table = page.getByRole("region", { name: "Table of packages" })
  await page.locator("tr[data-row-id]").first().getByRole("checkbox").check()
  await expect(page.getByRole("separator", { name: "Width of App" })).toBeAttached()
  // With each header, and its handle, under the first one and the last.
  const covered = (): Promise<readonly string[]> =>
    table.evaluate((box) =>
      [...box.querySelectorAll("th[data-stays]")].flatMap((head) => {
        const { left, right, top } = head.getBoundingClientRect()
        const points = Array.from({ length: Math.floor(right - left - 8) }, (_, at) => left + at)
        return points
          .filter((x) => document.elementFromPoint(x, top + 10)?.closest("th") !== head)
          .map((x) => `${head.textContent} at ${x - left}`)
      }),
    )
  for (const left of [100, 250, 320]) {
    await table.evaluate((box, to) => box.scrollTo(to, 0), left)
    expect(await covered()).toEqual([])
  }
  await page.emulateMedia({ forcedColors: "active" })
  const selected = page.locator("tr[aria-selected=true] > td[data-stays]")
  for (const cell of await selected.all()) await expect(cell).toHaveCSS("border-top-width", "1px")
  await page.emulateMedia({ forcedColors: null })
  // Where there is room again, all that are pinned stay.
  await page.setViewportSize({ width: 1440, height: 800 })
  await expect(stay).toHaveCount(3)
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
  await opened(page, "Columns")
  await grip.focus()
  await page.keyboard.press("ArrowUp")
  await expect
    .poll(order)
    .toEqual(["name", "status", "category", "size", "version", ...before.slice(5)])
  await expect(grip).toBeFocused()
  await page.getByRole("button", { name: "Pin Version" }).click()
  const category = page.getByRole("checkbox", { name: "Category" })
  await category.focus()
  await page.keyboard.press("Space")
  // Its line has gone to the other list, and the focus with it.
  await expect(category).not.toBeChecked()
  await expect(category).toBeFocused()
  await expect(page.getByText("Category hidden", { exact: true })).toBeAttached()
  await page.keyboard.press("Space")
  await expect(category).toBeChecked()
  await expect(category).toBeFocused()
  await page.keyboard.press("Space")
  const arranged = ["name", "version", "status", "size", ...before.slice(5)]
  await expect.poll(order).toEqual(arranged)
  await page.keyboard.press("Escape")
  await expect(page.getByRole("button", { name: "Columns" })).toBeFocused()
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
  await draggable(page)
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

test("whoever hides all columns but the title sees the title alone, after a reload, too", async ({
  page,
  world,
}) => {
  const id = await world.connect("cylance")
  await page.goto(`/c/${id}/packages?cols=size`)
  await expect(headers(page)).toHaveCount(2)
  await page.getByRole("button", { name: "Columns" }).click()
  await page.getByRole("checkbox", { name: "Size" }).click()
  await expect(headers(page)).toHaveCount(1)
  await page.reload()
  await expect(headers(page)).toHaveCount(1)
})

test("what is near the pointer opens at once, with all that is in it", async ({ page, world }) => {
  const id = await world.connect("cylance")
  const asked: string[] = []
  page.on("request", (request) => asked.push(request.url()))
  await page.goto(`/c/${id}/packages`)
  for (const [name, part] of [
    ["Columns", "/ColumnChooser-"],
    ["Views", "/ViewList-"],
  ] as const) {
    const button = page.getByRole("button", { name, exact: true })
    await button.hover()
    await expect.poll(() => asked.some((url) => url.includes(part))).toBe(true)
    // Asked for once more, each is there when the page has it: "networkidle" has long been true by now.
    await page.evaluate(
      async (urls) => void (await Promise.all(urls.map(async (url) => import(url)))),
      asked.filter((url) => url.endsWith(".js")),
    )
    await page.evaluate(() => {
      const seen: string[] = []
      Object.assign(globalThis, { seen })
      new MutationObserver(() => {
        const dialog = document.querySelector("[role=dialog]")
        if (dialog) seen.push(dialog.querySelector("button, input") ? "full" : "empty")
      }).observe(document.body, { childList: true, subtree: true })
    })
    await button.click()
    await expect(page.getByRole("dialog", { name }).getByRole("button").first()).toBeVisible()
    const seen: unknown = await page.evaluate(() => Reflect.get(globalThis, "seen"))
    expect(seen).toContain("full")
    expect(seen).not.toContain("empty")
    await page.keyboard.press("Escape")
    await expect(page.getByRole("dialog")).toHaveCount(0)
  }
})
