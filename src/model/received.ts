import type { Received } from "./action.ts"
import type { Place } from "./place.ts"

const isPlace = (sent: Place | Received): sent is Place => Array.isArray(sent)

/** What came of a file that was sent, whichever way the adapter says it. */
export const receivedOf = (sent: Place | Received): Received =>
  isPlace(sent) ? { place: sent } : sent
