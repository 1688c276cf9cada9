// What runs in each of the measured pages: it mounts a table and times what follows from an input.
import { makeRecords } from "./records.ts"
import type { PackageRecord } from "./records.ts"

/** What the runner asks of a page. */
export type Probe = {
  /** Ms from the mount to the first rows painted. */
  readonly first: Promise<number>
  /** Gets ready to time the next such event, to the paint of what it is to lead to. */
  readonly arm: (event: "keydown" | "click", expected: Expected) => void
  /** Ms that it took. */
  readonly took: () => Promise<number>
  /** Ms of each frame while it scrolls down, and then as far up. */
  readonly scroll: (selector: string, frames: number, step: number) => Promise<readonly number[]>
  /** Ms of the longest task since the mount (50 and more are told) and how many such tasks there were. */
  readonly tasks: () => { readonly longest: number; readonly count: number }
  /** Bytes of the page and its workers. */
  readonly memory: () => Promise<number>
}

/** An element of this selector that has this text, or, without one, is there at all. */
export type Expected = { readonly selector: string; readonly text?: string }

declare global {
  var bench: Probe
}

const holds = ({ selector, text }: Expected): boolean => {
  const element = document.querySelector(selector)
  return element !== null && (text === undefined || element.textContent?.trim() === text)
}

/** Resolves with the time after the paint that first shows it. */
const painted = (expected: Expected): Promise<number> =>
  new Promise((resolve) => {
    const finish = (): void => {
      requestAnimationFrame(() => {
        // The next task, whatever else waits for its turn: the frame is drawn, and what a table has left
        // to do behind it is no part of it.
        void scheduler.postTask(() => resolve(performance.now()), { priority: "user-blocking" })
      })
    }
    if (holds(expected)) {
      finish()
      return
    }
    const observer = new MutationObserver(() => {
      if (!holds(expected)) return
      observer.disconnect()
      finish()
    })
    observer.observe(document, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
    })
  })

/** Longer than any table takes; whatever has not come by then never comes. */
const patience = 20_000

let armed: Promise<number> = Promise.reject(new Error("Nothing is armed"))
armed.catch(() => undefined)

const arm: Probe["arm"] = (event, expected) => {
  const what = `${expected.selector} ${expected.text ?? ""}`
  if (holds(expected)) throw new Error(`Nothing is to change: there is ${what}`)
  armed = new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error(`There never was ${what}`)), patience)
    globalThis.addEventListener(
      event,
      ({ timeStamp }) => {
        void painted(expected).then((end) => resolve(end - timeStamp))
      },
      { capture: true, once: true },
    )
  })
}

const scroll: Probe["scroll"] = (selector, frames, step) =>
  new Promise((resolve, reject) => {
    const box = document.querySelector(selector)
    if (!box) {
      reject(new Error(`There is no ${selector}`))
      return
    }
    const times: number[] = []
    let last = 0
    let by = step
    const frame = (now: number): void => {
      if (last > 0) times.push(now - last)
      last = now
      if (times.length >= frames) {
        box.scrollTop = 0
        resolve(times)
        return
      }
      const end = box.scrollHeight - box.clientHeight
      const turns = times.length === Math.floor(frames / 2)
      if (turns || box.scrollTop + by > end || box.scrollTop + by < 0) by = -by
      box.scrollTop += by
      requestAnimationFrame(frame)
    }
    requestAnimationFrame(frame)
  })

const MemoryAnswer = (value: unknown): number => {
  if (typeof value === "object" && value !== null && "bytes" in value) return Number(value.bytes)
  throw new Error("The browser does not tell its memory")
}

const memory = async (): Promise<number> => {
  const measure: unknown = Reflect.get(performance, "measureUserAgentSpecificMemory")
  if (typeof measure !== "function") throw new Error("The browser does not tell its memory")
  return MemoryAnswer(await Reflect.apply(measure, performance, []))
}

/**
 * Makes the rows that the address asks for, mounts a table of them, and offers the probe as `bench`.
 * @param prepare what is not part of the measured time: rows as the table wants them
 * @param first the name cell of the first row
 */
export const runPage = <Rows>(
  first: string,
  prepare: (records: readonly PackageRecord[]) => Rows,
  mount: (rows: Rows, root: HTMLElement) => void,
): void => {
  const count = Number(new URLSearchParams(location.search).get("rows"))
  const root = document.getElementById("root")
  if (!root) throw new Error("The page has no #root")
  const records = makeRecords(count)
  const name = records[0]?.name ?? ""
  const rows = prepare(records)
  const long: number[] = []
  const run = async (): Promise<number> => {
    // What making the rows has left to do is no part of it.
    await new Promise((resolve) => setTimeout(resolve, 300))
    const began = performance.now()
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries())
        if (startTime >= began - 1) long.push(duration)
    }).observe({ type: "longtask" })
    const shown = painted({ selector: first, text: name })
    mount(rows, root)
    return (await shown) - began
  }
  globalThis.bench = {
    first: run(),
    arm,
    took: () => armed,
    scroll,
    tasks: () => ({ longest: Math.max(0, ...long), count: long.length }),
    memory,
  }
}
