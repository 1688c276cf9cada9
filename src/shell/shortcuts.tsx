import { useCallback, useEffect, useLayoutEffect, useState, useSyncExternalStore } from "react"
import { useNavigate } from "react-router"
import { paths } from "../paths.ts"
import { activeShortcuts, useShortcut } from "../ui/shortcuts.ts"
import { commandKey, paletteEvent } from "./paletteEvent.ts"
import { readStored, writeStored } from "./stored.ts"
import { startTypeAhead, takeTypeAhead } from "./typeAhead.ts"
import { lazily } from "../ui/lazily.ts"
import { Opening } from "../ui/Opening.tsx"

const Palette = lazily(async () => (await import("./Palette.tsx")).Palette)
const ShortcutHelp = lazily(async () => (await import("./ShortcutHelp.tsx")).ShortcutHelp)

const listeners = new Set<() => void>()
const enabled = (): boolean => readStored("shortcuts") !== "off"

/** Switches single-key shortcuts off or on: people who speak to their computer press keys unwillingly. */
export const setShortcutsEnabled = (on: boolean): void => {
  writeStored("shortcuts", on ? "on" : "off")
  for (const listener of listeners) listener()
}

export const useShortcutsEnabled = (): boolean =>
  useSyncExternalStore((listener) => {
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
    }
  }, enabled)

/** Where a key belongs to something else: a field, a menu, a dialog. */
const taken =
  "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], [role=menu], [role=dialog], dialog"

/** Ctrl-K, or Command-K where that is the key for commands. */
const opensPalette = (event: KeyboardEvent): boolean =>
  event.key.toLowerCase() === "k" &&
  event.ctrlKey !== event.metaKey &&
  !event.altKey &&
  !event.shiftKey

const sequenceMs = 1000

/** Listens for keys. A key that is part of no shortcut is left alone, and so is any with a modifier. */
const useKeys = (on: boolean): void => {
  useLayoutEffect(() => {
    if (!on) return undefined
    let pressed = ""
    let since = 0
    const hear = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
      if (event.target instanceof Element && event.target.closest(taken)) return
      if (event.key.length !== 1) return
      const all = activeShortcuts()
      const before = event.timeStamp - since < sequenceMs ? pressed : ""
      const keys = before === "" ? event.key : `${before} ${event.key}`
      const match =
        all.find((shortcut) => shortcut.keys === keys) ??
        all.find((shortcut) => shortcut.keys === event.key)
      since = event.timeStamp
      pressed = ""
      if (match) {
        event.preventDefault()
        match.run()
      } else if (all.some((shortcut) => shortcut.keys.startsWith(`${event.key} `))) {
        pressed = event.key
      }
    }
    document.addEventListener("keydown", hear)
    return () => document.removeEventListener("keydown", hear)
  }, [on])
}

/** The shortcuts that work on every page, and the dialog that lists all. Once, in the frame. */
export const Shortcuts = ({
  open,
  onOpenChange,
}: {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
}) => {
  const navigate = useNavigate()
  const on = useShortcutsEnabled()
  const go = useCallback((to: string) => () => void navigate(to), [navigate])
  useKeys(on)
  const [focus, setFocus] = useState<Element | null>()
  const [palette, setPalette] = useState(false)
  const openPalette = useCallback((): void => {
    // Nothing beneath an open drawer can be used.
    if (document.querySelector("dialog:modal")) return
    // Before it moves: what can be done to a row is asked of the row that has it.
    setFocus(document.activeElement)
    setPalette(true)
    startTypeAhead(() => {
      takeTypeAhead()
      setPalette(false)
    })
  }, [])
  // As all keys: before anything is painted.
  useLayoutEffect(() => {
    const hear = (event: KeyboardEvent): void => {
      if (!opensPalette(event) || event.defaultPrevented) return
      event.preventDefault()
      openPalette()
    }
    document.addEventListener("keydown", hear)
    window.addEventListener(paletteEvent, openPalette)
    return () => {
      document.removeEventListener("keydown", hear)
      window.removeEventListener(paletteEvent, openPalette)
    }
  }, [openPalette])
  // Closed before it had the focus, or never come: what was typed for it is nobody's.
  useEffect(() => {
    if (!palette) return undefined
    return () => void takeTypeAhead()
  }, [palette])
  useShortcut(`${commandKey} K`, "Command palette", "Everywhere", openPalette)
  useShortcut("?", "Show these shortcuts", "Everywhere", () => onOpenChange(true))
  useShortcut("g o", "Overview", "Go to", go(paths.overview()))
  useShortcut("g p", "All packages", "Go to", go(paths.packages()))
  useShortcut("g c", "Connections", "Go to", go(paths.connections()))
  useShortcut("g n", "Add a connection", "Go to", go(paths.newConnection()))
  useShortcut("g s", "Settings", "Go to", go(paths.settings()))
  const [used, setUsed] = useState(open)
  if (open && !used) setUsed(true)
  return (
    <>
      <Opening open={open} onGiveUp={() => onOpenChange(false)}>
        {used && <ShortcutHelp open={open} onClose={() => onOpenChange(false)} />}
      </Opening>
      {/* What is typed meanwhile is typed for it. */}
      <Opening open={palette} takesKeys onGiveUp={() => setPalette(false)}>
        {focus !== undefined && (
          <Palette open={palette} focus={focus} onClose={() => setPalette(false)} />
        )}
      </Opening>
    </>
  )
}
