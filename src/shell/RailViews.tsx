import { skipToken, useQuery, useQueryClient } from "@tanstack/react-query"
import { Bookmark } from "lucide-react"
import { useEffect, useId, useLayoutEffect, useMemo } from "react"
import type { ReactNode } from "react"
import { Link, useLocation } from "react-router"
import { useConnections } from "../data/connections.ts"
import { followLists } from "../data/countsFollow.ts"
import type { ListOf } from "../data/listState.ts"
import { providerQuery } from "../data/provider.ts"
import { keptOf } from "../data/viewChanges.ts"
import { listAt } from "../data/viewCount.ts"
import type { View } from "../data/views.ts"
import { commonFields } from "../model/common.ts"
import { paths, splatOf } from "../paths.ts"
import { builtInViews } from "../table/builtInViews.ts"
import type { BuiltInView } from "../table/builtInViews.ts"
import { currentView, viewsAt } from "../table/currentView.ts"
import { useSeen } from "../table/seen.ts"
import { seenIn } from "../table/seenAddress.ts"
import { searchNow, viewAddress } from "../table/viewAddress.ts"
import { cx } from "../ui/cx.ts"
import { CountOfEverything, CountOfList } from "./RailCount.tsx"
import { railEntry } from "./railEntry.ts"

const everything = { fields: commonFields, paging: { by: "none" } } as const

/** The list of a connection that an address shows, once its adapter is here. */
const useListAt = (path: string, tab: string | null): ListOf | undefined => {
  const connections = useConnections().data
  const [, c, id = ""] = path.split("/")
  // Somebody may have written what nothing can decode.
  const connection =
    c === "c" ? connections?.find((one) => encodeURIComponent(one.id) === id) : undefined
  const query = providerQuery(connection?.provider ?? "spectra")
  const provider = useQuery(connection ? query : { ...query, queryFn: skipToken }).data
  return useMemo(
    () => (connection && provider ? listAt(connection, provider, splatOf(path), tab) : undefined),
    [connection, provider, path, tab],
  )
}

/** How many rows answer a view, beside its name. */
const Counted = ({ path, search }: Pick<View, "path" | "search">) => {
  const connections = useConnections().data
  const list = useListAt(path, new URLSearchParams(search).get("tab"))
  if (connections && path === paths.packages())
    return <CountOfEverything connections={connections} search={search} />
  return list ? <CountOfList list={list} search={search} /> : null
}

const Entry = ({
  to,
  name,
  hint,
  here,
  children,
}: {
  readonly to: string
  readonly name: string
  readonly hint?: string
  readonly here: boolean
  readonly children: ReactNode
}) => (
  <li>
    <Link to={to} title={hint} aria-current={here ? "page" : undefined} className={cx(railEntry)}>
      <span className="flex size-5 shrink-0 items-center justify-center">
        <Bookmark size={14} aria-hidden />
      </span>
      <span className="min-w-0 flex-1 truncate">{name}</span>
      {children}
    </Link>
  </li>
)

const SavedEntry = ({ view, here }: { readonly view: View; readonly here: boolean }) => {
  const { at } = useSeen(view.path)
  return (
    <Entry to={viewAddress(view, at)} name={view.name} here={here}>
      <Counted path={view.path} search={searchNow(view.search, at)} />
    </Entry>
  )
}

const Group = ({ of, children }: { readonly of: string; readonly children: ReactNode }) => {
  const id = useId()
  return (
    <>
      <h3 id={id} className="truncate px-2 pt-1.5 pb-0.5 text-2xs text-faint">
        {of}
      </h3>
      <ul aria-labelledby={id} className="flex flex-col gap-px">
        {children}
      </ul>
    </>
  )
}

/** Those that come with a list. */
const builtIns = (
  path: string,
  views: readonly BuiltInView[],
  current: string | undefined,
  count: (search: string) => ReactNode,
) =>
  views.map(({ id, name, hint, search }) => (
    <Entry key={id} to={`${path}?${search}`} name={name} hint={hint} here={id === current}>
      {count(search)}
    </Entry>
  ))

/** Which view is open: it, and not the list or the connection that it is of, is the current page. */
const useCurrent = (
  open: ListOf | undefined,
  saved: readonly View[],
  at: string,
): string | undefined => {
  const { pathname, search } = useLocation()
  return useMemo(() => {
    const mine = saved.filter(({ path }) => path === pathname)
    const list = pathname === paths.packages() ? everything : open?.resource
    return list
      ? currentView(list, search, at, mine)?.id
      : mine.find((view) => keptOf(searchNow(view.search, at)) === keptOf(search))?.id
  }, [pathname, search, saved, open, at])
}

/**
 * The views of all packages and of the list that is open, and every saved one, with how many answer them
 * now, where that can be known at a small price.
 */
export const RailViews = ({
  views,
  onCurrent,
}: {
  readonly views: readonly View[]
  /** Told whether one of them is what is open. */
  readonly onCurrent: (one: boolean) => void
}) => {
  const client = useQueryClient()
  useEffect(() => followLists(client), [client])
  const { pathname, search } = useLocation()
  const connections = useConnections().data
  const open = useListAt(pathname, new URLSearchParams(search).get("tab"))
  const at = seenIn(useSeen(pathname), search)
  const ofAll = useSeen(paths.packages()).at
  const current = useCurrent(open, views, at)
  const isCurrent = current !== undefined
  // Before it is painted: two would be the current one for a moment.
  useLayoutEffect(() => {
    onCurrent(isCurrent)
    return () => onCurrent(false)
  }, [isCurrent, onCurrent])
  const here = pathname === paths.packages() ? current : undefined
  const own = open ? viewsAt(open.resource.fields, search, at) : []
  return (
    <>
      {connections && connections.length > 0 && (
        <Group of="All packages">
          {builtIns(paths.packages(), builtInViews(commonFields, ofAll), here, (asked) => (
            <CountOfEverything connections={connections} search={asked} />
          ))}
        </Group>
      )}
      {open && own.length > 0 && (
        <Group of={`${open.connection.name}: ${open.resource.many}`}>
          {builtIns(pathname, own, current, (asked) => (
            <CountOfList list={open} search={asked} spare />
          ))}
        </Group>
      )}
      {views.length > 0 && (
        <Group of="Saved">
          {views.map((view) => (
            <SavedEntry key={view.id} view={view} here={view.id === current} />
          ))}
        </Group>
      )}
    </>
  )
}
