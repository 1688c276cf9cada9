import { notifyManager } from "@tanstack/react-query"
import type { QueryClient } from "@tanstack/react-query"
import type { Connection } from "../model/connection.ts"
import { placeKey } from "../model/place.ts"
import type { Place } from "../model/place.ts"
import { keys } from "./keys.ts"

/**
 * Asks again for whatever could not be had at a place and is on screen: the item, what is asked for it
 * alone, its tabs and the lists below it. Where one failure is told for all of them, so is its remedy.
 */
export const askFailedAgain = (
  client: QueryClient,
  connection: Connection,
  place: Place,
): Promise<void> => {
  const here = placeKey(place)
  return client.refetchQueries({
    queryKey: keys.connection(connection.id),
    type: "active",
    predicate: ({ queryKey, state }) => queryKey[3] === here && state.status === "error",
  })
}

/**
 * Asks with nobody having said so: what failed stays told until its answer is here. React Query itself
 * forgets a failure as it asks again for what it has nothing of, and a page would stand empty meanwhile.
 */
export const askQuietly = (client: QueryClient, ask: () => void): void =>
  notifyManager.batch(() => {
    const failed = client
      .getQueryCache()
      .findAll({ predicate: ({ state }) => state.status === "error" })
      .map((query) => ({ query, error: query.state.error }))
    ask()
    for (const { query, error } of failed)
      if (query.state.status === "pending") query.setState({ error, status: "error" })
  })
