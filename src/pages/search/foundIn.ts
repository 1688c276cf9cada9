import { fold } from "../../lib/text.ts"
import { isAbsent } from "../../model/field.ts"
import type { Field, Row } from "../../model/field.ts"
import { searchedFields, textOf } from "../../model/search.ts"

/** Letters that stand before a word at most, so that one sees what it is a part of. */
const before = 12

const brokenWord = /^[\p{L}\p{N}]*[^\p{L}\p{N}]+/u

/** The one of several texts in which the word stands; of a long one no more than what leads up to it. */
const aroundOf = (text: string, word: string): string => {
  const part = text.split("; ").find((one) => fold(one).includes(word)) ?? text
  const at = fold(part).indexOf(word)
  if (at <= before) return part
  return `…${part.slice(at - before, at).replace(brokenWord, "")}${part.slice(at)}`
}

/**
 * Tells of a row what of a search stands only in what is not shown of it: "Other text: elasticsearch".
 * @param words folded
 * @param shownOf ids of the fields that one sees of a row
 */
export const foundIn = (
  fields: readonly Field[],
  words: readonly string[],
  shownOf: (row: Row) => ReadonlySet<string>,
): ((row: Row) => string | undefined) => {
  const searched = searchedFields(fields)
  const has = (row: Row, { id }: Field, word: string): boolean => {
    const cell = row.cells[id]
    return !isAbsent(cell) && fold(textOf(cell)).includes(word)
  }
  return (row) => {
    const shown = shownOf(row)
    const seen = searched.filter(({ id }) => shown.has(id))
    const unseen = searched.filter(({ id }) => !shown.has(id))
    const found = words.flatMap((word) => {
      if (seen.some((field) => has(row, field, word))) return []
      const field = unseen.find((one) => has(row, one, word))
      const cell = field && row.cells[field.id]
      return isAbsent(cell) ? [] : [`${field?.label}: ${aroundOf(textOf(cell), word)}`]
    })
    return found.length === 0 ? undefined : [...new Set(found)].join(", ")
  }
}
