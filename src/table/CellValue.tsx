import type { ReactNode } from "react"
import { isAbsent, toneOf } from "../model/field.ts"
import type { Cell, Field, Kind, Value } from "../model/field.ts"
import { textOf } from "../model/search.ts"
import { CopyButton } from "../ui/CopyButton.tsx"
import { StatusBadge } from "../ui/StatusBadge.tsx"
import { TimeAgo } from "../ui/TimeAgo.tsx"
import { drawLink, drawList, drawRecordCount, empty, none, shortOf } from "./cells.tsx"
import { exactly } from "./exactly.ts"
import { Missing } from "./Missing.tsx"
import { numbers } from "./numbers.ts"
import { isDate, isFlag, isList, isNumber, isRecords, isText } from "./valueKinds.ts"
import { lazily } from "../ui/lazily.ts"
import { Spare } from "../ui/Spare.tsx"

const Records = lazily(async () => (await import("./Records.tsx")).Records)

type Draw<V> = (value: V, field: Field, detail: boolean) => ReactNode

/** A value that is not of its field's kind is shown as the text that it is. */
const look =
  <V extends Value>(is: (value: Value) => value is V, draw: Draw<V>): Draw<Value> =>
  (value, field, detail) =>
    is(value) ? draw(value, field, detail) : textOf(value)

const mono = look(isText, (value, field, detail) => (
  <span className="flex min-w-0 items-center gap-1">
    <span
      className={detail ? "font-mono text-xs break-all" : "truncate font-mono text-xs"}
      title={detail ? undefined : value}
    >
      {detail ? value : shortOf(value, field)}
    </span>
    <CopyButton key={value} value={value} label={field.label} />
  </span>
))

const plain = look(isText, (value, _field, detail) =>
  value === "" ? (
    empty
  ) : detail ? (
    <span className="whitespace-pre-wrap">{value}</span>
  ) : (
    <span className="block truncate" title={value}>
      {value}
    </span>
  ),
)

const number = (print: (value: number) => string): Draw<Value> =>
  look(isNumber, (value, field) => (
    <span className="numeric" title={exactly(field, value)}>
      {print(value)}
    </span>
  ))

const list = look(isList, (values, _field, detail) =>
  values.length === 0 ? (
    none
  ) : (
    <span
      className={detail ? "flex flex-wrap gap-1" : "flex min-w-0 gap-1"}
      title={detail ? undefined : values.join("\n")}
    >
      {drawList(values, detail ? values.length : 2)}
    </span>
  ),
)

const link = look(isText, (value, field, detail) => (
  <span className="flex min-w-0 items-center gap-1">
    <span className={detail ? "text-sm break-all" : "truncate"} title={detail ? undefined : value}>
      {drawLink(value)}
    </span>
    <CopyButton key={value} value={value} label={field.label} />
  </span>
))

/** How each kind of value looks where there is room for all that can be said of it and done with it. */
const looks: Readonly<Record<Kind, Draw<Value>>> = {
  text: plain,
  id: mono,
  number: number(numbers.number),
  bytes: number(numbers.bytes),
  date: look(isDate, (value) => <TimeAgo date={value} />),
  duration: number(numbers.duration),
  version: plain,
  digest: mono,
  flag: look(isFlag, (value) => (value ? "Yes" : "No")),
  status: look(isText, (value, field) => (
    <StatusBadge tone={toneOf(field, value)}>{value}</StatusBadge>
  )),
  word: plain,
  link,
  list,
  records: look(isRecords, (rows, field, detail) =>
    detail ? (
      <Spare>
        <Records rows={rows} label={field.label} />
      </Spare>
    ) : (
      drawRecordCount(rows)
    ),
  ),
}

/** One value, drawn by its kind; a value that is not there says why. In a row of a table: `drawCell`. */
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
    <>{looks[field.kind](cell, field, detail)}</>
  )
