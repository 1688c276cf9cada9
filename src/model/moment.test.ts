import { describe, expect, test } from "vitest"
import { readMoment } from "./moment.ts"

const span = (text: string): string | undefined => {
  const read = readMoment(text)
  return read && `${new Date(read.from).toISOString()} ${new Date(read.to).toISOString()}`
}

describe("a moment, or a span of time", () => {
  test.each([
    ["2026", "2026-01-01T00:00:00.000Z 2026-12-31T23:59:59.999Z"],
    ["2026-12", "2026-12-01T00:00:00.000Z 2026-12-31T23:59:59.999Z"],
    ["2024-02", "2024-02-01T00:00:00.000Z 2024-02-29T23:59:59.999Z"],
    ["2024-02-29", "2024-02-29T00:00:00.000Z 2024-02-29T23:59:59.999Z"],
    ["2026-01-31T16:05", "2026-01-31T16:05:00.000Z 2026-01-31T16:05:00.000Z"],
    ["2026-01-31T16:05:06.123456Z", "2026-01-31T16:05:06.123Z 2026-01-31T16:05:06.123Z"],
    ["2026-01-31T01:05+02:00", "2026-01-30T23:05:00.000Z 2026-01-30T23:05:00.000Z"],
    ["0000", "0000-01-01T00:00:00.000Z 0000-12-31T23:59:59.999Z"],
    // A millisecond after the last of them is still a year of four digits.
    ["9999", "9999-01-01T00:00:00.000Z 9999-12-31T23:59:59.998Z"],
  ])("%s", (text, expected) => expect(span(text)).toBe(expected))

  test.each([
    "2026-13-45",
    "2026-13",
    "2026-02-30",
    "2025-02-29",
    "2026-00",
    "2026-01-31T25:00",
    "2026-01-31T16:05+0200",
    "01/31/2026",
    "zoom 1",
    "7",
    "26",
    "Jan 2026",
    "2026-1-1",
    "soon",
    "",
  ])("no such time: %s", (text) => expect(readMoment(text)).toBeUndefined())

  test("of today and before", () => {
    const day = 86_400_000
    const now = Date.now()
    expect(readMoment("Today")).toMatchObject({ from: now - (now % day) })
    expect(readMoment("7 days ago")?.from).toBeGreaterThanOrEqual(now - 7 * day)
    expect(span("99999 years ago")).toMatch(/^0000-01-01/)
  })
})
