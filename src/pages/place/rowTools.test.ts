import { placeKey } from "../../model/place.ts"
import { isValidElement } from "react"
import { afterEach, expect, it, vi } from "vitest"
import { jobs } from "../../data/jobs.ts"
import { tellGone } from "../../data/knownGone.ts"
import type { Mark } from "../../data/jobs.ts"
import { sampleConnection } from "../../model/connectionSample.ts"
import { sampleDeletion, sampleResource } from "../../model/resourceSample.ts"
import type { DoneTo } from "./ActionHost.tsx"
import type { BulkActions } from "./BulkActions.tsx"
import { heardIn, rowTools } from "./rowTools.tsx"

const remove = sampleDeletion()
const resource = sampleResource({ actions: [remove] })
const connection = sampleConnection({ id: "ours" })

afterEach(() => jobs.clear())

it("offers nothing for a row that a job is about to change", () => {
  const reasons = (id: string, stale = false) => {
    const row = { id, cells: { name: id }, raw: {} }
    const here = { connection, resource, place: [] }
    const { commandsOf } = rowTools(
      here,
      heardIn(connection.id, resource.id, placeKey([])),
      () => undefined,
    )
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
  const { draw, commandsOf } = rowTools(
    here,
    heardIn(connection.id, resource.id, placeKey([])),
    (_action, _targets, doneTo) => {
      done.push(doneTo)
    },
  )
  const told: (readonly [readonly string[], boolean])[] = []
  const leave = draw.onDone?.((ids, gone) => told.push([[...ids], gone]))
  commandsOf({ id: "bash", cells: { name: "bash" }, raw: {} }, false, undefined)[0]?.run?.()
  done[0]?.([[{ in: "packages", id: "bash" }]], false)
  expect(told).toEqual([[["bash"], false]])
  leave?.()
  done[0]?.([[{ in: "packages", id: "bash" }]], true)
  expect(told).toHaveLength(1)
})

it("tells the selection that is there what was done to rows out of one that is not any more", () => {
  const done: DoneTo[] = []
  const here = { connection, resource, place: [] }
  const { draw } = rowTools(
    here,
    heardIn(connection.id, resource.id, placeKey([])),
    (_action, _targets, doneTo) => {
      done.push(doneTo)
    },
  )
  const row = { id: "bash", cells: { name: "bash" }, raw: {} }
  const leave = draw.onDone?.(() => undefined)
  const bar = draw.bulk([row], { now: () => [row], unseen: () => new Set() })
  if (!isValidElement<Parameters<typeof BulkActions>[0]>(bar)) throw new Error("no bar")
  bar.props.onAction(remove)
  leave?.()
  const told: (readonly [readonly string[], boolean])[] = []
  const leaveNext = draw.onDone?.((ids, gone) => told.push([[...ids], gone]))
  done[0]?.([[{ in: "packages", id: "bash" }]], false)
  expect(told).toEqual([[["bash"], false]])
  leaveNext?.()
})

it("tells the selection what was deleted of its list, here or in another tab, once", async () => {
  const place = [{ in: "projects", id: "one" }]
  const { draw } = rowTools(
    { connection, resource, place },
    heardIn(connection.id, resource.id, placeKey(place)),
    () => undefined,
  )
  const told: (readonly string[])[] = []
  const leave = draw.onDone?.((ids, gone) => gone && told.push([...ids]))
  const at = (project: string, id: string) => [
    { in: "projects", id: project },
    { in: resource.id, id },
  ]
  const other = new BroadcastChannel("waybill.gone")
  const inOther = (gone: Mark): void =>
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel takes none
    other.postMessage(gone)
  for (const [tell, id] of [
    [tellGone, "zsh"],
    [inOther, "fish"],
  ] as const) {
    tell({ connection: "another", place: at("one", id) })
    tell({ connection: connection.id, place: at("two", id) })
    tell({ connection: connection.id, place })
    tell({ connection: connection.id, place: at("one", id) })
  }
  await vi.waitFor(() => expect(told).toEqual([["zsh"], ["fish"]]))
  leave?.()
  other.close()
})
