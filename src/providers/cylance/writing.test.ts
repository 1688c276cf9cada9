import { createHash } from "node:crypto"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { createSandbox } from "../../../server/sandbox/index.ts"
import type { Sandbox } from "../../../server/sandbox/index.ts"
import { upstreams } from "../../../server/upstreams/index.ts"
import type { Values } from "../../model/input.ts"
import { valueOf } from "../../model/field.ts"
import type { Fetch } from "../../model/call.ts"
import type { Place } from "../../model/place.ts"
import { receivedOf } from "../../model/received.ts"
import { connectTo } from "../contract/connect.ts"
import { callOver, problemOf } from "../contract/subject.ts"
import { deploy, remove, reports, upload } from "./actions.ts"
import { executions } from "./executions.ts"
import { packages } from "./packages.ts"

const origin = "http://127.0.0.1"
let sandbox: Sandbox
let worlds = 0

beforeAll(() => {
  sandbox = createSandbox({ packages: 0 })
})
afterAll(async () => {
  await sandbox.close()
})

const control = async (method: string, path: string, body?: unknown): Promise<void> => {
  const init = { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }
  const answer = await sandbox.fetch(new Request(`${origin}/_sandbox/${path}`, init))
  if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`)
}

/** A world of its own with a few packages, reached as the gateway reaches it. */
const setUp = async (other?: string) => {
  worlds += 1
  const world = `w${worlds}`
  await control("POST", "worlds", { id: world, packages: 100, now: "2026-03-01T12:00:00Z" })
  const own = sandbox.apis(origin, world).cylance
  const access = other === undefined ? own : own?.also[other]
  if (!access) throw new RangeError("The sandbox has no such access.")
  const { fetch, settings } = await connectTo(sandbox.fetch, access, upstreams.cylance)
  const elsewhere: string[] = []
  const through: Fetch = async (request) => {
    const address = request.headers.get("waybill-elsewhere")
    if (address === null) return await fetch(request)
    elsewhere.push(`${request.method} ${new URL(address).host}`)
    const { method, signal } = request
    const body = method === "PUT" ? { body: await request.arrayBuffer() } : {}
    return await sandbox.fetch(new Request(address, { method, signal, ...body }))
  }
  return {
    call: callOver(through, settings),
    elsewhere,
    advance: (ms: number) => control("PUT", `worlds/${world}/clock`, { advance: ms }),
    fault: (match: object, fault: object) =>
      control("PUT", `worlds/${world}/faults`, [{ match: { api: "cylance", ...match }, fault }]),
  }
}
type Made = Awaited<ReturnType<typeof setUp>>

const file = new Blob(["PK: a package & more"])
const values: Values = {
  name: "R&D 100% /tool?",
  version: "1",
  description: "Collects",
  fileName: "tool.py",
  entryPoint: " main ",
  examples: "-user ALL | Of every user\n\n-depth 3",
}
const tool = { name: "tool.zip", body: file }
const sendFile = async (made: Made, more: Values = {}): Promise<Place> => {
  const sent = receivedOf(await upload.send(made.call, tool, { ...values, ...more }, []))
  if (sent.place) return sent.place
  throw new Error("It leads to no package")
}
const read = async ({ call }: Made, at: Place) => {
  const row = await packages.get?.(call, at)
  if (!row) throw new Error("No row")
  return row
}

describe("the form of an upload", () => {
  const inputs = upload.inputs({ name: "my_tool.v2.zip", size: 10 }, [])
  it("guesses what it can from the file", () => {
    const guessed = Object.fromEntries(inputs.map(({ id, initial }) => [id, initial]))
    expect(guessed).toMatchObject({ name: "my_tool.v2", fileName: "my_tool.v2.py", version: "1" })
  })

  it.each(["", "0", "1.5", "-1", "x"])("refuses the version %j", (version) => {
    expect(upload.check({ version })).toHaveProperty("version")
  })

  it("takes any whole number", () => {
    expect(upload.check({ version: "12" })).toEqual({})
  })
})

describe("looking before an upload", () => {
  it("has nothing to say of a new name", async () => {
    const { call } = await setUp()
    expect(await upload.preflight?.(call, values, [], tool)).toEqual([])
  })

  it("tells of versions that are there, and offers the next one", async () => {
    const made = await setUp()
    await sendFile(made)
    await sendFile(made, { version: "4" })
    expect(
      await upload.preflight?.(made.call, { ...values, version: "4" }, [], tool),
    ).toMatchObject([
      {
        tone: "warn",
        title: "There is a package R&D 100% /tool?, version 1, 4.",
        choices: [{ label: "Make it version 5", values: { version: "5" } }],
      },
    ])
    expect(
      await upload.preflight?.(made.call, { ...values, version: "2" }, [], tool),
    ).toMatchObject([{ tone: "info" }])
  })

  it("is left out for whom may not list packages", async () => {
    const { call } = await setUp("an application that may only deploy")
    expect(await upload.preflight?.(call, values, [], tool)).toEqual([])
  })

  it("fails where the list does", async () => {
    const made = await setUp()
    await made.fault({}, { kind: "status", status: 500, times: 1 })
    const asked = upload.preflight?.(made.call, values, [], tool)
    expect((await problemOf(Promise.resolve(asked))).trouble).toBe("broken")
  })
})

describe("an upload", () => {
  it("announces the package, sends the file elsewhere, and leads to the package", async () => {
    const made = await setUp()
    const at = await sendFile(made)
    expect(made.elsewhere).toEqual(["PUT localhost"])
    const waiting = await read(made, at)
    expect(packages.busy?.(waiting)).toBe(true)
    expect(waiting.cells).toMatchObject({
      name: values["name"],
      version: "1",
      status: "started",
      fileType: "python",
      fileName: "tool.py",
      entryPoint: "main",
      examples: [
        { invocation: "-user ALL", description: "Of every user" },
        { invocation: "-depth 3", description: "" },
      ],
    })
    await made.advance(2000)
    const row = await read(made, at)
    // The store compares what came with the checksum that was announced.
    expect(row.cells).toMatchObject({ status: "success", size: file.size })
    const response = await reports[0]?.fetch(made.call, at, undefined)
    const bytes = Buffer.from((await response?.arrayBuffer()) ?? new ArrayBuffer())
    const digestOf = (data: Buffer) => createHash("sha256").update(data).digest("hex")
    expect(digestOf(bytes)).toBe(digestOf(Buffer.from(await file.arrayBuffer())))
    expect(made.elsewhere).toEqual(["PUT localhost", "GET localhost"])
    expect(reports[0]?.blocked?.(row)).toBeUndefined()
    expect(reports[0]?.blocked?.(waiting)).toContain("not arrived")
  })

  it("says until when the package waits, where the store refuses", async () => {
    const made = await setUp()
    await made.fault({ path: "^/store/" }, { kind: "status", status: 403, times: 1 })
    const { problem } = await problemOf(sendFile(made))
    expect(problem).toMatchObject({
      trouble: "broken",
      status: 403,
      title: "The store behind the API did not take the file (status 403).",
    })
    expect(problem.detail).toMatch(/waits for its file until .+ delete the package/)
    expect(problem.detail).not.toContain("<")
  })

  it("asks for no second try by itself where the store asks to wait: it would make a second package", async () => {
    const made = await setUp()
    const fault = { kind: "status", status: 503, retryAfter: 5, times: 1 }
    await made.fault({ path: "^/store/" }, fault)
    const { problem } = await problemOf(sendFile(made))
    expect(problem.status).toBe(503)
    expect(problem).not.toHaveProperty("retryAt")
  })

  it("says that the time was over, where it was", async () => {
    const { call } = await setUp()
    const late: Fetch = (request) =>
      request.method === "GET"
        ? Promise.resolve(Response.json({ packageId: "p", timeout: 0 }))
        : breaking(call.fetch)(request)
    const { problem } = await problemOf(
      upload.send({ ...call, fetch: late }, { name: "t.zip", body: file }, values, []),
    )
    expect(problem.trouble).toBe("offline")
    expect(problem.detail).toContain("waited 0 s for its file")
  })

  it("says less where the package cannot be read either", async () => {
    const made = await setUp()
    await made.fault({ method: "GET" }, { kind: "status", status: 500 })
    const failing = { ...made.call, fetch: breaking(made.call.fetch) }
    const { problem } = await problemOf(
      upload.send(failing, { name: "t.zip", body: file }, values, []),
    )
    expect(problem.detail).toContain("until its time is over")
  })

  it("has nothing to send of an empty file", async () => {
    const { call } = await setUp()
    const empty = { name: "t.zip", body: new Blob([]) }
    expect((await problemOf(upload.send(call, empty, values, []))).trouble).toBe("invalid")
  })

  it("names the scope that is missing, and the version that is there already", async () => {
    const reader = await setUp("an application that may only read packages")
    const { problem } = await problemOf(sendFile(reader))
    expect(problem.title).toContain("opticspkgconfig:create")
    const made = await setUp()
    await sendFile(made)
    const twice = await problemOf(sendFile(made))
    expect(twice.problem).toMatchObject({ trouble: "conflict", status: 409 })
    expect(twice.problem.detail).toContain("already")
  })

  it("stays an abort when it is given up", async () => {
    const made = await setUp()
    const gone = new AbortController()
    const fetch: Fetch = (request) => {
      if (request.headers.has("waybill-elsewhere")) gone.abort()
      return made.call.fetch(request)
    }
    const call = { ...made.call, fetch, signal: gone.signal }
    const sent = upload.send(call, { name: "t.zip", body: file }, values, [])
    await expect(sent).rejects.toMatchObject({ name: "AbortError" })
  })
})

/** Breaks off on the way to the store. */
const breaking =
  (fetch: Fetch): Fetch =>
  (request) =>
    request.headers.has("waybill-elsewhere")
      ? Promise.reject(new TypeError("fetch failed"))
      : fetch(request)

describe("deleting a package", () => {
  it("tells how many playbooks use it, deletes it, and minds no second time", async () => {
    const made = await setUp()
    const { rows } = await packages.list(made.call, [], query)
    const used = rows.find((row) => Number(valueOf(row, "playbooks")) > 0)
    const place = [{ in: "packages", id: used?.id ?? "" }]
    const target = used ? { place, row: used } : { place }
    expect(await remove.toll?.(made.call, target)).toEqual([
      { label: "playbooks", one: "playbook", uses: true, count: used?.cells["playbooks"] },
    ])
    expect(await remove.toll?.(made.call, { place })).toEqual([
      { label: "playbooks", one: "playbook", uses: true, count: used?.cells["playbooks"] },
    ])
    expect(remove.confirm?.([target])).toBe(used?.cells["name"])
    expect(remove.confirm?.([target, target])).toBe("delete 2 packages")
    expect(remove.confirm?.([{ place }])).toBeUndefined()
    expect(await remove.run(made.call, target, {})).toBeUndefined()
    expect(await remove.run(made.call, target, {})).toEqual({ note: "It was gone already." })
    expect((await problemOf(read(made, place))).trouble).toBe("missing")
  })

  it("encodes the id, and names the scope that is missing", async () => {
    const reader = await setUp("an application that may only read packages")
    const target = { place: [{ in: "packages", id: "a/b?c" }] }
    const { problem } = await problemOf(remove.run(reader.call, target, {}))
    expect(problem.title).toContain("opticspkgconfig:delete")
  })
})

const query = { text: "", filters: {}, sort: [], page: "", size: 200 }
const device = "e378dacb-9324-453a-b8c6-5a8406952195"

describe("deploying a package", () => {
  const ready = async () => {
    const made = await setUp()
    const place = await sendFile(made)
    await made.advance(2000)
    return { ...made, place, target: { place, row: await read(made, place) } }
  }

  it("starts from the package's name, and waits for its file", async () => {
    const { target } = await ready()
    const inputs = deploy.inputs?.([target]) ?? []
    expect(inputs.find(({ id }) => id === "name")?.initial).toBe(values["name"])
    expect(deploy.blocked?.(target)).toBeUndefined()
    expect(deploy.blocked?.({ place: target.place })).toBeUndefined()
    const waiting = { ...target.row, cells: { ...target.row.cells, status: "timeout" } }
    expect(deploy.blocked?.({ ...target, row: waiting })).toContain("not arrived")
  })

  it("leads to the execution, which is among those of the package, and can be deleted", async () => {
    const made = await ready()
    const more = await sendFile(made, { version: "2" })
    await made.advance(2000)
    const done = await deploy.run(made.call, made.target, {
      name: " Collect ",
      devices: `${device}\n ABCDEF00112233445566778899AABBCC`,
      arguments: "-user ALL\n\n-depth 3",
      others: `${more.at(-1)?.id ?? ""} -x "a b"`,
      destination: "ftp://me:pass@results.example/x",
      keep: "true",
    })
    const at = done?.place ?? []
    const row = await executions.get?.(made.call, at)
    expect(row?.cells).toMatchObject({
      name: "Collect",
      devices: 2,
      on: ["E378DACB9324453AB8C65A8406952195", "ABCDEF00112233445566778899AABBCC"],
      zones: { absent: "not-provided" },
      destination: "ftp://me:(hidden)@results.example/x",
      keep: true,
    })
    expect(JSON.stringify(row?.raw)).not.toContain("pass@")
    expect(row?.cells["packages"]).toMatchObject([
      { arguments: "-user ALL -depth 3" },
      { arguments: '-x "a b"' },
    ])
    for (const place of [made.place, more]) {
      const { rows, total } = await executions.list(made.call, place, query)
      expect(rows.map(({ id }) => id)).toEqual([row?.id])
      expect(total).toEqual({ count: 1, exact: true })
    }
    const [removal] = executions.actions
    expect(await removal?.run(made.call, { place: at }, {})).toBeUndefined()
    expect(await removal?.run(made.call, { place: at }, {})).toHaveProperty("note")
    expect((await executions.list(made.call, made.place, query)).rows).toEqual([])
  })

  it.each<[string, Values, string]>([
    ["neither", {}, "devices"],
    ["zones, of which there are none", { on: "zones", devices: device }, "zones"],
    ["a device that is none", { devices: "laptop-7" }, "devices"],
    ["a zone that is none", { on: "zones", zones: "Everyone" }, "zones"],
  ])("refuses %s before it asks", async (_what, given, input) => {
    const { call, target } = await ready()
    const { problem } = await problemOf(deploy.run(call, target, { name: "x", ...given }))
    expect(problem.trouble).toBe("invalid")
    expect(Object.keys(problem.fields ?? {})).toEqual([input])
  })

  it("goes to zones", async () => {
    const made = await ready()
    const done = await deploy.run(made.call, made.target, {
      name: "x",
      on: "zones",
      zones: device,
      // Typed before zones were chosen.
      devices: "laptop-7",
    })
    const row = await executions.get?.(made.call, done?.place ?? [])
    expect(row?.cells["zones"]).toEqual(["E378DACB9324453AB8C65A8406952195"])
  })

  it.each([
    ["", { note: expect.stringContaining("does not say") }],
    [
      '{"id":"7"}',
      {
        place: [
          { in: "packages", id: "p" },
          { in: "executions", id: "7" },
        ],
      },
    ],
    ["accepted", { note: expect.stringContaining("does not say") }],
  ])("understands the answer %j", async (body, done) => {
    const fetch: Fetch = () => Promise.resolve(new Response(body, { status: 202 }))
    const target = { place: [{ in: "packages", id: "p" }] }
    const ran = deploy.run(callOver(fetch, {}), target, { name: "x", devices: device })
    expect(await ran).toEqual(done)
  })

  it("names the scope that is missing", async () => {
    const { call } = await setUp("an application that may only read packages")
    const target = { place: [{ in: "packages", id: "p" }] }
    const { problem } = await problemOf(deploy.run(call, target, { name: "x", devices: device }))
    expect(problem.title).toContain("opticspkgdeploy:create")
    for (const asked of [
      () => executions.list(call, [], query),
      () => executions.get?.(call, [{ in: "executions", id: "x" }]),
      () => executions.actions[0]?.run(call, { place: [{ in: "executions", id: "x" }] }, {}),
    ])
      expect((await problemOf(Promise.resolve(asked()))).problem.title).toMatch(/opticspkgdeploy:/)
  })
})
