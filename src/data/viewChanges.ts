import { nanoid } from "nanoid"
import * as v from "valibot"
import { keepViews, SavedView, savedViews } from "./views.ts"
import type { View } from "./views.ts"

/** More than anyone saves, and less than would freeze the page. */
const most = 500
/** Characters of a query string: more than any list asks for, and less than servers take in an address. */
const longest = 4096

const tooMany = `there are ${most} views, and no more are kept. Delete some first`
const tooLong = `what it asks for is longer than ${longest} characters`
const notKept =
  "This browser keeps no more: its storage is full, or closed to this app. Nothing was changed. Free some of it, then try again."

/** Why nothing was changed, in words for a person; undefined: it was. */
export type Refused = string | undefined

const change = (next: readonly View[]): Refused => (keepViews(next) ? undefined : notKept)

/**
 * What of a query string a view keeps: neither the page that was open, nor a dialog, nor that it is the
 * plain list that is meant. Written as every query string of the app is, so that two can be compared.
 */
export const keptOf = (search: string): string => {
  const params = new URLSearchParams(search)
  for (const name of ["page", "do", "of"]) params.delete(name)
  if (params.get("view") === "all") params.delete("view")
  return params.toString()
}

const alike = (a: Pick<View, "name" | "path">, b: Pick<View, "name" | "path">): boolean =>
  a.name === b.name && a.path === b.path

/** With a view added; one of the same name at the same path is replaced. Or why not. */
const withView = (views: readonly View[], asked: Omit<View, "id">): readonly View[] | string => {
  const view = { ...asked, search: keptOf(asked.search) }
  if (view.search.length > longest) return tooLong
  const same = views.find((one) => alike(one, view))
  if (same) return views.map((one) => (one === same ? { ...one, ...view } : one))
  return views.length < most ? [...views, { ...view, id: nanoid() }] : tooMany
}

/** Keeps a view; one of the same name at the same path is replaced. */
export const saveView = (view: Omit<View, "id">): Refused => {
  const next = withView(savedViews(), view)
  return typeof next === "string" ? `It was not saved: ${next}.` : change(next)
}

export const renameView = (id: string, name: string): Refused => {
  const views = savedViews()
  const path = views.find((one) => one.id === id)?.path ?? ""
  if (views.some((one) => one.id !== id && alike(one, { name, path })))
    return `There is a view “${name}” of this list already. Give it another name.`
  return change(views.map((one) => (one.id === id ? { ...one, name } : one)))
}

export const removeView = (id: string): Refused =>
  change(savedViews().filter((one) => one.id !== id))

/**
 * Takes back that a view was deleted or replaced.
 * @param at where it stood among all
 */
export const putBack = (view: View, at: number): Refused => {
  const views = savedViews().filter(({ id }) => id !== view.id)
  if (views.some((one) => alike(one, view)))
    return `There is another view “${view.name}” of this list by now. Rename that one first.`
  const opened = views.some(({ path, opens }) => path === view.path && opens === true)
  return change(views.toSpliced(at, 0, opened ? { ...view, opens: undefined } : view))
}

/** Chooses the view in which a list opens; undefined: the plain list. */
export const setOpening = (path: string, id: string | undefined): Refused =>
  change(
    savedViews().map((one) =>
      one.path === path ? { ...one, opens: one.id === id ? true : undefined } : one,
    ),
  )

/** All views as a file for someone else, or for another browser. */
export const exportViews = (): string =>
  `${JSON.stringify({ waybill: "views", views: savedViews() }, null, 2)}\n`

const whatToChoose = "Choose one that “Export views” has saved."

const File = v.object({ waybill: v.literal("views"), views: v.array(v.unknown()) })
const Named = v.object({ name: v.pipe(v.string(), v.trim(), v.minLength(1)) })

const nameIn = (one: unknown, at: number): string => {
  const named = v.safeParse(Named, one)
  return named.success ? `“${named.output.name.slice(0, 80)}”` : `View ${at + 1} of the file`
}

