import { createHash, randomUUID } from "node:crypto"
import { DatabaseSync } from "node:sqlite"
import { SignJWT } from "jose"
import * as v from "valibot"
import { describe, expect, it } from "vitest"
import type { World } from "../api.ts"
import { writeOptions } from "../options.ts"
import { createRandom } from "../random.ts"
import { cylance } from "./index.ts"
import { applications, tenantId } from "./token.ts"
import type { Application } from "./token.ts"

const start = Date.parse("2026-03-01T12:00:00Z")
const origin = "http://127.0.0.1:4900/cylance"

/** A world with one package and no executions, as its application `full` sees it, or another one. */
const setUp = async (application: Application = applications.full, packages = 1) => {
  const clock = { now: start }
  const world: World = {
    db: new DatabaseSync(":memory:"),
    now: () => clock.now,
    random: createRandom("cylance"),
    seed: [{ from: "npm", name: "tool", version: "1.0.0" }],
    packages,
    secret: "secret",
  }
  cylance.install(world)
  world.db.exec("delete from cylance_executions")
  const answer = cylance.open(world, origin)
  const now = Math.floor(start / 1000)
  const assertion = await new SignJWT({ tid: tenantId, jti: randomUUID() })
    .setProtectedHeader({ alg: "HS256" })
    .setIssuer("http://cylance.com")
    .setSubject(application.id)
    .setIssuedAt(now)
    .setExpirationTime(now + 600)
    .sign(new TextEncoder().encode(application.secret))
  const send = async (method: string, path: string, body?: BodyInit, token?: string) =>
    await answer(
      new Request(path.startsWith("http") ? path : `http://127.0.0.1:4900${path}`, {
        method,
        headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
        ...(body === undefined ? {} : { body }),
      }),
    )
  const signed = await send("POST", "/auth/v2/token", JSON.stringify({ auth_token: assertion }))
  const { access_token: token } = v.parse(
    v.object({ access_token: v.string() }),
    await signed.json(),
  )
  const call = (method: string, path: string, body?: unknown) => {
    const text =
      typeof body === "string" ? body : body === undefined ? undefined : JSON.stringify(body)
    return send(method, path, text, token)
  }
  return {
    world,
    clock,
    call,
    /** At an address that was handed out: by the path of its origin, and without a token. */
    store: (method: string, address: string, body?: Uint8Array<ArrayBuffer>) =>
      send(method, address.replace("/cylance", ""), body),
    json: async (path: string) => {
      const response = await call("GET", path)
      expect(response.status).toBe(200)
      return v.parse(v.record(v.string(), v.unknown()), await response.json())
    },
  }
}

const bytes = new TextEncoder().encode("PK: not really")
const wanted = (name = "hello", checksum = createHash("sha256").update(bytes).digest("hex")) => ({
  checksum,
  packageDescriptor: {
    name,
    description: "",
    examples: [{ invocationString: "-user ALL", description: "Of every user" }],
    packageInfo: { fileType: "python", fileName: "hello.py", entryPoint: "" },
    version: 1,
  },
})

const Created = v.strictObject({
  packageId: v.pipe(v.string(), v.uuid()),
  packageUrl: v.string(),
  uploadTo: v.string(),
})
type Made = Awaited<ReturnType<typeof setUp>>
const create = async ({ call }: Made, body: unknown = wanted()) => {
  const response = await call("POST", "/packages/v2", body)
  expect(response.status).toBe(200)
  return v.parse(Created, await response.json())
}

const messageOf = async (response: Response) =>
  v.parse(v.looseObject({ message: v.string() }), await response.json()).message

