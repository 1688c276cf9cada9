import * as v from "valibot"
import { personal } from "../data/personal.ts"

/** The query string with which each list was left, so that a way back up leads to the same view. */
const Left = v.object({
  queries: v.array(v.tuple([v.string(), v.string()])),
  last: v.string(),
  from: v.string(),
})
const slot = personal.left
/** Lists that are remembered; the oldest are forgotten first. */
const most = 200

let known: { readonly queries: Map<string, string>; last: string; from: string } | undefined

const load = () => {
  if (known) return known
  known = { queries: new Map(), last: "", from: "" }
  try {
    const read = v.safeParse(Left, JSON.parse(sessionStorage.getItem(slot) ?? "null"))
    if (read.success) known = { ...read.output, queries: new Map(read.output.queries) }
  } catch {
    // Without storage it lasts as long as the page.
  }
  return known
}

const keep = (): void => {
  const { queries, last, from } = load()
  try {
    sessionStorage.setItem(slot, JSON.stringify({ queries: [...queries].slice(-most), last, from }))
  } catch {
    // As above.
  }
}

/** Without the dialog that was open: whoever comes back wants the page, and did or left what it asked. */
const withoutDialog = (search: string): string => {
  const params = new URLSearchParams(search)
  if (!params.has("do")) return search
  params.delete("do")
  params.delete("of")
  return params.size === 0 ? "" : `?${params.toString()}`
}

const put = (pathname: string, search: string): void => {
  const { queries } = load()
  queries.delete(pathname)
  const left = withoutDialog(search)
  if (left !== "") queries.set(pathname, left)
}

/** Whether an item may have been opened from the list on a page. */
const listed = (page: string, item: string): boolean =>
  page === "/packages" || item.startsWith(`${page}/`)

/** Remembers where one is; called whenever the address changes. */
export const rememberQuery = (pathname: string, search: string): void => {
  const state = load()
  if (state.last !== pathname && listed(state.last, pathname)) state.from = state.last
  state.last = pathname
  put(pathname, search)
  keep()
}

/** Another page of a list was reached without going there. */
export const rememberPage = (pathname: string, search: string): void => {
  put(pathname, search)
  keep()
}

/** The query string a page was left with, with its question mark, or nothing. */
export const lastQueryOf = (pathname: string): string => load().queries.get(pathname) ?? ""

/** The path with the query it was left with, unless it already says its own. */
export const withLastQuery = (path: string): string =>
  path.includes("?") ? path : `${path}${lastQueryOf(path)}`

/** The page from whose list an item was opened; undefined where that is not known. */
export const openedFrom = (item: string): string | undefined => {
  const { from, last } = load()
  // On the way there: the address has changed, and the page is drawn before that is remembered.
  if (last !== item && last !== "" && listed(last, item)) return last
  return from !== "" && listed(from, item) ? from : undefined
}

/** Forgets it all, for instance at sign-out. */
export const forgetQueries = (): void => {
  known = undefined
  try {
    sessionStorage.removeItem(slot)
  } catch {
    // There is none.
  }
}
