import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { answering } from "../contract/change.ts"
import { archiveOf } from "../../../server/sandbox/archive.ts"
import { createSandbox } from "../../../server/sandbox/index.ts"
import { upstreams } from "../../../server/upstreams/index.ts"
import { isAbsent, valueOf } from "../../model/field.ts"
import type { Row } from "../../model/field.ts"
import type { Values } from "../../model/input.ts"
import { callOver, problemOf } from "../contract/subject.ts"
import { reports, upload } from "./actions.ts"
import { textIn } from "./cells.ts"
import { packages } from "./packages.ts"
import { actionOf, at, find, read, setUp, target } from "./testing.ts"
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

const create = actionOf("create")
const copy = actionOf("copy")
const edit = actionOf("edit")
const remove = actionOf("delete")

const zip = new Blob([new Uint8Array(archiveOf("package.json", Buffer.from("{}")))])
const file = { name: 'my "app".zip', body: zip }

/** The first app that an input offers. */
const offered = async (made: Pick<Made, "call">, id = "app"): Promise<string> => {
  const inputs = await create.lookup?.(made.call, [{ place: [] }])
  return inputs?.find((input) => input.id === id)?.options?.[0]?.value ?? ""
}
const make = async (made: Pick<Made, "call">, more: Values = {}): Promise<Row> => {
  const values = { type: "bits", app: await offered(made), labels: "", annotations: "", ...more }
  const done = await create.run(made.call, { place: [] }, values)
  return await read(made, done?.place ?? [])
}

describe("creating", () => {
  it("offers the apps that take each type, by name and place", async () => {
    const made = await open()
    const inputs = await create.lookup?.(made.call, [{ place: [] }])
    const [bits, docker] = ["app", "dockerApp"].map((id) => inputs?.find((one) => one.id === id))
    expect(bits?.options?.length).toBeGreaterThan(3)
    expect(bits?.options?.[0]?.label).toMatch(/^\S+ \(\w+, \w+\)$/)
    const guids = new Set(bits?.options?.map(({ value }) => value))
    expect(docker?.options?.some(({ value }) => guids.has(value))).toBe(false)
    // Names for all of them, in one request each.
    expect(made.asked.filter((one) => /spaces|organizations/.test(one))).toHaveLength(2)
  })

  it("makes a package of bits that waits, labelled", async () => {
    const made = await open()
    const row = await make(made, { labels: "team=shop\n\n tier = web ", annotations: "note=a=b c" })
    expect(row.cells).toMatchObject({
      type: "bits",
      state: "AWAITING_UPLOAD",
      labels: ["team=shop", "tier=web"],
      annotations: ["note=a=b c"],
    })
  })

  it("makes a docker package, whose password nobody sees again", async () => {
    const made = await open()
    const row = await make(made, {
      type: "docker",
      dockerApp: await offered(made, "dockerApp"),
      image: " r.example.com/shop:1 ",
      username: "puller",
      password: "hunter2",
    })
    expect(row.cells).toMatchObject({
      state: "READY",
      image: "r.example.com/shop:1",
      username: "puller",
    })
    expect(JSON.stringify(row)).not.toContain("hunter2")
  })

  it("asks for a guid where apps cannot be listed, and says why", async () => {
    const made = await open()
    await made.faults([{ match: { path: "/v3/apps$" }, fault: { kind: "status", status: 403 } }])
    const inputs = await create.lookup?.(made.call, [{ place: [] }])
    const app = inputs?.find(({ id }) => id === "app")
    expect(app).toMatchObject({ kind: "text", label: "App GUID", required: true })
    expect(app?.hint).toContain("not authorized")
  })

  it.each([
    [{ app: "nowhere" }, "app", /^App is invalid\./],
    [{ labels: "a=b c" }, "labels", /invalid characters/],
    [{ labels: "nothing" }, "labels", /key=value/],
    [{ labels: "team=a\nteam=b" }, "labels", /team is there twice/],
  ])("puts the refusal of %j to its input", async (more, input, words) => {
    const { problem } = await problemOf(make(await open(), more))
    expect(problem.trouble).toBe("invalid")
    expect(problem.fields?.[input]).toMatch(words)
  })
})

const send = async (made: Made, values: Values = {}, place = at("")) => {
  const all = { into: "new", app: await offered(made), labels: "", annotations: "", ...values }
  const sent = await upload.send(made.call, file, all, place[0]?.id === "" ? [] : place)
  return receivedOf(sent).place ?? []
}

