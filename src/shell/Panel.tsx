import { QueryErrorResetBoundary } from "@tanstack/react-query"
import { Suspense } from "react"
import type { ReactNode } from "react"
import { useLocation } from "react-router"
import { Skeleton } from "../ui/Skeleton.tsx"
import { Boundary } from "./Boundary.tsx"

/** Grey lines of about the height of a heading and some rows. */
const PanelSkeleton = () => (
  <div className="flex flex-col gap-3">
    <Skeleton className="h-7 w-60 max-w-full" />
    <Skeleton className="h-9 w-full" />
    <Skeleton className="h-64 w-full" />
  </div>
)

/**
 * A part of a page that loads, fails and recovers by itself, so that the rest goes on working. A new
 * path is a new panel: its skeleton shows at once, and an old failure does not stay.
 */
export const Panel = ({
  children,
  skeleton,
  connection,
  of,
}: {
  readonly children: ReactNode
  /** Of the same geometry as what is coming. */
  readonly skeleton?: ReactNode
  readonly connection?: { readonly id: string; readonly name: string } | undefined
  /** What the panel shows, where that is not named by the path. */
  readonly of?: string | undefined
}) => {
  const { pathname } = useLocation()
  return (
    <QueryErrorResetBoundary key={of ?? pathname}>
      {({ reset }) => (
        <Boundary onReset={reset} connection={connection}>
          <Suspense
            fallback={
              <div aria-busy>
                <output className="sr-only">Loading</output>
                {skeleton ?? <PanelSkeleton />}
              </div>
            }
          >
            {children}
          </Suspense>
        </Boundary>
      )}
    </QueryErrorResetBoundary>
  )
}
