import { existsSync, readFileSync } from "node:fs"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { createSandbox } from "../../../server/sandbox/index.ts"
import { upstreams } from "../../../server/upstreams/index.ts"
import type { Fetch } from "../../model/call.ts"
import { isAbsent } from "../../model/field.ts"
import type { Block } from "../../model/part.ts"
import { emptyQuery } from "../../model/query.ts"
import { callOver, problemOf } from "../contract/subject.ts"
import { parts, upload } from "./actions.ts"
import { textIn } from "./cells.ts"
import { packages } from "./packages.ts"
import { actionOf, at, emptyZip, find, read, setUp, target } from "./testing.ts"
import type { Made, Sandbox } from "./testing.ts"
import { receivedOf } from "../../model/received.ts"

let sandbox: Sandbox & { readonly close: () => Promise<void> }
beforeAll(() => {
  sandbox = createSandbox({ packages: 0 })
})
afterAll(async () => {
  await sandbox.close()
})
const open = (other?: string) => setUp(sandbox, upstreams.cloudfoundry, other)
const old = "the experimental API of 2015"
const ready = { type: ["bits"], state: ["READY"] }

const stage = actionOf("stage")
const show = async ({ call }: Pick<Made, "call">, guid: string) => {
  const [part] = parts
  if (!part) throw new Error("No part")
  return await part.load(call, at(guid), undefined)
}
const tableIn = (blocks: readonly Block[], title: string) => {
  const found = blocks.find((block) => block.kind === "table" && block.title === title)
  if (found?.kind !== "table") throw new Error(`No table ${title}`)
  return found
}