describe("uploading bits", () => {
  it("makes a package of a file, and follows it until it is ready", async () => {
    const made = await open()
    const place = await send(made, { labels: "team=shop" })
    const row = await read(made, place)
    expect(row.cells).toMatchObject({ state: "READY", labels: ["team=shop"] })
    expect(isAbsent(row.cells["digest"])).toBe(false)
    const [bits] = reports
    const answer = await bits?.fetch(made.call, place, undefined)
    expect(new Uint8Array((await answer?.arrayBuffer()) ?? new ArrayBuffer())).toEqual(
      new Uint8Array(await zip.arrayBuffer()),
    )
  })

  it("goes into the package that waits on whose page it was dropped", async () => {
    const made = await open()
    const { id } = await make(made)
    const inputs = await upload.lookup?.(made.call, { name: "a.zip", size: 1 }, at(id))
    expect(inputs?.find((one) => one.id === "into")).toMatchObject({ initial: "this" })
    expect(await send(made, { into: "this" }, at(id))).toEqual(at(id))
    expect((await read(made, at(id))).cells["state"]).toBe("READY")
    const later = await upload.lookup?.(made.call, { name: "a.zip", size: 1 }, at(id))
    const app = (await read(made, at(id))).cells["app"]
    expect(later?.map((one) => one.id)).toEqual(["app", "leaveOut", "labels", "annotations"])
    expect(later?.[0]?.initial).toBe(app)
    const { problem } = await problemOf(send(made, { into: "this" }, at(id)))
    expect(problem).toMatchObject({ trouble: "conflict", status: 400 })
    expect(problem.title).toContain("no longer waits")
    expect(problem.detail).toMatch(/uploaded only once.+is now READY/)
  })

  it("sends nothing that is no archive, before anything was made", async () => {
    const made = await open()
    const text = { name: "app.txt", body: new Blob(["PK but no archive"]) }
    const { problem } = await problemOf(upload.send(made.call, text, { app: "x" }, []))
    expect(problem.title).toContain("app.txt is no zip archive")
    expect(made.asked).toEqual([])
  })

  it("takes an archive that begins with something else, as programs do", async () => {
    const made = await open()
    const body = new Blob(["#!/bin/sh\n", zip, ""])
    const values = { app: await offered(made) }
    await upload.send(made.call, { name: "a.jar", body }, values, [])
    expect(made.asked.at(-1)).toMatch(/^POST .+\/upload$/)
  })

  it("says what is left of it when it breaks off", async () => {
    const made = await open()
    await made.faults([{ match: { path: "/upload$" }, fault: { kind: "expired-token", times: 1 } }])
    const { problem } = await problemOf(send(made))
    expect(problem.trouble).toBe("signed-out")
    const other = await open()
    await other.options({ noUploads: true })
    const refused = await problemOf(send(other))
    expect(refused.problem).toMatchObject({ trouble: "unsupported", status: 403 })
    expect(refused.problem.title).toContain("administrator has switched this off")
    expect(refused.problem.detail).toMatch(/still waits for its bits/)
  })

  it("fills the package that a try before made, and makes no other", async () => {
    const made = await open()
    const app = await offered(made)
    const fault = { kind: "status", status: 429, retryAfter: 1, times: 1 }
    await made.faults([{ match: { path: "/upload$" }, fault }])
    const once = { name: "a.zip", body: new Blob([zip]) }
    const { problem } = await problemOf(upload.send(made.call, once, { app }, []))
    expect(problem.trouble).toBe("throttled")
    expect(problem.retryAt).toBeInstanceOf(Date)
    const { place = [] } = receivedOf(await upload.send(made.call, once, { app }, []))
    expect((await read(made, place)).cells["state"]).toBe("READY")
    const posts = made.asked.filter((one) => one === "POST /v3/packages")
    expect(posts).toHaveLength(1)
    await upload.send(made.call, once, { app }, [])
    expect(made.asked.filter((one) => one === "POST /v3/packages")).toHaveLength(2)
  })

  it("tells that an older package will lose its bits", async () => {
    const made = await open()
    const app = await offered(made)
    expect(await upload.preflight?.(made.call, { app: "" }, [], file)).toEqual([])
    for (let nth = 0; nth < 5; nth += 1) await send(made, { app })
    await made.call.fetch(new Request("https://upstream.invalid/v3/packages"))
    const found = await upload.preflight?.(made.call, { app }, [], file)
    expect(found).toMatchObject([
      { tone: "info", title: "This app has 5 packages that are ready." },
    ])
  })
})

