import { useQuery } from "@tanstack/react-query"
import { useEffect, useMemo } from "react"
import type { ReactNode } from "react"
import { Navigate, useLocation, useParams } from "react-router"
import { useConnections } from "../data/connections.ts"
import { useOffered } from "../data/useOffered.ts"
import { providerQuery } from "../data/provider.ts"
import { useCached } from "../data/useCached.ts"
import type { Connection } from "../model/connection.ts"
import { leadsToRows, paths, readPlace, splatOf } from "../paths.ts"
import { behind } from "../lib/behind.ts"
import { List } from "./List.tsx"
import { PageSkeleton } from "./PageSkeleton.tsx"
import { Panel } from "../shell/Panel.tsx"
import { TroubleNote } from "../shell/TroubleNote.tsx"
import type { DownOf } from "../shell/downOf.ts"
import { hereOf } from "./place/here.ts"
import { ReadOnly, readOnlyReason } from "./place/readOnly.ts"
import { Behind, comesBehind } from "../ui/Behind.tsx"
import { lazily } from "../ui/lazily.ts"
import { Spare } from "../ui/Spare.tsx"

const LeadsNowhere = lazily(async () => (await import("./place/LeadsNowhere.tsx")).LeadsNowhere)

const Item = lazily(async () => (await import("./Item.tsx")).Item)

const { pathname: opened } = globalThis.location
if (opened.startsWith("/c/") && !leadsToRows(opened)) Item.load()

// Nothing has failed before the first answer, and its rows need it the least.
const downOf = comesBehind(async () => (await import("../shell/downOf.ts")).downOf)

/** Whatever can be changed at a connection, and why it cannot be just now. */
const Guarded = ({
  connection,
  how,
  children,
}: {
  readonly connection: Connection
  readonly how: DownOf | undefined
  readonly children: ReactNode
}) => {
  const down = useCached((client) => how?.(client, connection.id))
  return <ReadOnly value={readOnlyReason(connection.name, down)}>{children}</ReadOnly>
}

const AtConnection = ({ connection }: { readonly connection: Connection }) => {
  const { pathname } = useLocation()
  useEffect(() => {
    // The next page is most often an item.
    void behind(Item.load)
  }, [])
  // The same place stays the same object, so that nothing below is drawn again for nothing.
  const target = useMemo(() => readPlace(splatOf(pathname)), [pathname])
  const adapter = useQuery(providerQuery(connection.provider))
  const provider = useOffered(connection.id, adapter.data)
  if (adapter.isError)
    return <TroubleNote error={adapter.error} onRetry={() => void adapter.refetch()} />
  if (!provider) return <PageSkeleton />
  // The connection itself: its root list.
  if (target?.place.length === 0 && target.resource === undefined)
    return <Navigate replace to={paths.list(connection.id, [], provider.root)} />
  const here = target && hereOf(connection, provider, target.place, target.resource)
  if (!here)
    return (
      <Spare fallback={<PageSkeleton />}>
        <LeadsNowhere
          what={`${provider.name} has nothing at this address`}
          to={paths.list(connection.id, [], provider.root)}
          label={`Open ${connection.name}`}
        />
      </Spare>
    )
  // The same element with and without: what is below stays as it is.
  const guarded = (how: DownOf | undefined) => (
    <Guarded connection={connection} how={how}>
      {here.kind === "list" ? <List here={here} /> : <Item here={here} />}
    </Guarded>
  )
  return (
    <Behind of={downOf} instead={guarded(undefined)}>
      {guarded}
    </Behind>
  )
}

/** Serves every list and every item of every provider. */
export const Place = () => {
  const { connection: id = "" } = useParams()
  const connections = useConnections()
  if (connections.isPending) return <PageSkeleton />
  // What was known is true until it is known better; why nothing is known, the frame tells (Root).
  if (!connections.data) return null
  const connection = connections.data.find((one) => one.id === id)
  if (!connection)
    return (
      <Spare fallback={<PageSkeleton />}>
        <LeadsNowhere
          what="This connection does not exist, or was deleted"
          to={paths.connections()}
          label="All connections"
        />
      </Spare>
    )
  return (
    <Panel connection={connection} skeleton={<PageSkeleton />}>
      <AtConnection connection={connection} />
    </Panel>
  )
}
