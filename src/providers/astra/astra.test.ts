import { existsSync, readFileSync, readdirSync } from "node:fs"
import { DatabaseSync } from "node:sqlite"
import { describe, expect, it } from "vitest"
import type { World } from "../../../server/sandbox/api.ts"
import { astra as sandbox } from "../../../server/sandbox/astra/index.ts"
import { createRandom } from "../../../server/sandbox/random.ts"
import { ProviderError } from "../../model/error.ts"
import { valueOf } from "../../model/field.ts"
import type { Row, Value } from "../../model/field.ts"
import type { Call, Fetch } from "../../model/call.ts"
import { filterStyle } from "../../model/filter.ts"
import { emptyQuery, plan, reservedParams } from "../../model/query.ts"
import type { Query } from "../../model/query.ts"
import { rowFilter, textOf } from "../../model/search.ts"
import { fields, includeOf } from "./fields.ts"
import { astra } from "./index.ts"
import { packages } from "./packages.ts"

const seed = Array.from({ length: 30 }, (_, at) => ({
  from: "npm" as const,
  name: `tool-${at % 20}`,
  version: at % 7 === 0 ? `2.0.0-beta.${at}` : `1.${at}.0`,
}))

const callOf = (
  fetch: Fetch,
  settings: Call["settings"] = { account: "acc-1" },
  signal = new AbortController().signal,
): Call => ({ fetch, signal, priority: "visible", settings })

const open = (
  access: {
    settings: Readonly<Record<string, string>>
    secrets: Readonly<Record<string, string>>
  } = sandbox,
  count = 300,
) => {
  const world: World = {
    db: new DatabaseSync(":memory:"),
    now: () => Date.parse("2026-03-01T12:00:00Z"),
    random: createRandom("astra"),
    seed,
    packages: count,
    secret: "secret",
  }
  sandbox.install(world)
  const answer = sandbox.open(world, "https://sandbox.test/astra")
  const asked: URLSearchParams[] = []
  const call = callOf(async (request) => {
    asked.push(new URL(request.url).searchParams)
    request.headers.set("authorization", `Bearer ${access.secrets["token"]}`)
    return await answer(request)
  }, access.settings)
  return { world, call, asked }
}

const queryOf = (more: Partial<Query>): Query => ({ ...emptyQuery, size: 500, ...more })

const listAll = async (call: Call, more: Partial<Query> = {}): Promise<readonly Row[]> =>
  (await packages.list(call, [], queryOf(more))).rows

const answering = (status: number, body: unknown, type = "application/json"): Call =>
  callOf(() =>
    Promise.resolve(
      new Response(typeof body === "string" ? body : JSON.stringify(body), {
        status,
        headers: { "content-type": type },
      }),
    ),
  )

const problemOf = async (promise: Promise<unknown> | undefined) => {
  const error: unknown = await promise?.then(
    () => undefined,
    (cause: unknown) => cause,
  )
  if (error instanceof ProviderError) return error.problem
  throw new Error("It did not fail with a ProviderError", { cause: error })
}

const valuesOf = (rows: readonly Row[], id: string): readonly Value[] =>
  rows.flatMap((row) => {
    const value = valueOf(row, id)
    return value === undefined ? [] : [value]
  })

const hash = "0".repeat(64)
const sample = {
  type: "application/astra-package",
  version: "1.0",
  id: "11111111-2222-4333-8444-555555555555",
  packageName: "trident",
  packageVersion: "23.1.0",
  packageType: "patch",
  bundleName: ["one", "two"],
  severityLevel: "critical",
  packageState: "corrupt",
  packageStateTransitions: [{ from: "corrupt", to: ["incomplete", "available"] }],
  packageStateDetails: [
    { type: "t:1", title: "Mismatch", detail: "No match.", additionalDetails: { tries: 2 } },
    { type: "t:2", title: "Missing", detail: "Not there." },
  ],
  images: [
    {
      imageName: "server",
      imagePath: "/p",
      imageTag: "1",
      imageDigest: `sha256:${hash}`,
      dependsOnImages: ["a", "b"],
    },
  ],
  artifacts: [
    {
      artifactName: "chart",
      artifactIdentifier: "chart.tgz",
      artifactPath: "charts",
      dependsOnComponents: [
        { componentName: "kubernetes", versions: ["v1.27", "v1.28"] },
        { componentName: "acc", versions: ["23"] },
      ],
    },
  ],
  files: [
    {
      fileName: "f.yaml",
      fileIdentifier: "f",
      fileMediaType: "application/x-yaml",
      fileContents: "aGVsbG8g\nd29ybGQ=",
    },
  ],
  upgradableVersions: { minVersion: "22.0.0", maxVersion: "23.0.1" },
  dependencies: [{ componentName: "kubernetes", componentMinVersion: "v1.24.0" }],
  metadata: {
    labels: [{ name: "stage", value: "test" }],
    creationTimestamp: "2023-02-03T04:05:06.789012Z",
    modificationTimestamp: "2023-03-03T04:05:06.000000Z",
    createdBy: "u-1",
  },
}
const listOf = (items: readonly unknown[], metadata: object = {}) => ({
  type: "application/astra-packages",
  version: "1.0",
  items,
  metadata,
})

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
        { name: "server", tag: "1", path: "/p", digest: `sha256:${hash}`, dependsOn: "a, b" },
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

