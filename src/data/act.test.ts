import { QueryClient, QueryObserver } from "@tanstack/react-query"
import { afterEach, expect, it, vi } from "vitest"
import type { Target } from "../model/action.ts"
import { sampleConnection } from "../model/connectionSample.ts"
import { sampleDeletion, sampleResource } from "../model/resourceSample.ts"
import { act, actAsJob, undoWindow } from "./act.ts"
import { jobs } from "./jobs.ts"
import { keys } from "./keys.ts"

const remove = sampleDeletion()
const resource = sampleResource({ actions: [remove] })
const connection = sampleConnection({ name: "Blue" })
const targetIn = (project: string): Target => ({
  place: [
    { in: "projects", id: project },
    { in: "packages", id: "left-pad" },
  ],
  row: { id: "left-pad", cells: { name: "left-pad" }, raw: {} },
})

afterEach(() => {
  jobs.clear()
  vi.useRealTimers()
})

/** What the job says of itself and of its steps. */
const said = (targets: readonly Target[], everywhere: boolean): readonly string[] => {
  const at = { connection, resource, everywhere }
  const { title, steps } = actAsJob(new QueryClient(), at, remove, targets, {}, () => "")
  return [title, ...steps.map(({ label }) => label)]
}

it("says of which connection and project a thing is that was chosen among all there are", () => {
  expect(said([targetIn("demo")], true)).toEqual([
    "Delete package demo / left-pad of Blue",
    "demo / left-pad",
  ])
  expect(said([targetIn("demo"), targetIn("other")], true)).toEqual([
    "Delete 2 packages of Blue",
    "demo / left-pad",
    "other / left-pad",
  ])
})

it("offers a failure no more for another try, once what it was of has been deleted", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout"] })
  let refused = true
  const action = sampleDeletion({
    run: () => (refused ? Promise.reject(new Error("no")) : Promise.resolve(undefined)),
  })
  const at = { connection, resource: sampleResource({ actions: [action] }) }
  const removeAll = async (...projects: readonly string[]): Promise<void> => {
    actAsJob(new QueryClient(), at, action, projects.map(targetIn), {}, () => "")
    await vi.advanceTimersByTimeAsync(undoWindow)
    await vi.waitFor(() => expect(jobs.list()[0]?.state).toBe("ended"))
  }
  const states = () => jobs.list().map(({ steps }) => steps.map(({ state }) => state).join())
  await removeAll("demo", "other")
  refused = false
  await removeAll("demo")
  expect(states()).toEqual(["done", "gone,failed"])
  const [, first] = jobs.list()
  jobs.retry(first?.id ?? "")
  await vi.waitFor(() => expect(states()).toEqual(["done", "gone,done"]))
})

it("leaves what it was done to as it was, where only the wish was accepted", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout"] })
  const action = sampleDeletion({
    run: () => Promise.resolve({ accepted: true, note: "Nobody says when." }),
  })
  const at = { connection, resource: sampleResource({ actions: [action] }) }
  const { id } = jobs.start({
    title: "Export",
    works: [
      {
        id: "report",
        label: "report",
        to: { connection: connection.id, place: targetIn("demo").place },
        run: () => Promise.reject(new Error("no")),
      },
    ],
  })
  const onDone = vi.fn<(target: Target) => void>()
  actAsJob(new QueryClient(), at, action, [targetIn("demo")], {}, () => "", { onDone })
  await vi.advanceTimersByTimeAsync(undoWindow)
  await vi.waitFor(() => expect(jobs.list()[0]?.state).toBe("ended"))
  expect(jobs.list()[0]?.steps[0]?.state).toBe("done")
  expect(jobs.list().find((job) => job.id === id)?.steps[0]?.state).toBe("failed")
  expect(onDone).not.toHaveBeenCalled()
})

it("says no more than its name where the page around it says where it is", () => {
  expect(said([targetIn("demo")], false)).toEqual(["Delete package left-pad", "left-pad"])
})

it("is done though a list that has it takes long to be read anew, or waits for somebody's word", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout"] })
  const client = new QueryClient()
  const queryKey = keys.everything(connection.id)
  client.setQueryData(queryKey, "before")
  const answer = Promise.withResolvers<string>()
  const observer = new QueryObserver(client, {
    queryKey,
    queryFn: () => answer.promise,
    staleTime: Infinity,
  })
  const leave = observer.subscribe(() => undefined)
  const action = sampleDeletion({ run: () => Promise.resolve({ note: "Done." }) })
  const at = { connection, resource }
  const acted = act(client, at, action, targetIn("demo"), {})
  await vi.advanceTimersByTimeAsync(0)
  // What comes at once is in the rows before it is told as done.
  expect(await Promise.race([acted, Promise.resolve("not yet")])).toBe("not yet")
  await vi.runAllTimersAsync()
  expect(await acted).toEqual({ note: "Done." })
  answer.resolve("after")
  await vi.waitFor(() => expect(observer.getCurrentResult().data).toBe("after"))
  leave()
})
