import { formatCount } from "../../lib/text.ts"
import { ChevronLeft, ChevronRight } from "lucide-react"
import { useMemo } from "react"
import { Link, useLocation, useNavigate } from "react-router"
import { useConnections } from "../../data/connections.ts"
import { useAllSiblings, useSiblings } from "../../data/siblings.ts"
import type { Siblings } from "../../data/siblings.ts"
import { commonFields, originOf } from "../../model/common.ts"
import type { Field, Row } from "../../model/field.ts"
import { parentOf } from "../../model/place.ts"
import type { Paging } from "../../model/provider.ts"
import { readQuery } from "../../model/query.ts"
import type { Query, SortKey } from "../../model/query.ts"
import { wordsOf } from "../../model/search.ts"
import { paths } from "../../paths.ts"
import { lastQueryOf, openedFrom, rememberPage } from "../../shell/lastQuery.ts"
import { useRemembered } from "../../table/remembered.ts"
import { readColumns } from "../../table/columnNames.ts"
import { wantedFields } from "../../table/useQueryState.ts"
import { IconButton } from "../../ui/Button.tsx"
import { useCommands } from "../../ui/commands.ts"
import { useShortcut } from "../../ui/shortcuts.ts"
import type { Here } from "../place/here.ts"

const newestFirst: readonly SortKey[] = [{ field: "created", desc: true }]
const unpaged: Paging = { by: "none" }

/** What a list was asked, from the query string it was left with. */
const queryOf = (
  search: string,
  fields: readonly Field[],
  paging: Paging,
  order: readonly SortKey[],
): Query => {
  const { query } = readQuery(fields, paging, new URLSearchParams(search))
  return query.sort.length > 0 ? query : { ...query, sort: order }
}

/** The query of the list of all packages: a search has its best matches first there. */
const packagesQuery = (search: string): Query => {
  const query = queryOf(search, commonFields, unpaged, newestFirst)
  return wordsOf(query.text).length > 0 && query.sort === newestFirst
    ? { ...query, ranked: true }
    : query
}

const listQuery = ({ resource }: Here, search: string, kept: string | null): Query => {
  const query = queryOf(search, resource.fields, resource.paging, resource.order ?? [])
  const columns = readColumns(
    resource.fields,
    resource.title,
    new URLSearchParams(search).get("cols") ?? kept,
  )
  return { ...query, fields: wantedFields(resource.fields, columns, query) }
}

const withPage = (search: string, page: string): string => {
  const params = new URLSearchParams(search)
  if (page === "") params.delete("page")
  else params.set("page", page)
  const text = params.toString()
  return text === "" ? "" : `?${text}`
}

/** The list that this item was opened from, as it was left; else the list that it is in. */
const useList = (here: Here) => {
  const { connection, resource, place } = here
  const { pathname } = useLocation()
  const parent = useMemo(() => parentOf(place), [place])
  const own = paths.list(connection.id, parent, resource.id)
  const from = openedFrom(pathname)
  const near = from === own || from === paths.item(connection.id, parent) ? from : own
  const all = from === paths.packages()
  const search = lastQueryOf(all ? from : near)
  const list = useMemo(
    () => ({ connection, resource, place: parent }),
    [connection, resource, parent],
  )
  const kept = useRemembered(`waybill.columns.${here.provider.id}.${resource.id}`)
  const nearSearch = lastQueryOf(near)
  const query = useMemo(() => listQuery(here, nearSearch, kept), [here, nearSearch, kept])
  const everyQuery = useMemo(() => packagesQuery(all ? search : ""), [all, search])
  const connections = useConnections()
  const every = useAllSiblings(connections.data, everyQuery, all)
  const beside = useSiblings(list, query, !all)
  const hrefOf = (row: Row): string => {
    if (!all) return paths.item(connection.id, [...parent, { in: resource.id, id: row.id }])
    const origin = originOf(row.id)
    return paths.item(origin.connection, origin.place)
  }
  return {
    path: all ? from : near,
    search,
    name: all ? "all packages" : resource.many,
    siblings: all ? every : beside,
    list,
    query,
    size: all ? everyQuery.size : query.size,
    hrefOf,
  }
}

