import { valueOf } from "../../model/field.ts"
import type { Row } from "../../model/field.ts"

/** A row's text; empty where it has none, or is not known. */
export const textIn = (row: Row | undefined, field: string): string => {
  const value = row && valueOf(row, field)
  return typeof value === "string" ? value : ""
}
