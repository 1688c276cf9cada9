import type { ReactNode } from "react"
import { isAbsent } from "../model/field.ts"
import type { Absent, Cell, Field } from "../model/field.ts"
import { kinds } from "./kinds.tsx"

const reasons: Readonly<Record<Exclude<Absent["absent"], "unreadable">, string>> = {
  null: "The provider says that there is none",
  "not-provided": "The provider does not send this",
  forbidden: "The provider does not show this to this credential",
  "not-loaded": "Not asked for, so not known",
}

const Missing = ({
  cell,
  detail,
}: {
  readonly cell: Absent | undefined
  readonly detail: boolean
}) => {
  if (cell?.absent === "unreadable")
    return (
      <span className="text-muted" title="Not a value of the kind that belongs here">
        {cell.said}
      </span>
    )
  const reason = reasons[cell?.absent ?? "not-provided"]
  if (cell?.said !== undefined)
    return (
      <span className="text-muted" title={reason}>
        {cell.said}
      </span>
    )
  return (
    <span className="text-faint" title={reason}>
      <span aria-hidden>—</span>
      {detail ? (
        <span className="ml-2 text-xs">{reason}</span>
      ) : (
        <span className="sr-only">{reason}</span>
      )}
    </span>
  )
}

/** One value of a row, drawn by its kind; a value that is not there says why. */
export const CellValue = ({
  field,
  cell,
  detail = false,
}: {
  readonly field: Field
  readonly cell: Cell | undefined
  /** On an item page there is room for all of it. */
  readonly detail?: boolean
}) =>
  isAbsent(cell) ? (
    <Missing cell={cell} detail={detail} />
  ) : (
    <>{kinds[field.kind].draw(cell, field, detail)}</>
  )

/** One value in a row of a table. A call, not a component: see {@link kinds}. */
export const drawCell = (field: Field, cell: Cell | undefined): ReactNode =>
  isAbsent(cell) ? <Missing cell={cell} detail={false} /> : kinds[field.kind].cell(cell, field)