describe("staging", () => {
  it("is followed to the droplet, which then stands on the package's page", async () => {
    const made = await open()
    const found = await find(made, ready)
    const done = await stage.run(made.call, found, {
      memory: "256",
      buildpacks: "nodejs_buildpack, binary_buildpack",
    })
    expect(done?.note).toMatch(/^Staged as droplet [\w-]{36}\.$/)
    expect(made.said).toContain("STAGING")
    expect(JSON.parse(made.bodies[0] ?? "")).toEqual({
      package: { guid: found.row.id },
      lifecycle: {
        type: "buildpack",
        data: { buildpacks: ["nodejs_buildpack", "binary_buildpack"] },
      },
      staging_memory_in_mb: 256,
    })
    const { blocks, busy } = await show(made, found.row.id)
    expect(busy).toBe(false)
    expect(tableIn(blocks, "Builds").rows).toMatchObject([
      { cells: { state: "STAGED", memory: 256 * 1024 * 1024 } },
    ])
    const [droplet] = tableIn(blocks, "Droplets").rows
    expect(done?.note).toContain(droplet?.id)
  })

  it("says why it failed, and what then", async () => {
    const made = await open()
    const values = { app: textIn((await find(made, ready)).row, "app") }
    const empty = { name: "a.zip", body: new Blob([emptyZip]) }
    const { place = [] } = receivedOf(await upload.send(made.call, empty, values, []))
    const row = await read(made, place)
    expect(row.cells).toMatchObject({ state: "FAILED", error: expect.stringContaining("empty") })
    expect((await show(made, row.id)).blocks[0]).toMatchObject({
      tone: "fail",
      detail: expect.stringMatching(/archive is empty\. Upload them again/),
    })
    const answer = { guid: "b", state: "FAILED", error: "NoAppDetectedError - nothing fits" }
    const fetch: Fetch = () => Promise.resolve(Response.json(answer, { status: 201 }))
    const { problem } = await problemOf(stage.run(callOver(fetch, {}), { place: at("p") }, {}))
    expect(problem).toMatchObject({
      title: expect.stringContaining("Staging failed"),
      detail: answer.error,
    })
  })

  it("goes on asking after what passes, and begins nothing twice", async () => {
    const made = await open()
    const found = await find(made, ready)
    const fault = { kind: "status", status: 429, retryAfter: 1, times: 1 }
    await made.faults([{ match: { method: "GET", path: "/v3/builds/" }, fault }])
    const done = await stage.run(made.call, found, {})
    expect(done?.note).toMatch(/^Staged as droplet/)
    expect(made.asked.filter((one) => one === "POST /v3/builds")).toHaveLength(1)
  })

  it("says that it was begun where it cannot be asked after", async () => {
    const made = await open()
    const found = await find(made, ready)
    const fault = { kind: "status", status: 403, times: 1 }
    await made.faults([{ match: { method: "GET", path: "/v3/builds/" }, fault }])
    const { problem } = await problemOf(stage.run(made.call, found, {}))
    expect(problem.title).toMatch(/^It was begun, but/)
    expect(problem.retryAt).toBeUndefined()
  })

  it("does not take a word that nobody knows for the end it hoped for", async () => {
    const answer = { guid: "b", state: "PONDERED" }
    const fetch: Fetch = () => Promise.resolve(Response.json(answer, { status: 201 }))
    const { problem } = await problemOf(stage.run(callOver(fetch, {}), { place: at("p") }, {}))
    expect(problem.title).toContain("PONDERED")
  })

  it("puts what is wrong with a buildpack to its input", async () => {
    const made = await open()
    const { problem } = await problemOf(
      stage.run(made.call, await find(made, ready), { buildpacks: "cobol" }),
    )
    expect(problem.fields?.["buildpacks"]).toContain('Buildpack "cobol"')
    expect(stage.check?.({ memory: "1.5", disk: "" }, [])).toHaveProperty("memory")
  })

  it("says that a build of the same app is under way", async () => {
    const body = {
      errors: [{ title: "CF-StagingInProgress", code: 170_017, detail: "Only one build." }],
    }
    const fetch: Fetch = () => Promise.resolve(Response.json(body, { status: 422 }))
    const { problem } = await problemOf(stage.run(callOver(fetch, {}), { place: at("p") }, {}))
    expect(problem).toMatchObject({
      trouble: "conflict",
      title: expect.stringContaining("try again"),
    })
  })

  it("shows one list though the other cannot be read, and says so", async () => {
    const made = await open()
    const { row } = await find(made, ready)
    await made.faults([{ match: { path: "/v3/builds$" }, fault: { kind: "status", status: 403 } }])
    const { blocks } = await show(made, row.id)
    expect(blocks[1]).toMatchObject({
      kind: "note",
      tone: "warn",
      title: "The builds could not be read.",
    })
    expect(tableIn(blocks, "Droplets").rows).toEqual([])
  })

  it("asks servers that filter builds by app alone, and leaves out those of other packages", async () => {
    const app = "a1"
    const pack = {
      guid: "p1",
      type: "bits",
      state: "READY",
      links: { app: { href: `/v3/apps/${app}` } },
    }
    const fetch: Fetch = (request) => {
      const url = new URL(request.url)
      if (url.pathname.endsWith("p1")) return Promise.resolve(Response.json(pack))
      if (url.searchParams.has("package_guids"))
        return Promise.resolve(
          Response.json(
            { errors: [{ title: "CF-BadQueryParameter", code: 10005, detail: "Unknown" }] },
            { status: 400 },
          ),
        )
      const resources = url.pathname.endsWith("builds")
        ? [
            { guid: "b1", state: "STAGED", package: { guid: "p1" } },
            { guid: "b2", state: "STAGING", package: { guid: "p2" } },
          ]
        : []
      return Promise.resolve(Response.json({ pagination: { total_results: 2 }, resources }))
    }
    const { blocks, busy } = await show({ call: callOver(fetch, {}) }, "p1")
    expect(tableIn(blocks, "Builds").rows.map(({ id }) => id)).toEqual(["b1"])
    expect(busy).toBe(false)
  })
})

