import { fold } from "../lib/text.ts"
import type { Field, Row } from "../model/field.ts"
import { isAbsent } from "../model/field.ts"
import { findField } from "../model/fieldName.ts"
import { asPart, exactly, filterStyle, partIn } from "../model/filter.ts"
import { textOf } from "../model/search.ts"
import { printWhere } from "../model/where.ts"
import type { Where } from "../model/where.ts"

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
  bytes: [">1mb", ">50mb", ">1gb", "<1mb"],
  duration: [">60", ">3600"],
  number: [">0", ">10"],
}

/** Values that rows have, each once, as conditions. */
const seen = (field: Field, rows: readonly Row[]): readonly string[] => {
  const words = new Set<string>()
  for (const row of rows) {
    const cell = row.cells[field.id]
    if (isAbsent(cell)) continue
    const each = Array.isArray(cell) ? cell.filter((one) => typeof one === "string") : [cell]
    for (const one of each) words.add(textOf(one))
    if (words.size > 500) break
  }
  return [...words]
}

const valuesOf = (field: Field, rows: readonly Row[]): readonly string[] => {
  switch (filterStyle[field.kind]) {
    case "range":
      return spans[field.kind] ?? []
    case "choice":
      return field.kind === "flag"
        ? ["true", "false"]
        : [...new Set([...(field.options ?? []), ...seen(field, rows)])].map(asPart)
    case "part":
      return seen(field, rows).map((word) => `=${word}`)
  }
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
  rows: readonly Row[],
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
    valuesOf(field, rows)
      .filter((value) => fold(value).includes(wanted))
      .map((value): Offer => {
        const printed = printWhere({ is: "field", field: field.id, values: [value] })
        const insert = printed.slice(field.id.length + 1)
        return { label: exactly(value) ?? partIn(value), hint: field.label, insert, ends: true }
      }),
    caret - last.length,
    (quoted ? restOfQuoted : restOfValue).exec(ahead)?.[0] ?? "",
  )
}

/** Questions that these fields could be asked, one of each sort. */
export const exampleQueries = (
  fields: readonly Field[],
): readonly { readonly text: string; readonly says: string }[] => {
  const usable = fields.filter((field) => canFilter(field) && !field.hidden && !field.remoteOnly)
  const state = usable.find(({ kind, options }) => kind === "status" && (options?.length ?? 0) > 0)
  const word = usable.find(({ kind, options }) => kind === "word" && (options?.length ?? 0) > 0)
  const size = usable.find(({ kind }) => kind === "bytes")
  const date = usable.find(({ kind }) => kind === "date")
  const version = usable.find(({ kind }) => kind === "version")
  const name = usable.find(({ kind }) => kind === "text")
  const [one = "", two = one] = state?.options ?? []
  const [type = ""] = word?.options ?? []
  const is = (field: Field, ...values: readonly string[]): Where => ({
    is: "field",
    field: field.id,
    values,
  })
  const not = (of: Where): Where => ({ is: "not", of })
  const text = (words: string): Where => ({ is: "text", text: words })
  const examples: readonly (readonly [Where, string])[] = [
    ...(state
      ? ([
          [is(state, one), `${state.label} is ${one}`],
          [is(state, one, two), `${one} or ${two}`],
          [not(is(state, one)), `anything but ${one}`],
        ] as const)
      : []),
    ...(word && type !== ""
      ? ([[not(is(word, type)), `${word.label} is not ${type}`]] as const)
      : []),
    ...(size ? ([[is(size, ">50mb"), "more than 50 MiB"]] as const) : []),
    ...(version ? ([[is(version, ">=2"), `${version.label} 2 or later`]] as const) : []),
    ...(date
      ? ([
          [is(date, "<7 days ago"), "more than a week old"],
          [is(date, "2026-01-01..2026-06-30"), "between two days, UTC"],
        ] as const)
      : []),
    ...(name
      ? ([
          [is(name, "=exactly"), `${name.label} is exactly this`],
          [{ is: "none", field: name.id }, `without ${name.label}`],
        ] as const)
      : []),
    [text("two words"), "this phrase, anywhere"],
    [
      { is: "all", of: [{ is: "any", of: [text("one"), text("two")] }, text("three")] },
      "either of two words, and a third",
    ],
  ]
  return examples.map(([where, says]) => ({ text: printWhere(where), says }))
}
