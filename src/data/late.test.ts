import { expect, it } from "vitest"
import { pollAfter } from "./late.ts"

it("asks ever less often, and never for more than one a second over all that is watched", () => {
  expect(pollAfter(0, 1)).toBe(5000)
  expect(pollAfter(1, 1)).toBe(6500)
  expect(pollAfter(50, 1)).toBe(30_000)
  for (const running of [10, 50, 300]) {
    const perMinute = (60_000 / pollAfter(0, running)) * running
    expect(perMinute).toBeLessThanOrEqual(60)
  }
})
