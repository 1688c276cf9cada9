import type { Census } from "../data/listState.ts"
import type { Tally } from "../data/rows/countRows.ts"
import { fold, formatCount } from "../lib/text.ts"
import type { Field } from "../model/field.ts"
import { asPart, exactly, partIn } from "../model/filter.ts"
import type { Chosen } from "./filters.ts"

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
  const seen = [...(counts?.words ?? [])].sort(
    ([a, n], [b, m]) => m - n || a.localeCompare(b, "en"),
  )
  const words = new Map<string, string>()
  const add = (word: string): void => {
    // A choice is made whatever the letter case; a part of a list is exactly that part.
    const key = field.kind === "list" ? word : fold(word)
    if (!words.has(key)) words.set(key, word)
  }
  known.forEach(add)
  for (const [word] of seen) add(word)
  for (const value of chosen) if (field.kind !== "list") add(partIn(value))
  for (const value of chosen) {
    const word = field.kind === "list" ? exactly(value) : undefined
    if (word !== undefined) add(word)
  }
  const countOf = (key: string): number | undefined => {
    if (!counts) return undefined
    const sum = seen.reduce(
      (all, [word, n]) => ((field.kind === "list" ? word : fold(word)) === key ? all + n : all),
      0,
    )
    return sum > 0 || complete ? sum : undefined
  }
  const on = new Set(chosen.map((value) => (field.kind === "list" ? value : fold(partIn(value)))))
  return [...words].map(([key, word]) => {
    const value = asFilter(field, word)
    return {
      word,
      value,
      label: labelOf(field, word),
      count: countOf(key),
      on: on.has(field.kind === "list" ? value : key),
    }
  })
}

/** What a field is asked for with one of its values turned. */
export const turned = (chosen: Chosen, { value, on }: FacetValue): Chosen => ({
  ...chosen,
  values: on ? chosen.values.filter((one) => fold(one) !== fold(value)) : [...chosen.values, value],
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
