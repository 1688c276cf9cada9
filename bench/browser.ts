import { chromium } from "@playwright/test"
import type { Browser, Page } from "@playwright/test"
import { findBrowser } from "../scripts/browser.ts"

/** As in playwright.config.ts. */
export const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
]

export const viewport = { width: 1440, height: 900 } as const

/**
 * Frames as soon as they can be drawn, not at the next sixtieth of a second: what is measured is then
 * work, and not up to 16.7 ms of waiting.
 */
const unlimited = [
  "--disable-frame-rate-limit",
  "--disable-gpu-vsync",
  // Memory is told at once, not with some collection of garbage within the next 20 s.
  "--enable-blink-features=ForceEagerMeasureMemory",
]

export const openBrowser = async (frames: "as on a screen" | "unlimited"): Promise<Browser> =>
  chromium.launch({
    executablePath: await findBrowser(frames === "unlimited" ? "whole" : "small"),
    args: frames === "unlimited" ? [...flags, ...unlimited] : flags,
  })

/** What a page said, by its name. */
export const said = async (page: Page, name: string): Promise<string> => {
  const prefix = `bench:${name} `
  const message = await page.waitForEvent("console", {
    predicate: (one) => one.text().startsWith(prefix),
    timeout: 60_000,
  })
  return message.text().slice(prefix.length)
}

/** Runs in the page, before anything else: says when the first of these elements was painted. */
const watchFirst = (selector: string): void => {
  const observer = new MutationObserver(() => {
    if (!document.querySelector(selector)) return
    observer.disconnect()
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel()
      port1.addEventListener("message", () => console.log(`bench:first ${performance.now()}`))
      port1.start()
      port2.postMessage(undefined)
    })
  })
  observer.observe(document, { childList: true, subtree: true })
}

/** Opens an address in a page; ms from the start of the navigation to the first painted such element. */
export const timeToFirst = async (
  page: Page,
  address: string,
  selector: string,
): Promise<number> => {
  await page.addInitScript(watchFirst, selector)
  const [first] = await Promise.all([
    said(page, "first"),
    page.goto(address, { waitUntil: "commit" }),
  ])
  return Number(first)
}
