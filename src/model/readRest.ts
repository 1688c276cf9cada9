import type { Field } from "./field.ts"
import { apart, readTyped } from "./readTyped.ts"
import type { WhereProblem } from "./readWhere.ts"
import { fromParts, printWhere, toParts } from "./where.ts"
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

/** Where what is said of a piece begins: each NOT before it, and a minus right before it, belong to it. */
const withNots = (all: readonly Piece[], at: number): number => {
  const before = all[at - 1]?.text ?? ""
  if (/^-*(?:-|NOT)$/.test(before)) return withNots(all, at - 1)
  return before.trim() === "" && /^-*NOT$/.test(all[at - 2]?.text ?? "")
    ? withNots(all, at - 2)
    : at
}

/** The piece behind a bracket and all that is in it. */
const behindOf = (all: readonly Piece[], bracket: number): number => {
  let depth = 0
  let at = bracket
  do {
    const text = all[at]?.text
    if (text === "(") depth += 1
    if (text === ")") depth -= 1
    at += 1
  } while (depth > 0 && at < all.length)
  return at
}

type Span = readonly [from: number, to: number]

/** The condition in which a text goes wrong, with what says of it that it is an exception, and its AND. */
const termAt = (text: string, { at, length }: WhereProblem): Span => {
  const all = piecesOf(text)
  const term = all.filter(({ to }) => to <= at).length
  // With one condition less an exception is made of more, which would hide what was asked for.
  const group = all.findIndex(
    (piece, index) =>
      piece.text === "(" &&
      index < term &&
      withNots(all, index) < index &&
      behindOf(all, index) > term,
  )
  const behind =
    group < 0 ? all.filter(({ from }) => from < at + length).length : behindOf(all, group)
  const nots = withNots(all, group < 0 ? term : group)
  // A second AND behind it would be looked for as a word.
  const first = all[nots - 1]?.text.trim() === "" && all[nots - 2]?.text === "AND" ? nots - 2 : nots
  const end = all[behind]?.from ?? text.length
  // Of a column that is not there nobody knows that it is one of dates or bytes.
  const more = /\d$/.test(all[behind - 1]?.text ?? "") ? apart(text.slice(end)).length : 0
  return [all[first]?.from ?? text.length, end + more]
}

/**
 * A beginning that can be read, ending where a word does, of a text that cannot. It is the longest, but for
 * conditions that only the provider answers. Few are tried: what goes wrong somewhere does so in each
 * beginning that reaches there.
 */
const beginningOf = (
  fields: readonly Field[],
  text: string,
  { at, length }: WhereProblem,
): { readonly where: Where | undefined; readonly to: number } => {
  let end = at + length
  for (const { from } of piecesOf(text).toReversed()) {
    const beginning = text.slice(0, from)
    // The sign of what is excepted would be looked for as a word.
    if (from >= end || binds.test(beginning)) continue
    const read = readTyped(fields, beginning)
    if ("where" in read) return { where: read.where, to: from }
    end = read.problem.at + read.problem.length
  }
  return { where: undefined, to: 0 }
}

/** So many conditions are left out, each of which costs a reading of the text: more are no question. */
const most = 30

/** As a box prints it, whatever order its conditions came in. */
const printSettled = (where: Where | undefined): string => printWhere(fromParts(toParts(where)))

type Reading = Rest & {
  /** What was left out, one after the other: each span is of the text without those before it. */
  readonly cuts: readonly Span[]
  /** How much of the text without them is asked for. */
  readonly to: number
}

const readingOf = (fields: readonly Field[], text: string): Reading => {
  let left = text
  const cuts: Span[] = []
  for (;;) {
    const read = readTyped(fields, left)
    if ("where" in read)
      return { where: read.where, of: left === text ? "whole" : "rest", cuts, to: left.length }
    const cut = termAt(left, read.problem)
    if (cuts.length === most || isOfWhole(left, read.problem) || cut[0] === cut[1])
      return { ...beginningOf(fields, left, read.problem), of: "beginning", cuts }
    left = left.slice(0, cut[0]) + left.slice(cut[1])
    cuts.push(cut)
  }
}

/** The last answers: a box asks again for its text, and the one it asked for before, as often as it is drawn. */
let answers: readonly (readonly [fields: readonly Field[], text: string, rest: Rest])[] = []

/**
 * Reads what somebody typed as {@link readTyped} does, and of a text that cannot be read, the rest: a list
 * that goes on showing what half of it said would answer a question that nobody asked.
 */
export const readRest = (fields: readonly Field[], text: string): Rest => {
  const known = answers.find((answer) => answer[0] === fields && answer[1] === text)
  if (known) return known[2]
  const { where, of } = readingOf(fields, text)
  const rest = { where, of }
  answers = [[fields, text, rest], ...answers.slice(0, 2)]
  return rest
}

/** What of a text {@link readRest} does not ask for, in its order. */
export const leftOver = (fields: readonly Field[], text: string): string => {
  const { cuts, to } = readingOf(fields, text)
  let asked = Array.from({ length: text.length }, (_, at) => at)
  for (const [from, end] of cuts) asked = [...asked.slice(0, from), ...asked.slice(end)]
  const kept = new Set(asked.slice(0, to))
  const pieces: string[] = [""]
  for (let at = 0; at < text.length; at += 1)
    if (!kept.has(at)) pieces.push((pieces.pop() ?? "") + text.charAt(at))
    else if (pieces.at(-1) !== "") pieces.push("")
  return pieces
    .map((piece) => piece.trim())
    .filter((piece) => piece !== "")
    .join(" ")
}

/**
 * Another question, with what of a text was not understood behind it.
 * @returns a text that asks for that question and no more; undefined: all of the text was asked for
 */
export const withLeftOver = (
  fields: readonly Field[],
  where: Where | undefined,
  text: string,
): string | undefined => {
  const left = leftOver(fields, text)
  if (left === "") return undefined
  const asked = printWhere(where)
  // What had nothing before it might now have, and be right: with one word more it is as wrong as it was.
  return [
    [asked, left],
    [left, asked],
    [asked, "AND", left],
    [asked, "AND OR", left],
  ]
    .map((parts) => parts.filter((part) => part !== "").join(" "))
    .find((one) => {
      const rest = readRest(fields, one)
      return rest.of !== "whole" && printSettled(rest.where) === printSettled(where)
    })
}
