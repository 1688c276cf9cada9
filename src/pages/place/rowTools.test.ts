import { afterEach, expect, it, vi } from "vitest"
import { jobs } from "../../data/jobs.ts"
import { tellGone } from "../../data/knownGone.ts"
import { sampleConnection } from "../../model/connectionSample.ts"
import { sampleDeletion, sampleResource } from "../../model/resourceSample.ts"
import type { DoneTo } from "./ActionHost.tsx"
import { rowTools } from "./rowTools.tsx"

const remove = sampleDeletion()
const resource = sampleResource({ actions: [remove] })
const connection = sampleConnection({ id: "ours" })

afterEach(() => jobs.clear())

it("offers nothing for a row that a job is about to change", () => {
  const reasons = (id: string, stale = false) => {
    const row = { id, cells: { name: id }, raw: {} }
    const here = { connection, resource, place: [] }
    const { commandsOf } = rowTools(here, () => undefined)
    return commandsOf(row, stale, undefined).map((one) => one.disabledReason)
  }
  const mark = { connection: "ours", place: [{ in: "packages", id: "bash" }] }
  jobs.start({ title: "Delete bash", hold: 8000, works: [], marks: [mark] })
  expect(reasons("bash")).toEqual(["A job is changing it already."])
  expect(reasons("zsh")).toEqual([undefined])
  // Nor for one that answers what was asked before.
  expect(reasons("zsh", true)).toEqual([expect.stringContaining("what was asked before")])
})

it("tells the selection what was done to a row by itself, as long as it listens", () => {
  const done: DoneTo[] = []
  const here = { connection, resource, place: [] }
  const { draw, commandsOf } = rowTools(here, (_action, _targets, doneTo) => {
    if (doneTo) done.push(doneTo)
  })
  const told: (readonly [readonly string[], boolean])[] = []
  const leave = draw.onDone?.((ids, gone) => told.push([[...ids], gone]))
  commandsOf({ id: "bash", cells: { name: "bash" }, raw: {} }, false, undefined)[0]?.run?.()
  done[0]?.([[{ in: "packages", id: "bash" }]], false)
  expect(told).toEqual([[["bash"], false]])
  leave?.()
  done[0]?.([[{ in: "packages", id: "bash" }]], true)
  expect(told).toHaveLength(1)
})

it("tells the selection what another tab deleted of its list", async () => {
  const place = [{ in: "projects", id: "one" }]
  const { draw } = rowTools({ connection, resource, place }, () => undefined)
  const told: (readonly string[])[] = []
  const leave = draw.onDone?.((ids, gone) => gone && told.push([...ids]))
  const at = (project: string, id: string) => [
    { in: "projects", id: project },
    { in: resource.id, id },
  ]
  tellGone({ connection: "another", place: at("one", "bash") })
  tellGone({ connection: connection.id, place: at("two", "bash") })
  tellGone({ connection: connection.id, place })
  tellGone({ connection: connection.id, place: at("one", "zsh") })
  await vi.waitFor(() => expect(told).toEqual([["zsh"]]))
  leave?.()
})
