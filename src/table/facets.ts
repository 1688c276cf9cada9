import type { Census, ListState } from "../data/listState.ts"
import type { Tally } from "../data/rows/countRows.ts"
import { once } from "../lib/once.ts"
import { fold, formatCount } from "../lib/text.ts"
import type { Field } from "../model/field.ts"
import { asPart, exactly, partIn } from "../model/filter.ts"
import type { Query } from "../model/query.ts"
import { fromParts, remoteIn } from "../model/where.ts"
import type { Chosen } from "./filters.ts"

/** Nothing can be counted, and no reading of the list would change that. */
export const uncounted: Census = {
  rows: undefined,
  complete: false,
  of: undefined,
  running: false,
}

/** What of a list can be counted for a question. */
export const countable = (
  { census = uncounted, similar }: Pick<ListState, "census" | "similar">,
  fields: readonly Field[],
  query: Query,
): Census => {
  // Of no row that is here is known what only the provider filters by: each would count as none.
  if (remoteIn(fields, fromParts(query))) return uncounted
  // Similar names are no matches, so what would match is not what is shown.
  return similar ? { ...census, rows: undefined } : census
}

/** One value of a field that can be chosen. */
export type FacetValue = {
  /** As rows have it. */
  readonly word: string
  /** As the filter says it. */
  readonly value: string
  readonly label: string
  /** Of the rows that were read; undefined: not counted, or not to be told from 0. */
  readonly count: number | undefined
  readonly on: boolean
}

const asFilter = (field: Field, word: string): string =>
  field.kind === "list" ? `=${word}` : asPart(word)

/** The same for equal words: a choice is made whatever the letter case, a part of a list is exactly that. */
const keyOf = (field: Field, word: string): string => (field.kind === "list" ? word : fold(word))

/** The same of what a filter says. */
const chosenKey = (field: Field, value: string): string =>
  field.kind === "list" ? value : fold(partIn(value))

const collator = once(() => new Intl.Collator("en"))

/** What was put in order: of 10,000 values that takes a tenth of a second, too long for each one turned. */
const orders = new WeakMap<Tally, readonly (readonly [word: string, count: number])[]>()

/** The values that rows have, the most frequent first. */
const orderOf = (counts: Tally) => {
  const { compare } = collator()
  const seen =
    orders.get(counts) ?? [...counts.words].sort(([a, n], [b, m]) => m - n || compare(a, b))
  orders.set(counts, seen)
  return seen
}

const labelOf = (field: Field, word: string): string =>
  field.kind === "flag" ? (word === "true" ? "Yes" : "No") : word

/**
 * The values of a field: those that its API documents, in their order, then those that rows have, the
 * most frequent first, then those that are chosen though nobody has them.
 * @param complete every row was counted: what is not there is 0
 */
export const facetValues = (
  field: Field,
  counts: Tally | undefined,
  chosen: readonly string[],
  complete: boolean,
): readonly FacetValue[] => {
  const known = field.kind === "flag" ? ["true", "false"] : (field.options ?? [])
  const seen = counts ? orderOf(counts) : []
  const words = new Map<string, string>()
  const add = (word: string): void => {
    const key = keyOf(field, word)
    if (!words.has(key)) words.set(key, word)
  }
  known.forEach(add)
  for (const [word] of seen) add(word)
  for (const value of chosen) if (field.kind !== "list") add(partIn(value))
  for (const value of chosen) {
    const word = field.kind === "list" ? exactly(value) : undefined
    if (word !== undefined) add(word)
  }
  const sums = new Map<string, number>()
  for (const [word, n] of seen) {
    const key = keyOf(field, word)
    sums.set(key, (sums.get(key) ?? 0) + n)
  }
  const unseen = counts && complete ? 0 : undefined
  const on = new Set(chosen.map((value) => chosenKey(field, value)))
  return [...words].map(([key, word]) => {
    const value = asFilter(field, word)
    return {
      word,
      value,
      label: labelOf(field, word),
      count: sums.get(key) ?? unseen,
      on: on.has(chosenKey(field, value)),
    }
  })
}

/** What a field is asked for with one of its values turned. */
export const turned = (field: Field, chosen: Chosen, { value, on }: FacetValue): Chosen => ({
  ...chosen,
  values: on
    ? chosen.values.filter((one) => chosenKey(field, one) !== chosenKey(field, value))
    : [...chosen.values, value],
})

/** The same with "no value" turned, which adds to them as a value does. */
export const turnedNone = (chosen: Chosen): Chosen => ({ ...chosen, none: !chosen.none })

/** "12", or "12+" where not all rows were read. */
export const countText = (count: number, complete: boolean): string =>
  `${formatCount(count)}${complete ? "" : "+"}`

/** Counts of the question before: they fade where the new ones take longer than the eye. */
export const fadedCount = "opacity-60 transition-opacity delay-300"

/** What counts are worth: undefined where they are those of the whole list. */
export const worthOf = (
  { rows, complete, of, running, count }: Census,
  many: string,
): string | undefined => {
  if (complete) return undefined
  const all = of === undefined ? many : `of ${formatCount(of)} ${many}`
  if (running) return `Counted in ${formatCount(rows?.length ?? 0)} ${all} so far`
  if (rows) return `Counted in the ${formatCount(rows.length)} ${all} that were read`
  return count
    ? `How many have each is not known: not all ${many} were read`
    : "How many have each is not known"
}

/** "25 of 120 read": what {@link worthOf} says, where there is little room. */
export const readText = ({ rows, of }: Census): string =>
  `${formatCount(rows?.length ?? 0)}${of === undefined ? "" : ` of ${formatCount(of)}`} read`

/** "Count all 3,480 (70 requests)": what it does, and its price. */
export const countOffer = ({ of, count }: Census): string => {
  const price = count?.requests
  const requests =
    price === undefined ? "" : ` (${price === 1 ? "1 request" : `${formatCount(price)} requests`})`
  return `Count all${of === undefined ? "" : ` ${formatCount(of)}`}${requests}`
}
