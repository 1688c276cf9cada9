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
const listeners = new Set<() => void>()

const register = (all: readonly Shortcut[]): void => {
  registered = all
  for (const listener of listeners) listener()
}

/** What is registered: another list whenever one comes or goes. */
export const registeredShortcuts = (): readonly Shortcut[] => registered

export const onShortcuts = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}

/** How far inside a page it belongs. What stands around the page may come after what is in it. */
const depthOf = ({ group }: Shortcut): number => ["List", "Item"].indexOf(group)

/**
 * All that works now. Of two with the same keys, the page's own where the page is an item, whatever
 * lists there are on it, else a list's, else the one that came last.
 */
export const activeShortcuts = (all = registered): readonly Shortcut[] => [
  ...new Map(
    all.toSorted((a, b) => depthOf(a) - depthOf(b)).map((shortcut) => [shortcut.keys, shortcut]),
  ).values(),
]

/**
 * Offers a shortcut for as long as the component is there.
 * @param run undefined: there is nothing that it could do now, so it is not offered
 */
export const useShortcut = (
  keys: string,
  label: string,
  group: Shortcut["group"],
  run: (() => void) | undefined,
): void => {
  const latest = useEffectEvent(() => run?.())
  const works = run !== undefined
  // Before anything is painted: whoever sees a row may press a key.
  useLayoutEffect(() => {
    if (!works) return undefined
    const shortcut: Shortcut = { keys, label, group, run: () => latest() }
    register([...registered, shortcut])
    return () => {
      register(registered.filter((one) => one !== shortcut))
    }
  }, [keys, label, group, works])
}
