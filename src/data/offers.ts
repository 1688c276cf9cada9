import { useQuery } from "@tanstack/react-query"
import type { Connection } from "../model/connection.ts"
import type { Input } from "../model/input.ts"
import { callOf } from "./call.ts"
import { keys } from "./keys.ts"

/** What an input offers to choose from, read from the provider when its form opens. */
export const useOffers = (connection: Connection, { offers }: Pick<Input, "offers">) =>
  useQuery({
    queryKey: keys.offers(connection.id, offers?.of ?? ""),
    queryFn: ({ signal }) =>
      offers?.load(callOf(connection, signal, "visible")) ?? Promise.resolve([]),
    enabled: offers !== undefined,
    staleTime: 60_000,
  })
