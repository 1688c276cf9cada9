import { remember, remembered, useRemembered } from "./remembered.ts"

const slot = (path: string): string => `waybill.seen.${path}`

const hour = 3_600_000

/**
 * Until someone marks a list as seen, what is new is what came since yesterday. The same for an hour,
 * so that what is asked by it is not asked anew each time.
 */
const yesterday = (): string =>
  new Date(Math.floor(Date.now() / hour) * hour - 24 * hour).toISOString()

export type Seen = { readonly at: string; readonly never: boolean }

const read = (at: string | null): Seen =>
  at !== null && !Number.isNaN(Date.parse(at))
    ? { at, never: false }
    : { at: yesterday(), never: true }

/** When the list at this path was last marked as seen, ISO 8601; `never` where it was not yet. */
export const useSeen = (path: string): Seen => read(useRemembered(slot(path)))

/** The same, as of now. */
export const seenAt = (path: string): string => read(remembered(slot(path))).at

/** Marks it as seen up to then, unless another tab, which knew more of it, has marked more. */
export const markSeen = (path: string, at: string): void => {
  const before = read(remembered(slot(path)))
  if (before.never || Date.parse(before.at) < Date.parse(at)) remember(slot(path), at)
}
