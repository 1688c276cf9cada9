import { queryOptions, useQuery } from "@tanstack/react-query"
import type { Connection } from "../model/connection.ts"
import type { Place } from "../model/place.ts"
import type { Resource } from "../model/provider.ts"
import { callOf } from "./call.ts"
import { kept } from "./client.ts"
import { keys } from "./keys.ts"

/** One item, asked for by itself. A resource without `get` has no such question. */
export const itemQuery = (connection: Connection, resource: Resource, place: Place) =>
  queryOptions({
    queryKey: keys.item(connection.id, resource.id, place),
    queryFn: ({ signal }) => {
      if (!resource.get) throw new RangeError(`${resource.many} cannot be asked for one by one`)
      return resource.get(callOf(connection, signal, "visible"), place)
    },
    persister: kept("always"),
    refetchInterval: ({ state }) => (state.data && resource.busy?.(state.data) ? 5000 : false),
  })

export const useItem = (connection: Connection, resource: Resource, place: Place) =>
  useQuery(itemQuery(connection, resource, place))
