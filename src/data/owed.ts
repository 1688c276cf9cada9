import type { QueryClient, QueryKey } from "@tanstack/react-query"

/**
 * Whether somebody changed from here what this query has, and it is still to be read anew. A read that
 * failed leaves the same mark, and nobody waits for what that would show.
 */
export const isOwed = (client: QueryClient, queryKey: QueryKey): boolean => {
  const state = client.getQueryState(queryKey)
  return state?.isInvalidated === true && state.status !== "error"
}
