/** From and to in milliseconds since 1970, both included; a moment is as long as one of them. */
export type Span = { readonly from: number; readonly to: number }

const aDay = 86_400_000

const spans: Readonly<Record<string, number>> = {
  minute: 60_000,
  hour: 3_600_000,
  day: aDay,
  week: 7 * aDay,
  // A month and a year as long as they are on average: nobody who writes "3 months ago" counts days.
  month: 30.436875 * aDay,
  year: 365.2425 * aDay,
}

const ago = /^(\d{1,5}) ?(minute|hour|day|week|month|year)s? ago$/i

/** What the years of four digits span, less a millisecond: adapters ask for what is before the next. */
const first = Date.parse("0000-01-01T00:00:00Z")
const last = Date.parse("9999-12-31T23:59:59.998Z")

const within = (from: number, to: number): Span => ({
  from: Math.min(Math.max(from, first), last),
  to: Math.min(Math.max(to, first), last),
})

const readRelative = (text: string): Span | undefined => {
  const now = Date.now()
  const [, count, unit] = ago.exec(text) ?? []
  if (count !== undefined && unit !== undefined) {
    const at = now - Math.round(Number(count) * (spans[unit.toLowerCase()] ?? 0))
    return within(at, at)
  }
  const word = text.toLowerCase()
  if (word === "now") return within(now, now)
  if (word !== "today" && word !== "yesterday") return undefined
  const start = now - (now % aDay) - (word === "today" ? 0 : aDay)
  return within(start, start + aDay - 1)
}

const iso =
  /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)(Z|[+-]\d\d:\d\d)?)?)?)?$/

/**
 * "2026", "2026-01" and "2026-01-31" are as long as they say, "2026-01-31T16:05" is a moment, as are
 * "now" and "7 days ago"; "today", "yesterday". All in UTC where they name no zone of their own, so that a
 * link means the same everywhere. Undefined for anything else, and for a day that does not exist.
 */
export const readMoment = (text: string): Span | undefined => {
  const [, year, month, day, time, zone = "Z"] = iso.exec(text) ?? []
  if (year === undefined) return readRelative(text)
  const date = `${year}-${month ?? "01"}-${day ?? "01"}`
  const start = new Date(`${date}T00:00:00Z`)
  // The 30th of February would be the 2nd of March.
  if (Number.isNaN(start.getTime()) || start.toISOString().slice(0, 10) !== date) return undefined
  if (time !== undefined) {
    const at = Date.parse(`${date}T${time}${zone}`)
    return Number.isNaN(at) ? undefined : within(at, at)
  }
  const next = new Date(start)
  if (day !== undefined) next.setUTCDate(next.getUTCDate() + 1)
  else if (month !== undefined) next.setUTCMonth(next.getUTCMonth() + 1)
  else next.setUTCFullYear(next.getUTCFullYear() + 1)
  return within(start.getTime(), next.getTime() - 1)
}
