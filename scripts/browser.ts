import { existsSync } from "node:fs"
import { chromium } from "@playwright/test"
import { run } from "./step.ts"

const installed = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/opt/google/chrome/chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
]

const present = (): string | undefined => {
  const asked = process.env["CHROMIUM_PATH"]
  if (asked) return asked
  const own = chromium.executablePath()
  return [...installed, own].find((path) => existsSync(path))
}

/**
 * A Chromium to test in: one that is installed, else Playwright's download, else Debian's package.
 * @throws Error that says what to install by hand
 */
export const findBrowser = async (): Promise<string> => {
  const found = present()
  if (found) return found
  console.log("No Chromium or Chrome found; asking Playwright for one.")
  await run("npx", ["playwright", "install", "chromium"])
  const downloaded = present()
  if (downloaded) return downloaded
  console.log("No download either; asking apt for Debian's chromium.")
  const root = process.getuid?.() === 0
  const apt = async (...args: string[]): Promise<number> =>
    root ? run("apt-get", args) : run("sudo", ["-n", "apt-get", ...args])
  await apt("update")
  await apt("install", "-y", "--no-install-recommends", "chromium")
  const packaged = present()
  if (packaged) return packaged
  throw new Error("No browser to test in: install Chromium or Chrome, or set CHROMIUM_PATH to one.")
}
