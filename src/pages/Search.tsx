import { useDeferredValue } from "react"
import { useConnections } from "../data/connections.ts"
import { useEverything } from "../data/everything.ts"
import type { Connection } from "../model/connection.ts"
import { PageHeader } from "../shell/PageHeader.tsx"
import { OpeningView } from "../table/OpeningView.tsx"
import { NoConnections } from "./overview/NoConnections.tsx"
import { PageSkeleton } from "./PageSkeleton.tsx"
import { PackageTable } from "./search/PackageTable.tsx"
import { Parts } from "./search/Parts.tsx"

const AllPackages = ({ connections }: { readonly connections: readonly Connection[] }) => {
  const now = useEverything(connections)
  // Drawing the table must not hold up the reading, which has five answers under way at once. How far
  // that is with each, is said at once; what is said of the table is true of the rows it shows.
  const shown = useDeferredValue(now)
  return (
    <div data-fill="" className="contents">
      <Parts parts={now.parts} shown={shown.parts} />
      <PackageTable connections={connections} everything={shown} />
    </div>
  )
}

/** Every package of every connection in one table. */
export const Component = () => {
  const connections = useConnections()
  return (
    <>
      <PageHeader title="All packages" />
      {connections.isPending ? (
        <PageSkeleton headless />
      ) : // Why none are known, the frame tells (Root).
      !connections.data ? null : connections.data.length === 0 ? (
        <NoConnections />
      ) : (
        <OpeningView>
          <AllPackages connections={connections.data} />
        </OpeningView>
      )}
    </>
  )
}
