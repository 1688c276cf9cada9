import { sampleConnection } from "../model/connectionSample.ts"
import { describe, expect, it } from "vitest"
import type { Action, Toll } from "../model/action.ts"
import type { Report } from "../model/part.ts"
import type { Resource } from "../model/provider.ts"
import { keptOrders, keptReports, losesUnnamed } from "./kept.ts"

const variants = [
  { id: "version", label: "Version" },
  { id: "repro", label: "Build" },
]
const report = (id: string, more: Partial<Report> = {}): Report => ({
  id,
  label: id,
  about: "",
  fileName: id,
  variants,
  fetch: () => Promise.resolve(new Response()),
  ...more,
})
const reports = [report("sbom"), report("checks", { not: ["repro"] })]

const resource: Resource = {
  id: "versions",
  one: "version",
  many: "versions",
  children: [],
  title: "version",
  fields: [],
  paging: { by: "none" },
  list: () => Promise.resolve({ rows: [], total: undefined }),
  actions: [],
  reports,
}
const connection = sampleConnection({ id: "c", name: "C" })
const at = { connection, resource }

const action = (more: Partial<Action>): Action => ({
  id: "delete",
  label: "Delete",
  on: "item",
  risk: "destructive",
  run: () => Promise.resolve(undefined),
  touches: [],
  ...more,
})
const place = (id: string) => [{ in: "versions", id }]
const targets = [{ place: place("1") }, { place: place("2") }]
const all = ["sbom", "checks"]

const named = (of: Action, tolls: readonly Toll[] = []) =>
  keptOrders(at, of, targets, tolls, all).map(
    ({ report: { id }, place: where, variant }) => `${id} ${where.at(-1)?.id} ${variant}`,
  )

describe("reports that vanish", () => {
  it("are those of the things themselves", () => {
    expect(keptReports(at, action({ keeps: true }))).toEqual(reports)
    expect(named(action({ keeps: true }))).toEqual([
      "sbom 1 version",
      "checks 1 version",
      "sbom 2 version",
      "checks 2 version",
    ])
  })

  it("are those of one artifact, where only that goes", () => {
    const repro = action({ keeps: { variant: "repro" } })
    expect(keptReports(at, repro).map(({ id }) => id)).toEqual(["sbom"])
    expect(named(repro)).toEqual(["sbom 1 repro", "sbom 2 repro"])
  })

  it("are those of what stands below, once it was counted", () => {
    const project = action({ keeps: { below: reports } })
    expect(named(project)).toEqual([])
    expect(named(project, [{ label: "versions", count: 1, places: [place("7")] }])).toEqual([
      "sbom 7 version",
      "checks 7 version",
    ])
  })

  it("are none where nothing is lost", () => {
    expect(keptReports(at, action({}))).toEqual([])
    expect(keptReports(at, action({ keeps: true, risk: "undoable" }))).toEqual([])
  })

  it("cannot all be kept where what goes could not be counted", () => {
    const below = action({ keeps: { below: reports } })
    expect(losesUnnamed(below, { problem: new Error("no"), rest: 0 })).toBe(true)
    expect(losesUnnamed(below, { problem: undefined, rest: 3 })).toBe(true)
    expect(losesUnnamed(below, { problem: undefined, rest: 0 })).toBe(false)
    expect(losesUnnamed(action({ keeps: true }), { problem: new Error("no"), rest: 3 })).toBe(false)
  })
})
