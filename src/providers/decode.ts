import type { Absent, Cell, Field, Kind, Kinds, Row } from "../model/field.ts"

/** What a lens may find: the value, or why there is none. `undefined` reads as "not provided". */
type Found<K extends Kind> = Kinds[K] | Absent | null | undefined

/** A field together with how to read it from one item of the wire. */
export type Column<Wire> = { readonly field: Field; readonly read: (item: Wire) => Cell }

type More = Omit<Field, "id" | "label" | "kind">

const cell = <K extends Kind>(found: Found<K>): Cell =>
  found === undefined ? { absent: "not-provided" } : found === null ? { absent: "null" } : found

/**
 * Says a field once: what it is called, what kind it is, and where it stands on the wire.
 * `const c = columnsOf<Wire>()`, then `c("name", "Name", "text", (item) => item.name, { sort: "server" })`.
 */
export const columnsOf =
  <Wire>() =>
  <K extends Kind>(
    id: string,
    label: string,
    kind: K,
    lens: (item: Wire) => Found<K>,
    more: More = {},
  ): Column<Wire> => ({ field: { id, label, kind, ...more }, read: (item) => cell(lens(item)) })

export const fieldsOf = <Wire>(columns: readonly Column<Wire>[]): readonly Field[] =>
  columns.map((column) => column.field)

/** Reads one item into a row. `raw` is what came, with secrets masked. */
export const readRow = <Wire>(
  columns: readonly Column<Wire>[],
  id: string,
  item: Wire,
  raw: unknown,
): Row => {
  const cells: Record<string, Cell> = {}
  for (const { field, read } of columns) cells[field.id] = read(item)
  return { id, cells, raw }
}

/** The items of a list as they came, members nobody knows and the order of keys included: for `Row.raw`. */
export const rawItems = (raw: unknown, key: string): readonly unknown[] => {
  const items: unknown = typeof raw === "object" && raw !== null ? Reflect.get(raw, key) : undefined
  return Array.isArray(items) ? items : []
}

/** Reads a date as APIs write it; keeps what it cannot read. Null and undefined pass through. */
export const toDate = (text: string | null | undefined): Date | Absent | null | undefined => {
  if (text === null || text === undefined) return text
  const at = new Date(text)
  return Number.isNaN(at.getTime()) ? { absent: "unreadable", said: text } : at
}
