import { expect, it } from "vitest"
import type { Job } from "../../data/jobs.ts"
import { sortOut } from "../../form/LeftOutNote.tsx"
import type { Action, Target } from "../../model/action.ts"
import { notTwice } from "./marks.ts"

const targetOf = (id: string): Target => ({ place: [{ in: "packages", id }] })
const idOf = ({ place }: Target): string | undefined => place.at(-1)?.id
const approve: Action = {
  id: "approve",
  label: "Approve",
  on: "item",
  risk: "undoable",
  blocked: (target) => (idOf(target) === "b" ? "It is approved." : undefined),
  run: () => Promise.resolve(undefined),
  touches: [],
}
const jobOf = (id: string, state: Job["state"], connection = "ours"): Job => ({
  id,
  title: id,
  state,
  steps: [],
  marks: [{ connection, place: targetOf(id).place }],
})

it("leaves out what it cannot be done to, each with its reason, and what a job is changing", () => {
  const all = [jobOf("c", "held"), jobOf("d", "ended"), jobOf("a", "running", "others")]
  const { blocked } = notTwice(approve, "ours", all)
  const { allowed, leftOut } = sortOut(["a", "b", "c", "d"].map(targetOf), (one) => blocked?.(one))
  expect(allowed.map(idOf)).toEqual(["a", "d"])
  expect(leftOut.map(({ target, reason }) => [idOf(target), reason])).toEqual([
    ["b", "It is approved."],
    ["c", "A job is changing it already."],
  ])
})

it("adds to a list as often as somebody wants to", () => {
  const { blocked } = notTwice({ ...approve, on: "list" }, "ours", [jobOf("c", "running")])
  expect(blocked?.(targetOf("c"))).toBeUndefined()
})
