import { useConnections } from "../data/connections.ts"
import { useSummaries } from "../data/counts.ts"
import type { Connection } from "../model/connection.ts"
import { paths } from "../paths.ts"
import { PageHeader } from "../shell/PageHeader.tsx"
import { PageSkeleton } from "./PageSkeleton.tsx"
import { ButtonLink } from "../ui/Button.tsx"
import { ConnectionCard } from "./overview/ConnectionCard.tsx"
import { NoConnections } from "./overview/NoConnections.tsx"
import { Tiles } from "./overview/Tiles.tsx"

const Cards = ({ connections }: { readonly connections: readonly Connection[] }) => {
  const summaries = useSummaries(connections)
  return (
    <>
      <Tiles summaries={summaries} />
      <h2 className="mt-8 mb-3 text-lg font-semibold text-strong">Connections</h2>
      <div className="gap-4 lg:columns-2 2xl:columns-3">
        {summaries.map((summary) => (
          <ConnectionCard key={summary.connection.id} summary={summary} />
        ))}
      </div>
    </>
  )
}

/** What needs attention, over all connections, and how each of them is. */
export const Component = () => {
  const connections = useConnections()
  return (
    <>
      <PageHeader
        title="Overview"
        actions={<ButtonLink to={paths.packages()}>All packages</ButtonLink>}
      />
      {connections.isPending ? (
        <PageSkeleton headless />
      ) : // Why none are known, the frame tells (Root).
      !connections.data ? null : connections.data.length === 0 ? (
        <NoConnections />
      ) : (
        <Cards connections={connections.data} />
      )}
    </>
  )
}
