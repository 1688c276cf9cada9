import { afterEach, expect, it } from "vitest"
import { jobs } from "../../data/jobs.ts"
import type { Action } from "../../model/action.ts"
import { sampleConnection } from "../../model/connectionSample.ts"
import type { Resource } from "../../model/provider.ts"
import { rowCommands } from "./rowTools.tsx"

const remove: Action = {
  id: "delete",
  label: "Delete",
  on: "item",
  risk: "destructive",
  run: () => Promise.resolve(undefined),
  touches: [],
}
const resource: Resource = {
  id: "packages",
  one: "package",
  many: "packages",
  children: [],
  title: "name",
  fields: [{ id: "name", label: "Name", kind: "text" }],
  paging: { by: "none" },
  list: () => Promise.resolve({ rows: [], total: undefined }),
  actions: [remove],
}
const connection = sampleConnection({ id: "ours" })

afterEach(() => jobs.clear())

it("offers nothing for a row that a job is about to change", () => {
  const reasons = (id: string) => {
    const row = { id, cells: { name: id }, raw: {} }
    const here = { connection, resource, place: [] }
    return rowCommands(here, row, undefined, () => undefined).map((one) => one.disabledReason)
  }
  const mark = { connection: "ours", place: [{ in: "packages", id: "bash" }] }
  jobs.start({ title: "Delete bash", hold: 8000, works: [], marks: [mark] })
  expect(reasons("bash")).toEqual(["A job is changing it already."])
  expect(reasons("zsh")).toEqual([undefined])
})
