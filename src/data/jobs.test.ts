import { describe, expect, it } from "vitest"
import { ProviderError } from "../model/error.ts"
import { createJobs } from "./jobs.ts"
import type { Job, Work } from "./jobs.ts"
import { createPace } from "./pace.ts"

/** A clock that stands still until it is moved. */
const createTime = () => {
  let at = 0
  let timers: { readonly when: number; readonly wake: () => void }[] = []
  return {
    now: () => at,
    after: (ms: number, then: () => void) => {
      const timer = { when: at + ms, wake: then }
      timers.push(timer)
      return () => {
        timers = timers.filter((one) => one !== timer)
      }
    },
    move: async (ms: number) => {
      at += ms
      const due = timers.filter(({ when }) => when <= at)
      timers = timers.filter(({ when }) => when > at)
      for (const { wake } of due) wake()
      await settle()
    },
    pending: () => timers.length,
  }
}

const settle = () => new Promise<void>((resolve) => setImmediate(resolve))

const work = (id: string, run: Work["run"] = () => Promise.resolve(undefined)): Work => ({
  id,
  label: id,
  run,
})

const setup = () => {
  const time = createTime()
  let count = 0
  const jobs = createJobs({
    now: time.now,
    after: time.after,
    newId: () => {
      count += 1
      return String(count)
    },
  })
  const states = () => jobs.list()[0]?.steps.map(({ state }) => state)
  return { time, jobs, states }
}

describe("jobs", () => {
  it("does one step after the other and says how each ended", async () => {
    const { jobs, states } = setup()
    const order: string[] = []
    const ended: Job[] = []
    jobs.start({
      title: "Three",
      works: ["a", "b", "c"].map((id) =>
        work(id, () => {
          order.push(id)
          return id === "b" ? Promise.reject(new Error("no")) : Promise.resolve(undefined)
        }),
      ),
      onEnd: (job) => ended.push(job),
    })
    await settle()
    expect(order).toEqual(["a", "b", "c"])
    expect(states()).toEqual(["done", "failed", "done"])
    expect(ended).toHaveLength(1)
  })

  it("tries again only what failed", async () => {
    const { jobs, states } = setup()
    let fine = false
    const ran: string[] = []
    const { id } = jobs.start({
      title: "Two",
      works: ["a", "b"].map((name) =>
        work(name, () => {
          ran.push(name)
          return name === "b" && !fine
            ? Promise.reject(new Error("no"))
            : Promise.resolve(undefined)
        }),
      ),
    })
    await settle()
    fine = true
    jobs.retry(id)
    await settle()
    expect(states()).toEqual(["done", "done"])
    expect(ran).toEqual(["a", "b", "b"])
  })

  it("makes no call while it can be undone, and none at all when it was", async () => {
    const { jobs, time } = setup()
    let calls = 0
    const doomed = work("x", () => {
      calls += 1
      return Promise.resolve(undefined)
    })
    const first = jobs.start({ title: "Delete", works: [doomed], hold: 8000 })
    await time.move(7999)
    jobs.cancel(first.id)
    await time.move(10_000)
    expect(calls).toBe(0)
    expect(jobs.list()).toEqual([])
    jobs.start({ title: "Delete", works: [doomed], hold: 8000 })
    await time.move(8000)
    expect(calls).toBe(1)
  })

  it("cancels what is on its way and what waits", async () => {
    const { jobs, states } = setup()
    const { id } = jobs.start({
      title: "Long",
      works: [
        work(
          "a",
          ({ signal }) =>
            new Promise((_, reject) => {
              signal.addEventListener("abort", () =>
                reject(new DOMException("Aborted", "AbortError")),
              )
            }),
        ),
        work("b"),
      ],
    })
    await settle()
    jobs.cancel(id)
    await settle()
    expect(states()).toEqual(["cancelled", "cancelled"])
  })

  it("waits as long as the provider asks to, then goes on", async () => {
    const { jobs, states, time } = setup()
    let calls = 0
    jobs.start({
      title: "Reports",
      works: [
        work("a", () => {
          calls += 1
          return calls === 1
            ? Promise.reject(
                new ProviderError({
                  trouble: "throttled",
                  title: "Wait",
                  retryAt: new Date(time.now() + 30_000),
                }),
              )
            : Promise.resolve(undefined)
        }),
      ],
    })
    await settle()
    expect(states()).toEqual(["running"])
    await time.move(29_999)
    expect(calls).toBe(1)
    await time.move(1)
    expect(calls).toBe(2)
    expect(states()).toEqual(["done"])
  })

  it.each([502, 504, undefined])(
    "does nothing again by itself that may have been done: status %s",
    async (status) => {
      const { jobs, states, time } = setup()
      let calls = 0
      const retryAt = new Date(time.now() + 1000)
      const lost = { trouble: "broken", title: "Lost", retryAt } as const
      const run = () => {
        calls += 1
        return Promise.reject(new ProviderError(status === undefined ? lost : { ...lost, status }))
      }
      jobs.start({ title: "Change", works: [work("a", run)] })
      await time.move(60_000)
      expect([calls, states()]).toEqual([1, ["failed"]])
    },
  )
})

