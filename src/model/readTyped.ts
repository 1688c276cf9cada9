import { isSlipOf } from "../lib/slips.ts"
import type { Field } from "./field.ts"
import { isFieldWord } from "./fieldWords.ts"
import { findField, simple } from "./fieldName.ts"
import { readWhere } from "./readWhere.ts"
import type { ReadWhere } from "./readWhere.ts"

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

/**
 * Reads what somebody typed or pasted: {@link readWhere}, in which a name before a colon that is no field
 * of any list, nor near one, is a word like any other.
 */
export const readTyped = (fields: readonly Field[], text: string): ReadWhere =>
  readWhere(fields, text, isWord)

/**
 * The words with a colon of a text that were taken for words because no column is called what stands
 * before it. Without those in quotes, addresses and digests, which nobody takes for conditions.
 */
export const takenForWords = (fields: readonly Field[], text: string): readonly string[] => {
  const words = new Set<string>()
  readWhere(fields, text, (all, name, value) => {
    const word = isWord(all, name, value)
    if (word && !isScheme(name) && !/[/@]/.test(name) && !port.test(value))
      words.add(`${name}:${/^[^\s()]*/.exec(value)?.[0] ?? ""}`)
    return word
  })
  return [...words]
}
