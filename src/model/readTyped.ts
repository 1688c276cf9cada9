import { isSlipOf } from "../lib/slips.ts"
import type { Field } from "./field.ts"
import { isFieldWord } from "./fieldWords.ts"
import { findField, simple } from "./fieldName.ts"
import { readWhere } from "./readWhere.ts"
import type { ReadWhere, Typed } from "./readWhere.ts"

const scheme = /^(sha\d+|md5|https?|pkg|urn|oci|docker)$/i

/** What people paste into a search box, and what is no field before a colon. */
const isScheme = (name: string): boolean => scheme.test(name)

/** Whether a name may be meant for a field: its beginning, or a slip of the finger away from it. */
const isNear = (fields: readonly Field[], name: string): boolean => {
  const typed = simple(name)
  return fields
    .flatMap(({ id, label }) => [simple(id), simple(label)])
    .some((word) => (typed.length > 2 && word.startsWith(typed)) || isSlipOf(word, typed))
}

/** What stands behind the colon of a registry's address: its port, and a path. */
const port = /^\d+\//
/** A value that only a field has. */
const ofField = /^["<>=]/

/**
 * Whether a name before a colon is part of a text, such as that of an image or of a package with its
 * architecture, and not a field, of this list or of another, nor one misspelt.
 */
const isWord = (fields: readonly Field[], name: string, value: string): boolean => {
  if (isScheme(name) || /[/@]/.test(name)) return true
  if (name === "no" || findField(fields, name)) return false
  if (port.test(value)) return true
  return !(ofField.test(value) || isNear(fields, name) || isFieldWord(simple(name)))
}

/** What stands before a colon for each column in sight, and what else can be done about a name. */
const unknown: Typed["unknown"] = (fields) => {
  const names = fields
    .filter(
      ({ hidden, itemOnly, late, kind }) => !hidden && !itemOnly && !late && kind !== "records",
    )
    .map(({ label }) => label.toLowerCase().replace(/\s/g, ""))
  return ` It has: ${names.join(", ")}. To search for these words, put them in quotes.`
}

/** What goes on with a time before now behind its number, or with two of them: " weeks ago..7 days ago". */
const agoWords = /^(?:\s+(?:minute|hour|day|week|month|year)s? ago(?![\w-])[^\s(),"]*)+/i

/** A unit of bytes that stands apart from its number; it would be searched for as a word. */
const unitApart = /^\s+[kmgtp]i?b(?![^\s)])/i

/** What goes on with a number behind it although it stands apart: of a time before now, or of bytes. */
export const apart = (rest: string): string =>
  (agoWords.exec(rest) ?? unitApart.exec(rest))?.[0] ?? ""

const check: Typed["check"] = ({ id, kind }, value, rest) => {
  // "7 days ago" is one value only in quotes: else its words are searched for.
  const words = kind === "date" ? agoWords.exec(rest)?.[0] : undefined
  if (words !== undefined) {
    const [, sign = "", count = ""] = /^([<>]?=?)(.*)$/s.exec(value) ?? []
    const meant = `${id}:${sign}"${count}${words.replace(/\s+/g, " ")}"`
    return { message: `Put it in quotes: ${meant}.`, beyond: words.length }
  }
  const unit = kind === "bytes" && /\d$/.test(value) ? unitApart.exec(rest)?.[0] : undefined
  if (unit !== undefined)
    return {
      message: `Write it without the blank: ${id}:${value}${unit.trim()}.`,
      beyond: unit.length,
    }
  return undefined
}

const typed: Typed = { isWord, unknown, check }

/**
 * Reads what somebody typed or pasted: {@link readWhere}, in which a name before a colon that is no field
 * of any list, nor near one, is a word like any other.
 */
export const readTyped = (fields: readonly Field[], text: string): ReadWhere =>
  readWhere(fields, text, typed)

/**
 * The words with a colon of a text that were taken for words because no column is called what stands
 * before it. Without those in quotes, addresses and digests, which nobody takes for conditions.
 */
export const takenForWords = (fields: readonly Field[], text: string): readonly string[] => {
  const words = new Set<string>()
  const noting: Typed["isWord"] = (all, name, value) => {
    const word = isWord(all, name, value)
    if (word && !isScheme(name) && !/[/@]/.test(name) && !port.test(value))
      words.add(`${name}:${/^[^\s()]*/.exec(value)?.[0] ?? ""}`)
    return word
  }
  readWhere(fields, text, { ...typed, isWord: noting })
  return [...words]
}
