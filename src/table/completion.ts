import { fold } from "../lib/text.ts"
import type { Field, Row } from "../model/field.ts"
import { isAbsent } from "../model/field.ts"
import { findField } from "../model/fieldName.ts"
import { filterStyle } from "../model/filter.ts"
import { textOf } from "../model/search.ts"
import { printWhere } from "../model/where.ts"

/** One way to go on: what it is called, and the text with it in. */
export type Completion = {
  readonly label: string
  readonly hint: string
  readonly text: string
  /** Where the caret stands then. */
  readonly caret: number
}

const most = 8

export const canFilter = (field: Field): boolean =>
  !field.itemOnly && !field.late && field.kind !== "records"

const spans: Readonly<Record<string, readonly string[]>> = {
  date: [">1 day ago", ">7 days ago", ">30 days ago", "<90 days ago", "today"],
  bytes: [">1mb", ">50mb", ">1gb", "<1mb"],
  duration: [">60", ">3600"],
  number: [">0", ">10"],
}

/** Values that rows on screen have, each once, as conditions. */
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
        : [...new Set([...(field.options ?? []), ...seen(field, rows)])]
    case "part":
      return seen(field, rows).map((word) => `=${word}`)
  }
}

/** How a word of the box begins: an opening bracket, a minus. */
const opening = /^[-(]*/

/** Where the term begins in which a text ends: behind the last blank that stands in no quotes. */
const termStart = (text: string): number => {
  let start = 0
  let quoted = false
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at)
    if (quoted && sign === "\\") at += 1
    else if (sign === '"') quoted = !quoted
    else if (!quoted && /\s/.test(sign)) start = at + 1
  }
  return start
}

/**
 * How the text could go on at the caret: names of fields, and, after a colon, values that the field
 * is known to have or that rows on screen show.
 */
export const complete = (
  fields: readonly Field[],
  rows: readonly Row[],
  text: string,
  caret: number,
): readonly Completion[] => {
  const before = text.slice(0, caret)
  const begin = termStart(before)
  const start = begin + (opening.exec(before.slice(begin))?.[0].length ?? 0)
  const word = text.slice(start, caret)
  const after = text.slice(caret)
  const put = (label: string, hint: string, insert: string): Completion => ({
    label,
    hint,
    text: text.slice(0, start) + insert + after,
    caret: start + insert.length,
  })
  const colon = word.indexOf(":")
  if (colon < 0) {
    const wanted = fold(word)
    return fields
      .filter(canFilter)
      .filter(({ id, label }) => fold(id).startsWith(wanted) || fold(label).startsWith(wanted))
      .slice(0, most)
      .map((field) => put(`${field.id}:`, field.label, `${field.id}:`))
  }
  const field = findField(fields, word.slice(0, colon))
  if (!field || !canFilter(field)) return []
  const given = word.slice(colon + 1)
  const last = given.slice(given.lastIndexOf(",") + 1)
  const kept = given.slice(0, given.length - last.length)
  const wanted = fold(last.replace(/["=]/g, ""))
  return valuesOf(field, rows)
    .filter((value) => fold(value).includes(wanted))
    .slice(0, most)
    .map((value) => {
      const printed = printWhere({ is: "field", field: field.id, values: [value] })
      const insert = printed.slice(field.id.length + 1)
      return put(value.replace(/^=/, ""), field.label, `${field.id}:${kept}${insert} `)
    })
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
  const name = usable.find(({ kind }) => kind === "text")
  const [one = "", two = one] = state?.options ?? []
  const [type = ""] = word?.options ?? []
  return [
    ...(state
      ? [
          { text: `${state.id}:${one}`, says: `${state.label} is ${one}` },
          { text: `${state.id}:${one},${two}`, says: `${one} or ${two}` },
          { text: `-${state.id}:${one}`, says: `anything but ${one}` },
        ]
      : []),
    ...(word && type !== ""
      ? [{ text: `-${word.id}:${type}`, says: `${word.label} is not ${type}` }]
      : []),
    ...(size ? [{ text: `${size.id}:>50mb`, says: "more than 50 MiB" }] : []),
    ...(date
      ? [
          { text: `${date.id}:<"7 days ago"`, says: "more than a week old" },
          { text: `${date.id}:2026-01-01..2026-06-30`, says: "between two days, UTC" },
        ]
      : []),
    ...(name
      ? [
          { text: `${name.id}:=exactly`, says: `${name.label} is exactly this` },
          { text: `no:${name.id}`, says: `without ${name.label}` },
        ]
      : []),
    { text: '"two words"', says: "this phrase, anywhere" },
    { text: "(one OR two) three", says: "either of two words, and a third" },
  ]
}