describe("downloading bits", () => {
  const [bits] = reports
  it("also takes them from the API itself", async () => {
    const made = await open()
    await made.options({ directDownloads: true })
    const { place } = await find(made, { type: ["bits"], state: ["READY"] })
    const answer = await bits?.fetch(made.call, place, undefined)
    expect(answer?.headers.get("content-type")).toBe("application/zip")
  })

  it("is not for auditors, and not offered where there are none", async () => {
    const made = await open()
    const { place } = await find(made, { type: ["bits"], state: ["READY"] })
    const call = await made.as("an auditor, who sees all and may change nothing")
    const { problem } = await problemOf(Promise.resolve(bits?.fetch(call, place, undefined)))
    expect(problem).toMatchObject({ trouble: "forbidden", status: 403 })
    expect(problem.title).toContain("space developer")
    const docker = await find(made, { type: ["docker"] })
    expect(bits?.blocked?.(docker.row)).toMatch(/docker/)
    const gone = await find(made, { state: ["EXPIRED"] })
    expect(bits?.blocked?.(gone.row)).toMatch(/gone/)
  })
})

describe("copying", () => {
  it("leads to the copy, which is live until it is ready", async () => {
    const made = await open()
    const source = await find(made, { type: ["bits"], state: ["READY"] })
    const inputs = await copy.lookup?.(made.call, [source])
    const apps = inputs?.[0]?.options?.map(({ value }) => value) ?? []
    expect(apps).not.toContain(source.row.cells["app"])
    const done = await copy.run(made.call, source, { app: apps[0] ?? "" })
    const row = await read(made, done?.place ?? [])
    expect(row.cells).toMatchObject({ app: apps[0], digest: source.row.cells["digest"] })
    const same = { app: textIn(source.row, "app") }
    const { problem } = await problemOf(copy.run(made.call, source, same))
    expect(problem.fields).toEqual({ app: "Source and destination app cannot be the same" })
  })

  it.each([
    ["AWAITING_UPLOAD", /upload them first/],
    ["PROCESSING_UPLOAD", /still being processed/],
    ["COPYING", /still being copied/],
    ["FAILED", /could not be used/],
    ["EXPIRED", /gone/],
  ])("and staging wait for what %s lacks", async (state, words) => {
    const found = await find(await open(), { state: [state] })
    expect(copy.blocked?.(found)).toMatch(words)
    expect(actionOf("stage").blocked?.(found)).toMatch(words)
  })
})

describe("editing", () => {
  const valuesOf = async (made: Made, targets: Parameters<NonNullable<typeof edit.lookup>>[1]) =>
    Object.fromEntries(
      ((await edit.lookup?.(made.call, targets)) ?? []).map(({ id, initial = "" }) => [
        id,
        initial,
      ]),
    )

  it("sends what was changed, and null for what was taken away", async () => {
    const made = await open()
    const row = await make(made, { labels: "a=1\nb=2", annotations: "n=x" })
    const one = await target(made, at(row.id))
    expect(await valuesOf(made, [one])).toEqual({ labels: "a=1\nb=2", annotations: "n=x" })
    await edit.run(made.call, one, { labels: "b=2\nc=3" })
    expect(JSON.parse(made.bodies.at(-1) ?? "")).toEqual({
      metadata: { labels: { a: null, c: "3" } },
    })
    expect((await read(made, at(row.id))).cells).toMatchObject({
      labels: ["b=2", "c=3"],
      annotations: ["n=x"],
    })
  })

  it("leaves alone what has several lines, and what somebody else added meanwhile", async () => {
    const made = await open()
    const row = await make(made, { labels: "a=1" })
    const one = await target(made, at(row.id))
    await edit.run(made.call, one, { labels: "a=1\nb=2" })
    await edit.run(made.call, one, { labels: "" })
    expect((await read(made, at(row.id))).cells["labels"]).toEqual(["b=2"])
    const asked = made.asked.length
    expect(await edit.run(made.call, one, { labels: "a=1" })).toMatchObject({ note: /nothing/ })
    expect(made.asked.length).toBe(asked)
  })

  it("changes the credentials of a registry, and never shows them", async () => {
    const made = await open()
    const docker = await find(made, { type: ["docker"] })
    const inputs = await edit.lookup?.(made.call, [docker])
    expect(inputs?.map(({ id }) => id)).toEqual(["labels", "annotations", "username", "password"])
    await edit.run(made.call, docker, { username: "robot", password: "hunter2" })
    expect((await read(made, docker.place)).cells["username"]).toBe("robot")
    await edit.run(made.call, docker, { username: "" })
    expect(JSON.parse(made.bodies.at(-1) ?? "")).toEqual({ username: null, password: null })
  })

  it("sets and removes labels of many, and leaves their others", async () => {
    const made = await open()
    const [one, two] = [
      await make(made, { labels: "a=1\nx=1" }),
      await make(made, { labels: "b=2" }),
    ]
    const targets = [await target(made, at(one.id)), await target(made, at(two.id))]
    expect(Object.keys(await valuesOf(made, targets))).toEqual(["set", "without"])
    for (const each of targets)
      await edit.run(made.call, each, { set: "team=shop", without: "x\ny" })
    const labels = await Promise.all(
      targets.map(async ({ place }) => (await read(made, place)).cells["labels"]),
    )
    expect(labels).toEqual([
      ["a=1", "team=shop"],
      ["b=2", "team=shop"],
    ])
  })

  it("is refused where the organization is suspended, in words", async () => {
    const made = await open()
    const one = await find(made, { state: ["READY"] })
    await made.options({ suspended: ["acme", "globex", "initech", "umbrella"] })
    const { problem } = await problemOf(edit.run(made.call, one, { labels: "a=1" }))
    expect(problem).toMatchObject({ trouble: "forbidden", detail: "The organization is suspended" })
    expect(problem.title).toContain("until an administrator lifts that")
  })
})

