import { expect, it, vi } from "vitest"
import type { Place } from "../model/place.ts"
import { goneSince } from "./goneSince.ts"
import { createJobs } from "./jobs.ts"
import type { Step, Work } from "./jobs.ts"

const demo: Place = [{ in: "projects", id: "demo" }]
const version: Place = [...demo, { in: "versions", id: "1" }]
const gone = { connection: "blue", place: demo }

const work = (id: string, connection: string, place: Place): Work => ({
  id,
  label: id,
  to: { connection, place },
  run: () => Promise.resolve(undefined),
})
const works = [
  work("itself", "blue", demo),
  work("nested", "blue", version),
  work("sibling", "blue", [{ in: "projects", id: "demo2" }]),
  work("elsewhere", "green", demo),
  { id: "of none", label: "of none", run: () => Promise.resolve(undefined) },
]
const after = (state: Step["state"], ended = gone): readonly string[] =>
  goneSince(
    ended,
    works,
    works.map(({ id, label }) => ({ id, label, state, problem: "refused" })),
  ).map((step) => (step.doomed ? "doomed" : step.state))

it.each(["failed", "cancelled", "waiting"] as const)(
  "ends what is %s of a thing, or of what was in it, and nothing beside it or elsewhere",
  (state) => {
    expect(after(state)).toEqual(["gone", "gone", state, state, state])
    // What holds a thing outlives it.
    expect(after(state, { ...gone, place: version })).toEqual([state, "gone", state, state, state])
  },
)

it("keeps what was done, and lets what runs come to its end", () => {
  expect(after("done")).toEqual(works.map(() => "done"))
  expect(after("running")).toEqual(["doomed", "doomed", "running", "running", "running"])
})

it("keeps nothing of why it failed: that is no more what is to be told", () => {
  const [step] = goneSince(gone, works, [
    { id: "itself", label: "itself", state: "failed", problem: "refused", mend: "/mend" },
  ])
  expect(step).toEqual({ id: "itself", label: "itself", state: "gone" })
})

it("ends what fails after its thing has gone as gone, and does not begin what waits for it", async () => {
  const jobs = createJobs()
  const fail: ((cause: Error) => void)[] = []
  const run = vi.fn<Work["run"]>(
    () => new Promise((_, reject) => void fail.push((cause) => reject(cause))),
  )
  const states = () => jobs.list()[0]?.steps.map(({ state }) => state)
  const { id } = jobs.start({
    title: "Export",
    works: [
      { ...work("first", "blue", version), run },
      { ...work("second", "blue", demo), run },
      { ...work("third", "green", demo), run },
    ],
  })
  await vi.waitFor(() => expect(fail).toHaveLength(1))
  jobs.revise((all, steps) => goneSince(gone, all, steps))
  expect(states()).toEqual(["running", "gone", "waiting"])
  fail[0]?.(new Error("There is no such thing."))
  await vi.waitFor(() => expect(fail).toHaveLength(2))
  fail[1]?.(new Error("No."))
  await vi.waitFor(() => expect(states()).toEqual(["gone", "gone", "failed"]))
  jobs.retry(id)
  await vi.waitFor(() => expect(fail).toHaveLength(3))
  expect(states()).toEqual(["gone", "gone", "running"])
  jobs.clear()
})
