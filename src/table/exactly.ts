import { formatMoment } from "../lib/dates.ts"
import { isAbsent } from "../model/field.ts"
import type { Cell, Field, Kind, Value } from "../model/field.ts"
import { grouped, numbers } from "./numbers.ts"
import { isDate, isList, isNumber, isText } from "./valueKinds.ts"

type Exact = (value: Value) => string | undefined

const number =
  (kind: keyof typeof numbers, exactly: (value: number) => string): Exact =>
  (value) => {
    if (!isNumber(value)) return undefined
    const said = exactly(value)
    return said === numbers[kind](value) ? undefined : said
  }

const text: Exact = (value) => (isText(value) ? value : undefined)

const exacts: Readonly<Partial<Record<Kind, Exact>>> = {
  id: text,
  digest: text,
  link: text,
  number: number("number", String),
  bytes: number("bytes", (value) => `${grouped(value)} bytes`),
  duration: number("duration", (value) => `${value} s`),
  date: (value) =>
    isDate(value) && !Number.isNaN(value.getTime()) ? formatMoment(value) : undefined,
  list: (value) => (isList(value) && value.length > 0 ? value.join("\n") : undefined),
}

/** What a cell of a table leaves out of its value; undefined: nothing. */
export const exactly = (field: Field, cell: Cell | undefined): string | undefined =>
  isAbsent(cell) ? undefined : exacts[field.kind]?.(cell)
