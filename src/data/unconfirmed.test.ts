import { expect, test } from "vitest"
import { isUnconfirmed } from "./unconfirmed.ts"

test("what was read some time ago is not confirmed for as long as it is being read again", () => {
  const now = Date.now()
  const days = { updatedAt: now - 3 * 86_400_000, refreshing: true }
  expect(isUnconfirmed(days, now)).toBe(true)
  expect(isUnconfirmed({ ...days, refreshing: false }, now)).toBe(false)
  // Who reloads within a minute sees what there was a moment ago.
  expect(isUnconfirmed({ updatedAt: now - 5000, refreshing: true }, now)).toBe(false)
  // Nothing was read yet.
  expect(isUnconfirmed({ updatedAt: 0, refreshing: true }, now)).toBe(false)
})
