import { remember, useRemembered } from "./remembered.ts"

const slot = (path: string): string => `waybill.seen.${path}`

/** Until someone marks a list as seen, what is new is what came since yesterday. */
const yesterday = (): string => new Date(Date.now() - 86_400_000).toISOString()

/** When the list at this path was last marked as seen, ISO 8601; `never` where it was not yet. */
export const useSeen = (path: string): { readonly at: string; readonly never: boolean } => {
  const at = useRemembered(slot(path))
  return at !== null && !Number.isNaN(Date.parse(at))
    ? { at, never: false }
    : { at: yesterday(), never: true }
}

export const markSeen = (path: string, at: string): void => remember(slot(path), at)
