import { useSyncExternalStore } from "react"
import { savedViews, watchViews } from "./views.ts"
import type { View } from "./views.ts"

/** Every saved view; follows changes, those of other tabs too. */
export const useViews = (): readonly View[] => useSyncExternalStore(watchViews, savedViews)
