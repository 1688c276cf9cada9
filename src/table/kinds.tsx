import { lazy, Suspense } from "react"
import type { ReactNode } from "react"
import { formatBytes } from "../lib/bytes.ts"
import { formatDuration } from "../lib/dates.ts"
import { once } from "../lib/once.ts"
import { counted, formatCount, shorten } from "../lib/text.ts"
import { toneOf } from "../model/field.ts"
import type { Field, Kind, Kinds, Value } from "../model/field.ts"
import { textOf } from "../model/search.ts"
import { CopyButton } from "../ui/CopyButton.tsx"
import { ExternalLink, safeHref } from "../ui/ExternalLink.tsx"
import { StatusBadge } from "../ui/StatusBadge.tsx"
import { drawAgo, momentOf, TimeAgo } from "../ui/TimeAgo.tsx"

const Records = lazy(async () => ({ default: (await import("./Records.tsx")).Records }))

export type KindLook = {
  readonly draw: (value: Value, field: Field, detail: boolean) => ReactNode
  /**
   * In a row of a table: as few elements as can be, for a screen has hundreds of cells and a keystroke
   * draws them all. What more there is to say and to do comes with the pointer (`RowTouch.tsx`).
   */
  readonly cell: (value: Value, field: Field) => ReactNode
  /** Class of a cell of a table. */
  readonly cellClass: string
  /** Whether what is drawn in a cell, other than plain words, may be too long for the column of its kind. */
  readonly mayBeCut: boolean
  /** What a cell leaves out, for whoever points at it; undefined: nothing. */
  readonly exact: (value: Value) => string | undefined
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
  {
    cell = (value, field) => draw(value, field, false),
    cellClass = "text-sm",
    mayBeCut = true,
    exact = () => undefined,
    align = "start",
  }: {
    readonly cell?: (value: V, field: Field) => ReactNode
    readonly cellClass?: string
    readonly mayBeCut?: boolean
    readonly exact?: (value: V) => string | undefined
    readonly align?: KindLook["align"]
  } = {},
): KindLook => ({
  draw: (value, field, detail) => (is(value) ? draw(value, field, detail) : textOf(value)),
  cell: (value, field) => (is(value) ? cell(value, field) : textOf(value)),
  exact: (value) => (is(value) ? exact(value) : undefined),
  cellClass,
  mayBeCut,
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

const decimals = once(() => new Intl.NumberFormat("en"))

/** Not by `Intl` where it is whole: what that has to load takes 50 ms, and numbers stand in the first rows. */
const grouped = (value: number): string =>
  Number.isSafeInteger(value) ? formatCount(value) : decimals().format(value)

/** Whether there is a pointer that can be over something without pressing it. */
const hovers = once(() => typeof matchMedia !== "function" || matchMedia("(hover: hover)").matches)

/** Where the button to copy a value comes to stand: with the pointer, or, for fingers, at once. */
export const drawCopy = (value: string, field: Field): ReactNode => (
  <span data-copy={field.id}>
    {!hovers() && <CopyButton key={value} value={value} label={field.label} />}
  </span>
)

const short = (value: string, field: Field): string =>
  shorten(value, field.kind === "digest" ? 14 : 8)

const mono = (value: string, field: Field, detail: boolean): ReactNode => (
  <span className="flex min-w-0 items-center gap-1">
    <span
      className={detail ? "font-mono text-xs break-all" : "truncate font-mono text-xs"}
      title={detail ? undefined : value}
    >
      {detail ? value : short(value, field)}
    </span>
    <CopyButton key={value} value={value} label={field.label} />
  </span>
)

const monoCell = {
  cellClass: "relative font-mono text-xs",
  cell: (value: string, field: Field): ReactNode => (
    <>
      {short(value, field)}
      {drawCopy(value, field)}
    </>
  ),
  mayBeCut: false,
  exact: (value: string) => value,
}

const empty = <span className="text-faint">empty</span>

const plainCell = { cell: (value: string): ReactNode => (value === "" ? empty : value) }

const plain = (value: string, _field: Field, detail: boolean): ReactNode =>
  value === "" ? (
    empty
  ) : detail ? (
    <span className="whitespace-pre-wrap">{value}</span>
  ) : (
    <span className="block truncate" title={value}>
      {value}
    </span>
  )

/** A number with its unit, and, where that is not all of it, exactly. */
const counting = (
  width: number,
  print: (value: number) => string,
  exactly: (value: number) => string,
): KindLook => {
  const exact = (value: number): string | undefined => {
    const said = exactly(value)
    return said === print(value) ? undefined : said
  }
  return look(
    isNumber,
    width,
    (value) => (
      <span className="numeric" title={exact(value)}>
        {print(value)}
      </span>
    ),
    { cell: print, cellClass: "numeric text-right text-sm", exact, align: "end" },
  )
}

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
  text: look(isText, 220, plain, plainCell),
  id: look(isText, 176, mono, monoCell),
  number: counting(100, grouped, String),
  bytes: counting(98, formatBytes, (value) => `${grouped(value)} bytes`),
  date: look(isDate, 128, (value) => <TimeAgo date={value} />, {
    cell: drawAgo,
    mayBeCut: false,
    exact: (value) => (Number.isNaN(value.getTime()) ? undefined : momentOf(value)),
  }),
  duration: counting(120, formatDuration, (value) => `${value} s`),
  version: look(isText, 130, plain, plainCell),
  digest: look(isText, 230, mono, monoCell),
  flag: look(isFlag, 90, (value) => (value ? "Yes" : "No")),
  status: look(
    isText,
    176,
    (value, field) => <StatusBadge tone={toneOf(field, value)}>{value}</StatusBadge>,
    // The badge is cut by itself.
    { mayBeCut: false },
  ),
  word: look(isText, 104, plain, plainCell),
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
