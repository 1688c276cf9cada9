import { describe, expect, test } from "vitest"
import { formatAgo } from "./dates.ts"

const now = new Date("2026-11-28T12:00:00Z")
const before = (ms: number): string => formatAgo(new Date(now.getTime() - ms), now)
const hours = 3_600_000
const days = 24 * hours

describe("how long ago", () => {
  test.each([
    [59_999, "just now"],
    [60_000, "1 minute ago"],
    [59 * 60_000 + 59_999, "59 minutes ago"],
    [hours, "1 hour ago"],
    [23.9 * hours, "23 hours ago"],
    [days, "1 day ago"],
    [13.9 * days, "13 days ago"],
    [14 * days, "2 weeks ago"],
    [59.9 * days, "8 weeks ago"],
    [61 * days, "2 months ago"],
    [548 * days, "18 months ago"],
    [731 * days, "2 years ago"],
  ])("%d ms", (ms, said) => expect(before(ms)).toBe(said))

  test("of what is still to come", () => expect(before(-3 * hours)).toBe("in 3 hours"))
})
