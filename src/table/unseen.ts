import type { Census } from "../data/listState.ts"
import { tallyOf } from "../data/rows/countRows.ts"
import { isSlipOf } from "../lib/slips.ts"
import { fold } from "../lib/text.ts"
import { isAbsent } from "../model/field.ts"
import type { Cell, Field, Row } from "../model/field.ts"
import { asPart, filterStyle, partIn } from "../model/filter.ts"
import type { Query } from "../model/query.ts"
import { fromParts, join, leavesOf, toParts } from "../model/where.ts"
import type { Where } from "../model/where.ts"

/** A word that a field is asked for and that none of its known values is. */
export type Unseen = {
  readonly field: Field
  /** What it is asked for. */
  readonly word: string
  /** What it could be asked for, the likeliest first. */
  readonly known: readonly string[]
  /** There are no others: all names are known, or every row was looked at. False: others may be. */
  readonly whole: boolean
}

type Asked = Pick<Query, "filters" | "where">

/** Nobody looked at it, or nobody could: it may be any value. */
const isOpen = (cell: Cell | undefined): boolean =>
  cell !== undefined &&
  isAbsent(cell) &&
  (cell.absent === "not-loaded" || cell.absent === "forbidden" || cell.absent === "unreadable")

/**
 * Which words of the question nobody knows: none of what it says of them holds for any row.
 * @param shown the answer, which may have what no other row does that was read
 */
export const unseenIn = (
  fields: readonly Field[],
  { filters, where }: Asked,
  census: Pick<Census, "rows" | "complete"> | undefined,
  shown: readonly Row[] = [],
): readonly Unseen[] => {
  const conditions = leavesOf(fromParts({ text: "", filters, where })).flatMap((one) =>
    one.is === "field" ? [one] : [],
  )
  return fields.flatMap((field) => {
    if (filterStyle[field.kind] !== "choice" || field.kind === "flag") return []
    const asked = new Map(
      conditions
        .filter((one) => one.field === field.id)
        .flatMap(({ values }) => values.map(partIn).map((word) => [fold(word), word])),
    )
    const knows = (words: Iterable<string>): void => {
      for (const word of words) asked.delete(fold(word))
    }
    const options = field.options ?? []
    knows(options)
    // Most ask for what is documented, and a list may have 100,000 rows.
    if (asked.size === 0) return []
    const cells = [...(census?.rows ?? []), ...shown].map((row) => row.cells[field.id])
    const seen = field.closed ? [] : [...tallyOf(cells).words.keys()]
    knows(seen)
    const known = [...new Set([...options, ...seen])]
    const read = census?.complete === true && census.rows !== undefined && !field.remoteOnly
    const whole = field.closed === true || (read && !cells.some(isOpen))
    if (known.length === 0 && !whole) return []
    return [...asked].map(([folded, word]) => {
      const isLike = (one: string): boolean =>
        fold(one).includes(folded) || isSlipOf(fold(one), folded)
      return {
        field,
        word,
        known: [...known.filter(isLike), ...known.filter((one) => !isLike(one))],
        whole,
      }
    })
  })
}

/** Words, folded, that a field is asked for and that are none of its values: where others may be, none is. */
export const slipsOf = (
  field: Field,
  query: Asked,
  census: Pick<Census, "rows" | "complete">,
  shown: readonly Row[],
): ReadonlySet<string> =>
  new Set(
    unseenIn([field], query, census, shown).flatMap(({ word, whole }) => (whole ? fold(word) : [])),
  )

const among = (values: readonly string[], others: readonly string[]): boolean => {
  const words = new Set(others.map((one) => fold(partIn(one))))
  return values.every((one) => words.has(fold(partIn(one))))
}

/** These without an exception that would leave out all that another of them asks for: no row answers both. */
const withoutDenied = (terms: readonly Where[], field: string): readonly Where[] => {
  const asked = terms.flatMap((one) => (one.is === "field" && one.field === field ? [one] : []))
  return terms.filter((one) => {
    const except = one.is === "not" && one.of.is === "field" ? one.of : undefined
    return except?.field !== field || !asked.some(({ values }) => among(values, except.values))
  })
}

/**
 * The question with a word that nobody knows replaced, wherever it stands, by one of a field's values. An
 * exception that would then deny what is asked for is left out: it left out nothing before.
 */
export const withKnown = (
  { filters, where }: Asked,
  { field, word }: Pick<Unseen, "field" | "word">,
  value: string,
): Asked => {
  const replaced = (one: string): string => (fold(partIn(one)) === fold(word) ? asPart(value) : one)
  const mend = (one: Where): Where => {
    if (one.is === "all") return join("all", withoutDenied(one.of.map(mend), field.id)) ?? one
    if (one.is === "any") return { is: one.is, of: one.of.map(mend) }
    if (one.is === "not") return { is: "not", of: mend(one.of) }
    return one.is === "field" && one.field === field.id
      ? { ...one, values: [...new Set(one.values.map(replaced))] }
      : one
  }
  const asked = fromParts({ text: "", filters, where })
  const parts = toParts(asked && mend(asked))
  return { filters: parts.filters, where: parts.where }
}

/** Says that a word is asked for that nobody knows, and whether what is known is all there is. */
export const unseenText = (one: string, { field, word, known, whole }: Unseen): string => {
  const label = field.label.toLowerCase()
  if (field.closed) return `No ${label} is called “${word}”. They are:`
  const said = whole
    ? `No ${one} has the ${label} “${word}”.`
    : `No ${label} “${word}” was seen so far.`
  return known.length === 0 ? said : `${said} Known are:`
}
