import type { QueryClient } from "@tanstack/react-query"
import { connectionsQuery } from "./connections.ts"
import { providerQuery } from "./provider.ts"
import { sessionQuery } from "./session.ts"

/** Starts what every page needs, without waiting for it. */
export const prefetchApp = (client: QueryClient): void => {
  void client.prefetchQuery(sessionQuery)
  void client.prefetchQuery(connectionsQuery)
}

/** Starts the adapter of a connection as soon as it is known which one that is. */
export const prefetchConnection = async (client: QueryClient, id: string): Promise<void> => {
  try {
    const connections = await client.ensureQueryData(connectionsQuery)
    const connection = connections.find((one) => one.id === id)
    if (connection) await client.prefetchQuery(providerQuery(connection.provider))
  } catch {
    // The page asks the same and shows what went wrong.
  }
}
