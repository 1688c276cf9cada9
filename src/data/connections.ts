import { queryOptions, useQuery } from "@tanstack/react-query"
import * as v from "valibot"
import { Connection } from "../model/connection.ts"
import { askServer } from "./api.ts"
import { keys } from "./keys.ts"

/** Every connection of this user, without secrets. */
export const connectionsQuery = queryOptions({
  queryKey: keys.connections(),
  queryFn: ({ signal }) => askServer("/api/connections", v.array(Connection), { signal }),
})

export const useConnections = () => useQuery(connectionsQuery)
