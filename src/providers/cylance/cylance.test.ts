import { existsSync, readFileSync, readdirSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { ProviderError } from "../../model/error.ts"
import { isAbsent, toneOf } from "../../model/field.ts"
import type { Call, Fetch } from "../../model/call.ts"
import { emptyQuery, plan, reservedParams } from "../../model/query.ts"
import type { Query } from "../../model/query.ts"
import { cylance } from "./index.ts"
import { packages } from "./packages.ts"

const callOf = (fetch: Fetch, signal = new AbortController().signal): Call => ({
  fetch,
  signal,
  priority: "visible",
  settings: {},
})

const answering = (status: number, body: unknown): Call =>
  callOf(() =>
    Promise.resolve(
      new Response(typeof body === "string" ? body : JSON.stringify(body), { status }),
    ),
  )

const queryOf = (more: Partial<Query> = {}): Query => ({ ...emptyQuery, size: 25, ...more })

/** What a list asks for when it is asked this. */
const askedFor = async (more: Partial<Query>): Promise<string> => {
  const urls: URL[] = []
  const call = callOf((request) => {
    urls.push(new URL(request.url))
    return Promise.resolve(Response.json(pageOf([])))
  })
  await packages.list(call, [], queryOf(more))
  return urls.map(({ pathname, search }) => pathname + search).join(" ")
}

const problemOf = async (promise: Promise<unknown> | undefined) => {
  const error: unknown = await promise?.then(
    () => undefined,
    (cause: unknown) => cause,
  )
  if (error instanceof ProviderError) return error.problem
  throw new Error("It did not fail with a ProviderError", { cause: error })
}

const sample = {
  // Not the order of our schema: what is shown as raw is what came.
  status: "success",
  packageId: "0b6f6c3e-5a5e-4f0e-9c9e-0a4f7b1d2c3e",
  category: "custom",
  size: 4096,
  timeout: 300,
  uploadedOn: "2025-04-05T06:07:08.009Z",
  uploadedBy: { login: "ada@acme.example", id: "7e1f6a34-0f0a-4d75-8f0b-bb8e3f8e6a11" },
  playbookCount: 2,
  downloadUrl: "https://files.acme.example/0b6f6c3e",
  packageDescriptor: {
    packageId: "0b6f6c3e-5a5e-4f0e-9c9e-0a4f7b1d2c3e",
    name: "Browser history",
    description: "Collects it",
    version: 3,
    examples: [{ invocationString: "-browser ALL", description: "From every browser" }, {}],
    packageInfo: { fileType: "python", fileName: "history.py", entryPoint: "" },
  },
  novel: { deep: [1] },
}

const pageOf = (items: readonly unknown[], more: object = {}) => ({
  page_number: 1,
  page_size: 25,
  total_pages: 1,
  total_number_of_items: items.length,
  page_items: items,
  ...more,
})

const read = async (item: object) => {
  const { rows } = await packages.list(answering(200, pageOf([item])), [], queryOf())
  return rows[0]
}

describe("the provider", () => {
  it("has fields of its own names, none of them a word of the URL", () => {
    const ids = packages.fields.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const id of ids) expect(reservedParams).not.toContain(id)
    expect(ids).toContain(packages.title)
    expect(cylance.resources[cylance.packages.resource]).toBe(packages)
  })
})

