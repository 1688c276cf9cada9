import type { ReactNode } from "react"
import { isAbsent } from "../model/field.ts"
import type { Field, Row } from "../model/field.ts"
import { Skeleton } from "../ui/Skeleton.tsx"
import type { RowTools } from "./tools.ts"

/**
 * A cell that costs a call of its own; undefined: an ordinary one. Until the list's tools are there to
 * ask, nobody knows its value, and a dash would say that there is none.
 */
export const drawLate = (
  row: Row,
  field: Field,
  tools: RowTools | undefined,
): ReactNode | undefined => {
  if (!field.late || !tools) return undefined
  if (tools.draw) return tools.draw.late(row, field)
  return isAbsent(row.cells[field.id]) ? <Skeleton className="h-3.5 w-16" /> : undefined
}
