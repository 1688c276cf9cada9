import type { Field } from "../model/field.ts"

/** Whether a list can show it. */
export const isColumn = (field: Field): boolean => !field.itemOnly && !field.remoteOnly

/** The columns a table shows when nobody has chosen any. */
export const ownColumns = (fields: readonly Field[], title: string): readonly string[] => {
  const shown = fields.filter((field) => !field.hidden && isColumn(field))
  return [title, ...shown.map((field) => field.id).filter((id) => id !== title)]
}

/** Reads `cols=a,b`: unknown names fall out, the title is always there. None that is known: the table's own. */
export const readColumns = (
  fields: readonly Field[],
  title: string,
  text: string | null,
): readonly string[] => {
  const known = new Set(fields.filter(isColumn).map((field) => field.id))
  const asked = (text ?? "").split(",").filter((id) => known.has(id))
  return asked.length > 0 ? [...new Set([title, ...asked])] : ownColumns(fields, title)
}

/** Reads `pin=a,b`: only visible columns, and the title needs no pin. */
export const readPinned = (columns: readonly string[], text: string | null): readonly string[] => {
  const asked = text?.split(",") ?? []
  return [...new Set(asked)].filter((id) => columns.indexOf(id) > 0)
}
