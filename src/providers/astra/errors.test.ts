import { existsSync, readFileSync, readdirSync } from "node:fs"
import { DatabaseSync } from "node:sqlite"
import { describe, expect, it } from "vitest"
import { astra as sandbox } from "../../../server/sandbox/astra/index.ts"
import { createRandom } from "../../../server/sandbox/random.ts"
import { valueOf } from "../../model/field.ts"
import type { Call } from "../../model/call.ts"
import { problemOf as errorOf } from "../contract/subject.ts"
import { packages } from "./packages.ts"
import { answering, listAll, openOver, seed } from "./testing.ts"

const problemOf = async (work: Promise<unknown> | undefined) =>
  (await errorOf(Promise.resolve(work))).problem

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
    expect(others).toHaveLength(3)
    for (const access of others.slice(0, 2))
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
