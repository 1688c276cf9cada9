import type { Browser, Locator, Page } from "@playwright/test"
import type { GridId } from "./build.ts"
import type { ExpectedRows } from "./expected.ts"
import type { Expected } from "./probe.ts"

type Sorted = "name" | "size"

/** Where a person would look and press. */
type Places = {
  readonly search: (page: Page) => Locator
  readonly header: (page: Page, column: Sorted) => Locator
  readonly first: string
  readonly box: (row: number) => string
  readonly ticked: (row: number) => string
  readonly scroller: string
}

const labels: Readonly<Record<Sorted, string>> = { name: "Name", size: "Size" }

const places: Readonly<Record<GridId, Places>> = {
  waybill: {
    search: (page) => page.getByRole("combobox").first(),
    header: (page, column) =>
      page.getByRole("columnheader", { name: labels[column] }).getByRole("button"),
    first: 'tr[data-index="0"] [data-row-link]',
    box: (row) => `tr[data-index="${row}"] input`,
    ticked: (row) => `tr[data-index="${row}"][aria-selected="true"]`,
    scroller: 'section[aria-label="Table of packages"]',
  },
  agGrid: {
    search: (page) => page.locator("#search"),
    header: (page, column) =>
      page.locator(`.ag-header-cell[col-id="${column}"] .ag-header-cell-label`),
    first: '.ag-row[row-index="0"] [col-id="name"]',
    box: (row) => `.ag-row[row-index="${row}"] input`,
    ticked: (row) => `.ag-row[row-index="${row}"][aria-selected="true"]`,
    scroller: ".ag-grid-viewport",
  },
  mui: {
    search: (page) => page.locator("#search"),
    header: (page, column) =>
      page.locator(
        `.MuiDataGrid-columnHeader[data-field="${column}"] .MuiDataGrid-columnHeaderTitle`,
      ),
    first: '.MuiDataGrid-row[data-rowindex="0"] [data-field="name"]',
    box: (row) => `.MuiDataGrid-row[data-rowindex="${row}"] input`,
    ticked: (row) => `.MuiDataGrid-row[data-rowindex="${row}"][aria-selected="true"]`,
    scroller: ".MuiDataGrid-virtualScroller",
  },
  tanstack: {
    search: (page) => page.locator("#search"),
    header: (page, column) => page.locator(`[data-sort="${column}"]`),
    first: 'tr[data-index="0"] [data-column="name"]',
    box: (row) => `tr[data-index="${row}"] input`,
    ticked: (row) => `tr[data-index="${row}"][aria-selected="true"]`,
    scroller: "#scroller",
  },
}

/**
 * Ms that a key or a button is held down, as by a hand. Let go at once, the frame that shows it pressed,
 * or the one that a key that comes up asks for, is still on its way, and a time is waiting for that.
 */
const held = { delay: 60 } as const

/** Ms from the mouse to the keys. */
const reach = 500

/** All in ms, but for the memory, which is in bytes. */
export type Measured = {
  readonly first: number[]
  readonly key: number[]
  /** The first sort by a text of each page, by which nothing was sorted before. */
  readonly textOnce: number[]
  readonly text: number[]
  readonly number: number[]
  readonly tick: number[]
  readonly frame: number[]
  readonly longest: number[]
  readonly memory: number[]
}

export const nothingMeasured = (): Measured => ({
  first: [],
  key: [],
  textOnce: [],
  text: [],
  number: [],
  tick: [],
  frame: [],
  longest: [],
  memory: [],
})

/** Does something to the page, and waits until what it leads to has been painted. */
const timed = async (
  page: Page,
  event: "keydown" | "click",
  expected: Expected,
  act: () => Promise<void>,
): Promise<number> => {
  await page.evaluate(([on, what]) => bench.arm(on, what), [event, expected] as const)
  await act()
  return page.evaluate(() => bench.took())
}

const memoryOf = async (page: Page): Promise<number> => {
  const session = await page.context().newCDPSession(page)
  await session.send("HeapProfiler.enable")
  await session.send("HeapProfiler.collectGarbage")
  const bytes = await page.evaluate(() => bench.memory())
  await session.detach()
  return bytes
}

/** One page with one table, from its first rows to its last frame. */
export const driveGrid = async (
  browser: Browser,
  address: string,
  grid: GridId,
  expected: ExpectedRows,
  into: Measured,
): Promise<void> => {
  const at = places[grid]
  const context = await browser.newContext({ viewport: { width: 1680, height: 900 } })
  try {
    const page = await context.newPage()
    await page.goto(address, { waitUntil: "load" })
    into.first.push(await page.evaluate(() => bench.first))
    // Somebody reads what has come; what a page and its worker do meanwhile is done, on a slow machine, too.
    await page.waitForTimeout(4000)
    into.memory.push(await memoryOf(page))

    const search = at.search(page)
    await search.click()
    await page.waitForTimeout(reach)
    for (const { word, firsts } of expected.words) {
      for (const [letter, text] of firsts.entries())
        into.key.push(
          await timed(page, "keydown", { selector: at.first, text }, () =>
            page.keyboard.press(word[letter] ?? "", held),
          ),
        )
      await page.keyboard.press("ControlOrMeta+a")
      await timed(page, "keydown", { selector: at.first, text: expected.start }, () =>
        page.keyboard.press("Delete", held),
      )
    }
    await page.keyboard.press("Escape")

    for (let round = 0; round < 2; round += 1)
      for (const column of ["name", "size"] as const)
        for (const way of ["up", "down"] as const) {
          const selector = at.first
          const took = await timed(page, "click", { selector, text: expected[column][way] }, () =>
            at.header(page, column).click(held),
          )
          const once = column === "name" && way === "up" && round === 0
          if (once) into.textOnce.push(took)
          into[column === "name" ? "text" : "number"].push(took)
        }

    for (let row = 1; row <= 8; row += 1)
      into.tick.push(
        await timed(page, "click", { selector: at.ticked(row) }, () =>
          page.locator(at.box(row)).first().click(held),
        ),
      )

    into.frame.push(
      ...(await page.evaluate((selector) => bench.scroll(selector, 120, 220), at.scroller)),
    )
    into.longest.push((await page.evaluate(() => bench.tasks())).longest)
  } finally {
    await context.close()
  }
}
