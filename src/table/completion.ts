import { fold } from "../lib/text.ts"
import type { Field, Row } from "../model/field.ts"
import { findField } from "../model/fieldName.ts"
import { asPart, filterStyle } from "../model/filter.ts"
import { compareValues } from "../model/search.ts"
import { printWhere } from "../model/where.ts"
import { finds, seenValues } from "./seenValues.ts"

/** One way to go on: what it is called, and the text with it in. */
export type Completion = {
  readonly label: string
  readonly hint: string
  readonly text: string
  /** Where the caret stands then. */
  readonly caret: number
}

const most = 8

/** What could stand in the place of the name or value at the caret, and whether it ends the term. */
type Offer = Pick<Completion, "label" | "hint"> & {
  readonly insert: string
  readonly ends: boolean
}

export const canFilter = (field: Field): boolean =>
  !field.itemOnly && !field.late && field.kind !== "records"

const spans: Readonly<Record<string, readonly string[]>> = {
  date: [">1 day ago", ">7 days ago", ">30 days ago", "<90 days ago", "today"],
  bytes: [">1kb", ">100kb", ">1mb", ">50mb", ">1gb", "<1mb"],
  duration: [">60", ">3600"],
  number: [">0", ">10"],
}

/** A value that could stand behind a colon: what it is called, and as a condition. */
type Value = { readonly word: string; readonly value: string }

/** The first few of these in an order, without putting the others in order: names may be 10,000. */
const firstOf = <T>(
  all: readonly T[],
  count: number,
  order: (a: T, b: T) => number,
): readonly T[] => {
  const first: T[] = []
  for (const one of all) {
    const last = first.at(count - 1)
    if (last !== undefined && order(one, last) >= 0) continue
    const at = first.findIndex((other) => order(one, other) < 0)
    first.splice(at < 0 ? first.length : at, 0, one)
    first.length = Math.min(first.length, count)
  }
  return first
}

/** The rows whose values are offered, and whether they are all that the list has. */
export type Seen = { readonly rows: readonly Row[]; readonly whole: boolean }

/** Spans that begin as was typed, with or without their sign: those in which something lies, then the others, which rows that were not read may answer. */
const spansOf = (field: Field, { rows, whole }: Seen, wanted: string): readonly Value[] => {
  const begun = (spans[field.kind] ?? []).filter(
    (span) => span.startsWith(wanted) || span.replace(/^[<>]/, "").startsWith(wanted),
  )
  const found = begun.filter((span) =>
    finds([field], rows, { is: "field", field: field.id, values: [span] }),
  )
  // Where no row has any, nothing is known of what they are.
  const sure = whole && seenValues(field, rows).words.size > 0
  const offered = sure ? found : [...found, ...begun.filter((span) => !found.includes(span))]
  return offered.map((span) => ({ word: span, value: span }))
}

/**
 * Values with what was typed in them: what is just that, then what begins so, then the others; of each
 * what the provider documents, then what most rows have.
 */
const valuesOf = (field: Field, seen: Seen, wanted: string): readonly Value[] => {
  const style = filterStyle[field.kind]
  if (style === "range") return spansOf(field, seen, wanted)
  const options = field.kind === "flag" ? ["true", "false"] : (field.options ?? [])
  const counts: ReadonlyMap<string, number> =
    field.kind === "flag" ? new Map() : seenValues(field, seen.rows).words
  const documented = new Map(options.map((word, at) => [word, at]))
  const found = [...new Set([...options, ...counts.keys()])].flatMap((word) => {
    const at = fold(word).indexOf(wanted)
    if (at < 0) return []
    const rank = at > 0 ? 2 : word.length > wanted.length ? 1 : 0
    return [
      { word, rank, place: documented.get(word) ?? options.length, count: counts.get(word) ?? 0 },
    ]
  })
  return firstOf(
    found,
    most,
    (a, b) =>
      a.rank - b.rank ||
      a.place - b.place ||
      b.count - a.count ||
      compareValues(field, a.word, b.word),
  ).map(({ word }) => ({ word, value: style === "part" ? `=${word}` : asPart(word) }))
}

