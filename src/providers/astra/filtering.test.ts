import { DatabaseSync } from "node:sqlite"
import { describe, expect, it } from "vitest"
import { astra as sandbox } from "../../../server/sandbox/astra/index.ts"
import { createRandom } from "../../../server/sandbox/random.ts"
import type { Query } from "../../model/query.ts"
import { filterStyle } from "../../model/filter.ts"
import { plan } from "../../model/query.ts"
import { rowFilter, textOf } from "../../model/search.ts"
import { fields } from "./fields.ts"
import { packages } from "./packages.ts"
import { listAll, openOver, queryOf, seed, valuesOf } from "./testing.ts"

const open = (access: Parameters<typeof openOver>[2] = sandbox) =>
  openOver(
    sandbox,
    {
      db: new DatabaseSync(":memory:"),
      now: () => Date.parse("2026-03-01T12:00:00Z"),
      random: createRandom("astra"),
      seed,
      packages: 300,
      secret: "secret",
    },
    access,
  )

describe("filtering", () => {
  /** The ids that the API keeps for a filter, and those that our own search would have kept. */
  const bothWays = async (filters: Query["filters"]) => {
    const { call } = open()
    const query = queryOf({ filters })
    const { remote } = plan(packages, query)
    const theirs = await listAll(call, { filters: remote.filters })
    const ours = (await listAll(call)).filter(rowFilter(fields, query))
    return { ours: ours.map(({ id }) => id), theirs: theirs.map(({ id }) => id), remote }
  }

  it("finds exactly what is in some row, in every field that says so", async () => {
    const all = await listAll(open().call)
    const exact = fields.filter(({ filter }) => filter?.includes("equals"))
    expect(exact).toHaveLength(13)
    for (const { id, kind } of exact) {
      const found = valuesOf(all, id).flatMap((value) =>
        Array.isArray(value) ? value : textOf(value),
      )
      for (const value of [...new Set(found.map(String))].slice(0, 3)) {
        const { ours, theirs } = await bothWays({
          [id]: [filterStyle[kind] === "choice" ? value : `=${value}`],
        })
        expect([id, value, theirs]).toEqual([id, value, ours])
        expect(theirs.length).toBeGreaterThan(0)
        expect(theirs.length < 300 || ["mediaType", "schema"].includes(id)).toBe(true)
      }
    }
  })

  it.each<[Query["filters"], number]>([
    [{ state: ["CORRUPT"] }, 1],
    [{ state: ["available"], type: ["patch"], severity: ["critical"] }, 1],
    [{ name: ["=it's, or"] }, 0],
    [{ created: ["2025-06-01..2025-06-30"], modified: ["2025-06-10.."] }, 1],
    [{ created: ["..2025-03-01"] }, 1],
    [{ modified: ["2025-09-01.."], state: ["available"] }, 1],
  ])("means by %j what we mean", async (filters, least) => {
    const { ours, theirs, remote } = await bothWays(filters)
    expect(remote.filters).toEqual(filters)
    expect(theirs).toEqual(ours)
    expect(theirs.length >= least && theirs.length > 0 === least > 0).toBe(true)
  })

  it("keeps within a range what is later than its end by microseconds alone", async () => {
    const [some] = await listAll(open().call, { sort: [{ field: "created", desc: false }] })
    const at = some?.cells["created"]
    const text = at instanceof Date ? at.toISOString() : ""
    const { ours, theirs } = await bothWays({ created: [`${text}..${text}`] })
    expect(theirs).toEqual([some?.id])
    expect(ours).toEqual(theirs)
  })

  it.each<[Query["filters"]]>([
    [{ name: ["tool"] }],
    [{ version: ["1."] }],
    [{ state: ["corrupt", "incomplete"] }],
    [{ labels: ["=stage=test"] }],
    [{ images: ["server"] }],
  ])("leaves %j to us", (filters) => {
    expect(plan(packages, queryOf({ filters }))).toMatchObject({
      needsAll: true,
      remote: { filters: {} },
    })
  })
})