describe("reading", () => {
  it("finds a cell for every field of the API, and keeps what came as it came", async () => {
    const row = await read(sample)
    expect(row?.cells).toEqual({
      name: "Browser history",
      status: "success",
      category: "custom",
      version: "3",
      size: 4096,
      uploaded: new Date("2025-04-05T06:07:08.009Z"),
      "uploadedBy.login": "ada@acme.example",
      playbooks: 2,
      description: "Collects it",
      id: sample.packageId,
      timeout: 300,
      "uploadedBy.id": sample.uploadedBy.id,
      fileType: "python",
      fileName: "history.py",
      entryPoint: "",
      downloadUrl: "https://files.acme.example/0b6f6c3e",
      examples: [
        { invocation: "-browser ALL", description: "From every browser" },
        { invocation: null, description: null },
      ],
      descriptorId: sample.packageId,
    })
    expect(JSON.stringify(row?.raw)).toBe(JSON.stringify(sample))
  })

  it("keeps what signs the address of a file out of the raw JSON", async () => {
    const downloadUrl = "https://files.acme.example/0b6f6c3e?expires=1&signature=s3cret"
    const row = await read({ ...sample, downloadUrl })
    expect(row?.cells["downloadUrl"]).toBe(downloadUrl)
    expect(JSON.stringify(row?.raw)).toContain("https://files.acme.example/0b6f6c3e?(hidden)")
    expect(JSON.stringify(row?.raw)).not.toContain("s3cret")
  })

  it("tells null from what is not there", async () => {
    const row = await read({
      packageId: "x",
      size: null,
      uploadedOn: "soon",
      packageDescriptor: { examples: null },
    })
    expect(row?.cells["size"]).toEqual({ absent: "null" })
    expect(row?.cells["examples"]).toEqual({ absent: "null" })
    expect(row?.cells["timeout"]).toEqual({ absent: "not-provided" })
    expect(row?.cells["uploadedBy.login"]).toEqual({ absent: "not-provided" })
    expect(row?.cells["uploaded"]).toEqual({ absent: "unreadable", said: "soon" })
  })

  it("shows a status that nobody knows, and takes it for nothing", async () => {
    const row = await read({ ...sample, status: "quarantined", category: "partner" })
    expect(row?.cells["status"]).toBe("quarantined")
    expect(row?.cells["category"]).toBe("partner")
    const status = packages.fields.find(({ id }) => id === "status") ?? {}
    expect(
      ["failed", "timeout", "started", "success", "quarantined"].map((word) =>
        toneOf(status, word),
      ),
    ).toEqual(["fail", "warn", "running", "pass", "unknown"])
  })

  it("watches what is still being uploaded, and nothing else", async () => {
    for (const status of ["started", "success", "failed", "timeout", "new"]) {
      const row = await read({ ...sample, status })
      expect([status, row && packages.busy?.(row)]).toEqual([status, status === "started"])
    }
  })

  it.each([
    ["{}", ""],
    ["<html>Sign in</html>", "not the JSON"],
    [JSON.stringify(pageOf([{ ...sample, packageId: undefined }])), "page_items.0.packageId"],
    [JSON.stringify(pageOf([{ ...sample, size: "4096" }])), "page_items.0.size"],
    [JSON.stringify(pageOf([], { total_number_of_items: "3" })), "total_number_of_items"],
  ])("refuses %s as unreadable", async (body, detail) => {
    const problem = await problemOf(packages.list(answering(200, body), [], queryOf()))
    expect(problem.trouble).toBe("unreadable")
    expect(problem.detail).toContain(detail)
  })
})

describe("paging", () => {
  it("asks for numbered pages, and goes on until the last", async () => {
    expect(await askedFor({ size: 200 })).toBe("/packages/v2?page=1&page_size=200")
    expect(await askedFor({ page: "3" })).toBe("/packages/v2?page=3&page_size=25")
    const page = async (number: string, more: object) => {
      const body = pageOf([sample], { total_pages: 3, total_number_of_items: 51, ...more })
      return await packages.list(answering(200, body), [], queryOf({ page: number }))
    }
    expect(await page("", {})).toMatchObject({ next: "2", total: { count: 51, exact: true } })
    expect(await page("2", {})).toMatchObject({ next: "3" })
    expect(await page("3", {})).not.toHaveProperty("next")
    expect(await page("9", { page_items: [] })).toEqual({
      rows: [],
      total: { count: 51, exact: true },
    })
  })
})

describe("asking", () => {
  it.each([
    ["id", "packageId"],
    ["uploaded", "uploadedOn"],
    ["uploadedBy.id", "uploadedBy.id"],
    ["uploadedBy.login", "uploadedBy.login"],
    ["size", "size"],
    ["status", "status"],
    ["timeout", "timeout"],
    ["name", "packageDescriptor.name"],
  ])("sorts by %s as %s, in both directions", async (field, name) => {
    for (const desc of [false, true]) {
      const sort = [{ field, desc }]
      const { remote, needsAll } = plan(packages, queryOf({ sort }))
      expect(needsAll).toBe(false)
      expect(await askedFor({ sort: remote.sort })).toBe(
        `/packages/v2?page=1&page_size=25&sort=${desc ? "-" : ""}${name}`,
      )
    }
  })

  it("sorts by what the API does not sort by, and by two columns, over all rows", () => {
    const keys = packages.fields.filter(({ sort }) => sort !== "server")
    expect(keys.map(({ id }) => id)).toContain("playbooks")
    for (const { id: field } of keys)
      expect(plan(packages, queryOf({ sort: [{ field, desc: false }] })).needsAll).toBe(true)
    const two = ["name", "size"].map((field) => ({ field, desc: false }))
    expect(plan(packages, queryOf({ sort: two })).needsAll).toBe(true)
  })

  it.each<[Query["filters"], string]>([
    [{ name: ["=R&D 100%"] }, "packageDescriptor.name=R%26D%20100%25"],
    [
      { "uploadedBy.login": ["=ada+ops@acme.example"] },
      "uploadedBy.login=ada%2Bops%40acme.example",
    ],
    [{ "uploadedBy.id": ["=u"], id: ["=p"] }, "uploadedBy.id=u&packageId=p"],
    [{ status: ["success"], category: ["cylance"] }, "status=success&category=cylance"],
    [{ status: ["FAILED"], category: ["Custom"] }, "status=failed&category=custom"],
    [{ status: ["Quarantined"] }, "status=Quarantined"],
  ])("filters by %j", async (filters, params) => {
    const { remote, needsAll } = plan(packages, queryOf({ filters }))
    expect(needsAll).toBe(false)
    expect(await askedFor({ filters: remote.filters })).toBe(
      `/packages/v2?page=1&page_size=25&${params}`,
    )
  })

  it.each<Query["filters"]>([
    { name: ["history"] },
    { name: ["=a", "=b"] },
    { status: ["failed", "timeout"] },
    { size: ["4096"] },
    { timeout: ["300..300"] },
    { uploaded: ["2025-04-05"] },
    { playbooks: ["1.."] },
  ])("keeps %j here: the API compares for equality with one value alone", (filters) => {
    const { remote, needsAll } = plan(packages, queryOf({ filters }))
    expect([remote.filters, needsAll]).toEqual([{}, true])
  })
})

