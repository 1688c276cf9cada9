import { once } from "./once.ts"

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** Each is used until the next one: the largest of which there are at least these ms. */
const units = [
  { from: 730 * day, unit: "year", ms: 365.25 * day },
  { from: 60 * day, unit: "month", ms: 30.4375 * day },
  { from: 14 * day, unit: "week", ms: 7 * day },
  { from: day, unit: "day", ms: day },
  { from: hour, unit: "hour", ms: hour },
  { from: 0, unit: "minute", ms: minute },
] as const

/**
 * "3 hours ago"; the last minute is "just now", for its seconds are out of date as they are read. Not by
 * `Intl`, whose data takes 20 ms to load: ages stand in the first rows.
 */
export const formatAgo = (date: Date, now = new Date()): string => {
  const passed = date.getTime() - now.getTime()
  const most = units.find(({ from }) => Math.abs(passed) >= from)
  if (!most || Math.abs(passed) < minute) return "just now"
  const count = Math.trunc(Math.abs(passed) / most.ms)
  const words = `${count} ${most.unit}${count === 1 ? "" : "s"}`
  return passed < 0 ? `${words} ago` : `in ${words}`
}

const local = once(
  () => new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "medium" }),
)

/** Local time for people: "Nov 20, 2026, 4:05:06 PM". */
export const formatLocal = (date: Date): string => local().format(date)

/** `2026-11-20 16:05:06 UTC`. */
export const formatUtc = (date: Date): string =>
  `${date.toISOString().slice(0, 19).replace("T", " ")} UTC`

/** A moment in full: local, and UTC on a line of its own. */
export const formatMoment = (date: Date): string => `${formatLocal(date)}\n${formatUtc(date)}`

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
