import { useQuery, useQueryClient } from "@tanstack/react-query"
import { Bookmark } from "lucide-react"
import { useEffect, useMemo } from "react"
import { Link, useLocation } from "react-router"
import { useConnections } from "../data/connections.ts"
import { followLists, freshFor } from "../data/countsFollow.ts"
import type { ListOf } from "../data/listState.ts"
import { providerQuery } from "../data/provider.ts"
import { keptOf } from "../data/viewChanges.ts"
import { listAt, useEverythingCount, useListCount } from "../data/viewCount.ts"
import type { View } from "../data/views.ts"
import { formatAgo } from "../lib/dates.ts"
import { formatCount } from "../lib/text.ts"
import type { Connection } from "../model/connection.ts"
import type { Total } from "../model/provider.ts"
import { paths, splatOf } from "../paths.ts"
import { useSeen } from "../table/seen.ts"
import { searchNow, viewAddress } from "../table/viewAddress.ts"
import { cx } from "../ui/cx.ts"
import { useMinute } from "../ui/useMinute.ts"
import { railEntry } from "./railEntry.ts"

const Count = ({ total }: { readonly total: Total | null | undefined }) =>
  total ? (
    <span className="numeric text-xs text-muted">
      {total.exact ? "" : "≥ "}
      {formatCount(total.count)}
    </span>
  ) : null

const isOld = (readAt: number): boolean => Date.now() - readAt >= freshFor

/** Nothing is read for it: where what was read is not of now, it says of when it is. */
const OfEverything = ({
  connections,
  search,
}: {
  readonly connections: readonly Connection[]
  readonly search: string
}) => {
  const counted = useEverythingCount(connections, search)
  useMinute()
  if (!counted || !isOld(counted.readAt)) return <Count total={counted} />
  const read = new Date(counted.readAt)
  return (
    <span
      title={`Counted in what was read ${formatAgo(read)}`}
      className="flex shrink-0 items-baseline gap-1"
    >
      <Count total={counted} />
      <time dateTime={read.toISOString()} className="numeric text-2xs text-faint">
        <span className="sr-only">, read </span>
        {formatAgo(read)}
      </time>
    </span>
  )
}

const OfList = ({ list, search }: { readonly list: ListOf; readonly search: string }) => (
  <Count total={useListCount(list, search)} />
)

const OfConnection = ({
  connection,
  path,
  search,
}: {
  readonly connection: Connection
  readonly path: string
  readonly search: string
}) => {
  const provider = useQuery(providerQuery(connection.provider)).data
  const list = useMemo(
    () =>
      provider &&
      listAt(connection, provider, splatOf(path), new URLSearchParams(search).get("tab")),
    [connection, provider, path, search],
  )
  return list ? <OfList list={list} search={search} /> : null
}

/** How many rows answer a view, beside its name. */
const Counted = ({ path, search }: { readonly path: string; readonly search: string }) => {
  const connections = useConnections().data
  if (!connections) return null
  if (path === paths.packages()) return <OfEverything connections={connections} search={search} />
  const id = decodeURIComponent(path.split("/")[2] ?? "")
  const connection = connections.find((one) => one.id === id)
  return connection ? <OfConnection connection={connection} path={path} search={search} /> : null
}

const Entry = ({ view }: { readonly view: View }) => {
  const { pathname, search } = useLocation()
  const { at } = useSeen(view.path)
  const asked = searchNow(view.search, at)
  const here = pathname === view.path && keptOf(search) === keptOf(asked)
  return (
    <li>
      <Link
        to={viewAddress(view, at)}
        aria-current={here ? "page" : undefined}
        className={cx(railEntry)}
      >
        <span className="flex size-5 shrink-0 items-center justify-center">
          <Bookmark size={14} aria-hidden />
        </span>
        <span className="min-w-0 flex-1 truncate">{view.name}</span>
        <Counted path={view.path} search={asked} />
      </Link>
    </li>
  )
}

/** Every saved view with how many answer it now, where that can be known at a small price. */
export const RailViews = ({ views }: { readonly views: readonly View[] }) => {
  const client = useQueryClient()
  useEffect(() => followLists(client), [client])
  return (
    <ul className="flex flex-col gap-px">
      {views.map((view) => (
        <Entry key={view.id} view={view} />
      ))}
    </ul>
  )
}
