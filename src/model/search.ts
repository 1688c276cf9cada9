import { compareReleases, compareVersions, isVersion, versionOrder } from "../lib/versions.ts"
import { once } from "../lib/once.ts"
import { fold } from "../lib/text.ts"
import { isAbsent, isEmpty } from "./field.ts"
import type { Cell, Field, Kind, Row, Value } from "./field.ts"
import { exactly, filterStyle, parseRange, parseVersions, partIn } from "./filter.ts"
import type { Bound } from "./filter.ts"
import type { Query, SortKey } from "./query.ts"
import type { Where } from "./where.ts"

const collator = once(() => new Intl.Collator("en", { numeric: true, sensitivity: "base" }))

/** What a person could read in a value, for search and for "contains". */
export const textOf = (value: Value): string => {
  if (typeof value === "string") return value
  if (typeof value === "number" || typeof value === "boolean") return String(value)
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "" : value.toISOString()
  return value
    .map((part) => (typeof part === "string" ? part : Object.values(part).join(" ")))
    .join(" ")
}

/** Orders two values of a kind; a status by the field's own order of attention, unknown words last. */
export const compareValues = (
  field: Pick<Field, "kind" | "options">,
  a: Value,
  b: Value,
): number => {
  if (typeof a === "number" && typeof b === "number") return a - b
  if (a instanceof Date && b instanceof Date) return a.getTime() - b.getTime()
  if (typeof a === "boolean" && typeof b === "boolean") return Number(a) - Number(b)
  if (field.kind === "version") return compareVersions(textOf(a), textOf(b))
  if (field.kind === "status" && field.options) {
    const rank = (word: Value): number => {
      const at = field.options?.indexOf(textOf(word)) ?? -1
      return at < 0 ? (field.options?.length ?? 0) : at
    }
    return rank(a) - rank(b) || collator().compare(textOf(a), textOf(b))
  }
  if (Array.isArray(a) && Array.isArray(b) && field.kind === "records") return a.length - b.length
  return collator().compare(textOf(a), textOf(b))
}

/**
 * A comparator over rows for these sort keys. Rows without a value come last in both directions;
 * equal rows keep the order in which the provider sent them.
 */
export const rowOrder = (
  fields: readonly Field[],
  sort: readonly SortKey[],
): ((a: Row, b: Row) => number) => {
  const known = new Map(fields.map((field) => [field.id, field]))
  const versions = versionOrder()
  const keys = sort.flatMap((key) => {
    const field = known.get(key.field)
    return field ? [{ field, sign: key.desc ? -1 : 1 }] : []
  })
  return (a, b) => {
    for (const { field, sign } of keys) {
      const left = a.cells[field.id]
      const right = b.cells[field.id]
      const noLeft = isAbsent(left)
      const noRight = isAbsent(right)
      if (noLeft || noRight) {
        if (noLeft && noRight) continue
        return noLeft ? 1 : -1
      }
      const order =
        field.kind === "version" && typeof left === "string" && typeof right === "string"
          ? versions(left, right)
          : compareValues(field, left, right)
      if (order !== 0) return order * sign
    }
    return 0
  }
}

const numberOf = (value: Value): number | undefined =>
  typeof value === "number" ? value : value instanceof Date ? value.getTime() : undefined

const isWithin = (bounds: readonly Bound[], version: string): boolean =>
  isVersion(version) &&
  bounds.every(([sign, than]) => {
    const order = compareReleases(version, than)
    return order === 0 ? sign.endsWith("=") : sign.startsWith(order > 0 ? ">" : "<")
  })

