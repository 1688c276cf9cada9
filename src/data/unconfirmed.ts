/** What is younger is told as it is: a page that was just loaded again need not take it back. */
const current = 60_000
/** The same of what this page read by itself, whose chips would move with every refresh. */
const readHere = 600_000

/**
 * Whether something was read longer ago and is only now being read again. Until that is answered
 * nobody knows whether it is still so: it is told with its age, and never as good.
 * @param opened when this page began, ms since 1970
 */
export const isUnconfirmed = (
  { updatedAt, refreshing }: { readonly updatedAt: number; readonly refreshing: boolean },
  now = Date.now(),
  opened = performance.timeOrigin,
): boolean =>
  refreshing && updatedAt > 0 && now - updatedAt > (updatedAt < opened ? current : readHere)
