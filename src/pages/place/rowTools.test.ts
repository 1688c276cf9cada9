import { afterEach, expect, it } from "vitest"
import { jobs } from "../../data/jobs.ts"
import { sampleConnection } from "../../model/connectionSample.ts"
import { sampleDeletion, sampleResource } from "../../model/resourceSample.ts"
import { rowCommands } from "./rowTools.tsx"

const remove = sampleDeletion()
const resource = sampleResource({ actions: [remove] })
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
