import { useEffectEvent, useLayoutEffect } from "react"

export type Shortcut = {
  /** One key, or several in turn: "/", "?", "g p". */
  readonly keys: string
  /** What it does, for the help: "Go to packages". */
  readonly label: string
  readonly group: "Everywhere" | "Go to" | "List" | "Item"
  readonly run: () => void
}

let registered: readonly Shortcut[] = []

/** All that works now. Of two with the same keys, the one that came last, which is the inner one. */
export const activeShortcuts = (): readonly Shortcut[] => [
  ...new Map(registered.map((shortcut) => [shortcut.keys, shortcut])).values(),
]

/** Offers a shortcut for as long as the component is there. */
export const useShortcut = (
  keys: string,
  label: string,
  group: Shortcut["group"],
  run: () => void,
): void => {
  const latest = useEffectEvent(run)
  // Before anything is painted: whoever sees a row may press a key.
  useLayoutEffect(() => {
    const shortcut: Shortcut = { keys, label, group, run: () => latest() }
    registered = [...registered, shortcut]
    return () => {
      registered = registered.filter((one) => one !== shortcut)
    }
  }, [keys, label, group])
}
