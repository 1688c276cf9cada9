import { describe, expect, it } from "vitest"
import { createBudgets } from "./budget.ts"

const limits = [
  { id: "minute", limit: 3, windowSeconds: 60 },
  { id: "reports", limit: 1, windowSeconds: 60, route: /^\/report\// },
]

describe("a budget", () => {
  it("counts down, refuses at the limit, and goes on when the window has passed", () => {
    let now = 1_000_000
    const budgets = createBudgets(() => now)
    const take = () => budgets.take("credential", limits, "/list")
    expect([take(), take(), take()].map(({ states }) => states[0]?.left)).toEqual([2, 1, 0])
    const refused = take()
    expect(refused.wait).toBeGreaterThan(55)
    expect(refused.wait).toBeLessThanOrEqual(61)
    now += (refused.wait ?? 0) * 1000 - 2000
    expect(take().wait).toBeDefined()
    now += 2000
    expect(take().wait).toBeUndefined()
  })

  it("gives back what was used first, first", () => {
    let now = 0
    const budgets = createBudgets(() => now)
    budgets.take("credential", limits, "/list")
    now += 40_000
    budgets.take("credential", limits, "/list")
    budgets.take("credential", limits, "/list")
    now += 22_000
    expect(budgets.take("credential", limits, "/list").states[0]?.left).toBe(0)
    expect(budgets.take("credential", limits, "/list").wait).toBeDefined()
  })

  it("keeps credentials apart, and a limit of some routes to those", () => {
    const budgets = createBudgets(() => 0)
    expect(budgets.take("one", limits, "/report/a").states.map(({ id }) => id)).toEqual([
      "minute",
      "reports",
    ])
    expect(budgets.take("one", limits, "/report/b").wait).toBeDefined()
    expect(budgets.take("one", limits, "/list").wait).toBeUndefined()
    expect(budgets.take("two", limits, "/report/a").wait).toBeUndefined()
  })

  it("may be of a parameter alone", () => {
    const downloads = { id: "downloads", limit: 1, windowSeconds: 60, route: /[?&]download=true/ }
    const take = (target: string) =>
      createBudgets(() => 0)
        .take("one", [downloads], target)
        .states.map(({ id }) => id)
    expect([take("/status/a"), take("/status/a?build=repro&download=true")]).toEqual([
      [],
      ["downloads"],
    ])
  })
})
