import { useQuery } from "@tanstack/react-query"
import type { QueryClient } from "@tanstack/react-query"
import { commonFields } from "../model/common.ts"
import type { Connection } from "../model/connection.ts"
import type { Field } from "../model/field.ts"
import type { Place } from "../model/place.ts"
import type { Paging, Total } from "../model/provider.ts"
import { plan, readQuery, sizesOf } from "../model/query.ts"
import type { Query } from "../model/query.ts"
import { callOf } from "./call.ts"
import { connectionsQuery } from "./connections.ts"
import { keys } from "./keys.ts"
import { providerQuery } from "./provider.ts"
import { answersOf } from "./readAll.ts"
import { walk } from "./walk.ts"
import type { Walked } from "./walk.ts"

/** Which list a view is of; undefined for the table of all packages. */
export type ViewOf = {
  readonly connection: string
  readonly place: Place
  readonly resource: string
}

/** Counting must not cost more requests than this by itself. */
const mostRequests = 10

/**
 * What a view asks for, as far as that decides how many rows answer it. Undefined: it asks for something
 * that the list does not have (any more), and the number of what is left would not be the number of what
 * it is called.
 */
export const countedQuery = (
  fields: readonly Field[],
  paging: Paging,
  search: string,
): Query | undefined => {
  const params = new URLSearchParams(search)
  for (const name of ["sort", "page", "per"]) params.delete(name)
  const { query, dropped } = readQuery(fields, paging, params)
  return dropped.length === 0 ? query : undefined
}

const countList = async (
  client: QueryClient,
  connection: Connection,
  of: ViewOf,
  search: string,
  signal: AbortSignal,
): Promise<Total | null> => {
  const provider = await client.ensureQueryData(providerQuery(connection.provider))
  const resource = provider.resources[of.resource]
  if (!resource) return null
  const query = countedQuery(resource.fields, resource.paging, search)
  if (!query) return null
  const { remote, local, needsAll } = plan(resource, query)
  const call = callOf(connection, signal, "background")
  if (!needsAll && resource.paging.by !== "none") {
    const page = await resource.list(call, of.place, {
      ...remote,
      size: Math.min(...sizesOf(resource.paging)),
      ...(resource.sparse ? { fields: [resource.title] } : {}),
    })
    return page.total ?? null
  }
  const walked = await walk({
    call,
    resource,
    place: of.place,
    query: { ...remote, page: "", size: resource.paging.by === "none" ? 0 : resource.paging.max },
    onProgress: () => undefined,
    approve: () => Promise.resolve(false),
    freeRequests: mostRequests,
  })
  if (!walked.complete) return null
  return { count: answersOf(resource.fields, walked.rows, local).length, exact: true }
}

/** Of what was read already: the table of all packages is not read for the sake of a number. */
const countEverything = (
  client: QueryClient,
  connections: readonly Connection[],
  search: string,
): Total | null => {
  const parts = connections.map(({ id }) => client.getQueryData<Walked>(keys.everything(id)))
  if (parts.length === 0 || !parts.every((part) => part?.complete)) return null
  const query = countedQuery(commonFields, { by: "none" }, search)
  if (!query) return null
  const rows = parts.flatMap((part) => part?.rows ?? [])
  return { count: answersOf(commonFields, rows, query).length, exact: true }
}

/** How many rows answer a view: a number, null where that is not known, undefined while it is counted. */
export const useViewCount = (of: ViewOf | undefined, search: string): Total | null | undefined => {
  const counted = useQuery({
    queryKey: of
      ? keys.count(of.connection, of.resource, of.place, search)
      : keys.countEverything(search),
    queryFn: async ({ client, signal }) => {
      const connections = await client.ensureQueryData(connectionsQuery)
      if (!of) return countEverything(client, connections, search)
      const connection = connections.find(({ id }) => id === of.connection)
      return connection ? countList(client, connection, of, search, signal) : null
    },
    staleTime: 60_000,
    refetchInterval: 300_000,
    retry: false,
  })
  return counted.isError ? null : counted.data
}
