import type { Field } from "./field.ts"
import { apart, readTyped } from "./readTyped.ts"
import type { WhereProblem } from "./readWhere.ts"
import type { Where } from "./where.ts"

/** What a text asks for as far as it can be read. */
export type Rest = {
  readonly where: Where | undefined
  /** How much of the text that is: all of it, all but conditions that say nothing, or its beginning. */
  readonly of: "whole" | "rest" | "beginning"
}

/** Blanks, brackets, and words: conditions and phrases with what is in their quotes, an open one to the end. */
const pieces =
  /\s+|[()]|[^\s():",]+:(?:"(?:[^"\\]|\\.)*(?:"|\\?$)|[^\s()"])+|-?"(?:[^"\\]|\\.)*(?:"|\\?$)|[^\s()]+/gs

type Piece = { readonly from: number; readonly to: number; readonly text: string }

const piecesOf = (text: string): readonly Piece[] =>
  [...text.matchAll(pieces)].map(({ index, 0: piece }) => ({
    from: index,
    to: index + piece.length,
    text: piece,
  }))

/** Without what binds a condition to others there is no telling what these mean. */
const binds = /(?:^|[\s()])(?:AND|OR|NOT|-)\s*$/

/** Whether a problem is of how conditions are put together, and not of one of them. */
const isOfWhole = (text: string, { at, length }: WhereProblem): boolean =>
  /[()]/.test(text[at] ?? "") || binds.test(text.slice(at, at + length))

/** A text without the condition in which it goes wrong, and what says of it that it is an exception. */
const withoutTerm = (text: string, { at, length }: WhereProblem): string => {
  const all = piecesOf(text)
  let first = all.findIndex(({ to }) => to > at)
  const last = all.findIndex(({ to }) => to >= at + length)
  for (;;) {
    const before = all[first - 1]
    const name = before?.text.trim() === "" ? all[first - 2] : before
    if (name?.text === "NOT") first = all.indexOf(name)
    else break
  }
  const before = text.slice(0, all[first]?.from ?? at)
  const rest = text.slice(all[last]?.to ?? text.length)
  // Of a column that is not there nobody knows that it is one of dates or bytes.
  return before + (/\d$/.test(all[last]?.text ?? "") ? rest.slice(apart(rest).length) : rest)
}

/** The longest beginning that can be read, ending where a word does, of a text that cannot. */
const beginningOf = (fields: readonly Field[], text: string): Where | undefined => {
  for (const { from } of piecesOf(text).toReversed()) {
    const beginning = text.slice(0, from)
    const read = readTyped(fields, beginning)
    // The sign of what is excepted would be looked for as a word.
    if ("where" in read && !binds.test(beginning)) return read.where
  }
  return undefined
}

/**
 * Reads what somebody typed as {@link readTyped} does, and of a text that cannot be read, the rest: a list
 * that goes on showing what half of it said would answer a question that nobody asked.
 */
export const readRest = (fields: readonly Field[], text: string): Rest => {
  let left = text
  for (;;) {
    const read = readTyped(fields, left)
    if ("where" in read) return { where: read.where, of: left === text ? "whole" : "rest" }
    const without = withoutTerm(left, read.problem)
    if (isOfWhole(left, read.problem) || without === left)
      return { where: beginningOf(fields, left), of: "beginning" }
    left = without
  }
}
