import { intlFormatDistance } from "date-fns/intlFormatDistance"

const words = { locale: "en", numeric: "always" } as const

/** Left to itself the library counts in quarters, and rounds 18 months to a year. */
const unitFor = (ms: number): { unit?: "month" | "week" } => {
  const days = Math.abs(ms) / 86_400_000
  if (days >= 60 && days < 730) return { unit: "month" }
  return days >= 14 && days < 60 ? { unit: "week" } : {}
}

/** "3 hours ago"; the last minute is "just now", for its seconds are out of date as they are read. */
export const formatAgo = (date: Date, now = new Date()): string =>
  Math.abs(now.getTime() - date.getTime()) < 60_000
    ? "just now"
    : intlFormatDistance(date, now, { ...unitFor(now.getTime() - date.getTime()), ...words })

const local = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "medium" })

/** Local time for people: "Nov 20, 2026, 4:05:06 PM". */
export const formatLocal = (date: Date): string => local.format(date)

/** `2026-11-20 16:05:06 UTC`. */
export const formatUtc = (date: Date): string =>
  `${date.toISOString().slice(0, 19).replace("T", " ")} UTC`

/** Seconds as "1 h 4 min 10 s"; whole parts only, zero parts left out. */
export const formatDuration = (seconds: number): string => {
  const whole = Math.max(0, Math.round(seconds))
  const parts = [
    [Math.floor(whole / 86_400), "d"],
    [Math.floor((whole % 86_400) / 3600), "h"],
    [Math.floor((whole % 3600) / 60), "min"],
    [whole % 60, "s"],
  ] as const
  return (
    parts
      .filter(([count]) => count > 0)
      .map(([count, unit]) => `${count} ${unit}`)
      .join(" ") || "0 s"
  )
}

const two = (part: number): string => String(part).padStart(2, "0")

/** A moment as an input of local time has it: `2026-01-31T16:05`. */
export const localInput = (date: Date): string =>
  `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`