describe("forgetting", () => {
  it("tells once that a job can no longer be tried again, however it went", async () => {
    const { jobs } = setup()
    const forgotten: string[] = []
    const onForget = ({ id }: Job) => void forgotten.push(id)
    const ended = jobs.start({ title: "Ended", works: [work("a")], onForget })
    const held = jobs.start({ title: "Held", works: [work("a")], hold: 8000, onForget })
    await settle()
    jobs.cancel(held.id)
    jobs.dismiss(ended.id)
    jobs.dismiss(ended.id)
    expect(forgotten).toEqual([held.id, ended.id])
  })

  it("begins nothing more, stops what is on its way, and tells nobody of an end", async () => {
    const { time, jobs } = setup()
    const begun: string[] = []
    const told: string[] = []
    let stopped = false
    const tell = (what: string) => () => void told.push(what)
    const begin = (id: string): Work => work(id, () => Promise.resolve(void begun.push(id)))
    jobs.start({ title: "Held", works: [begin("held")], hold: 8000, onForget: tell("held gone") })
    jobs.start({
      title: "Going",
      works: [
        work("first", ({ signal }) => {
          begun.push("first")
          return new Promise((_resolve, reject) => {
            signal.addEventListener("abort", () => {
              stopped = true
              reject(new DOMException("Aborted", "AbortError"))
            })
          })
        }),
        begin("second"),
      ],
      onEnd: tell("ended"),
      onForget: tell("going gone"),
    })
    await settle()
    jobs.clear()
    await time.move(10_000)
    expect(jobs.list()).toEqual([])
    expect([begun, stopped]).toEqual([["first"], true])
    expect(told).toEqual(["held gone", "going gone"])
  })
})

describe("a pace", () => {
  it("gives as many turns as the minute has, then one for each that it gives back", () => {
    let at = 0
    const pace = createPace(2, () => at)
    expect([pace.next(), pace.next()]).toEqual([0, 0])
    expect(pace.next()).toBe(60_000)
    at = 30_000
    expect(pace.next()).toBe(30_000)
    expect(pace.next()).toBe(90_000)
    at = 400_000
    expect(pace.next()).toBe(0)
  })

  it("keeps the way back to what was filled in, and forgets a step that was begun anew", async () => {
    const { jobs, states } = setup()
    const fail = (): Promise<never> => Promise.reject(new Error("no"))
    const job = jobs.start({
      title: "Two",
      works: [{ ...work("a", fail), mend: "/form?of=a" }, work("b")],
    })
    jobs.drop(job.id, "a")
    expect(states()).toHaveLength(2)
    await settle()
    expect(jobs.list()[0]?.steps[0]).toMatchObject({ state: "failed", mend: "/form?of=a" })
    jobs.retry(job.id)
    await settle()
    expect(jobs.list()[0]?.steps[0]).toMatchObject({ state: "failed", mend: "/form?of=a" })
    jobs.drop(job.id, "a")
    expect(jobs.list()[0]?.steps.map(({ id }) => id)).toEqual(["b"])
    jobs.drop(job.id, "b")
    expect(jobs.list()).toEqual([])
  })
})
