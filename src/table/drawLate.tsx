import type { ReactNode } from "react"
import { isAbsent } from "../model/field.ts"
import type { Field, Row } from "../model/field.ts"
import { Skeleton } from "../ui/Skeleton.tsx"
import type { RowTools } from "./tools.ts"

/**
 * A cell that costs a call of its own; undefined: an ordinary one. Until the list's tools are there to
 * ask, nobody knows its value, and a dash would say that there is none. Its skeletons are not drawn with
 * the first rows, unseen: each is two animations, and there are dozens.
 */
export const drawLate = (
  row: Row,
  field: Field,
  tools: RowTools | undefined,
): ReactNode | undefined => {
  if (!field.late || !tools) return undefined
  if (tools.draw) return tools.draw.late(row, field)
  if (!isAbsent(row.cells[field.id])) return undefined
  return tools.slow ? <Skeleton className="h-3.5 w-16" /> : ""
}