describe("errors", () => {
  const get = (call: Call) => packages.get?.(call, [{ in: "packages", id: "nothing" }])

  it.each([
    [400, "invalid", "problems/5"],
    [401, "signed-out", "problems/4"],
    [403, "forbidden", "problems/11"],
    [404, "missing", "problems/1"],
    [406, "unsupported", "problems/32"],
    [409, "conflict", "problems/10"],
    [500, "broken", "problems/34"],
    [503, "broken", "problems/41"],
  ])("reads the API's own %i as %s", async (status, trouble, code) => {
    const body: unknown = await sandbox.problem?.(status, undefined)?.json()
    const problem = await problemOf(listAll(answering(status, body)))
    expect(problem).toMatchObject({ trouble, code, status })
    expect(problem.requestId).toMatch(/^[\w-]{36}$/)
    expect(problem.detail).toMatch(/\.$/)
  })

  it("names the parameters and fields that were wrong", async () => {
    const body = {
      title: "Wrong",
      status: "400",
      invalidParams: [{ name: "filter", reason: "unreadable" }],
      invalidFields: [{ name: "packageName" }],
    }
    expect(await problemOf(listAll(answering(400, body)))).toMatchObject({
      detail: "Wrong",
      fields: { filter: "unreadable", packageName: "" },
    })
    const { call } = open()
    const refused = await problemOf(listAll(call, { size: -7 }))
    expect(Object.keys(refused.fields ?? {})).toEqual(["limit"])
  })

  it("tells a wrong account from a wrong request", async () => {
    const wrong = { ...sandbox, settings: { account: "another" } }
    const problem = await problemOf(listAll(open(wrong).call))
    expect(problem).toMatchObject({ trouble: "missing", status: 400, code: "problems/12" })
    expect(problem.title).toContain("account id")
    const text = answering(500, "no header X-Pcloud-AccountID", "text/plain")
    expect((await problemOf(listAll(text))).trouble).toBe("missing")
    const type = "https://astra.netapp.io/problems/2"
    const nowhere = answering(404, { type, detail: "Not found.", status: "404" })
    expect(await problemOf(listAll(nowhere))).toMatchObject({
      trouble: "missing",
      code: "problems/2",
      title: expect.stringContaining("under this account id"),
      detail: "Not found.",
    })
    const none = await problemOf(listAll({ ...open().call, settings: { account: " " } }))
    expect(none).toMatchObject({ trouble: "invalid", fields: { account: "Missing" } })
  })

  it("is missing, forbidden or signed out as the sandbox says it", async () => {
    expect(await problemOf(get(open().call))).toMatchObject({ trouble: "missing", status: 404 })
    const others = Object.values(sandbox.also ?? {})
    expect(others).toHaveLength(2)
    for (const access of others)
      expect((await problemOf(listAll(open(access).call))).trouble).toBe("forbidden")
    const stranger = { ...sandbox, secrets: { token: "nothing" } }
    expect((await problemOf(get(open(stranger).call))).trouble).toBe("signed-out")
  })
})

describe("payloads of others, where they are at hand", () => {
  const folder = new URL("../../../../shared/providers/fixtures/astra/", import.meta.url)
  const files = existsSync(folder) ? readdirSync(folder) : []
  const read = (file: string): unknown => JSON.parse(readFileSync(new URL(file, folder), "utf8"))

  it("reads lists of values", async () => {
    for (const file of files.filter((name) => name.startsWith("list_include"))) {
      const call = answering(200, read(file))
      const rows = await listAll(call, { fields: ["type", "name", "version"] })
      expect(rows.map(({ cells }) => [cells["name"], cells["type"]])).toEqual([
        ["acc", "install"],
        ["acc", "patch"],
      ])
    }
  })

  it("reads whole packages", async () => {
    for (const file of files.filter((name) => name.startsWith("create_201"))) {
      const row = await packages.get?.(answering(200, read(file)), [{ in: "packages", id: "x" }])
      expect(row?.cells).toMatchObject({ name: "acc", version: "22.09.1", labels: [], details: [] })
      expect(valueOf(row ?? { id: "", cells: {}, raw: {} }, "images")).toHaveLength(3)
    }
  })

  it("reads errors", async () => {
    for (const file of files.filter((name) => name.startsWith("error_"))) {
      const [, status, number] = /error_(\d+)_(\d+)/.exec(file) ?? []
      const problem = await problemOf(listAll(answering(Number(status), read(file))))
      expect(problem.code).toBe(`problems/${number}`)
      expect(problem.detail).toBeTruthy()
    }
  })
})
