import { use } from "react"
import { Dimmed } from "./dimmed.ts"

/** Why nothing can be done to a row that answers what was asked before. */
export const dimmedReason =
  "This row answers what was asked before. Wait for the answer that is being read."

/** The same, where it is such a row. */
export const useDimmed = (): string | undefined => (use(Dimmed) ? dimmedReason : undefined)
