import { parseBytes } from "../lib/bytes.ts"
import type { Kind } from "./field.ts"

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

const day = /^\d{4}-\d{2}-\d{2}$/

const spans: Readonly<Record<string, number>> = {
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 7 * 86_400_000,
  // A month and a year as long as they are on average: nobody who writes "3 months ago" counts days.
  month: 30.436875 * 86_400_000,
  year: 365.2425 * 86_400_000,
}

const ago = /^(\d{1,5}) ?(minute|hour|day|week|month|year)s? ago$/i

const startOfDay = (at: number): number => at - (at % 86_400_000)

/** "7 days ago", "now", "today", "yesterday", as of now; days are UTC. */
const readRelative = (text: string, end: "from" | "to"): number | undefined => {
  const now = Date.now()
  const [, count, unit] = ago.exec(text) ?? []
  if (count !== undefined && unit !== undefined)
    return now - Math.round(Number(count) * (spans[unit.toLowerCase()] ?? 0))
  const word = text.toLowerCase()
  if (word === "now") return now
  if (word !== "today" && word !== "yesterday") return undefined
  const start = startOfDay(now) - (word === "today" ? 0 : 86_400_000)
  return end === "from" ? start : start + 86_400_000 - 1
}

const readEnd = (kind: Kind, text: string, end: "from" | "to"): number | undefined => {
  if (kind === "bytes") return parseBytes(text)
  if (kind === "date") {
    const relative = readRelative(text, end)
    if (relative !== undefined) return relative
    if (day.test(text)) {
      const start = Date.parse(`${text}T00:00:00Z`)
      return end === "from" ? start : start + 86_400_000 - 1
    }
    const at = Date.parse(text)
    return Number.isNaN(at) ? undefined : at
  }
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

/**
 * Reads `from..to`, `from..`, `..to`, `>x`, `>=x`, `<x`, `<=x` or a single value. Numbers as they are,
 * bytes also as "50mb", dates in UTC as milliseconds since 1970; a day without a time means the whole
 * day, and "7 days ago" is as of now. Undefined where the text is no range of that kind.
 */
export const parseRange = (kind: Kind, text: string): Range | undefined => {
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

/** `=name` asks for exactly that text, anything else for a part of it. */
export const exactly = (value: string): string | undefined =>
  value.startsWith("=") && value.length > 1 ? value.slice(1) : undefined
