import { describe, expect, it } from "vitest"
import { createPoller } from "./poller.ts"

/** A clock that moves by hand, and a poller on it. */
const onClock = () => {
  let time = 0
  let hidden = false
  let timers: { readonly at: number; readonly fire: () => void }[] = []
  const poller = createPoller({
    now: () => time,
    hidden: () => hidden,
    after: (ms, then) => {
      const timer = { at: time + ms, fire: then }
      timers.push(timer)
      return () => {
        timers = timers.filter((one) => one !== timer)
      }
    },
  })
  const calls: { readonly key: string; readonly at: number }[] = []
  return {
    calls,
    hide: (value: boolean) => {
      hidden = value
    },
    watch: (key: string, fails = false) =>
      poller.watch(key, () => {
        calls.push({ key, at: time })
        return fails ? Promise.reject(new Error("no")) : Promise.resolve()
      }),
    timers: () => timers.length,
    to: (until: number) => {
      for (;;) {
        const next = timers.toSorted((a, b) => a.at - b.at)[0]
        if (!next || next.at > until) break
        timers = timers.filter((one) => one !== next)
        time = next.at
        next.fire()
      }
      time = until
    },
  }
}

describe("one poller of a connection", () => {
  it("asks for one thing ever less often, and at last twice a minute", () => {
    const clock = onClock()
    clock.watch("a")
    clock.to(3_600_000)
    const at = clock.calls.map((call) => call.at)
    expect(at.slice(0, 2)).toEqual([5000, 10_000])
    const waits = at.slice(1).map((one, index) => one - (at[index] ?? 0))
    expect(waits.every((wait, index) => wait > (waits[index - 1] ?? 0) - 0.001)).toBe(true)
    expect(waits.at(-1)).toBeCloseTo(30_000)
  })

  it.each([10, 50, 300])("never makes more than one call a second for %d things", (count) => {
    const clock = onClock()
    for (let n = 0; n < count; n += 1) clock.watch(`thing ${n}`)
    clock.to(600_000)
    const at = clock.calls.map((call) => call.at)
    expect(Math.min(...at.slice(1).map((one, index) => one - (at[index] ?? 0)))).toBe(1000)
    // And forgets none of them.
    expect(new Set(clock.calls.map(({ key }) => key)).size).toBe(count)
  })

  it("has one timer, whatever it watches, and none for nothing", () => {
    const clock = onClock()
    const leave = ["a", "b", "b"].map((key) => clock.watch(key))
    expect(clock.timers()).toBe(1)
    clock.to(6500)
    expect(clock.calls.map(({ key }) => key)).toEqual(["a", "b"])
    leave.forEach((one) => one())
    expect(clock.timers()).toBe(0)
  })

  it("goes on for whoever still wants it, whoever left", () => {
    const clock = onClock()
    const leave = clock.watch("a")
    clock.watch("a")
    leave()
    leave()
    clock.to(5000)
    expect(clock.calls).toEqual([{ key: "a", at: 5000 }])
  })

  it("asks for nothing while nobody looks, and goes on when somebody does, or when a call failed", () => {
    const clock = onClock()
    clock.hide(true)
    clock.watch("a", true)
    clock.to(60_000)
    expect(clock.calls).toEqual([])
    clock.hide(false)
    clock.to(80_000)
    expect(clock.calls.length).toBeGreaterThan(1)
  })
})