/** The first or last item of the page of a list beside the one that is known. */
const useBeyond = (
  { list, query, hrefOf }: ReturnType<typeof useList>,
  page: string | undefined,
  pick: (siblings: Siblings) => Row | undefined,
): string | undefined => {
  const asked = useMemo(() => ({ ...query, page: page ?? "" }), [query, page])
  const siblings = useSiblings(list, asked, page !== undefined)
  const row = page === undefined || !siblings ? undefined : pick(siblings)
  return row && hrefOf(row)
}

/** Where an item stands in the list it was opened from, with the way to the one before and after it. */
export const ItemNav = ({ here }: { readonly here: Here }) => {
  const navigate = useNavigate()
  const { connection, place } = here
  const from = useList(here)
  const { siblings, search, path, name, size, hrefOf } = from
  const self = paths.item(connection.id, place)
  const rows = siblings?.rows ?? []
  const at = rows.findIndex((row) => hrefOf(row) === self)
  const pageBefore = at === 0 ? siblings?.before : undefined
  const pageAfter = at >= 0 && at === rows.length - 1 ? siblings?.after : undefined
  const beyondBefore = useBeyond(from, pageBefore, (page) => page.rows.at(-1))
  const beyondAfter = useBeyond(from, pageAfter, (page) => page.rows[0])
  const inside = (to: number): string | undefined => {
    const row = at < 0 ? undefined : rows[to]
    return row && hrefOf(row)
  }
  const previous = (at > 0 ? inside(at - 1) : undefined) ?? beyondBefore
  const next = inside(at + 1) ?? beyondAfter

  const go = (to: string | undefined, page: string | undefined): void => {
    if (to === undefined) return
    // The way back up then leads to the page on which the item stands.
    if (page !== undefined) rememberPage(path, withPage(search, page))
    void navigate(to)
  }
  /** The page on which one of these rows stands; undefined: the list stays on its own. */
  const pageOf = (row: number): string | undefined => {
    if (siblings?.whole !== true) return undefined
    const page = Math.floor(row / size)
    return page === 0 ? "" : String(page + 1)
  }
  const goPrevious = (): void => go(previous, pageBefore ?? pageOf(at - 1))
  const goNext = (): void => go(next, pageAfter ?? pageOf(at + 1))
  const stands = at >= 0
  useShortcut("[", "Previous item of the list", "Item", stands ? goPrevious : undefined)
  useShortcut("]", "Next item of the list", "Item", stands ? goNext : undefined)
  useCommands(() => [
    ...(next === undefined
      ? []
      : [{ id: "next", label: "Next item of the list", group: "here" as const, run: goNext }]),
    ...(previous === undefined
      ? []
      : [
          {
            id: "previous",
            label: "Previous item of the list",
            group: "here" as const,
            run: goPrevious,
          },
        ]),
  ])
  if (!stands) return null
  const end = (side: string): string => `This is the ${side} of ${name}`
  return (
    <nav aria-label={`Through ${name}`} data-screen-only="" className="flex items-center gap-1">
      <Link
        to={`${path}${search}`}
        className="touch-target numeric rounded-sm px-1 text-xs text-muted hover:text-strong hover:underline"
      >
        {formatCount(at + 1)} of {formatCount(rows.length)}
        {siblings?.after !== undefined || siblings?.before !== undefined ? " on this page" : ""}
        <span className="sr-only">: back to {name}</span>
      </Link>
      <IconButton
        label="Previous item"
        size="sm"
        aria-keyshortcuts="["
        icon={<ChevronLeft size={14} aria-hidden />}
        {...(previous === undefined ? { disabledReason: end("first") } : {})}
        onClick={goPrevious}
      />
      <IconButton
        label="Next item"
        size="sm"
        aria-keyshortcuts="]"
        icon={<ChevronRight size={14} aria-hidden />}
        {...(next === undefined ? { disabledReason: end("last") } : {})}
        onClick={goNext}
      />
    </nav>
  )
}
