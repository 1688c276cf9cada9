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