const mend = "Mend that in the file, or export the views again where they come from"

/** Why a view of a file was left out, by the member that is at fault, and what to do about it. */
const wrong: Readonly<Record<string, string>> = {
  id: `its id is missing, or longer than 100 characters. ${mend}`,
  name: `its name is missing, empty or longer than 80 characters. ${mend}`,
  path: `its path, which says of what list it is, is missing. ${mend}`,
  search: `its search, which says what it asks for, is missing or no text. ${mend}`,
  opens: `its “opens” is neither true nor false. ${mend}`,
}

/** The connection whose list a view is of; undefined: that of all packages. */
const connectionOf = ({ path }: Pick<View, "path">): string | undefined => {
  const [, c, id] = path.split("/")
  return c === "c" && id !== undefined ? decodeURIComponent(id) : undefined
}

/** Adds a view of a file. Which view opens a list is kept where one was chosen already. */
const withImported = (views: readonly View[], one: unknown): readonly View[] | string => {
  const read = v.safeParse(SavedView, one)
  if (!read.success) {
    const [issue] = read.issues
    if (issue.type === "check") return issue.message
    return wrong[v.getDotPath(issue) ?? ""] ?? "it is no view"
  }
  const { id: _, opens, ...view } = read.output
  const opened = views.some((other) => other.path === view.path && other.opens === true)
  return withView(views, { ...view, ...(opens === true && !opened ? { opens } : {}) })
}

/**
 * All views as they were, after {@link importViews}; what was changed since is not taken back.
 * @param then what it made of them
 */
export const takeBack = (before: readonly View[], then: readonly View[]): Refused =>
  JSON.stringify(savedViews()) === JSON.stringify(then)
    ? change(before)
    : "Views were changed since the file was taken in."

/**
 * Adds the views of a file; those of the same name at the same path are replaced.
 * @param connections ids of those that there are, where that is known
 * @returns how many, the names of those that were replaced by others, of each that was left out why, and
 * which lead nowhere here, or why nothing was taken
 */
export const importViews = (
  text: string,
  connections?: ReadonlySet<string>,
):
  | {
      readonly added: number
      readonly replaced?: readonly string[]
      readonly refused: readonly string[]
      readonly astray?: readonly string[]
    }
  | { readonly problem: string } => {
  if (text.trim() === "")
    return { problem: `This file is empty. Nothing was changed. ${whatToChoose}` }
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return { problem: `This file is no JSON. Nothing was changed. ${whatToChoose}` }
  }
  const file = v.safeParse(File, json)
  if (!file.success)
    return { problem: `This is no file of views. Nothing was changed. ${whatToChoose}` }
  const before = savedViews()
  let views = before
  const refused: string[] = []
  const astray: string[] = []
  for (const [at, one] of file.output.views.entries()) {
    const next = withImported(views, one)
    if (typeof next === "string") refused.push(`${nameIn(one, at)} was not taken in: ${next}.`)
    else {
      views = next
      const read = v.safeParse(SavedView, one)
      const id = read.success ? connectionOf(read.output) : undefined
      if (id !== undefined && connections?.has(id) === false)
        astray.push(
          `${nameIn(one, at)} was taken in, but leads nowhere yet: there is no connection “${id}” here.`,
        )
    }
  }
  const added = file.output.views.length - refused.length
  const replaced = before
    .filter((one) =>
      views.some(
        ({ id, search, opens }) => id === one.id && (search !== one.search || opens !== one.opens),
      ),
    )
    .map(({ name }) => `“${name}”`)
  const problem = added === 0 ? undefined : change(views)
  if (problem !== undefined) return { problem }
  return {
    added,
    refused,
    ...(replaced.length > 0 ? { replaced } : {}),
    ...(astray.length > 0 ? { astray } : {}),
  }
}
