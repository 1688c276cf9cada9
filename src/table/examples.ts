import type { Field, Row } from "../model/field.ts"
import { asPart } from "../model/filter.ts"
import { searchedFields } from "../model/search.ts"
import { printWhere } from "../model/where.ts"
import type { Where } from "../model/where.ts"
import { canFilter } from "./completion.ts"
import { finds, seenValues } from "./seenValues.ts"

/** A question, and what it asks for in words. */
export type Example = { readonly text: string; readonly says: string }
type Candidate = readonly [where: Where, says: string]

const is = (field: Field, ...values: readonly string[]): Where => ({
  is: "field",
  field: field.id,
  values,
})
const not = (of: Where): Where => ({ is: "not", of })
const text = (words: string): Where => ({ is: "text", text: words })

/** Words that a field is known to have or, where there are rows, that these have, the documented ones first. */
const wordsOf = (field: Field, rows: readonly Row[]): readonly string[] => {
  const options = field.options ?? []
  if (rows.length === 0) return options.map(asPart)
  const seen = [...seenValues(field, rows).words].toSorted(([, a], [, b]) => b - a)
  const words = seen.map(([word]) => word)
  const known = options.filter((one) => words.includes(one))
  return [...new Set([...known, ...words])].slice(0, 20).map(asPart)
}

const sizes: readonly Candidate["1"][] = ["50 MiB", "1 MiB", "100 KiB", "10 KiB", "1 KiB", "0 B"]

const sizeQuery = (field: Field, size: string): Candidate => [
  is(field, `>${size.replace(" ", "").replace("iB", "b").toLowerCase()}`),
  `more than ${size}`,
]

/** Half a year in which something lies. */
const halfYears = (field: Field, rows: readonly Row[]): readonly string[] => {
  const halves = rows.flatMap(({ cells }) => {
    const date = cells[field.id]
    if (!(date instanceof Date) || Number.isNaN(date.getTime())) return []
    const year = date.getUTCFullYear()
    return date.getUTCMonth() < 6 ? `${year}-01-01..${year}-06-30` : `${year}-07-01..${year}-12-31`
  })
  return [...new Set(halves)]
}

const word = /^[\p{L}\p{N}][\p{L}\p{N}.+_-]{1,19}$/u
const phrase = /[\p{L}\p{N}]{2,} [\p{L}\p{N}]{2,}/u

/** What a row says in fields of text, one a field. */
const textsOf = (fields: readonly Field[], { cells }: Row): readonly string[] =>
  fields.flatMap(({ id }) => {
    const cell = cells[id]
    return typeof cell === "string" ? cell : []
  })

const phrases = (fields: readonly Field[], rows: readonly Row[]): readonly string[] =>
  rows.flatMap((row) => textsOf(fields, row).flatMap((one) => phrase.exec(one)?.[0] ?? []))

/** Two words that rows have of one field, and a third that stands beside the first. */
const either = (fields: readonly Field[], rows: readonly Row[]) =>
  fields.flatMap((field) => {
    const words = [...seenValues(field, rows).words.keys()].filter((each) => word.test(each))
    return rows.flatMap((row) => {
      const [one] = textsOf([field], row)
      const third = textsOf(fields, row).find((each) => word.test(each) && each !== one)
      const two = words.find((each) => each !== one && each !== third)
      return one !== undefined && word.test(one) && two !== undefined && third !== undefined
        ? [{ one, two, third }]
        : []
    })
  })

/** So many of these, from the first to the last: those of one provider stand beside each other. */
const spread = (rows: readonly Row[], count: number): readonly Row[] => {
  const step = Math.ceil(rows.length / count)
  return step > 1 ? rows.filter((_, at) => at % step === 0) : rows
}

/** So many rows are looked at: enough to find a value of each sort at once. */
const most = 2000
/** So many of them say in words what they are. */
const few = 100

/**
 * Questions that these fields could be asked, one of each sort, made of what rows have, so that each finds
 * something. Where there are no rows, of placeholders.
 */
export const exampleQueries = (
  fields: readonly Field[],
  all: readonly Row[],
): readonly Example[] => {
  const rows = spread(all, most)
  const none = rows.length === 0
  const usable = fields.filter((field) => canFilter(field) && !field.hidden && !field.remoteOnly)
  const of = (kind: Field["kind"]): readonly Field[] =>
    usable.filter(
      (field) => field.kind === kind && (none || seenValues(field, rows).words.size > 0),
    )
  const state = of("status").find((field) => wordsOf(field, rows).length > 0)
  const type = of("word").find((field) => wordsOf(field, rows).length > 0)
  const [size] = of("bytes")
  const [date] = of("date")
  const [version] = of("version")
  const [name] = of("text")
  const states = state ? wordsOf(state, rows) : []
  const texts = searchedFields(usable)
  const some = spread(rows, few)
  const names = name ? [...seenValues(name, some).words.keys()] : []
  const sorts: readonly (readonly Candidate[])[] = [
    state ? states.map((one): Candidate => [is(state, one), `${state.label} is ${one}`]) : [],
    state
      ? states.slice(1).map((two): Candidate => {
          const [one = two] = states
          return [is(state, one, two), `${one} or ${two}`]
        })
      : [],
    state ? states.map((one): Candidate => [not(is(state, one)), `anything but ${one}`]) : [],
    type
      ? wordsOf(type, rows).map((one): Candidate => [
          not(is(type, one)),
          `${type.label} is not ${one}`,
        ])
      : [],
    size ? sizes.map((one) => sizeQuery(size, one)) : [],
    version
      ? ["2", "1", "0"].map((one): Candidate => [
          is(version, `>=${one}`),
          `${version.label} ${one} or later`,
        ])
      : [],
    date
      ? [
          [is(date, "<7 days ago"), "more than a week old"],
          [is(date, ">7 days ago"), "less than a week old"],
        ]
      : [],
    date
      ? (none ? ["2026-01-01..2026-06-30"] : halfYears(date, rows)).map((range): Candidate => [
          is(date, range),
          "between two days, UTC",
        ])
      : [],
    name
      ? (none ? ["exactly"] : names.filter((one) => one.length < 32)).map((one): Candidate => [
          is(name, `=${one}`),
          `${name.label} is exactly this`,
        ])
      : [],
    (none ? (name ? [name] : []) : usable).map((field): Candidate => [
      { is: "none", field: field.id },
      `without ${field.label}`,
    ]),
    (none ? ["two words"] : phrases(texts, some)).map((one): Candidate => [
      text(one),
      "this phrase, anywhere",
    ]),
    (none ? [{ one: "one", two: "two", third: "three" }] : either(texts, some)).map(
      ({ one, two, third }): Candidate => [
        { is: "all", of: [{ is: "any", of: [text(one), text(two)] }, text(third)] },
        "either of two words, and a third",
      ],
    ),
  ]
  return sorts.flatMap((candidates) => {
    const found = none ? candidates[0] : candidates.find(([where]) => finds(fields, rows, where))
    return found ? [{ text: printWhere(found[0]), says: found[1] }] : []
  })
}
