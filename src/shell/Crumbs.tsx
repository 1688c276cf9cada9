import { ChevronRight } from "lucide-react"
import { Link } from "react-router"
import { withLastQuery } from "./lastQuery.ts"

export type Crumb = {
  readonly label: string
  /** Left out for the page itself, which comes last. */
  readonly to?: string | undefined
}

/** The way down to this page. A list above is linked with the filters it was left with. */
export const Crumbs = ({ trail }: { readonly trail: readonly Crumb[] }) => (
  <nav aria-label="Breadcrumb" data-screen-only="">
    <ol className="flex min-w-0 flex-wrap items-center gap-x-1 text-xs text-muted">
      {trail.map((crumb, at) => (
        <li key={`${crumb.to ?? ""} ${crumb.label}`} className="flex min-w-0 items-center gap-x-1">
          {crumb.to === undefined ? (
            <span aria-current="page" className="max-w-64 truncate py-1">
              {crumb.label}
            </span>
          ) : (
            <Link
              to={withLastQuery(crumb.to)}
              className="touch-target max-w-48 truncate rounded-sm py-1 transition-colors hover:text-strong hover:underline"
            >
              {crumb.label}
            </Link>
          )}
          {/* Behind the word: a line that is wrapped begins with one. */}
          {at < trail.length - 1 && (
            <ChevronRight size={12} aria-hidden className="shrink-0 text-faint" />
          )}
        </li>
      ))}
    </ol>
  </nav>
)
