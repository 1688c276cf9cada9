import { hashKey } from "@tanstack/react-query"
import type { QueryClient, QueryKey } from "@tanstack/react-query"
import { persister } from "./client.ts"
import { keys } from "./keys.ts"

/** Takes back into memory what this browser kept, unless there is something newer. */
export const restoreKept = async (client: QueryClient, key: QueryKey): Promise<void> => {
  if (client.getQueryData(key) !== undefined) return
  await persister.retrieveQuery(hashKey(key), ({ state }) => {
    if (client.getQueryData(key) === undefined)
      client.setQueryData(key, state.data, { updatedAt: state.dataUpdatedAt })
  })
}

/**
 * Takes back into memory what this browser kept of all packages of a connection, for `useKnown`;
 * nothing is asked of a provider.
 */
export const restoreKnown = (client: QueryClient, connection: string): Promise<void> =>
  restoreKept(client, keys.everything(connection))
