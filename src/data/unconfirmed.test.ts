import { expect, test } from "vitest"
import { isUnconfirmed } from "./unconfirmed.ts"

const opened = 10_000_000

test.each([
  ["kept for longer, and being read again", opened - 61_000, true, opened, true],
  ["just read before a reload", opened - 59_000, true, opened, false],
  ["kept, and not being read again", opened - 61_000, false, opened, false],
  ["never read", 0, true, opened, false],
  ["read by this page, and refreshed", opened + 1, true, opened + 300_000, false],
  ["read by this page long ago, and refreshed", opened + 1, true, opened + 700_000, true],
])("%s", (_, updatedAt, refreshing, now, unconfirmed) => {
  expect(isUnconfirmed({ updatedAt, refreshing }, now, opened)).toBe(unconfirmed)
})