describe("the experimental API of 2015", () => {
  it("makes, fills, stages, copies and deletes packages in its own way", async () => {
    const made = await open(old)
    const { rows } = await packages.list(made.call, [], { ...emptyQuery, size: 500 })
    const apps = [
      ...new Set(
        rows.filter((row) => textIn(row, "type") === "bits").map((row) => textIn(row, "app")),
      ),
    ]
    const done = await actionOf("create").run(
      made.call,
      { place: [] },
      { type: "bits", app: apps[0] ?? "" },
    )
    const one = await target(made, done?.place ?? [])
    expect(one.row?.cells["state"]).toBe("AWAITING_UPLOAD")
    expect(actionOf("edit").blocked?.(one)).toContain("too old")
    expect(stage.inputs?.([one])).toEqual([])
    const found = await find(made, ready)
    const staged = await stage.run(made.call, found, {})
    expect(staged?.note).toMatch(/^Staged as droplet/)
    const copied = await actionOf("copy").run(made.call, found, {
      app: apps.find((app) => app !== found.row.cells["app"]) ?? "",
    })
    expect((await read(made, copied?.place ?? [])).id).not.toBe(found.row.id)
    await actionOf("delete").run(made.call, one, {})
    expect((await problemOf(read(made, one.place))).trouble).toBe("missing")
    const paths = made.asked.filter((each) => each.startsWith("POST") || each.startsWith("DELETE"))
    expect(paths.map((path) => path.replaceAll(/[\da-f-]{36}/g, "*"))).toEqual([
      "POST /v3/packages",
      "POST /v3/apps/*/packages",
      "POST /v3/packages/*/droplets",
      "POST /v3/packages?source_guid=*",
      "POST /v3/apps/*/packages?source_package_guid=*",
      "DELETE /v3/packages/*",
    ])
  })

  it("offers apps without their places, and says what it cannot list", async () => {
    const made = await open(old)
    const inputs = await actionOf("create").lookup?.(made.call, [{ place: [] }])
    expect(inputs?.find(({ id }) => id === "app")?.options?.[0]?.label).toMatch(/^\S+$/)
    const { row } = await find(made, ready)
    const cells = await packages.fill?.(made.call, at(row.id), row)
    expect(isAbsent(cells?.["appName"])).toBe(false)
    expect(cells?.["spaceName"]).toEqual({ absent: "not-provided" })
    const { blocks } = await show(made, row.id)
    expect(blocks.slice(1)).toMatchObject([
      { tone: "unknown", title: "This Cloud Foundry does not list the builds of a package." },
      { tone: "unknown", title: "This Cloud Foundry does not list the droplets of a package." },
    ])
  })
})

const folder = new URL("../../../../shared/providers/fixtures/cloud-foundry/", import.meta.url)

/** Real payloads, kept beside the repository where there are any: a clone elsewhere has none. */
describe.runIf(existsSync(folder))("real payloads", () => {
  const recorded = (name: string): object => JSON.parse(readFileSync(new URL(name, folder), "utf8"))
  const answering = (answers: readonly (readonly [RegExp, object, ResponseInit?])[]) => {
    const fetch: Fetch = (request) => {
      const path = new URL(request.url).pathname
      const found = answers.find(([at]) => at.test(`${request.method} ${path}`))
      if (!found) throw new Error(`Nothing is recorded for ${path}`)
      return Promise.resolve(Response.json(found[1], found[2]))
    }
    return callOver(fetch, {})
  }

  it("of a build lead from STAGING to the droplet", async () => {
    const call = answering([
      [/^POST \/v3\/builds$/, recorded("build_staging_201.json"), { status: 201 }],
      [/^GET \/v3\/builds\//, recorded("build_staged.json")],
    ])
    const done = await stage.run(call, { place: at("8e4da443") }, {})
    expect(done?.note).toBe("Staged as droplet 1e1186e7-d803-4c46-b9d6-5c81e50fe55a.")
  })

  it("of droplets fill the table, and what is hidden stays hidden", async () => {
    const call = answering([
      [/droplets$/, recorded("droplets_for_package_list.json")],
      [/builds$/, { pagination: { total_results: 0 }, resources: [] }],
      [/packages/, recorded("ga_get_bits.json")],
    ])
    const { blocks } = await show({ call }, "44f7c078")
    const { rows } = tableIn(blocks, "Droplets")
    expect(rows.map(({ cells }) => cells["state"])).toEqual(["STAGED", "STAGED"])
    expect(JSON.stringify(rows.map(({ cells }) => cells))).not.toContain("HIDDEN")
  })

  it("of jobs end a deletion well, or say why not", async () => {
    const deleting = (job: string) =>
      answering([
        [
          /^DELETE/,
          {},
          { status: 202, headers: { location: "https://api.example.org/v3/jobs/b19ae525" } },
        ],
        [/^GET \/v3\/jobs\/b19ae525$/, recorded(job)],
      ])
    const remove = actionOf("delete")
    expect(await remove.run(deleting("job_complete.json"), { place: at("p") }, {})).toBeUndefined()
    const { problem } = await problemOf(
      remove.run(deleting("job_failed.json"), { place: at("p") }, {}),
    )
    expect(problem.detail).toBe("something went wrong")
  })
})

it("a deletion that is accepted without a job to follow is not called done", async () => {
  const call = callOver(() => Promise.resolve(Response.json({}, { status: 202 })), {})
  const done = await actionOf("delete").run(call, { place: at("p") }, {})
  expect(done).toMatchObject({ accepted: true, note: expect.stringContaining("does not say") })
})
