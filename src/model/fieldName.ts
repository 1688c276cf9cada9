import { fold } from "../lib/text.ts"
import type { Field } from "./field.ts"

/** A name as far as it tells fields apart. */
export const simple = (text: string): string => fold(text).replace(/[^a-z0-9]/g, "")

/** The field that a person means: by its id, its label without spaces or another name, in any letter case. */
export const findField = (fields: readonly Field[], name: string): Field | undefined =>
  fields.find(({ id }) => id === name) ??
  fields.find(({ id }) => simple(id) === simple(name)) ??
  fields.find(({ label }) => simple(label) === simple(name)) ??
  fields.find(({ also }) => also?.includes(simple(name)))
