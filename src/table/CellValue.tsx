import type { ReactNode } from "react"
import { isAbsent } from "../model/field.ts"
import type { Absent, Cell, Field, Kind, Kinds, Value } from "../model/field.ts"
import { textOf } from "../model/search.ts"
import { kinds } from "./kinds.tsx"

const reasons: Readonly<Record<Exclude<Absent["absent"], "unreadable">, string>> = {
  null: "The provider says that there is none",
  "not-provided": "The provider does not send this",
  forbidden: "The provider does not show this to this credential",
  "not-loaded": "Not asked for in this list",
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

/** Values have no tag of their own: their type says whether they are of the field's kind. */
const isOfKind: { readonly [K in Kind]: (value: Value) => value is Kinds[K] } = {
  text: (value) => typeof value === "string",
  id: (value) => typeof value === "string",
  number: (value) => typeof value === "number",
  bytes: (value) => typeof value === "number",
  date: (value): value is Date => value instanceof Date,
  duration: (value) => typeof value === "number",
  version: (value) => typeof value === "string",
  digest: (value) => typeof value === "string",
  flag: (value) => typeof value === "boolean",
  status: (value) => typeof value === "string",
  link: (value) => typeof value === "string",
  list: (value): value is Kinds["list"] =>
    Array.isArray(value) && value.every((part: unknown) => typeof part === "string"),
  records: (value): value is Kinds["records"] =>
    Array.isArray(value) && value.every((part: unknown) => typeof part === "object"),
}

const draw = <K extends Kind>(kind: K, value: Value, field: Field, detail: boolean): ReactNode =>
  isOfKind[kind](value) ? kinds[kind].draw(value, field, detail) : textOf(value)

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
    <>{draw(field.kind, cell, field, detail)}</>
  )
