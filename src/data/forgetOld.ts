import * as v from "valibot"
import { keptFor, release, store } from "./client.ts"

/** When this browser was last gone through, ms since 1970. */
const slot = "waybill.swept"
const day = 86_400_000

const Kept = v.object({ buster: v.string(), state: v.object({ dataUpdatedAt: v.number() }) })

/** Whether what is kept is still shown. */
const isShown = (value: unknown, now: number): boolean => {
  const kept = v.safeParse(Kept, value)
  if (!kept.success || kept.output.buster !== release) return false
  return now - kept.output.state.dataUpdatedAt <= keptFor
}

/** One after the other: a list may be megabytes, and all of them at once would be in memory. */
const sweep = (all: IDBObjectStore, now: number): Promise<void> =>
  new Promise((resolve, reject) => {
    const request = all.openCursor()
    request.addEventListener("error", () => reject(request.error ?? new Error("It cannot be read")))
    request.addEventListener("success", () => {
      const cursor = request.result
      if (!cursor) {
        resolve()
        return
      }
      if (!isShown(cursor.value, now)) cursor.delete()
      cursor.continue()
    })
  })

/**
 * Deletes what was kept of providers' answers and is too old to be shown, or of another release: asked
 * for again it would be, but most questions are never asked again. Once a day is enough.
 * @param now ms since 1970
 */
export const forgetOld = async (now: number): Promise<void> => {
  try {
    // Either way: a clock may have been ahead.
    if (Math.abs(now - Number(localStorage.getItem(slot))) < day) return
    await store("readwrite", (all) => sweep(all, now))
    localStorage.setItem(slot, String(now))
  } catch {
    // Without storage there is nothing to forget.
  }
}
