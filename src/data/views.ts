import { nanoid } from "nanoid"
import * as v from "valibot"

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

const isReadable = (path: string): boolean => {
  try {
    // What comes of it is used, or else the minifier takes the call away, and its error with it.
    return decodeURIComponent(path).startsWith("/")
  } catch {
    return false
  }
}

/** More than anyone saves, and less than would freeze the page of someone who imports it. */
const most = 500

const SavedView = v.object({
  id: v.pipe(v.string(), v.minLength(1), v.maxLength(100)),
  name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(80)),
  // A path of this app and nothing else: a view that was imported must not lead away from it.
  path: v.pipe(v.string(), v.regex(/^\/(?!\/)[^?#\\]*$/), v.check(isReadable)),
  search: v.string(),
  opens: v.optional(v.boolean()),
})
const File = v.object({
  waybill: v.literal("views"),
  views: v.pipe(v.array(SavedView), v.maxLength(most)),
})

const slot = "waybill.views"

/** One that cannot be read must not take the others with it. */
const load = (): readonly View[] => {
  try {
    const stored = v.safeParse(v.array(v.unknown()), JSON.parse(localStorage.getItem(slot) ?? "[]"))
    return (stored.success ? stored.output : []).flatMap((one) => {
      const read = v.safeParse(SavedView, one)
      return read.success ? read.output : []
    })
  } catch {
    return []
  }
}

let all: readonly View[] | undefined
const listeners = new Set<() => void>()

/** Every saved view, in the order in which they were saved. */
export const savedViews = (): readonly View[] => (all ??= load())

const change = (next: readonly View[]): void => {
  all = next
  try {
    localStorage.setItem(slot, JSON.stringify(next))
  } catch {
    // Without storage they last as long as the page.
  }
  for (const listener of listeners) listener()
}

export const watchViews = (listener: () => void): (() => void) => {
  listeners.add(listener)
  // Another tab of the same person has saved one.
  const follow = (event: StorageEvent): void => {
    if (event.key !== slot) return
    all = undefined
    listener()
  }
  globalThis.addEventListener("storage", follow)
  return () => {
    listeners.delete(listener)
    globalThis.removeEventListener("storage", follow)
  }
}

/** Keeps a view; one of the same name at the same path is replaced. */
export const saveView = (view: Omit<View, "id">): void => {
  const same = savedViews().find(({ name, path }) => name === view.name && path === view.path)
  if (same) change(savedViews().map((one) => (one === same ? { ...one, ...view } : one)))
  else change([...savedViews(), { ...view, id: nanoid() }])
}

export const renameView = (id: string, name: string): void =>
  change(savedViews().map((one) => (one.id === id ? { ...one, name } : one)))

export const removeView = (id: string): void => change(savedViews().filter((one) => one.id !== id))

/** Chooses the view in which a list opens; undefined: the plain list. */
export const setOpening = (path: string, id: string | undefined): void =>
  change(
    savedViews().map((one) =>
      one.path === path ? { ...one, opens: one.id === id ? true : undefined } : one,
    ),
  )

/** What a list opens with where its address says nothing. */
export const openingOf = (path: string): View | undefined =>
  savedViews().find((one) => one.path === path && one.opens === true)

/** All views as a file for someone else, or for another browser. */
export const exportViews = (): string =>
  `${JSON.stringify({ waybill: "views", views: savedViews() }, null, 2)}\n`

/**
 * Adds the views of a file; those of the same name at the same path are replaced.
 * @returns how many, or why nothing was taken
 */
export const importViews = (
  text: string,
): { readonly added: number } | { readonly problem: string } => {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return { problem: "This file is no JSON." }
  }
  const read = v.safeParse(File, json)
  if (!read.success) {
    const where = v.getDotPath(read.issues[0])
    return {
      problem: `This is no file of views${where === null ? "" : `: ${where} is not as it should be`}. Nothing was changed.`,
    }
  }
  for (const { id: _, ...view } of read.output.views) saveView(view)
  return { added: read.output.views.length }
}
