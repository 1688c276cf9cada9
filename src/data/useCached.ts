import { useQueryClient } from "@tanstack/react-query"
import type { QueryClient } from "@tanstack/react-query"
import { useCallback, useSyncExternalStore } from "react"

/**
 * Something read off the query cache, kept up with what comes into it. Unlike a query it asks for
 * nothing and changes no option of what it reads. `read` must give the same again for the same cache.
 */
export const useCached = <T>(read: (client: QueryClient) => T): T => {
  const client = useQueryClient()
  const subscribe = useCallback(
    (listener: () => void) => client.getQueryCache().subscribe(() => listener()),
    [client],
  )
  return useSyncExternalStore(subscribe, () => read(client))
}
