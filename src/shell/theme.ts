import { useSyncExternalStore } from "react"
import { readStored, writeStored } from "./stored.ts"

export const themes = ["system", "light", "dark"] as const
export type Theme = (typeof themes)[number]

const listeners = new Set<() => void>()
const systemIsDark = window.matchMedia("(prefers-color-scheme: dark)")

const isTheme = (word: string | undefined): word is Theme => themes.some((theme) => theme === word)

const chosen = (): Theme => {
  const stored = readStored("theme")
  return isTheme(stored) ? stored : "system"
}

const paint = (): void => {
  const theme = chosen()
  const dark = theme === "dark" || (theme === "system" && systemIsDark.matches)
  document.documentElement.dataset["theme"] = dark ? "dark" : "light"
  const page = getComputedStyle(document.documentElement).getPropertyValue("--page")
  for (const meta of document.querySelectorAll("meta[name=theme-color]"))
    meta.setAttribute("content", page)
  for (const listener of listeners) listener()
}

// For as long as the page lives: the system's theme may change at dusk, or another tab may choose.
systemIsDark.addEventListener("change", paint)
window.addEventListener("storage", (event) => {
  if (event.key === "waybill.theme") paint()
})

paint()

/** Chooses a theme, remembers it and paints it. */
export const setTheme = (theme: Theme): void => {
  writeStored("theme", theme)
  paint()
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}

/** The chosen theme: `system` follows the system. */
export const useTheme = (): Theme => useSyncExternalStore(subscribe, chosen)