describe("deleting", () => {
  it("follows its job to the end, and is not surprised by what is gone", async () => {
    const made = await open()
    const row = await make(made)
    expect(await remove.run(made.call, { place: at(row.id) }, {})).toBeUndefined()
    expect(made.asked.some((one) => one.startsWith("GET /v3/jobs/"))).toBe(true)
    expect((await problemOf(read(made, at(row.id)))).trouble).toBe("missing")
    const again = await remove.run(made.call, { place: at(row.id) }, {})
    expect(again?.note).toContain("gone already")
  })

  it("takes nobody's word for it but the API's that it is gone", async () => {
    for (const body of [
      "<html>404 Not Found</html>",
      '{"errors":[{"code":10000,"title":"CF-NotFound","detail":"Unknown request"}]}',
    ]) {
      const call = callOver(answering(404, body), {})
      expect((await problemOf(remove.run(call, { place: at("g") }, {}))).trouble).toBe("missing")
    }
  })

  it("goes on asking where the first look at its job fails, since it was begun", async () => {
    const made = await open()
    const row = await make(made)
    await made.faults([
      { match: { path: "/v3/jobs/" }, fault: { kind: "status", status: 503, times: 1 } },
    ])
    expect(await remove.run(made.call, { place: at(row.id) }, {})).toBeUndefined()
    expect((await problemOf(read(made, at(row.id)))).trouble).toBe("missing")
  })

  it("says that it was begun where its job may not be looked at", async () => {
    const made = await open()
    const row = await make(made)
    await made.faults([{ match: { path: "/v3/jobs/" }, fault: { kind: "status", status: 403 } }])
    const { problem } = await problemOf(remove.run(made.call, { place: at(row.id) }, {}))
    expect(problem.title).toContain("It was begun, but how it goes on could not be asked")
  })

  it("says why its job failed", async () => {
    const made = await open()
    await made.options({ failDeletes: true })
    const row = await make(made)
    const { problem } = await problemOf(remove.run(made.call, { place: at(row.id) }, {}))
    expect(problem.detail).toContain("blobstore unavailability")
    expect(problem.title).toContain("may be tried again")
  })
})

describe("names", () => {
  it("of many rows are asked for together, and kept", async () => {
    const made = await open()
    const rows = (
      await packages.list(made.call, [], { text: "", filters: {}, sort: [], page: "", size: 60 })
    ).rows
    made.asked.length = 0
    const fill = async () =>
      await Promise.all(rows.map(async (row) => await packages.fill?.(made.call, at(row.id), row)))
    const cells = await fill()
    expect(made.asked.map((one) => one.split("?")[0])).toEqual([
      "GET /v3/apps",
      "GET /v3/spaces",
      "GET /v3/organizations",
    ])
    expect(cells.every((one) => typeof one?.["organizationName"] === "string")).toBe(true)
    await fill()
    expect(made.asked).toHaveLength(3)
  })

  it("that are hidden are forbidden, and never empty", async () => {
    const made = await open()
    const row = (await find(made, { state: ["READY"] })).row
    const other = { ...row, cells: { ...row.cells, app: "not-seen" } }
    const cells = await packages.fill?.(made.call, at(row.id), other)
    expect(
      Object.values(cells ?? {}).every((cell) => isAbsent(cell) && cell.absent === "forbidden"),
    ).toBe(true)
    expect(valueOf(row, "app")).toBeDefined()
  })
})
