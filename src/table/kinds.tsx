import { lazy, Suspense } from "react"
import type { ReactNode } from "react"
import { formatBytes } from "../lib/bytes.ts"
import { formatDuration } from "../lib/dates.ts"
import { once } from "../lib/once.ts"
import { counted, shorten } from "../lib/text.ts"
import { toneOf } from "../model/field.ts"
import type { Field, Kind, Kinds, Value } from "../model/field.ts"
import { textOf } from "../model/search.ts"
import { CopyButton } from "../ui/CopyButton.tsx"
import { ExternalLink, safeHref } from "../ui/ExternalLink.tsx"
import { StatusBadge } from "../ui/StatusBadge.tsx"
import { TimeAgo } from "../ui/TimeAgo.tsx"

const Records = lazy(async () => ({ default: (await import("./Records.tsx")).Records }))

export type KindLook = {
  readonly draw: (value: Value, field: Field, detail: boolean) => ReactNode
  /** Numbers stand right, so that their digits do. */
  readonly align: "start" | "end"
  /** Width of its column in px, before anyone changes it. */
  readonly width: number
}

type Draw<V> = (value: V, field: Field, detail: boolean) => ReactNode

/** Values carry no tag: a value that is not of its field's kind is shown as the text that it is. */
const look = <V extends Value>(
  is: (value: Value) => value is V,
  width: number,
  draw: Draw<V>,
  align: KindLook["align"] = "start",
): KindLook => ({
  draw: (value, field, detail) => (is(value) ? draw(value, field, detail) : textOf(value)),
  align,
  width,
})

const isText = (value: Value): value is string => typeof value === "string"
const isNumber = (value: Value): value is number => typeof value === "number"
const isDate = (value: Value): value is Date => value instanceof Date
const isFlag = (value: Value): value is boolean => typeof value === "boolean"
const isList = (value: Value): value is Kinds["list"] =>
  Array.isArray(value) && value.every((part: unknown) => typeof part === "string")
const isRecords = (value: Value): value is Kinds["records"] =>
  Array.isArray(value) && value.every((part: unknown) => typeof part === "object")

const grouped = once(() => new Intl.NumberFormat("en"))

const mono = (value: string, field: Field, detail: boolean): ReactNode => (
  <span className="flex min-w-0 items-center gap-1">
    <span
      className={detail ? "font-mono text-xs break-all" : "truncate font-mono text-xs"}
      title={detail ? undefined : value}
    >
      {detail ? value : shorten(value, field.kind === "digest" ? 14 : 8)}
    </span>
    <CopyButton key={value} value={value} label={field.label} />
  </span>
)

const plain = (value: string, _field: Field, detail: boolean): ReactNode =>
  value === "" ? (
    <span className="text-faint">empty</span>
  ) : detail ? (
    <span className="whitespace-pre-wrap">{value}</span>
  ) : (
    <span className="block truncate" title={value}>
      {value}
    </span>
  )

const number = (text: string, exact: string): ReactNode => (
  <span className="numeric" title={exact === text ? undefined : exact}>
    {text}
  </span>
)

const list = (values: readonly string[], _field: Field, detail: boolean): ReactNode => {
  if (values.length === 0) return <span className="text-faint">none</span>
  const shown = detail ? values : values.slice(0, 2)
  return (
    <span
      className={detail ? "flex flex-wrap gap-1" : "flex min-w-0 gap-1"}
      title={detail ? undefined : values.join("\n")}
    >
      {shown.map((value) => (
        <span key={value} className="max-w-full truncate rounded-sm bg-sunken px-1.5 text-xs/5">
          {value}
        </span>
      ))}
      {values.length > shown.length && (
        <span className="rounded-sm px-1 text-xs/5 text-muted">
          +{values.length - shown.length}
        </span>
      )}
    </span>
  )
}

const link = (value: string, field: Field, detail: boolean): ReactNode => (
  <span className="flex min-w-0 items-center gap-1">
    <span className={detail ? "text-sm break-all" : "truncate"} title={detail ? undefined : value}>
      {safeHref(value) ? <ExternalLink href={value}>{value}</ExternalLink> : value}
    </span>
    <CopyButton key={value} value={value} label={field.label} />
  </span>
)

const share = { little: 0.65, less: 0.72, much: 1.7 } as const

/** Width of a field's column in px, before anyone changes it. */
export const widthOf = (field: Field): number =>
  Math.round(kinds[field.kind].width * (field.room ? share[field.room] : 1))

/** How each kind of value looks. A new kind does not compile until it has a look. */
export const kinds: Readonly<Record<Kind, KindLook>> = {
  text: look(isText, 220, plain),
  id: look(isText, 176, mono),
  number: look(isNumber, 100, (value) => number(grouped().format(value), String(value)), "end"),
  bytes: look(
    isNumber,
    98,
    (value) => number(formatBytes(value), `${grouped().format(value)} bytes`),
    "end",
  ),
  date: look(isDate, 128, (value) => <TimeAgo date={value} />),
  duration: look(isNumber, 120, (value) => number(formatDuration(value), `${value} s`), "end"),
  version: look(isText, 130, plain),
  digest: look(isText, 230, mono),
  flag: look(isFlag, 90, (value) => (value ? "Yes" : "No")),
  status: look(isText, 176, (value, field) => (
    <StatusBadge tone={toneOf(field, value)}>{value}</StatusBadge>
  )),
  word: look(isText, 104, plain),
  link: look(isText, 240, link),
  list: look(isList, 220, list),
  records: look(isRecords, 120, (rows, field, detail) =>
    detail ? (
      <Suspense>
        <Records rows={rows} label={field.label} />
      </Suspense>
    ) : (
      <span className="text-muted">{counted(rows.length, "entry", "entries")}</span>
    ),
  ),
}
