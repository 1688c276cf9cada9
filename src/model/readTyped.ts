import { isSlipOf } from "../lib/slips.ts"
import type { Field } from "./field.ts"
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
 * architecture, and not a field, nor one misspelt.
 */
const isWord = (fields: readonly Field[], name: string, value: string): boolean => {
  if (isScheme(name) || /[/@]/.test(name)) return true
  if (name === "no" || findField(fields, name)) return false
  return port.test(value) || !(ofField.test(value) || isNear(fields, name))
}

/**
 * Reads what somebody typed or pasted: {@link readWhere}, in which a name before a colon that is no field,
 * nor near one, is a word like any other.
 */
export const readTyped = (fields: readonly Field[], text: string): ReadWhere =>
  readWhere(fields, text, isWord)
