import type { Page } from "@playwright/test"

/** How many answers this browser keeps whose keys have this in them. */
export const keptIn = (page: Page, part = ""): Promise<number> =>
  page.evaluate(async (part) => {
    // To open what is not there would make it, without the app's store in it.
    const there = await indexedDB.databases()
    if (!there.some(({ name }) => name === "waybill")) return 0
    return new Promise<number>((resolve) => {
      const asked = indexedDB.open("waybill")
      asked.addEventListener("success", () => {
        const all = asked.result.transaction("queries").objectStore("queries").getAllKeys()
        all.addEventListener("success", () => {
          asked.result.close()
          resolve(all.result.filter((key) => JSON.stringify(key).includes(part)).length)
        })
      })
    })
  }, part)
