import type { Browser } from "@playwright/test"
import { buildGrids, grids } from "../grids/build.ts"
import type { GridId } from "../grids/build.ts"
import { driveGrid, nothingMeasured } from "../grids/drive.ts"
import type { Measured } from "../grids/drive.ts"
import { expectedOf } from "../grids/expected.ts"
import type { ExpectedRows } from "../grids/expected.ts"
import { makeRecords } from "../grids/records.ts"
import { servePages } from "../pages.ts"
import { atMost, MB, ms } from "../report.ts"
import type { Check, Section } from "../report.ts"
import { alternate, spread } from "../stats.ts"

const names: Readonly<Record<GridId, string>> = {
  waybill: "Waybill",
  agGrid: "AG Grid Community",
  mui: "MUI X Data Grid",
  tanstack: "plain TanStack Table",
}

const ids: readonly GridId[] = ["waybill", "agGrid", "mui", "tanstack"]

const figures: readonly { readonly of: keyof Measured; readonly label: string }[] = [
  { of: "first", label: "first rows" },
  { of: "key", label: "keystroke of the filter" },
  { of: "textOnce", label: "first sort, by text" },
  { of: "text", label: "sort by text" },
  { of: "number", label: "sort by number" },
  { of: "frame", label: "scroll frame" },
  { of: "tick", label: "row tick" },
  { of: "longest", label: "longest task" },
  { of: "memory", label: "memory" },
]

/** A longest task of 0 was not long enough for the browser to tell: less than 50 ms. */
const show = (of: keyof Measured, value: number): string =>
  of === "memory" ? MB(value) : of === "longest" && value === 0 ? "under 50 ms" : ms(value)

const cell = (of: keyof Measured, samples: readonly number[]): string => {
  if (samples.length === 0) return "–"
  const { median, p95 } = spread(samples)
  return of === "memory" ? show(of, median) : `${show(of, median)}, ${show(of, p95)}`
}

/** Ours may be this much behind the first and still be within what repeating it changes. */
const noise = 1.15
/** And, for what is over in a moment, this many ms. */
const moment = 2

/** Whether ours is the first, or so near that another run might have it so. */
const rank = (
  label: string,
  of: keyof Measured,
  all: Readonly<Record<GridId, Measured>>,
): Check => {
  const others = ids
    .filter((id) => id !== "waybill" && all[id][of].length > 0)
    .map((id) => ({ id, median: spread(all[id][of]).median }))
    .toSorted((a, b) => a.median - b.median)
  const ours = spread(all.waybill[of]).median
  const best = others[0]
  if (!best) throw new Error("There is nothing to compare with")
  const slack = of === "memory" ? 0 : moment
  return {
    what: `first, or within noise of it: ${label}`,
    measured: show(of, ours),
    limit: `${show(of, best.median)} (${names[best.id]})`,
    holds: ours <= Math.max(best.median * noise, best.median + slack),
  }
}

type Limits = Readonly<Partial<Record<keyof Measured, { median?: number; p95?: number }>>>

const limits: Readonly<Record<number, Limits>> = {
  10_000: {
    first: { median: 100 },
    key: { p95: 17 },
    textOnce: { median: 30 },
    text: { p95: 30 },
    number: { p95: 30 },
    frame: { p95: 16.7 },
    tick: { p95: 16 },
    longest: { median: 50 },
  },
  100_000: {
    first: { median: 150 },
    key: { p95: 33 },
    textOnce: { median: 110 },
    text: { p95: 110 },
    number: { p95: 110 },
    frame: { p95: 16.7 },
    tick: { p95: 16 },
    longest: { median: 50 },
    memory: { median: 90e6 },
  },
}

const checksOf = (rows: number, all: Readonly<Record<GridId, Measured>>): readonly Check[] =>
  figures.flatMap(({ of, label }) => {
    const limit = limits[rows]?.[of]
    const { median, p95 } = spread(all.waybill[of])
    return [
      ...(limit?.median === undefined
        ? []
        : [atMost(`${label}, median`, median, limit.median, (value) => show(of, value))]),
      ...(limit?.p95 === undefined
        ? []
        : [atMost(`${label}, p95`, p95, limit.p95, (value) => show(of, value))]),
      rank(label, of, all),
    ]
  })

/** Ms that one page may take. Once in a hundred pages the browser gives no more frames, though it is idle. */
const longest = 120_000

/** Pages in a run that may stop so; with more of them nothing is measured. */
const mostStopped = 3

/** Drives pages one after the other; one that stops is thrown away with its browser, and driven anew. */
class Driver {
  /** How many pages stopped. */
  stopped = 0
  private readonly open: () => Promise<Browser>
  private browser: Promise<Browser>

  constructor(open: () => Promise<Browser>) {
    this.open = open
    this.browser = open()
  }

  async drive(address: string, id: GridId, expected: ExpectedRows): Promise<Measured> {
    for (;;) {
      const measured = nothingMeasured()
      const late = Promise.withResolvers<false>()
      const timer = setTimeout(() => late.resolve(false), longest)
      const driven = driveGrid(await this.browser, address, id, expected, measured)
      const done = await Promise.race([driven.then(() => true), late.promise])
      clearTimeout(timer)
      if (done) return measured
      // It ends with its browser; nobody waits for it any more.
      driven.catch(() => undefined)
      this.stopped += 1
      console.log(`A page of ${names[id]} stopped, and is measured anew.`)
      if (this.stopped > mostStopped) throw new Error("Too many pages gave no more frames")
      await this.close()
      this.browser = this.open()
    }
  }

  async close(): Promise<void> {
    await (await this.browser).close()
  }
}

const addTo = (all: Measured, more: Measured): void => {
  for (const { of } of figures) all[of].push(...more[of])
}

/** The same rows in four tables, one after the other, `rounds` times. */
export const measureGrids = async (
  open: () => Promise<Browser>,
  counts: readonly number[],
  rounds: number,
): Promise<readonly Section[]> => {
  const pages = await servePages(await buildGrids())
  const driver = new Driver(open)
  try {
    const sections: Section[] = []
    for (const count of counts) {
      const expected = expectedOf(makeRecords(count))
      const all: Record<GridId, Measured> = {
        waybill: nothingMeasured(),
        agGrid: nothingMeasured(),
        mui: nothingMeasured(),
        tanstack: nothingMeasured(),
      }
      const stopped = driver.stopped
      await alternate(ids, rounds, async (id) => {
        const address = `${pages.origin}/${grids[id]}?rows=${count}&per=10000`
        addTo(all[id], await driver.drive(address, id, expected))
      })
      sections.push({
        title: `${count.toLocaleString("en")} rows of 10 columns`,
        words: `Median and p95; of memory the median. Each table in ${rounds} ${rounds === 1 ? "page" : "pages"}, in turn. Pages that stopped and were measured anew: ${driver.stopped - stopped}.`,
        tables: [
          {
            head: ["", ...ids.map((id) => names[id])],
            rows: figures.map(({ of, label }) => [
              label,
              ...ids.map((id) => cell(of, all[id][of])),
            ]),
          },
        ],
        checks: checksOf(count, all),
      })
    }
    return sections
  } finally {
    await driver.close()
    await pages.close()
  }
}
