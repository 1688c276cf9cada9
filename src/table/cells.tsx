import type { ReactNode } from "react"
import { once } from "../lib/once.ts"
import { formatAgo } from "../lib/dates.ts"
import { counted, shorten } from "../lib/text.ts"
import { isAbsent, toneOf } from "../model/field.ts"
import type { Cell, Field, Kind, Value } from "../model/field.ts"
import { textOf } from "../model/search.ts"
import { Behind, comesBehind } from "../ui/Behind.tsx"
import { ExternalLink, safeHref } from "../ui/ExternalLink.tsx"
import { StatusBadge } from "../ui/StatusBadge.tsx"
import { drawAgo, isSet } from "../ui/ago.tsx"
import { Missing } from "./Missing.tsx"
import { numbers } from "./numbers.ts"
import { lettersIn, mayOverflow } from "./room.ts"
import { isDate, isFlag, isList, isNumber, isRecords, isText } from "./valueKinds.ts"

/**
 * How a kind of value stands in a row of a table: in as few elements as can be, for a screen has
 * hundreds of cells and a keystroke draws them all. What more there is to say and to do comes with the
 * pointer or the focus (`RowTouch.tsx`).
 */
type CellLook = {
  readonly draw: (value: Value, field: Field, room: number) => ReactNode
  readonly className: string | undefined
  /** Its text is copied, not read. */
  readonly copies: boolean
  /** Whether what is drawn, other than plain words, may be too long for the column of its kind. */
  readonly mayBeCut: boolean
  /** Numbers stand right, so that their digits do. */
  readonly align: "start" | "end"
  /** Width of the column in px, before anyone changes it. */
  readonly width: number
}

/** `room`: px for its words; what cuts itself does so where it may need more. */
type Draw<V> = (value: V, field: Field, room: number) => ReactNode

/** A value that is not of its field's kind is shown as the text that it is. */
const look = <V extends Value>(
  is: (value: Value) => value is V,
  width: number,
  draw: Draw<V>,
  {
    className,
    copies = false,
    mayBeCut = true,
    align = "start",
  }: Partial<Pick<CellLook, "className" | "copies" | "mayBeCut" | "align">> = {},
): CellLook => ({
  draw: (value, field, room) => (is(value) ? draw(value, field, room) : textOf(value)),
  className,
  copies,
  mayBeCut,
  align,
  width,
})

/** Whether there is a pointer that can be over something without pressing it. */
export const hovers = once(
  () => typeof matchMedia !== "function" || matchMedia("(hover: hover)").matches,
)

const copyButton = comesBehind(async () => (await import("../ui/CopyButton.tsx")).CopyButton)

/** The button that copies a value. It comes behind the rows; its room is there before. */
export const drawCopyButton = (value: string, field: Field): ReactNode => (
  <Behind of={copyButton} instead={<span className="size-6 shrink-0" />}>
    {(CopyButton) => <CopyButton key={value} value={value} label={field.label} />}
  </Behind>
)

/** Where the button to copy a value of a card comes to stand: with the pointer, or, for fingers, by itself. */
export const drawCopy = (value: string, field: Field): ReactNode => (
  <span data-copy={field.id}>{!hovers() && drawCopyButton(value, field)}</span>
)

/** Px that a button stands in where it is always there. */
const copyRoom = 28

/**
 * An opaque value at the length that tells it from others; in a column that was made wider, as much of it
 * as has room.
 */
export const shortOf = (value: string, field: Field, room = 0): string => {
  const least = field.kind === "digest" ? 14 : 8
  if (room <= widthOf(field) - around) return shorten(value, least)
  const letters = lettersIn(hovers() ? room : room - copyRoom)
  if (value.length <= letters) return value
  const head = letters - 5
  return head <= least ? shorten(value, least) : `${value.slice(0, head)}…${value.slice(-4)}`
}

const mono = (width: number): CellLook =>
  look(isText, width, shortOf, { className: "font-mono text-xs", copies: true })

/** Words that are none. */
export const empty = <span className="text-faint">empty</span>

const plain = (width: number): CellLook =>
  look(isText, width, (value) => (value === "" ? empty : value))

const number = (width: number, print: (value: number) => string): CellLook =>
  look(isNumber, width, print, { className: "numeric text-right", align: "end" })

/** The first words of a list, each on a ground of its own, and how many more there are. */
export const drawList = (values: readonly string[], most: number): ReactNode => (
  <>
    {values.slice(0, most).map((value) => (
      <span key={value} className="max-w-full truncate rounded-sm bg-sunken px-1.5 text-xs/5">
        {value}
      </span>
    ))}
    {values.length > most && (
      <span className="rounded-sm px-1 text-xs/5 text-muted">+{values.length - most}</span>
    )}
  </>
)

/** A list without anything in it. */
export const none = <span className="text-faint">none</span>

/** An address of a provider: a link where it is one that can be followed safely. */
export const drawLink = (value: string): ReactNode =>
  safeHref(value) ? <ExternalLink href={value}>{value}</ExternalLink> : value

/** Records in a row are only counted. */
export const drawRecordCount = (rows: readonly unknown[]): ReactNode => (
  <span className="text-muted">{counted(rows.length, "entry", "entries")}</span>
)

/** Px that a cell leaves around its words. */
export const around = 24

/** Px that a badge leaves around its word, with its shape. */
const aroundBadge = 28

const share = { little: 0.65, less: 0.72, much: 1.7 } as const

/** Width of a field's column in px, before anyone changes it. */
export const widthOf = (field: Field): number =>
  Math.round(cells[field.kind].width * (field.room ? share[field.room] : 1))

/** How each kind of value stands in a row. A new kind does not compile until it has a look. */
export const cells: Readonly<Record<Kind, CellLook>> = {
  text: plain(220),
  id: mono(176),
  number: number(100, numbers.number),
  bytes: number(98, numbers.bytes),
  date: look(isDate, 128, (date) => (isSet(date) ? formatAgo(date) : drawAgo(date)), {
    className: "numeric",
  }),
  duration: number(120, numbers.duration),
  version: plain(130),
  digest: mono(230),
  flag: look(isFlag, 90, (value) => (value ? "Yes" : "No")),
  status: look(
    isText,
    176,
    (value, field, room) => (
      <StatusBadge tone={toneOf(field, value)} cut={mayOverflow(value, room - aroundBadge)}>
        {value}
      </StatusBadge>
    ),
    // The badge is cut by itself.
    { mayBeCut: false },
  ),
  word: plain(104),
  link: look(isText, 240, drawLink, { copies: true }),
  list: look(isList, 220, (values) =>
    values.length === 0 ? none : <span className="flex min-w-0 gap-1">{drawList(values, 2)}</span>,
  ),
  records: look(isRecords, 120, drawRecordCount),
}

/**
 * One value in a row of a table, or why there is none. A call, not a component: there are hundreds.
 * @param room px for its words; 0: it is not known
 */
export const drawCell = (field: Field, cell: Cell | undefined, room: number): ReactNode =>
  isAbsent(cell) ? (
    <Missing cell={cell} detail={false} />
  ) : (
    cells[field.kind].draw(cell, field, room)
  )
