import { formatCount } from "../lib/text.ts"
import { Bookmark } from "lucide-react"
import { keptOf } from "../data/viewChanges.ts"
import { useViewCount } from "../data/viewCount.ts"
import type { ViewOf } from "../data/viewCount.ts"
import type { View } from "../data/views.ts"
import { Link, useLocation } from "react-router"
import { paths, readPlace } from "../paths.ts"
import { useSeen } from "../table/seen.ts"
import { searchNow, viewAddress } from "../table/viewAddress.ts"
import { cx } from "../ui/cx.ts"
import { railEntry } from "./railEntry.ts"

/** The list that a view's path names; undefined: the table of all packages, or none that can be counted. */
const listOf = (path: string): ViewOf | undefined => {
  const [, c, connection, ...rest] = path.split("/")
  if (c !== "c" || connection === undefined) return undefined
  const target = readPlace(rest.join("/"))
  if (target?.resource === undefined) return undefined
  return { connection: decodeURIComponent(connection), ...target, resource: target.resource }
}

const Counted = ({ of, search }: { readonly of: ViewOf | undefined; readonly search: string }) => {
  const total = useViewCount(of, search)
  if (!total) return null
  return (
    <span className="numeric text-xs text-muted">
      {total.exact ? "" : "≥ "}
      {formatCount(total.count)}
    </span>
  )
}

const Entry = ({ view }: { readonly view: View }) => {
  const { pathname, search } = useLocation()
  const { at } = useSeen(view.path)
  const asked = searchNow(view.search, at)
  const here = pathname === view.path && keptOf(search) === keptOf(asked)
  const of = listOf(view.path)
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
        {(of ?? view.path === paths.packages()) && <Counted of={of} search={asked} />}
      </Link>
    </li>
  )
}

/** Every saved view with how many answer it now, where that can be known at a small price. */
export const RailViews = ({ views }: { readonly views: readonly View[] }) => (
  <ul className="flex flex-col gap-px">
    {views.map((view) => (
      <Entry key={view.id} view={view} />
    ))}
  </ul>
)
