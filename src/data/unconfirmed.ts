/** What is younger is told as it is: a page that was just loaded again need not take it back. */
const current = 60_000

/**
 * Whether something was read longer ago and is only now being read again. Until that is answered
 * nobody knows whether it is still so: it is told with its age, and never as good.
 */
export const isUnconfirmed = (
  { updatedAt, refreshing }: { readonly updatedAt: number; readonly refreshing: boolean },
  now = Date.now(),
): boolean => refreshing && updatedAt > 0 && now - updatedAt > current
