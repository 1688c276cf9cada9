import { createHash } from "node:crypto"
import * as v from "valibot"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { demo, openPortal, refusalOf, said } from "./testing.ts"
import type { Portal } from "./testing.ts"

let portal: Portal
beforeEach(async () => {
  portal = await openPortal()
})
afterEach(async () => {
  await portal.sandbox.close()
})

const names = ["New project", "left-pad", "1.0.0"] as const
const item = ["New project", "left-pad"] as const
const version = (name: string) => [...item, name] as const

const Versions = v.object({ versions: v.nullable(v.array(v.object({ version: v.string() }))) })
const versionsOf = async (...of: readonly string[]) =>
  v
    .parse(Versions, await (await portal.at("GET", "list", of)).json())
    .versions?.map((one) => one.version)

const created = { status: 201, text: "Created" }

describe("an upload", () => {
  test("makes project, package and version, and is analysed while time passes", async () => {
    const bytes = await demo()
    const query =
      "?product=Left%20pad&publisher=me&category=Development&license=MIT%20License&platform=Linux&release_date=2026-05-01T00:00:00Z"
    const answer = await portal.upload(names, bytes, { query, name: "left-pad-1.0.0.tgz" })
    expect(answer.headers.get("content-type")).toMatch(/^text\/plain/)
    expect(await said(answer)).toEqual(created)
    expect(await (await portal.at("GET", "list", names)).json()).toEqual({
      version: "1.0.0",
      is_released: true,
      software_info: {
        product: "Left pad",
        version: "1.0.0",
        publisher: "me",
        category: "Development",
        license: "MIT License",
        platform: "Linux",
        release_date: "2026-05-01T00:00:00Z",
      },
      approval_status: "NotApproved",
    })
    const queued = await portal.status(names)
    expect([queued.status, queued.report]).toEqual(["QUEUED", undefined])
    await portal.pass(1000)
    const running = await portal.status(names)
    expect([running.status, running.report]).toEqual(["RUNNING", undefined])
    await portal.pass(1000)
    const done = await portal.status(names)
    expect(done).toMatchObject({
      status: "DONE",
      timestamp: "2026-06-01T12:00:02.000Z",
      duration: "00:00:02.000",
    })
    expect(done.report?.info.statistics.quality.status).toBe("pass")
    expect(done.report?.info.file).toMatchObject({ name: "left-pad-1.0.0.tgz", size: bytes.length })
    expect(done.report?.info.file.hashes).toContainEqual([
      "sha256",
      createHash("sha256").update(bytes).digest("hex"),
    ])
  })

  test("without any parameter has the documented defaults and is not released", async () => {
    await portal.upload(names, await demo())
    expect(await (await portal.at("GET", "list", names)).json()).toMatchObject({
      is_released: false,
      software_info: {
        category: "Other",
        license: "Unknown",
        platform: "Other",
        release_date: null,
      },
    })
  })

  test.each([
    [["a b", "100% c++", "1.0 beta"]],
    [["R&D @ Zürich", "@scope__left-pad", "1@2"]],
    [["東京", "a#b", "1+2%3a;4"]],
  ] as const)("keeps the names %j", async (of) => {
    expect(await said(await portal.upload(of, await demo()))).toEqual(created)
    expect(await versionsOf(of[0], of[1])).toEqual([of[2]])
    expect((await portal.status(of)).status).toBe("QUEUED")
    expect(await said(await portal.at("DELETE", "delete", of))).toMatchObject({ text: "Deleted" })
  })

  test.each([
    ["attachment; filename=left-pad.tgz", "left-pad.tgz"],
    ["attachment; filename=left pad (1).tgz", "left pad (1).tgz"],
    ['attachment; filename="left \\"pad\\".tgz"', 'left "pad".tgz'],
    [`attachment; filename="x.tgz"; filename*=UTF-8''%e6%9d%b1%e4%ba%ac.tgz`, "東京.tgz"],
    [`ATTACHMENT;FILENAME = "../../etc/a.tgz"`, "a.tgz"],
    [Buffer.from('attachment; filename="ü.tgz"').toString("latin1"), "ü.tgz"],
  ])("is named by %s", async (header, name) => {
    const body = new Uint8Array(await demo())
    await portal.at("POST", "scan", names, { body, headers: { "content-disposition": header } })
    await portal.pass(2000)
    expect((await portal.status(names)).report?.info.file.name).toBe(name)
  })

  test.each([[undefined], ["inline; filename=a"], ["attachment"], ['attachment; filename=""']])(
    "is refused with Content-Disposition %s",
    async (header) => {
      const answer = await portal.at("POST", "scan", names, {
        body: new Uint8Array(await demo()),
        headers: header === undefined ? {} : { "content-disposition": header },
      })
      expect(await refusalOf(answer)).toMatchObject({
        status: 400,
        error: expect.stringMatching(/^Content-Disposition: /),
      })
      expect((await portal.at("GET", "list", ["New project"])).status).toBe(404)
    },
  )

  test.each([
    ["category=Toys", "category: Invalid software category"],
    ["platform=Amiga", "platform: Invalid software platform"],
    ["license=MIT", "license: Invalid software license"],
    ["build=other", "build: Invalid build type"],
    ["replace=maybe", "replace: Must be a valid boolean."],
    ["release_date=yesterday", "release_date: Not a valid date-time."],
    [`product=${"x".repeat(201)}`, "product: Ensure this field has no more than 200 characters."],
    ["build=repro&force=true", "force: Not allowed with build=repro."],
    ["build=repro&diff_with=1", "diff_with: Not allowed with build=repro."],
    ["diff_with=0.9", "diff_with: Version does not exist."],
  ])("with %s is refused", async (query, error) => {
    const answer = await portal.upload(names, await demo(), { query: `?${query}` })
    expect(await refusalOf(answer)).toEqual({ status: 400, error })
    expect((await portal.at("GET", "list", ["New project"])).status).toBe(404)
  })

  test.each([
    ["pkg:rl/p/k"],
    ["pkg:rl/p"],
    ["pkg:rl/p/a%3Ab@1"],
    ["pkg:rl/p/k@1%2F2"],
    [`pkg:rl/p/k@${"1".repeat(201)}`],
  ])("to %s is refused", async (purl) => {
    const answer = await portal.call("POST", `scan/Sandbox/Default/${purl}`, {
      body: "x",
      headers: { "content-disposition": "attachment; filename=a" },
    })
    expect((await refusalOf(answer)).status).toBe(400)
  })

  test("of nothing is refused", async () => {
    expect(await refusalOf(await portal.upload(names, ""))).toEqual({
      status: 400,
      error: "The file is empty.",
    })
  })

  test("that breaks off leaves nothing behind", async () => {
    const body = new ReadableStream<Uint8Array>({
      start: (into) => {
        into.enqueue(new Uint8Array(100_000))
      },
      pull: (into) => {
        into.error(new Error("the line is dead"))
      },
    })
    const half = {
      body,
      duplex: "half",
      headers: { "content-disposition": "attachment; filename=a" },
    }
    await expect(portal.at("POST", "scan", names, half)).rejects.toThrow("the line is dead")
    expect((await portal.at("GET", "list", ["New project"])).status).toBe(404)
    expect(await said(await portal.upload(names, await demo()))).toEqual(created)
  })
})

