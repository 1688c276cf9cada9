import { useMemo } from "react"
import { useSearchParams } from "react-router"
import type { Field } from "../model/field.ts"
import type { Paging } from "../model/provider.ts"
import { filterStyle } from "../model/filter.ts"
import { readQuery, writeQuery } from "../model/query.ts"
import type { Dropped, Query, SortKey } from "../model/query.ts"
import { fieldsIn, searchesText } from "../model/where.ts"
import { remember, useRemembered } from "./remembered.ts"

export type QueryState = {
  readonly query: Query
  /** What the link asked for that this table cannot do. */
  readonly dropped: Dropped
  /** Which of the views that come with the list the address says it is. */
  readonly view: string | null
  /** Ids of the visible columns, in order, the title first. */
  readonly columns: readonly string[]
  /** Null: back to the table's own choice. */
  readonly setColumns: (columns: readonly string[] | null) => void
  readonly setQuery: (next: Partial<Query>, options?: { readonly replace?: boolean }) => void
}

/** The columns a table shows when nobody has chosen any. */
export const ownColumns = (fields: readonly Field[], title: string): readonly string[] => {
  const shown = fields.filter((field) => !field.hidden && !field.itemOnly && !field.remoteOnly)
  return [title, ...shown.map((field) => field.id).filter((id) => id !== title)]
}

/** Reads `cols=a,b`: unknown names fall out, the title is always there. */
export const readColumns = (
  fields: readonly Field[],
  title: string,
  text: string | null,
): readonly string[] => {
  if (text === null) return ownColumns(fields, title)
  const known = new Set(
    fields.filter((field) => !field.itemOnly && !field.remoteOnly).map((field) => field.id),
  )
  const asked = [...new Set(text.split(","))].filter((id) => known.has(id) && id !== title)
  return [title, ...asked]
}

/** A change of what is listed begins at the first page again. */
export const changeQuery = (query: Query, next: Partial<Query>): Query => ({
  ...query,
  ...next,
  page: next.page ?? "",
})

/** What must be loaded to draw, filter, sort and search; an API that can send fewer fields sends these. */
export const wantedFields = (
  fields: readonly Field[],
  columns: readonly string[],
  query: Query,
): readonly string[] => {
  const named = new Set([
    ...columns,
    ...Object.keys(query.filters),
    ...fieldsIn(query.where),
    ...query.sort.map((key) => key.field),
  ])
  const searches = query.text !== "" || searchesText(query.where)
  const searched = (field: Field): boolean =>
    searches && !field.itemOnly && !field.late && filterStyle[field.kind] !== "range"
  return fields.filter((field) => named.has(field.id) || searched(field)).map(({ id }) => id)
}

const noOrder: readonly SortKey[] = []

/**
 * The state of a list, derived from the URL and nowhere else. Columns come from the URL, else from
 * what this browser last used for the table, else from the fields.
 */
export const useQueryState = ({
  tableId,
  fields,
  paging,
  title,
  order = noOrder,
}: {
  readonly tableId: string
  readonly fields: readonly Field[]
  readonly paging: Paging
  readonly title: string
  /** Of a list that nobody has sorted. */
  readonly order?: readonly SortKey[]
}): QueryState => {
  const [params, setParams] = useSearchParams()
  const search = params.toString()
  const columnsKey = `waybill.columns.${tableId}`
  const kept = useRemembered(columnsKey)
  return useMemo(() => {
    const current = new URLSearchParams(search)
    const { query, dropped } = readQuery(fields, paging, current)
    const columns = readColumns(fields, title, current.get("cols") ?? kept)
    const ordered = query.sort.length > 0 ? query : { ...query, sort: order }
    return {
      query: { ...ordered, fields: wantedFields(fields, columns, ordered) },
      dropped,
      view: current.get("view"),
      columns,
      setColumns: (next) => {
        const own = ownColumns(fields, title).join()
        const text =
          next === null || next.join() === own ? null : next.filter((id) => id !== title).join()
        remember(columnsKey, text)
        const changed = new URLSearchParams(search)
        if (text === null) changed.delete("cols")
        else changed.set("cols", text)
        setParams(changed, { replace: true })
      },
      setQuery: (next, { replace = false } = {}) =>
        setParams(writeQuery(paging, changeQuery(query, next), current), { replace }),
    }
  }, [search, fields, paging, title, order, kept, columnsKey, setParams])
}
