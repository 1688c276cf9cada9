import { isOneSlip, isSlipOf } from "../lib/slips.ts"
import { fold } from "../lib/text.ts"
import { isAbsent } from "../model/field.ts"
import type { Field, Row } from "../model/field.ts"
import { asPart, filterStyle, partIn } from "../model/filter.ts"
import type { Query } from "../model/query.ts"
import { rowFilter, searchedFields, textOf } from "../model/search.ts"
import { fromParts, toParts } from "../model/where.ts"
import type { Parts, Where } from "../model/where.ts"

/** A question that finds something, and its words that stand where others were typed. */
export type Meant = { readonly asked: Parts; readonly words: readonly string[] }

const signs = /[^\p{L}\p{N}]+/u

/** Fewer letters are like too many words. */
const leastLetters = 4

/** Each column is taken apart once, however many letters are typed after that. */
const taken = new WeakMap<readonly Row[], Map<string, ReadonlyMap<string, number>>>()

/** How many rows have each word in a column. */
export const readWords = (rows: readonly Row[], field: string): ReadonlyMap<string, number> => {
  const columns = taken.get(rows) ?? new Map<string, ReadonlyMap<string, number>>()
  taken.set(rows, columns)
  const known = columns.get(field)
  if (known) return known
  const counts = new Map<string, number>()
  for (const row of rows) {
    const cell = row.cells[field]
    if (isAbsent(cell)) continue
    for (const word of new Set(fold(textOf(cell)).split(signs)))
      counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  columns.set(field, counts)
  return counts
}

/** Rows of which more than the names is read: of more it takes longer than a person waits. */
const mostOfAll = 5000

/** A number is never meant for the next one: another version or CVE is another thing, and no slip. */
const figures = /\p{N}/u

/** Columns in which a word without a field is looked for: names, and what else is said in words. */
export const columnsToRead = (
  fields: readonly Field[],
  title: string,
  rows: number,
): readonly string[] =>
  rows > mostOfAll
    ? [title]
    : searchedFields(fields)
        .filter(({ id, kind }) => id === title || (kind !== "id" && kind !== "digest"))
        .map(({ id }) => id)

/** The word of some columns to which a slip leads, or two; of several the one that most rows have. Undefined: none is like it. */
const likeOf = (
  rows: readonly Row[],
  columns: readonly string[],
  folded: string,
): string | undefined => {
  const read = columns.map((column) => [...readWords(rows, column)])
  // It is there, so it is not what the question fails by.
  if (read.some((counts) => counts.some(([word]) => word.includes(folded)))) return undefined
  return read
    .flatMap((counts) =>
      counts.filter(
        ([word]) => Math.abs(word.length - folded.length) <= 2 && isSlipOf(word, folded),
      ),
    )
    .toSorted(
      ([a, rowsOfA], [b, rowsOfB]) =>
        Number(isOneSlip(b, folded)) - Number(isOneSlip(a, folded)) || rowsOfB - rowsOfA,
    )[0]?.[0]
}

/**
 * The question that somebody meant whose words are a slip or two away from words that rows have;
 * undefined where nothing answers that one either. For a question that nothing answers.
 * @param title the field that names a row
 */
export const meantBy = (
  fields: readonly Field[],
  title: string,
  rows: readonly Row[],
  query: Query,
): Meant | undefined => {
  const words: string[] = []
  const all = columnsToRead(fields, title, rows.length)
  const mended = (columns: readonly string[], typed: string): string | undefined => {
    const folded = fold(typed)
    const text = folded.replace(/[\p{L}\p{N}]+/gu, (word) =>
      word.length < leastLetters || figures.test(word)
        ? word
        : (likeOf(rows, columns, word) ?? word),
    )
    if (text === folded) return undefined
    words.push(text)
    return text
  }
  const mend = (one: Where): Where => {
    switch (one.is) {
      case "all":
      case "any":
        return { is: one.is, of: one.of.map(mend) }
      case "text":
        return { is: "text", text: mended(all, one.text) ?? one.text }
      case "field": {
        const kind = fields.find(({ id }) => id === one.field)?.kind
        if (kind === undefined || filterStyle[kind] !== "part") return one
        const values = one.values.map((value) => {
          const like = mended([one.field], partIn(value))
          return like === undefined ? value : asPart(like)
        })
        return { is: "field", field: one.field, values }
      }
      // What is left out finds nothing by itself.
      case "not":
      case "none":
        return one
    }
  }
  const where = fromParts(query)
  const asked = toParts(where && mend(where))
  if (words.length === 0) return undefined
  const holds = rowFilter(fields, { ...query, where: undefined, ...asked })
  return rows.some((row) => holds(row)) ? { asked, words: [...new Set(words)] } : undefined
}
