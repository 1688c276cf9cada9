import { parseBytes } from "../lib/bytes.ts"
import { compareReleases } from "../lib/versions.ts"
import type { Field, Kind } from "./field.ts"
import { readMoment } from "./moment.ts"

/** How the values of a kind are compared when filtering. */
export const filterStyle: Readonly<Record<Kind, "part" | "choice" | "range">> = {
  text: "part",
  id: "part",
  version: "part",
  digest: "part",
  link: "part",
  list: "part",
  records: "part",
  status: "choice",
  word: "choice",
  flag: "choice",
  number: "range",
  bytes: "range",
  duration: "range",
  date: "range",
}

export type Range = { readonly from?: number; readonly to?: number }

const readEnd = (kind: Kind, text: string, end: "from" | "to"): number | undefined => {
  if (kind === "bytes") return parseBytes(text)
  if (kind === "date") return readMoment(text)?.[end]
  const number = Number(text)
  return text.trim() === "" || Number.isNaN(number) ? undefined : number
}

/** The next number that a value of the kind can have: bytes and milliseconds are whole. */
const beside = (kind: Kind, at: number, by: 1 | -1): number =>
  kind === "bytes" || kind === "date"
    ? at + by
    : at + by * Math.max(Math.abs(at), 1) * Number.EPSILON

const signed = /^(>=|<=|>|<)\s*(.+)$/

const readSigned = (kind: Kind, sign: string, text: string): Range | undefined => {
  // "After the 3rd" begins when the 3rd is over, "from the 3rd on" when it begins.
  const at = readEnd(kind, text.trim(), sign === ">" || sign === "<=" ? "to" : "from")
  if (at === undefined) return undefined
  if (sign === ">=") return { from: at }
  if (sign === "<=") return { to: at }
  return sign === ">" ? { from: beside(kind, at, 1) } : { to: beside(kind, at, -1) }
}

const readRange = (kind: Kind, text: string): Range | undefined => {
  const [, sign, rest] = signed.exec(text.trim()) ?? []
  if (sign !== undefined && rest !== undefined) return readSigned(kind, sign, rest)
  const at = text.indexOf("..")
  const [low, high] = at < 0 ? [text, text] : [text.slice(0, at), text.slice(at + 2)]
  const from = low.trim() === "" ? undefined : readEnd(kind, low.trim(), "from")
  const to = high.trim() === "" ? undefined : readEnd(kind, high.trim(), "to")
  if (low.trim() !== "" && from === undefined) return undefined
  if (high.trim() !== "" && to === undefined) return undefined
  if (from === undefined && to === undefined) return undefined
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }
}

/** Whether its first end is beyond its second: nothing lies between them. */
const isReversed = ({ from = -Infinity, to = Infinity }: Range): boolean => from > to

/**
 * Reads `from..to`, `from..`, `..to`, `>x`, `>=x`, `<x`, `<=x` or a single value. Numbers as they are,
 * bytes also as "50mb", dates as {@link readMoment} says, in milliseconds since 1970: what is longer
 * than a moment is meant whole. Undefined where the text is no range of that kind.
 */
export const parseRange = (kind: Kind, text: string): Range | undefined => {
  const range = readRange(kind, text)
  return range && isReversed(range) ? undefined : range
}

/** `=name` asks for exactly that text, anything else for a part of it: see {@link partIn}. */
export const exactly = (value: string): string | undefined =>
  value.startsWith("=") && value.length > 1 ? value.slice(1) : undefined

/** The text that a value asks for: a backslash before `=`, `<` or `>` says that the sign is part of it. */
export const partIn = (value: string): string => value.replace(/^\\(?=\\*[=<>])/, "")

/** The inverse of {@link partIn}. */
export const asPart = (text: string): string => text.replace(/^(?=\\*[=<>])/, "\\")

/** A sign, `>`, `>=`, `<` or `<=`, and the version that stands behind it. */
export type Bound = readonly [sign: string, than: string]

const versions = /^(?!.*\.{3})(?:([<>]=?)\s*(v?\d\S*)|(v?\d\S*?)?\.\.(v?\d\S*)?)$/i

/**
 * Reads `>1.2`, `<=2`, `1.2..` or `1.2..2`, which must all hold. Undefined where the kind is no version, or
 * the text is to be looked for as it stands.
 */
export const parseVersions = (kind: Kind, text: string): readonly Bound[] | undefined => {
  const [, sign = ">=", than, from = than, to] = (kind === "version" && versions.exec(text)) || []
  const bounds: Bound[] = []
  if (from) bounds.push([sign, from])
  if (to) bounds.push(["<=", to])
  return bounds[0] && bounds
}

const isBackward = ([from, to]: readonly Bound[]): boolean =>
  from !== undefined && to !== undefined && compareReleases(from[1], to[1]) > 0

const examples: Readonly<Record<string, string>> = {
  bytes: ">50mb or 1kb..2mb",
  date: '2026, 2026-01, 2026-01-31, 2026-01-31T16:05 (UTC), today, yesterday or "7 days ago": alone, after > or <, or as from..to',
  duration: ">60, in seconds",
  number: ">10 or 1..5",
  version: ">1.2 or 1.2..2",
}

/**
 * A value as `Query.filters` has it: the same from the box and from a link.
 * @returns the value, or in words of whole sentences why it is none
 */
export const readFilterValue = (
  { kind, label }: Pick<Field, "kind" | "label">,
  text: string,
): { readonly value: string } | { readonly problem: string } => {
  const style = filterStyle[kind]
  const example = examples[kind]
  const range = readRange(kind, text)
  const bounds = parseVersions(kind, text)
  if (style === "range" ? !range : kind !== "flag" && /^[<>]/.test(text) && !bounds)
    return {
      problem:
        example === undefined
          ? `${label} cannot be more or less: ask for a value, in quotes if it begins so.`
          : `${label} is compared like ${example}.`,
    }
  const turned = style === "range" ? range && isReversed(range) : bounds && isBackward(bounds)
  if (turned)
    return {
      problem: `${label} cannot be in a range that ends before it begins: turn its ends round.`,
    }
  if (style !== "choice") return { value: text }
  const word = exactly(text) ?? text
  if (kind !== "flag") return { value: word }
  if (/^(true|yes)$/i.test(word)) return { value: "true" }
  if (/^(false|no)$/i.test(word)) return { value: "false" }
  return { problem: `${label} is yes or no.` }
}
