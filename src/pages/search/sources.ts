import { useQueryClient } from "@tanstack/react-query"
import type { QueryClient } from "@tanstack/react-query"
import { useEffect, useMemo, useState } from "react"
import { keys } from "../../data/keys.ts"
import { lackingOf } from "../../data/lacking.ts"
import type { Offered } from "../../data/lacking.ts"
import { memoLast } from "../../data/useLives.ts"
import { providerQuery } from "../../data/provider.ts"
import { useCached } from "../../data/useCached.ts"
import type { Walked } from "../../data/walk.ts"
import { originKey, originOf } from "../../model/common.ts"
import type { Origin } from "../../model/common.ts"
import type { Connection } from "../../model/connection.ts"
import type { Row } from "../../model/field.ts"
import type { Place } from "../../model/place.ts"
import type { Provider, Resource } from "../../model/provider.ts"
import { downOf } from "../../shell/downOf.ts"
import { readOnlyReason } from "../place/readOnly.ts"

/** A connection with packages in the table of all packages, and what can be done to them. */
export type Source = {
  readonly connection: Connection
  readonly resource: Resource
  /** Why nothing can be changed there just now; undefined where it can. */
  readonly readOnly: string | undefined
}

/** Of each connection what `read` finds of it in the cache; the same list for the same findings. */
const useEach = <T>(
  connections: readonly Connection[],
  read: (client: QueryClient, connection: Connection) => T,
): readonly T[] => {
  const [own] = useState(() => memoLast((all: readonly T[]) => all))
  return useCached((client) => own(connections.map((connection) => read(client, connection))))
}

const sourceOf = (
  connection: Connection,
  adapter: Provider | undefined,
  lacking: Offered | undefined,
  down: string | undefined,
): readonly Source[] => {
  const provider = adapter && (lacking ?? lackingOf(connection.id)).of(adapter)
  const resource = provider?.resources[provider.packages.resource]
  return resource ? [{ connection, resource, readOnly: readOnlyReason(connection.name, down) }] : []
}

/** What can be done to the packages of each connection, by its id, as far as its adapter is loaded. */
export const useSources = (connections: readonly Connection[]): ReadonlyMap<string, Source> => {
  const client = useQueryClient()
  // Rows that this browser kept are here before anything is asked of their provider.
  useEffect(() => {
    for (const { provider } of connections) void client.prefetchQuery(providerQuery(provider))
  }, [client, connections])
  const adapters = useEach(connections, (cache, { provider }) =>
    cache.getQueryData<Provider>(keys.provider(provider)),
  )
  const lacking = useEach(connections, (cache, { id }) =>
    cache.getQueryData<Offered>(keys.lacking(id)),
  )
  const downs = useEach(connections, (cache, { id }) => downOf(cache, id))
  return useMemo(
    () =>
      new Map(
        connections
          .flatMap((one, nth) => sourceOf(one, adapters[nth], lacking[nth], downs[nth]))
          .map((source) => [source.connection.id, source]),
      ),
    [connections, adapters, lacking, downs],
  )
}

/** How many packages of a connection are known. */
export const knownOf = (client: QueryClient, connection: string): number =>
  client.getQueryData<Walked>(keys.everything(connection))?.rows.length ?? 0

/** Rows are many, and their ids long: each is taken apart once. */
const origins = new WeakMap<Row, Origin>()

/** Where a row of the table of all packages leads. */
export const originIn = (row: Row): Origin => {
  const known = origins.get(row)
  if (known) return known
  const origin = originOf(row.id)
  origins.set(row, origin)
  return origin
}

/** Rows of the table of all packages by the id of their connection. */
export const byConnection = (rows: readonly Row[]): ReadonlyMap<string, readonly Row[]> =>
  Map.groupBy(rows, (row) => originIn(row).connection)

/** The ids that what is at these places has in the table of all packages: ids of its own may be there twice. */
export const rowIdsAt = (connection: string, places: readonly Place[]): ReadonlySet<string> =>
  new Set(places.map((place) => originKey({ connection, place })))
