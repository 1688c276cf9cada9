import { downWords } from "../model/down.ts"
import { ProviderError } from "../model/error.ts"
import { isAbsent } from "../model/field.ts"
import type { Cell, Field, Row } from "../model/field.ts"
import type { Resource } from "../model/provider.ts"
import { callOf } from "./call.ts"
import type { ListOf, Reading } from "./listState.ts"

/** So few are asked for one by one, sooner than their whole list. */
const few = 5

const isLoaded = (cell: Cell | undefined): boolean =>
  !isAbsent(cell) || cell?.absent !== "not-loaded"

/** The columns that were not asked for when some of these rows were read; not those that cost a call a row. */
export const lackingOf = (fields: readonly Field[], rows: readonly Row[]): readonly Field[] =>
  fields.filter(
    ({ id, late, itemOnly }) =>
      !late && !itemOnly && rows.some(({ cells }) => !isLoaded(cells[id])),
  )

const joined = (row: Row, whole: Row | undefined): Row =>
  whole
    ? {
        ...row,
        cells: {
          ...row.cells,
          ...Object.fromEntries(Object.entries(whole.cells).filter(([, cell]) => isLoaded(cell))),
        },
      }
    : row

/** A failure that the next row would meet, too: the provider is down, or asks to wait. */
const isOfAll = (cause: unknown): boolean =>
  !(cause instanceof ProviderError) ||
  cause.trouble === "throttled" ||
  downWords(cause) !== undefined

const readEach = async (
  { connection, place }: ListOf,
  get: NonNullable<Resource["get"]>,
  rows: readonly Row[],
  resource: string,
  { signal, onProgress }: Reading,
): Promise<readonly Row[]> => {
  let read = 0
  onProgress(read, rows.length)
  return Promise.all(
    rows.map(async (row) => {
      const at = [...place, { in: resource, id: row.id }]
      const whole = await get(callOf(connection, signal, "background"), at).catch(
        (cause: unknown) => {
          if (isOfAll(cause)) throw cause
          // What is not had of one is said in the file; the others are had.
          return undefined
        },
      )
      read += 1
      onProgress(read, rows.length)
      return joined(row, whole)
    }),
  )
}

/**
 * Rows that are here, together with the wanted columns that nobody asked for when they were read: a few
 * are asked for one by one, many with their list. What cannot be had of a row stays not loaded.
 * @param pages how many pages the list has, where known
 * @param readList all rows of the list, with these fields
 * @throws ProviderError where none can be had, and AbortError
 */
export const readLacking = async (
  list: ListOf,
  rows: readonly Row[],
  reading: Reading,
  pages: number | undefined,
  readList: (fields: readonly string[]) => Promise<readonly Row[]>,
): Promise<readonly Row[]> => {
  const { resource } = list
  const { get, sparse } = resource
  const wanted = new Set(reading.fields)
  const lacking = lackingOf(
    resource.fields.filter(({ id }) => wanted.has(id)),
    rows,
  )
  if (lacking.length === 0) return rows
  const without = rows.filter((row) => lackingOf(lacking, [row]).length > 0)
  let had: readonly Row[] = []
  if (get && without.length <= Math.max(few, pages ?? 1))
    had = await readEach(list, get, without, resource.id, reading)
  else if (sparse) {
    const whole = new Map((await readList([...wanted])).map((row) => [row.id, row]))
    had = without.map((row) => joined(row, whole.get(row.id)))
  }
  const byId = new Map(had.map((row) => [row.id, row]))
  return rows.map((row) => byId.get(row.id) ?? row)
}