describe("creating a package", () => {
  it("answers where the file belongs, at another origin than its own", async () => {
    const made = await setUp()
    const { packageId, packageUrl, uploadTo } = await create(made)
    expect(packageUrl).toBe(`${origin}/packages/v2/${packageId}`)
    expect(new URL(uploadTo).host).toBe("localhost:4900")
    const item = await made.json(`/packages/v2/${packageId}`)
    expect(item).toMatchObject({
      status: "started",
      timeout: 300,
      category: "custom",
      playbookCount: 0,
      packageDescriptor: { ...wanted().packageDescriptor, packageId },
    })
    expect(Object.keys(item)).not.toContain("size")
    expect(Object.keys(item)).not.toContain("downloadUrl")
  })

  it("goes on to success when the file that was announced has been looked at", async () => {
    const made = await setUp()
    const { packageId, uploadTo } = await create(made)
    made.clock.now += 10_000
    expect((await made.store("PUT", uploadTo, bytes)).status).toBe(200)
    expect(await made.json(`/packages/v2/${packageId}`)).toMatchObject({ status: "started" })
    made.clock.now += 1500
    const item = await made.json(`/packages/v2/${packageId}`)
    expect(item).toMatchObject({
      status: "success",
      size: bytes.length,
      uploadedOn: new Date(start + 10_000).toISOString(),
    })
    const file = await made.store("GET", String(item["downloadUrl"]))
    expect(new Uint8Array(await file.arrayBuffer())).toEqual(bytes)
    expect((await made.store("PUT", uploadTo, bytes)).status).toBe(403)
  })

  it("fails where another file came", async () => {
    const made = await setUp()
    const { packageId, uploadTo } = await create(made, wanted("hello", "0".repeat(64)))
    await made.store("PUT", uploadTo, bytes)
    made.clock.now += 1500
    expect(await made.json(`/packages/v2/${packageId}`)).toMatchObject({ status: "failed" })
  })

  it("is over when no file came in its time, which a world may choose", async () => {
    const made = await setUp()
    writeOptions(made.world, "cylance", { timeout: 5 })
    const { packageId, uploadTo } = await create(made)
    made.clock.now += 4999
    expect(await made.json(`/packages/v2/${packageId}`)).toMatchObject({
      status: "started",
      timeout: 5,
    })
    made.clock.now += 1
    expect(await made.json(`/packages/v2/${packageId}`)).toMatchObject({ status: "timeout" })
    const late = await made.store("PUT", uploadTo, bytes)
    expect(late.status).toBe(403)
    expect(await late.text()).toContain("expired")
  })

  it("takes files only at the very address", async () => {
    const made = await setUp()
    const { uploadTo } = await create(made)
    const other = uploadTo.replace(/expires=\d+/, `expires=${start * 2}`)
    expect((await made.store("PUT", other, bytes)).status).toBe(403)
    expect((await made.store("PUT", uploadTo.replace(/\?.*/, ""), bytes)).status).toBe(403)
    expect((await made.store("POST", uploadTo, bytes)).status).toBe(405)
    expect((await made.store("GET", `${origin}/downloads/x/y?signature=z`)).status).toBe(403)
  })

  const { packageDescriptor, checksum } = wanted()
  it.each<[string, unknown]>([
    ["no JSON", "{"],
    ["checksum", { packageDescriptor }],
    ["checksum", { packageDescriptor, checksum: "abc" }],
    [
      "packageDescriptor.name",
      { checksum, packageDescriptor: { ...packageDescriptor, name: " " } },
    ],
    [
      "packageDescriptor.version",
      { checksum, packageDescriptor: { ...packageDescriptor, version: 0 } },
    ],
    [
      "packageDescriptor.packageInfo.fileType",
      {
        checksum,
        packageDescriptor: {
          ...packageDescriptor,
          packageInfo: { ...packageDescriptor.packageInfo, fileType: "ruby" },
        },
      },
    ],
  ])("refuses a body that is wrong: %s", async (what, body) => {
    const { call } = await setUp()
    const response = await call("POST", "/packages/v2", body)
    expect(response.status).toBe(400)
    expect(await messageOf(response)).toContain(what === "no JSON" ? "JSON" : what)
  })

  it("does not make a version twice", async () => {
    const made = await setUp()
    await create(made)
    const again = await made.call("POST", "/packages/v2", wanted())
    expect(again.status).toBe(409)
    expect(await messageOf(again)).toContain("version 1")
  })
})

describe("deleting a package", () => {
  it("takes its file along, and finds it no second time", async () => {
    const made = await setUp()
    const { packageId, uploadTo } = await create(made)
    await made.store("PUT", uploadTo, bytes)
    const gone = await made.call("DELETE", `/packages/v2/${packageId}`)
    expect([gone.status, await gone.text()]).toEqual([200, ""])
    expect((await made.call("DELETE", `/packages/v2/${packageId}`)).status).toBe(404)
    expect((await made.call("GET", `/packages/v2/${packageId}`)).status).toBe(404)
    expect(made.world.db.prepare("select * from cylance_files").all()).toEqual([])
    expect((await made.store("PUT", uploadTo, bytes)).status).toBe(403)
  })
})

describe("a package of the filling", () => {
  it("has a file of the size that it says, which is a zip", async () => {
    const made = await setUp(applications.full, 40)
    const { page_items: items } = await made.json("/packages/v2?page_size=200")
    const Item = v.object({ size: v.number(), downloadUrl: v.string() })
    const found = v.parse(v.array(v.unknown()), items).filter((item) => v.is(Item, item))
    expect(found.length).toBeGreaterThan(20)
    for (const { size, downloadUrl } of found.slice(0, 5)) {
      const file = Buffer.from(await (await made.store("GET", downloadUrl)).arrayBuffer())
      expect(file.length).toBe(size)
      expect(file.subarray(0, 4).toString("latin1")).toBe("PK\u0003\u0004")
      expect(file.subarray(-22, -18).toString("latin1")).toBe("PK\u0005\u0006")
    }
  })
})

const device = "E378DACB9324453AB8C65A8406952195"

