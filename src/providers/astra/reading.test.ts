import { DatabaseSync } from "node:sqlite"
import { describe, expect, it } from "vitest"
import { astra as sandbox } from "../../../server/sandbox/astra/index.ts"
import { createRandom } from "../../../server/sandbox/random.ts"
import { includeOf, fields } from "./fields.ts"
import { reservedParams } from "../../model/query.ts"
import { problemOf } from "../contract/subject.ts"
import { astra } from "./index.ts"
import { packages } from "./packages.ts"
import { answering, hash, listAll, listOf, openOver, sample, seed, valuesOf } from "./testing.ts"

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

describe("the provider", () => {
  it("has fields of its own names, none of them a word of the URL", () => {
    const ids = fields.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const id of ids) {
      expect(id).toMatch(/^[a-zA-Z]+$/)
      expect(reservedParams).not.toContain(id)
    }
    expect(ids).toContain(packages.title)
    expect(astra.resources[astra.packages.resource]).toBe(packages)
  })
})

describe("reading", () => {
  it("finds a cell for every field of the API", async () => {
    const [row] = await listAll(answering(200, listOf([sample])))
    expect(row?.cells).toEqual({
      name: "trident",
      version: "23.1.0",
      state: "corrupt",
      type: "patch",
      severity: "critical",
      bundles: ["one", "two"],
      created: new Date("2023-02-03T04:05:06.789Z"),
      modified: new Date("2023-03-03T04:05:06Z"),
      createdBy: "u-1",
      modifiedBy: { absent: "not-provided" },
      id: sample.id,
      details: [
        { title: "Mismatch", detail: "No match.", additional: '{"tries":2}', type: "t:1" },
        { title: "Missing", detail: "Not there.", additional: null, type: "t:2" },
      ],
      transitions: [{ from: "corrupt", to: "incomplete, available" }],
      upgradableFrom: "22.0.0",
      upgradableTo: "23.0.1",
      dependencies: [{ component: "kubernetes", from: "v1.24.0", to: null }],
      images: [
        { name: "server", tag: "1", path: "/p", digest: `sha256:${hash}`, dependsOn: "a:1, b" },
      ],
      artifacts: [
        {
          name: "chart",
          version: null,
          identifier: "chart.tgz",
          path: "charts",
          dependsOn: "kubernetes v1.27, v1.28; acc 23",
        },
      ],
      files: [{ name: "f.yaml", identifier: "f", mediaType: "application/x-yaml", bytes: 11 }],
      labels: ["stage=test"],
      mediaType: "application/astra-package",
      schema: "1.0",
    })
    expect(row?.raw).toEqual(sample)
  })

  it("does not take what is absent for empty, nor a new word for none", async () => {
    const bare = {
      id: "1",
      packageName: "n",
      packageVersion: "1",
      packageType: "rollback",
      severityLevel: "urgent",
      packageState: "retired",
      images: null,
      files: [],
      novel: true,
    }
    const [row] = await listAll(answering(200, listOf([bare])))
    expect(row?.cells).toMatchObject({
      state: "retired",
      type: "rollback",
      severity: "urgent",
      images: { absent: "null" },
      files: [],
      artifacts: { absent: "not-provided" },
      created: { absent: "not-provided" },
      labels: { absent: "not-provided" },
      upgradableFrom: { absent: "not-provided" },
    })
    expect(row?.raw).toEqual(bare)
  })

  it.each([
    ["{}", undefined],
    ["[]", undefined],
    ["<html></html>", undefined],
    [JSON.stringify(listOf([{ ...sample, packageName: 5 }])), undefined],
    [JSON.stringify(listOf([{ id: "1" }])), undefined],
    [JSON.stringify(listOf([["1", "n"]])), undefined],
    [JSON.stringify(listOf([["1", "n", "x"]])), ["name"]],
    [JSON.stringify(listOf([["1", 5]])), ["name"]],
    [JSON.stringify(listOf([[null, "n"]])), ["name"]],
  ])("refuses %.90s… as unreadable, asked for the fields %j", async (body, asked) => {
    const query = asked ? { fields: asked } : {}
    const problem = await problemOf(listAll(answering(200, body), query))
    expect(problem.trouble).toBe("unreadable")
  })
})

describe("asking for fewer fields", () => {
  it("names each source once, in the API's order, always with the id", () => {
    expect(includeOf(["created", "name", "labels", "bundles"])).toEqual([
      "id",
      "packageName",
      "bundleName",
      "metadata",
    ])
    expect(includeOf([])).toEqual(["id"])
    expect(includeOf(fields.map(({ id }) => id))).toHaveLength(17)
  })

  it.each([[["name", "created"]], [["bundles", "files", "upgradableTo"]], [[]]])(
    "gives %j the cells of whole packages, and the others as not loaded",
    async (wanted) => {
      const { call, asked } = open()
      const whole = await listAll(call)
      const sparse = await listAll(call, { fields: wanted })
      expect(sparse.map(({ id }) => id)).toEqual(whole.map(({ id }) => id))
      for (const id of [...wanted, "id"]) expect(valuesOf(sparse, id)).toEqual(valuesOf(whole, id))
      for (const { cells } of sparse)
        for (const id of ["state", "images", "severity"])
          expect(cells[id]).toEqual({ absent: "not-loaded" })
      expect(asked.map((query) => query.get("include"))).toEqual([
        null,
        includeOf(wanted).join(","),
      ])
    },
  )

  it("tells what the API has not from what it was not asked for", async () => {
    const body = listOf([["1", null, null]])
    const [row] = await listAll(answering(200, body), { fields: ["bundles", "images"] })
    expect(row?.cells).toMatchObject({
      bundles: { absent: "null" },
      images: { absent: "null" },
      files: { absent: "not-loaded" },
    })
    expect(row?.raw).toEqual({ id: "1", bundleName: null, images: null })
  })

  it("takes objects too, with what they have", async () => {
    const [row] = await listAll(answering(200, listOf([sample])), { fields: ["name"] })
    expect(row?.cells).toMatchObject({ name: "trident", state: "corrupt" })
  })

  it("asks for what the list is sorted by as well", async () => {
    const { call, asked } = open()
    await listAll(call, { fields: ["name"], sort: [{ field: "created", desc: true }] })
    expect(asked[0]?.get("include")).toBe("id,packageName,metadata")
    expect(asked[0]?.get("orderBy")).toBe("metadata.creationTimestamp desc")
  })
})

describe("one package", () => {
  it("reads as it does in the whole list, its files in the raw JSON", async () => {
    const { call, asked } = open()
    const rows = await listAll(call)
    for (const row of rows.slice(0, 5))
      expect(await packages.get?.(call, [{ in: "packages", id: row.id }])).toEqual(row)
    expect(asked.at(-1)?.toString()).toBe("")
    expect(JSON.stringify(rows.map(({ cells }) => cells))).not.toContain("fileContents")
    expect(JSON.stringify(rows.map(({ raw }) => raw))).toContain("fileContents")
  })

  it("says which rows are still changing", async () => {
    const rows = await listAll(open().call)
    const busy = rows.filter((row) => packages.busy?.(row))
    expect(new Set(busy.map(({ cells }) => cells["state"]))).toEqual(new Set(["verifying"]))
  })
})