describe("a version that exists", () => {
  test("is only replaced where that is asked for, and has to be reviewed again", async () => {
    await portal.upload(names, await demo(), { query: "?publisher=me&platform=Linux" })
    await portal.at("PUT", "approve", names)
    expect(await refusalOf(await portal.upload(names, "other"))).toEqual({
      status: 409,
      error: "Version already exists.",
    })
    const query = "?replace=True&platform=MacOS"
    expect(await said(await portal.upload(names, "other", { query, name: "b.txt" }))).toEqual(
      created,
    )
    expect(await (await portal.at("GET", "list", names)).json()).toMatchObject({
      approval_status: "NotApproved",
      software_info: { publisher: "me", platform: "MacOS" },
    })
    expect((await portal.status(names)).status).toBe("QUEUED")
    await portal.pass(2000)
    expect((await portal.status(names)).report?.info.file).toMatchObject({ name: "b.txt", size: 5 })
    expect(await versionsOf(...item)).toEqual(["1.0.0"])
  })

  test("is not lost when what should replace it breaks off", async () => {
    await portal.upload(names, "first", { name: "first.txt" })
    await portal.pass(2000)
    const body = new ReadableStream<Uint8Array>({
      pull: (into) => {
        into.error(new Error("the line is dead"))
      },
    })
    const headers = { "content-disposition": "attachment; filename=a" }
    const broken = { body, duplex: "half", headers, query: "?replace=true" }
    await expect(portal.at("POST", "scan", names, broken)).rejects.toThrow("dead")
    expect((await portal.status(names)).report?.info.file.name).toBe("first.txt")
  })

  test("of two uploads of one version at once, one wins", async () => {
    const answers = await Promise.all([portal.upload(names, "one"), portal.upload(names, "two")])
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409])
  })
})

