import { keptOf } from "../data/viewChanges.ts"
import type { View } from "../data/views.ts"
import type { Field } from "../model/field.ts"
import type { Paging } from "../model/provider.ts"
import { readQuery, writeQuery } from "../model/query.ts"
import { builtInViews } from "./builtInViews.ts"
import type { BuiltInView } from "./builtInViews.ts"
import { readColumns } from "./columnNames.ts"
import { keepColumns } from "./keepColumns.ts"
import { viewIn } from "./useQueryState.ts"
import { searchNow } from "./viewAddress.ts"

type Listed = { readonly fields: readonly Field[]; readonly paging: Paging }

/**
 * What an address asks of a list that opens with it: without what the list does not have, which the
 * address soon no longer says either, and in one order, so that two can be compared.
 */
export const asOpened = ({ fields, paging }: Listed, search: string): string => {
  const params = new URLSearchParams(search)
  const { query } = readQuery(fields, paging, params)
  const opened = writeQuery(paging, query, params)
  if (viewIn(fields, query, opened.get("view")) === null) opened.delete("view")
  keepColumns(opened, readColumns(fields, "", opened.get("cols")))
  opened.sort()
  return keptOf(opened.toString())
}

/** The tab of a page that has several lists, as the addresses of its views name it. */
export const tabIn = (search: string): string => {
  const tab = new URLSearchParams(search).get("tab")
  return tab === null ? "" : new URLSearchParams({ tab }).toString()
}

/** The views that come with the list that an address shows, at its tab. */
export const viewsAt = (
  fields: readonly Field[],
  search: string,
  seen: string,
): readonly BuiltInView[] => {
  const tab = tabIn(search)
  const views = builtInViews(fields, seen)
  return tab === "" ? views : views.map((view) => ({ ...view, search: `${tab}&${view.search}` }))
}

/**
 * The view that a list shows: a saved one, also where that has lost a part of what it asks for, or one
 * that comes with the list. None where it shows all that it has.
 * @param saved those of its path
 */
export const currentView = (
  list: Listed,
  search: string,
  seen: string,
  saved: readonly View[],
): Pick<View, "id" | "name"> | undefined => {
  const opened = (of: string): string => asOpened(list, of)
  const [shown, plain] = [opened(search), opened(tabIn(search))]
  return [...saved, ...viewsAt(list.fields, search, seen)].find((view) => {
    const asked = searchNow(view.search, seen)
    // What is left of a view that has lost all it asked for is the plain list, which is no view.
    return opened(asked) === shown && (shown !== plain || keptOf(asked) === keptOf(search))
  })
}
