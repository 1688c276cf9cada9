import type { ReactNode } from "react"
import { isAbsent } from "../model/field.ts"
import type { Field, Row } from "../model/field.ts"
import { cx } from "../ui/cx.ts"
import { Skeleton } from "../ui/Skeleton.tsx"
import type { RowTools } from "./tools.ts"

/**
 * A cell that costs a call of its own; undefined: an ordinary one. Until the list's tools are there to
 * ask, nobody knows its value, and a dash would say that there is none. With the first rows there is
 * only its room: a skeleton is two animations, there are dozens, and none would be seen yet.
 */
export const drawLate = (
  row: Row,
  field: Field,
  tools: RowTools | undefined,
): ReactNode | undefined => {
  if (!field.late || !tools) return undefined
  if (tools.draw) return tools.draw.late(row, field)
  if (!isAbsent(row.cells[field.id])) return undefined
  const room = "h-3.5 w-16"
  return tools.slow ? (
    <Skeleton className={room} />
  ) : (
    <span aria-hidden className={cx("block", room)} />
  )
}