describe("a full package", () => {
  beforeEach(async () => {
    await portal.options({ mostVersions: 2 })
    for (const one of ["1", "2"]) await portal.upload(version(one), await demo())
  })

  test("takes no more", async () => {
    expect(await refusalOf(await portal.upload(version("3"), await demo()))).toEqual({
      status: 400,
      error: "The maximum number of versions (2) of the package is reached.",
    })
    expect(await versionsOf(...item)).toEqual(["1", "2"])
  })

  test("loses its oldest version by force", async () => {
    const query = "?force=true"
    expect(await said(await portal.upload(version("3"), await demo(), { query }))).toEqual(created)
    expect(await versionsOf(...item)).toEqual(["2", "3"])
    expect((await portal.at("GET", "status", version("1"))).status).toBe(404)
  })

  test("has a version replaced without losing another", async () => {
    const query = "?replace=true&force=true"
    expect(await said(await portal.upload(version("1"), "new", { query }))).toEqual(created)
    expect(await versionsOf(...item)).toEqual(["1", "2"])
  })
})

describe("a reproducible build", () => {
  const query = "?build=repro"

  test("belongs to a version that exists", async () => {
    expect(await refusalOf(await portal.upload(names, "x", { query }))).toEqual({
      status: 400,
      error: "Cannot upload a reproducible build for a non-existent version.",
    })
    expect((await portal.at("GET", "list", ["New project"])).status).toBe(404)
  })

  test("is replaced only where that is asked for", async () => {
    await portal.upload(names, await demo())
    expect(await said(await portal.upload(names, await demo(), { query }))).toEqual(created)
    expect(await refusalOf(await portal.upload(names, "x", { query }))).toEqual({
      status: 400,
      error: "A reproducible build of this version already exists.",
    })
    const again = await portal.upload(names, "x", { query: `${query}&replace=true`, name: "x" })
    expect(await said(again)).toEqual(created)
    await portal.pass(2000)
    expect((await portal.status(names, query)).report?.info.file.name).toBe("x")
  })

  test("is taken away alone", async () => {
    await portal.upload(names, await demo())
    await portal.upload(names, await demo(), { query })
    expect(await said(await portal.at("DELETE", "delete", names, { query }))).toEqual({
      status: 200,
      text: "Deleted",
    })
    expect((await portal.at("GET", "status", names)).status).toBe(200)
    for (const [method, operation] of [
      ["GET", "status"],
      ["GET", "checks"],
      ["GET", "report sarif"],
      ["DELETE", "delete"],
    ] as const)
      expect(await refusalOf(await portal.at(method, operation, names, { query }))).toEqual({
        status: 400,
        error: "The version has no reproducible build artifact.",
      })
  })
})

describe("capacity and limits", () => {
  test("what would go over the capacity is refused, announced or not, and leaves nothing", async () => {
    await portal.options({ analysisCapacity: 1000 })
    expect(await said(await portal.upload(version("1"), "x".repeat(600)))).toEqual(created)
    const over = { status: 402, error: "The analysis capacity of the group would be exceeded." }
    expect(await refusalOf(await portal.upload(version("2"), "x".repeat(401)))).toEqual(over)
    expect(await versionsOf(...item)).toEqual(["1"])
    expect(await said(await portal.upload(version("2"), "x".repeat(400)))).toEqual(created)
    const announced = await portal.at("POST", "scan", version("3"), {
      headers: { "content-disposition": "attachment; filename=a", "content-length": "9" },
      body: "x".repeat(9),
    })
    expect(await refusalOf(announced)).toEqual(over)
  })

  test("more than 30 uploads in a minute are refused", async () => {
    for (let at = 0; at < 30; at += 1) await portal.upload(version("bad"), "")
    const over = await portal.upload(version("1"), "x")
    expect(over.headers.get("retry-after")).toBe("60")
    expect(await refusalOf(over)).toEqual({
      status: 429,
      error: "Request was throttled. Expected available in 60 seconds.",
    })
    await portal.pass(60_000)
    expect(await said(await portal.upload(version("1"), "x"))).toEqual(created)
  })

  test("observers upload nothing", async () => {
    const token = "Bearer sandbox-spectra-observer-token"
    expect((await refusalOf(await portal.upload(names, "x", { token }))).status).toBe(403)
    expect((await portal.call("GET", "list/Sandbox/Default", { token })).status).toBe(200)
  })

  test("tokens end when the world says so", async () => {
    await portal.options({ tokensEnd: "2026-06-01T12:30:00Z" })
    expect((await portal.call("GET", "list/Sandbox/Default")).status).toBe(200)
    await portal.pass(30 * 60_000)
    expect(await refusalOf(await portal.call("GET", "list/Sandbox/Default"))).toEqual({
      status: 401,
      error: "Invalid or expired token.",
    })
  })
})