describe("executions", () => {
  const ready = async () => {
    const made = await setUp()
    const { packageId, uploadTo } = await create(made)
    await made.store("PUT", uploadTo, bytes)
    made.clock.now += 1500
    const execution = {
      name: "Package Execution",
      target: { devices: [device] },
      destination: "",
      packageExecutions: [{ arguments: ["-browser ALL"], package: packageId }],
      keepResultsLocally: true,
    }
    return { ...made, packageId, execution }
  }

  it("are made, told as the API tells them, listed, and deleted", async () => {
    const { call, execution, json, packageId } = await ready()
    const answered = await call("POST", "/packages/v2/executions", { execution })
    expect(answered.status).toBe(200)
    const { id } = v.parse(v.looseObject({ id: v.string() }), await answered.json())
    const item = await json(`/packages/v2/executions/${id}`)
    expect(item).toEqual({
      ...execution,
      id,
      createdAt: new Date(start + 1500).toISOString(),
      createdBy: { id: applications.full.id, login: "application@acme.example" },
      deviceCount: 1,
      deviceStatuses: { acked: 0, failed: 0, succeeded: 0 },
      packageExecutions: [
        { arguments: ["-browser ALL"], package: `${origin}/packages/v2/${packageId}` },
      ],
    })
    expect(await json("/packages/v2/executions")).toEqual({
      page_number: 1,
      page_size: 20,
      total_pages: 1,
      total_number_of_items: 1,
      page_items: [item],
    })
    const gone = await call("DELETE", `/packages/v2/executions/${id}`)
    expect([gone.status, await gone.text()]).toEqual([200, ""])
    expect((await call("DELETE", `/packages/v2/executions/${id}`)).status).toBe(404)
    expect((await call("GET", `/packages/v2/executions/${id}`)).status).toBe(404)
  })

  it("come to an end on every device, in their time", async () => {
    const { call, clock, execution, json } = await ready()
    const zones = { ...execution, target: { zones: [device] } }
    const answered = await call("POST", "/packages/v2/executions", { execution: zones })
    const Statuses = v.object({ acked: v.number(), failed: v.number(), succeeded: v.number() })
    const Item = v.looseObject({
      id: v.string(),
      deviceCount: v.number(),
      deviceStatuses: Statuses,
    })
    const { id, deviceCount } = v.parse(Item, await answered.json())
    expect(deviceCount).toBeGreaterThan(2)
    const at = async (ms: number) => {
      clock.now = start + 1500 + ms
      return v.parse(Item, await json(`/packages/v2/executions/${id}`)).deviceStatuses
    }
    expect((await at(4000)).acked).toBe(deviceCount)
    const ended = await at(12_000)
    expect([ended.acked, ended.failed + ended.succeeded]).toEqual([0, deviceCount])
  })

  it.each<[string, number, (made: Awaited<ReturnType<typeof ready>>) => object]>([
    ["devices and zones at once", 400, () => ({ target: { devices: [device], zones: [device] } })],
    ["no device", 400, () => ({ target: { devices: [] } })],
    ["ids with dashes", 400, () => ({ target: { devices: [randomUUID()] } })],
    ["no package", 400, () => ({ packageExecutions: [] })],
    ["no name", 400, () => ({ name: "" })],
    [
      "a package that is not there",
      404,
      () => ({ packageExecutions: [{ arguments: [], package: randomUUID() }] }),
    ],
  ])("are refused with %s", async (_what, status, change) => {
    const made = await ready()
    const execution = { ...made.execution, ...change(made) }
    const answered = await made.call("POST", "/packages/v2/executions", { execution })
    expect(answered.status).toBe(status)
    expect(await messageOf(answered)).not.toBe("")
  })

  it("are refused for a package without a file", async () => {
    const made = await ready()
    const { packageId } = await create(made, wanted("other"))
    const packageExecutions = [{ arguments: [], package: packageId }]
    const execution = { ...made.execution, packageExecutions }
    expect((await made.call("POST", "/packages/v2/executions", { execution })).status).toBe(409)
  })

  it("wants page sizes as every list does", async () => {
    const { call } = await setUp()
    expect((await call("GET", "/packages/v2/executions?page_size=201")).status).toBe(400)
    expect((await call("PUT", "/packages/v2/executions")).status).toBe(501)
  })
})

describe("scopes", () => {
  it.each([
    ["POST", "/packages/v2"],
    ["DELETE", "/packages/v2/x"],
    ["GET", "/packages/v2/executions"],
    ["GET", "/packages/v2/executions/x"],
    ["POST", "/packages/v2/executions"],
    ["DELETE", "/packages/v2/executions/x"],
  ])("%s %s wants one of its own", async (method, path) => {
    const { call } = await setUp(applications.readOnly)
    expect((await call(method, path, method === "POST" ? {} : undefined)).status).toBe(403)
  })
})
