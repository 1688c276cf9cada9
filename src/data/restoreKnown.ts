import { hashKey } from "@tanstack/react-query"
import type { QueryClient, QueryKey } from "@tanstack/react-query"
import { holdsAnything, persister } from "./client.ts"
import { keys } from "./keys.ts"

/** Takes back into memory what this browser kept, unless there is something newer. */
export const restoreKept = async (client: QueryClient, key: QueryKey): Promise<void> => {
  if (client.getQueryData(key) !== undefined) return
  await persister.retrieveQuery(hashKey(key), ({ state }) => {
    if (client.getQueryData(key) === undefined)
      client.setQueryData(key, state.data, { updatedAt: state.dataUpdatedAt })
  })
}

/** What this browser kept of an answer, and when that was had, ms since 1970; it stays out of memory. */
export const readKept = async <T>(
  key: QueryKey,
): Promise<{ readonly data: T; readonly at: number } | undefined> => {
  if (!holdsAnything()) return undefined
  const told = Promise.withResolvers<number>()
  const data = await persister.retrieveQuery<T>(hashKey(key), ({ state }) =>
    told.resolve(state.dataUpdatedAt),
  )
  return data === undefined ? undefined : { data, at: await told.promise }
}

/**
 * Takes back into memory what this browser kept of all packages of a connection, for `useKnown`;
 * nothing is asked of a provider.
 */
export const restoreKnown = (client: QueryClient, connection: string): Promise<void> =>
  restoreKept(client, keys.everything(connection))