/** How a word of the box begins: an opening bracket, a minus. */
const opening = /^[-(]*/

/** Where the part begins in which a text ends: behind the last such sign that stands in no quotes. */
const lastStart = (text: string, between: RegExp): number => {
  let start = 0
  let quoted = false
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at)
    if (quoted && sign === "\\") at += 1
    else if (sign === '"') quoted = !quoted
    else if (!quoted && between.test(sign)) start = at + 1
  }
  return start
}

/** The name that a text goes on with, and its colon. */
const restOfName = /^[^\s():",]*:?/
/** The value that a text goes on with, where the value before it is in no open quotes. */
const restOfValue = /^(?:"(?:[^"\\]|\\.)*"|[^\s(),"])*/s
/** The same where it is in some: to where they are closed, if they are. */
const restOfQuoted = /^(?:[^"\\]|\\.)*"|/s

/**
 * How the text could go on at the caret: names of fields, and, after a colon, values that the field
 * is known to have or that rows show. What is chosen takes the place of the whole name or value in which
 * the caret stands. Nothing where the only way on is what stands there.
 */
export const complete = (
  fields: readonly Field[],
  seen: Seen,
  text: string,
  caret: number,
): readonly Completion[] => {
  const before = text.slice(0, caret)
  const begin = lastStart(before, /\s/)
  const start = begin + (opening.exec(before.slice(begin))?.[0].length ?? 0)
  const word = text.slice(start, caret)
  const ahead = text.slice(caret)
  /** In the place of what begins at `from` and has its `rest` behind the caret. */
  const put = (
    { label, hint, insert, ends }: Offer,
    from: number,
    rest: string,
  ): readonly Completion[] => {
    const after = ahead.slice(rest.length)
    if (fold(text.slice(from, caret) + rest) === fold(insert)) return []
    // A blank goes on to the next term: the one that is there, or a new one.
    const blank = ends && !/^[\s,)]/.test(after) ? " " : ""
    const steps = ends && (blank !== "" || /^\s/.test(after)) ? 1 : 0
    return [
      {
        label,
        hint,
        text: text.slice(0, from) + insert + blank + after,
        caret: from + insert.length + steps,
      },
    ]
  }
  /** What stands there already is no offer, but it may be the beginning of others. */
  const offer = (all: readonly Offer[], from: number, rest: string): readonly Completion[] =>
    all.slice(0, most).flatMap((one) => put(one, from, rest))
  const names = (name: string, usable: (field: Field) => boolean, end: string, ends: boolean) => {
    const wanted = fold(name)
    return fields
      .filter(canFilter)
      .filter(usable)
      .filter(({ id, label }) => fold(id).startsWith(wanted) || fold(label).startsWith(wanted))
      .map(({ id, label }): Offer => ({ label: id + end, hint: label, insert: id + end, ends }))
  }
  const colon = word.indexOf(":")
  if (colon < 0)
    return offer(
      names(word, () => true, ":", false),
      start,
      restOfName.exec(ahead)?.[0] ?? "",
    )
  const given = word.slice(colon + 1)
  if (word.slice(0, colon) === "no")
    return offer(
      names(given, ({ remoteOnly }) => remoteOnly !== true, "", true),
      caret - given.length,
      /^[^\s()]*/.exec(ahead)?.[0] ?? "",
    )
  const field = findField(fields, word.slice(0, colon))
  if (!field || !canFilter(field)) return []
  const last = given.slice(lastStart(given, /,/))
  const quoted = last.replace(/\\./g, "").split('"').length % 2 === 0
  const wanted = fold(last.replace(/["=]/g, ""))
  return offer(
    valuesOf(field, seen, wanted).map(({ word: label, value }): Offer => {
      const printed = printWhere({ is: "field", field: field.id, values: [value] })
      const insert = printed.slice(field.id.length + 1)
      return { label, hint: field.label, insert, ends: true }
    }),
    caret - last.length,
    (quoted ? restOfQuoted : restOfValue).exec(ahead)?.[0] ?? "",
  )
}
