import { expect, it } from "vitest"
import { createAskNear } from "./askNear.ts"

/** Asks whose answers are given by hand, on a clock that is set by hand. */
const setUp = () => {
  let now = 0
  let due: { at: number; run: () => void }[] = []
  const asks: { signal: AbortSignal; answer: (text: string) => Promise<void> }[] = []
  const told: (string | undefined)[] = []
  const near = createAskNear<string>(
    async (signal) => {
      const { promise, resolve } = Promise.withResolvers<string>()
      asks.push({
        signal,
        answer: async (text) => {
          resolve(text)
          await promise
          await Promise.resolve()
        },
      })
      return promise
    },
    (answer) => told.push(answer),
    {
      now: () => now,
      after: (ms, run) => {
        const one = { at: now + ms, run }
        due.push(one)
        return () => {
          due = due.filter((other) => other !== one)
        }
      },
    },
  )
  const pass = (ms: number): void => {
    now += ms
    const ready = due.filter(({ at }) => at <= now)
    due = due.filter(({ at }) => at > now)
    for (const { run } of ready) run()
  }
  return { near, asks, told, pass }
}

it("asks nothing for whoever only sweeps over it", () => {
  const { near, asks, pass } = setUp()
  near.near()
  pass(50)
  near.leave()
  pass(1000)
  expect(asks).toHaveLength(0)
})

it("asks once for whoever stays and then opens it, and waits for that when the pointer leaves", async () => {
  const { near, asks, told, pass } = setUp()
  near.near()
  pass(200)
  near.want()
  near.leave()
  expect(asks).toHaveLength(1)
  await asks[0]?.answer("here")
  expect(told).toEqual([undefined, "here"])
})

it("asks at once for whoever opens it at once", () => {
  const { near, asks, pass } = setUp()
  near.near()
  near.want()
  pass(1000)
  expect(asks).toHaveLength(1)
})

it("calls off what nobody is near any more, and never tells an answer that comes late", async () => {
  const { near, asks, told, pass } = setUp()
  near.near()
  pass(200)
  near.leave()
  expect(asks[0]?.signal.aborted).toBe(true)
  near.want()
  await asks[1]?.answer("second")
  await asks[0]?.answer("first")
  expect(told.at(-1)).toBe("second")
})

it("takes back an answer that is some seconds old, or of before something was done, before it asks anew", async () => {
  const { near, asks, told, pass } = setUp()
  near.want()
  await asks[0]?.answer("old")
  near.want()
  expect(asks).toHaveLength(1)
  pass(6000)
  near.want()
  expect(told).toEqual([undefined, "old", undefined])
  await asks[1]?.answer("new")
  near.forget()
  near.want()
  expect(asks).toHaveLength(3)
  expect(told.at(-1)).toBeUndefined()
})
