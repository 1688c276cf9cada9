import { afterEach, expect, it } from "vitest"
import { jobs } from "../../data/jobs.ts"
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