describe("one package", () => {
  it("is asked for by its id, as one piece of the address", async () => {
    const urls: string[] = []
    const call = callOf((request) => {
      urls.push(new URL(request.url).pathname)
      return Promise.resolve(Response.json(sample))
    })
    const row = await packages.get?.(call, [{ in: "packages", id: "a/b" }])
    expect(urls).toEqual(["/packages/v2/a%2Fb"])
    expect(row).toEqual(await read(sample))
  })
})

describe("errors", () => {
  const at = [{ in: "packages", id: "x" }]

  it("reads the message, and a status that is a word", async () => {
    const refused = answering(400, { message: "The page size requested is not supported." })
    expect(await problemOf(packages.list(refused, [], queryOf()))).toEqual({
      trouble: "invalid",
      status: 400,
      title: "The provider refused the request.",
      detail: "The page size requested is not supported.",
    })
    const numbered = answering(500, { message: "Failed", status: 500 })
    const problem = await problemOf(packages.get?.(numbered, at))
    expect(problem).toMatchObject({ trouble: "broken", detail: "Failed" })
    expect(problem).not.toHaveProperty("code")
  })

  it("names the scope that is missing", async () => {
    const denied = answering(403, { status: "ACCESS_DENIED", message: "insufficient privileges" })
    expect(await problemOf(packages.list(denied, [], queryOf()))).toEqual({
      trouble: "forbidden",
      status: 403,
      title: "This application may not list packages: that needs the scope opticspkgconfig:list.",
      detail: "insufficient privileges",
      code: "ACCESS_DENIED",
    })
    expect((await problemOf(packages.get?.(denied, at))).title).toContain("opticspkgconfig:read")
    expect((await problemOf(packages.get?.(answering(403, ""), at))).title).toContain(":read")
  })

  it.each([
    [401, "signed-out"],
    [404, "missing"],
    [409, "conflict"],
    [429, "throttled"],
    [500, "broken"],
    [501, "unsupported"],
  ])("understands %i without a body", async (status, trouble) => {
    const problem = await problemOf(packages.list(answering(status, ""), [], queryOf()))
    expect(problem).toMatchObject({ status, trouble })
    expect(problem).not.toHaveProperty("detail")
  })

  it("stays an AbortError when it is given up", async () => {
    const gone = new AbortController()
    const call = callOf(async (request) => {
      gone.abort()
      request.signal.throwIfAborted()
      return await Promise.resolve(new Response())
    }, gone.signal)
    await expect(packages.list(call, [], queryOf())).rejects.toMatchObject({ name: "AbortError" })
  })
})

describe("payloads of others, where they are at hand", () => {
  const folder = new URL("../../../../shared/providers/fixtures/cylance/", import.meta.url)
  const files = existsSync(folder) ? readdirSync(folder) : []
  const bodies = (part: string): readonly unknown[] =>
    files
      .filter((name) => name.includes(part))
      .map((name): unknown => JSON.parse(readFileSync(new URL(name, folder), "utf8")))

  it("reads lists, every field of them", async () => {
    for (const body of bodies("list_200")) {
      const { rows, total } = await packages.list(answering(200, body), [], queryOf())
      expect(total).toEqual({ count: rows.length, exact: true })
      const absent = packages.fields.filter(({ id }) => isAbsent(rows[0]?.cells[id]))
      expect(absent).toEqual([])
    }
  })

  it("reads errors", async () => {
    for (const body of bodies("error_")) {
      const problem = await problemOf(packages.list(answering(400, body), [], queryOf()))
      expect(body).toEqual({ message: problem.detail })
    }
  })
})
