let away: Error | undefined
const watchers = new Set<() => void>()

/** What failed since our own server was last reached; undefined: it answers. */
export const awayNow = (): Error | undefined => away

/** Calls back whenever our own server goes away or comes back. */
export const watchAway = (watcher: () => void): (() => void) => {
  watchers.add(watcher)
  return () => void watchers.delete(watcher)
}

/** Says that our own server could not be reached, and with what that failed; undefined: it answered. */
export const markAway = (cause: Error | undefined): void => {
  if (!cause === !away) return
  away = cause
  for (const watcher of watchers) watcher()
}

/** Calls back once our own server answers after it was away. */
export const whenBack = (then: () => void): (() => void) => watchAway(() => away ?? then())
