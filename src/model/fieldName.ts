import { isSlipOf } from "../lib/slips.ts"
import { fold } from "../lib/text.ts"
import type { Field } from "./field.ts"

const scheme = /^(sha\d+|md5|https?|pkg|urn|oci|docker)$/i

/** What people paste into a search box, and what is no field before a colon. */
export const isScheme = (name: string): boolean => scheme.test(name)

const simple = (text: string): string => fold(text).replace(/[^a-z0-9]/g, "")

/** The field that a person means: by its id, or by its label without spaces, in any letter case. */
export const findField = (fields: readonly Field[], name: string): Field | undefined =>
  fields.find(({ id }) => id === name) ??
  fields.find(({ id }) => simple(id) === simple(name)) ??
  fields.find(({ label }) => simple(label) === simple(name))

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
export const isWord = (fields: readonly Field[], name: string, value: string): boolean => {
  if (/[/@]/.test(name)) return true
  if (name === "no" || findField(fields, name)) return false
  return port.test(value) || !(ofField.test(value) || isNear(fields, name))
}
