import * as v from "valibot"
import { staysHere } from "../paths.ts"

/** A list as someone likes to see it: its address with filters, sort and columns, under a name. */
export type View = {
  readonly id: string
  readonly name: string
  /** Of the list: `/c/<connection>/packages`, `/packages`. */
  readonly path: string
  /** The query string without its question mark. */
  readonly search: string
  /** Opens in place of the plain list. At most one for each path. */
  readonly opens?: boolean | undefined
}

/** A view as it may be kept; each reason stands behind "not taken in, because". */
export const SavedView = v.object({
  id: v.pipe(v.string(), v.minLength(1), v.maxLength(100)),
  name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(80)),
  // A list of this app and nothing else: a view that was imported must not lead away from it.
  path: v.pipe(v.string(), v.check(staysHere, "its path is not that of a list of this app")),
  search: v.string(),
  opens: v.optional(v.boolean()),
})

const slot = "waybill.views"

const none: readonly View[] = []
let known = ""
let all = none
const listeners = new Set<() => void>()

/** Every saved view, in the order in which they were saved; what other tabs saved, too, whoever heard of it. */
export const savedViews = (): readonly View[] => {
  try {
    const text = localStorage.getItem(slot) ?? "[]"
    if (text === known) return all
    known = text
    // One that cannot be read must not take the others with it.
    const stored = v.safeParse(v.array(v.unknown()), JSON.parse(text))
    all = (stored.success ? stored.output : []).flatMap((one) => {
      const read = v.safeParse(SavedView, one)
      return read.success ? read.output : []
    })
  } catch {
    all = none
  }
  return all
}

/**
 * Keeps these in place of all others.
 * @returns whether they will be there after a reload; where not, nothing was changed
 */
export const keepViews = (next: readonly View[]): boolean => {
  const text = JSON.stringify(next)
  try {
    localStorage.setItem(slot, text)
  } catch {
    return false
  }
  known = text
  all = next
  for (const listener of listeners) listener()
  return true
}

export const watchViews = (listener: () => void): (() => void) => {
  listeners.add(listener)
  // Another tab of the same person may have saved one.
  globalThis.addEventListener("storage", listener)
  return () => {
    listeners.delete(listener)
    globalThis.removeEventListener("storage", listener)
  }
}

/** What a list opens with where its address says nothing. */
export const openingOf = (path: string): View | undefined =>
  savedViews().find((one) => one.path === path && one.opens === true)
