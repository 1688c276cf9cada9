import { existsSync } from "node:fs"
import { chromium } from "@playwright/test"
import { run } from "./step.ts"

/** Chromium without what only a screen needs: the same pages in two thirds of the time. */
const headless = ["/usr/bin/chromium-headless-shell"]

const whole = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/opt/google/chrome/chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
]

const present = (paths: readonly string[]): string | undefined => {
  const asked = process.env["CHROMIUM_PATH"]
  return asked || paths.find((path) => existsSync(path))
}

const apt = async (...args: string[]): Promise<boolean> => {
  const root = process.getuid?.() === 0
  const command = root ? run("apt-get", args) : run("sudo", ["-n", "apt-get", ...args])
  // Where there is no sudo either, a person is asked for the browser.
  return command.then(
    (code) => code === 0,
    () => false,
  )
}

/** Debian's package of this name, where a package may be installed without asking anybody. */
const install = async (name: string): Promise<void> => {
  if (!existsSync("/usr/bin/apt-get")) return
  const quick = ["install", "-y", "-q", "--no-install-recommends", name]
  if (!(await apt(...quick))) {
    await apt("update", "-q")
    await apt(...quick)
  }
}

/**
 * A Chromium to test in: one that is installed, else Playwright's download, else Debian's package. On a
 * machine that is root's own, as CI's are, Debian's smaller one comes first.
 * @param kind "whole": one that can say how much memory a page takes, which the smaller cannot
 * @throws Error that says what to install by hand
 */
export const findBrowser = async (kind: "small" | "whole" = "small"): Promise<string> => {
  const wholly = kind === "whole"
  const small = wholly ? undefined : present(headless)
  if (small) return small
  if (process.getuid?.() === 0 && !wholly) {
    console.log("Asking apt for Debian's headless Chromium, which tests faster than a whole one.")
    await install("chromium-headless-shell")
  }
  const all = wholly ? whole : [...headless, ...whole]
  const found = present([...all, chromium.executablePath()])
  if (found) return found
  console.log("No Chromium or Chrome found; asking Playwright for one.")
  await run("npx", ["playwright", "install", "chromium"])
  const downloaded = present([...all, chromium.executablePath()])
  if (downloaded) return downloaded
  console.log("No download either; asking apt for Debian's chromium.")
  await install("chromium")
  const packaged = present(all)
  if (packaged) return packaged
  throw new Error("No browser to test in: install Chromium or Chrome, or set CHROMIUM_PATH to one.")
}
