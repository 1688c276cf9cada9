import { useQueryClient } from "@tanstack/react-query"
import type { QueryClient } from "@tanstack/react-query"
import { useCallback, useSyncExternalStore } from "react"
import { watchAway } from "../lib/away.ts"

/**
 * Something read off the query cache, kept up with what comes into it and with whether our own server
 * is away. Unlike a query it asks for nothing and changes no option of what it reads. `read` must give
 * the same again for the same of both.
 */
export const useCached = <T>(read: (client: QueryClient) => T): T => {
  const client = useQueryClient()
  const subscribe = useCallback(
    (listener: () => void) => {
      const stops = [client.getQueryCache().subscribe(() => listener()), watchAway(listener)]
      return () => stops.forEach((stop) => stop())
    },
    [client],
  )
  return useSyncExternalStore(subscribe, () => read(client))
}
