import { columns, searched } from "./records.ts"
import type { PackageRecord } from "./records.ts"

/** A word to type, and the name in the first row after each of its letters. */
export type Word = { readonly word: string; readonly firsts: readonly string[] }

const letters = 4
const words = 5

const textOf = (record: PackageRecord): string =>
  columns
    .filter(({ id }) => searched.has(id))
    .map(({ id }) => String(record[id]))
    .join("\n")
    .toLowerCase()

/** Words of which every letter changes the first row, so that its paint can be waited for. */
const chooseWords = (records: readonly PackageRecord[]): readonly Word[] => {
  const texts = records.map(textOf)
  const firstOf = new Map<string, number>()
  const first = (part: string): number => {
    const known = firstOf.get(part)
    if (known !== undefined) return known
    const at = texts.findIndex((text) => text.includes(part))
    firstOf.set(part, at)
    return at
  }
  const found: Word[] = []
  for (let at = Math.floor(records.length / 3); found.length < words; at += 1) {
    const name = records[at]?.name
    if (name === undefined) throw new Error("There are no words to type")
    const word = name.slice(0, letters)
    const parts = Array.from(word, (_, letter) => word.slice(0, letter + 1))
    const rows = parts.map(first)
    const moves = rows.every((row, letter) => row > (rows[letter - 1] ?? 0))
    if (!moves || found.some((one) => one.word === word)) continue
    found.push({ word, firsts: rows.map((row) => records[row]?.name ?? "") })
  }
  return found
}

const extreme = (
  records: readonly PackageRecord[],
  order: (a: PackageRecord, b: PackageRecord) => number,
): string => records.reduce((best, record) => (order(record, best) < 0 ? record : best)).name

/** What each table must show, worked out without any of them. */
export const expectedOf = (records: readonly PackageRecord[]) => {
  const { compare } = new Intl.Collator("en")
  return {
    start: records[0]?.name ?? "",
    words: chooseWords(records),
    name: {
      up: extreme(records, (a, b) => compare(a.name, b.name)),
      down: extreme(records, (a, b) => compare(b.name, a.name)),
    },
    size: {
      up: extreme(records, (a, b) => a.size - b.size),
      down: extreme(records, (a, b) => b.size - a.size),
    },
  }
}

export type ExpectedRows = ReturnType<typeof expectedOf>
