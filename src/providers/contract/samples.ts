import { isAbsent } from "../../model/field.ts"
import type { Field, Match, Row, Value } from "../../model/field.ts"
import { filterStyle } from "../../model/filter.ts"
import { textOf } from "../../model/search.ts"

/** Filter values to try, and under which declared {@link Match} they fall. */
export type Sample = { readonly match: Match; readonly values: readonly string[] }

const valuesOf = (field: Field, rows: readonly Row[]): readonly Value[] =>
  rows.flatMap((row) => {
    const cell = row.cells[field.id]
    return isAbsent(cell) ? [] : [cell]
  })

const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)]

const pick = <T>(items: readonly T[], part: number): T | undefined =>
  items[Math.min(items.length - 1, Math.floor(items.length * part))]

const isoOf = (ms: number): string => new Date(ms).toISOString()

/** Ranges around values that exist: both ends, one end, a single value, and just inside of two. */
const ranges = (field: Field, rows: readonly Row[]): readonly Sample[] => {
  const numbers = [
    ...new Set(
      valuesOf(field, rows).flatMap((value) =>
        typeof value === "number" ? [value] : value instanceof Date ? [value.getTime()] : [],
      ),
    ),
  ].toSorted((a, b) => a - b)
  const low = pick(numbers, 0.25)
  const high = pick(numbers, 0.75)
  if (low === undefined || high === undefined) return []
  const say = field.kind === "date" ? isoOf : String
  const whole = field.kind === "number" || field.kind === "bytes" || field.kind === "date"
  const days =
    field.kind === "date"
      ? [`${isoOf(low).slice(0, 10)}..${isoOf(high).slice(0, 10)}`, isoOf(low).slice(0, 10)]
      : []
  return [
    `${say(low)}..${say(high)}`,
    `${say(low)}..`,
    `..${say(high)}`,
    `${say(low)}..${say(low)}`,
    ...(whole && high - low > 2 ? [`${say(low + 1)}..${say(high - 1)}`] : []),
    ...days,
  ].map((value) => ({ match: "range", values: [value] }))
}

/** Words in every letter case: people type them into the address bar as they please. */
const choices = (field: Field, rows: readonly Row[]): readonly Sample[] => {
  const words = distinct(valuesOf(field, rows).map(textOf))
  const first = words[0]
  if (first === undefined) return []
  const cased =
    field.kind === "flag"
      ? first
      : first === first.toUpperCase()
        ? first.toLowerCase()
        : first.toUpperCase()
  return [
    ...words.map((word): Sample => ({ match: "equals", values: [word] })),
    { match: "equals", values: [cased] },
    ...(words.length > 1 ? [{ match: "oneOf", values: words.slice(0, 2) } as const] : []),
  ]
}

/** Values as a person could have copied them; of a list, one of its parts. */
const parts = (field: Field, rows: readonly Row[]): readonly Sample[] => {
  const texts = distinct(
    valuesOf(field, rows).flatMap((value) =>
      Array.isArray(value)
        ? value.filter((part: unknown) => typeof part === "string")
        : [textOf(value)],
    ),
  ).filter((text) => text !== "")
  // What would have to be quoted or encoded is the better test.
  const odd = texts.find((text) => /['&+%@ ]/.test(text)) ?? texts[0]
  const middle = pick(texts, 0.5)
  if (odd === undefined || middle === undefined) return []
  const cut = middle.slice(1, Math.max(3, Math.ceil(middle.length / 2)))
  return [
    { match: "equals", values: [`=${odd}`] },
    { match: "equals", values: [`=${middle}`] },
    { match: "equals", values: [`=${middle}x`] },
    { match: "oneOf", values: distinct([`=${odd}`, `=${middle}`]) },
    { match: "contains", values: [cut === "" ? middle : cut] },
    { match: "contains", values: [(cut === "" ? middle : cut).toUpperCase()] },
  ]
}

const byStyle = { range: ranges, choice: choices, part: parts } as const

/** What to filter a field by, for each operator that it declares; made from rows that exist. */
export const samplesOf = (field: Field, rows: readonly Row[]): readonly Sample[] => {
  const can = field.filter ?? []
  return byStyle[filterStyle[field.kind]](field, rows).filter(
    ({ match, values }) =>
      can.includes(match) ||
      // One of several alternatives can also be the only one.
      (match === "equals" && values.length === 1 && can.includes("oneOf")),
  )
}