const test = (kind: Kind, wanted: readonly string[]): ((cell: Cell | undefined) => boolean) => {
  const style = filterStyle[kind]
  if (style === "range") {
    const ranges = wanted.flatMap((text) => parseRange(kind, text) ?? [])
    return (cell) => {
      const number = isAbsent(cell) ? undefined : numberOf(cell)
      if (number === undefined) return false
      return ranges.some(
        (range) => number >= (range.from ?? -Infinity) && number <= (range.to ?? Infinity),
      )
    }
  }
  if (style === "choice") {
    const words = new Set(wanted.map((word) => fold(partIn(word))))
    return (cell) => !isAbsent(cell) && words.has(fold(textOf(cell)))
  }
  const tests = wanted.map((word) => {
    const bounds = parseVersions(kind, word)
    if (bounds) return (value: Value) => isWithin(bounds, textOf(value))
    const whole = exactly(word)
    const folded = fold(whole ?? partIn(word))
    return whole === undefined
      ? (value: Value) => fold(textOf(value)).includes(folded)
      : (value: Value) =>
          Array.isArray(value)
            ? value.some((part: unknown) => part === whole)
            : textOf(value) === whole
  })
  return (cell) => !isAbsent(cell) && tests.some((one) => one(cell))
}

/** Kinds whose text the search box looks through: all that a person reads as words. */
const searched: ReadonlySet<Kind> = new Set<Kind>([
  "text",
  "id",
  "version",
  "digest",
  "status",
  "word",
  "link",
  "list",
])

/** What names an artifact before its digest, as images are referred to: `node:20@sha256:…`. */
const beforeDigest = /\S+@(?=sha\d+:[\da-f])/g

/** The words of a search, as they are looked for: of an artifact with its digest, the digest alone. */
export const wordsOf = (text: string): readonly string[] =>
  fold(text)
    .replace(beforeDigest, "")
    .split(/\s+/)
    .filter((word) => word !== "")

/** The fields whose cells are searched for words. */
export const searchedFields = (fields: readonly Field[]): readonly Field[] =>
  fields.filter((field) => searched.has(field.kind))

/** Text in which words are looked for: every cell of the {@link searchedFields}, folded, one a line. */
export const textReader = (fields: readonly Field[]): ((row: Row) => string) => {
  const texts = searchedFields(fields)
  return (row) =>
    texts
      .map((field) => {
        const cell = row.cells[field.id]
        return isAbsent(cell) ? "" : fold(textOf(cell))
      })
      .join("\n")
}

/** A test of one row; `text` reads the row's folded text. */
type RowTest = (row: Row, text: (row: Row) => string) => boolean

const whereTest = (fields: readonly Field[], where: Where): RowTest => {
  switch (where.is) {
    case "all": {
      const tests = where.of.map((one) => whereTest(fields, one))
      return (row, text) => tests.every((holds) => holds(row, text))
    }
    case "any": {
      const tests = where.of.map((one) => whereTest(fields, one))
      return (row, text) => tests.some((holds) => holds(row, text))
    }
    case "not": {
      const holds = whereTest(fields, where.of)
      return (row, text) => !holds(row, text)
    }
    case "field": {
      const kind = fields.find(({ id }) => id === where.field)?.kind
      const holds = kind === undefined ? () => false : test(kind, where.values)
      return (row) => holds(row.cells[where.field])
    }
    case "none":
      return (row) => isEmpty(row.cells[where.field])
    case "text": {
      const phrase = fold(where.text)
      return (row, text) => text(row).includes(phrase)
    }
  }
}

/**
 * Whether a row answers the query's text, filters and `where`. Every word of the text must be somewhere
 * in it. `text`: how to read that text, for those who have it at hand.
 */
export const rowFilter = (
  fields: readonly Field[],
  query: Query,
  text = textReader(fields),
): ((row: Row) => boolean) => {
  const tests = fields.flatMap((field) => {
    const wanted = query.filters[field.id]
    return wanted && wanted.length > 0 ? [{ id: field.id, holds: test(field.kind, wanted) }] : []
  })
  const words = wordsOf(query.text)
  const also = query.where && whereTest(fields, query.where)
  return (row) => {
    if (!tests.every(({ id, holds }) => holds(row.cells[id]))) return false
    if (also && !also(row, text)) return false
    if (words.length === 0) return true
    const all = text(row)
    return words.every((word) => all.includes(word))
  }
}
