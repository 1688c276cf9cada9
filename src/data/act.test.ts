import { QueryClient } from "@tanstack/react-query"
import { afterEach, expect, it } from "vitest"
import type { Target } from "../model/action.ts"
import { sampleConnection } from "../model/connectionSample.ts"
import { sampleDeletion, sampleResource } from "../model/resourceSample.ts"
import { actAsJob } from "./act.ts"
import { jobs } from "./jobs.ts"

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

afterEach(() => jobs.clear())

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

it("says no more than its name where the page around it says where it is", () => {
  expect(said([targetIn("demo")], false)).toEqual(["Delete package left-pad", "left-pad"])
})
