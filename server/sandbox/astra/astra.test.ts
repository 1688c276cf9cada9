import { randomUUID } from "node:crypto"
import { DatabaseSync } from "node:sqlite"
import { validateStrict } from "compare-versions"
import * as v from "valibot"
import { describe, expect, it } from "vitest"
import type { World } from "../api.ts"
import { writeOptions } from "../options.ts"
import { createRandom } from "../random.ts"
import type { SeedPackage } from "../seed/read.ts"
import { astra } from "./index.ts"

const start = Date.parse("2026-03-01T12:00:00Z")

const seed: readonly SeedPackage[] = [
  ...Array.from({ length: 30 }, (_, at) => ({
    from: "npm" as const,
    name: `tool-${at % 20}`,
    version: at % 7 === 0 ? `2.0.0-beta.${at}` : `1.${at}.0`,
  })),
  { from: "debian", name: "bash", version: "1:5.2.15-2+b7" },
  { from: "debian", name: "no-version", version: "none" },
  { from: "npm", name: "@scope/name", version: "1.0.0" },
  { from: "npm", name: "a-name-of-more-than-thirty-one-letters", version: "1.0.0" },
]

const createWorld = (packages = 300) => {
  const world: World = {
    db: new DatabaseSync(":memory:"),
    now: () => start,
    random: createRandom("astra"),
    seed,
    packages,
    secret: "secret",
  }
  astra.install(world)
  return { world, answer: astra.open(world, "https://sandbox.test/astra") }
}
type Made = ReturnType<typeof createWorld>

const token = astra.secrets["token"] ?? ""
const path = `/accounts/${astra.settings["account"]}/core/v1/packages`

const get = async (
  { answer }: Made,
  address: string,
  headers: Record<string, string> = { authorization: `Bearer ${token}` },
  method = "GET",
) => await answer(new Request(`https://sandbox.test${address}`, { method, headers }))

const Version = v.pipe(v.string(), v.check(validateStrict))
const Name = v.pipe(v.string(), v.minLength(1), v.maxLength(31))
const Stamp = v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/))
const Component = v.picklist(["acc", "acs", "trident", "kubernetes"])
const texts = v.array(v.string())
const Package = v.strictObject({
  type: v.literal("application/astra-package"),
  version: v.literal("1.0"),
  id: v.pipe(v.string(), v.uuid()),
  packageName: Name,
  packageVersion: Version,
  packageType: v.picklist(["install", "patch"]),
  bundleName: v.optional(texts),
  severityLevel: v.picklist(["recommended", "critical"]),
  packageState: v.picklist(["verifying", "corrupt", "incomplete", "available"]),
  packageStateTransitions: v.array(v.strictObject({ from: v.string(), to: texts })),
  packageStateDetails: v.array(
    v.strictObject({
      type: v.string(),
      title: v.string(),
      detail: v.string(),
      additionalDetails: v.optional(v.looseObject({})),
    }),
  ),
  images: v.optional(
    v.array(
      v.strictObject({
        imageName: v.pipe(v.string(), v.maxLength(63)),
        imagePath: v.string(),
        imageTag: v.pipe(v.string(), v.maxLength(31)),
        imageDigest: v.pipe(v.string(), v.regex(/^sha256:[0-9a-f]{64}$/)),
        dependsOnImages: v.optional(
          v.array(v.strictObject({ imageName: v.string(), imageTag: v.string() })),
        ),
      }),
    ),
  ),
  artifacts: v.optional(
    v.array(
      v.strictObject({
        artifactName: v.string(),
        artifactIdentifier: v.string(),
        artifactPath: v.string(),
        artifactVersion: v.optional(v.string()),
        dependsOnComponents: v.optional(
          v.array(v.strictObject({ componentName: Component, versions: texts })),
        ),
      }),
    ),
  ),
  files: v.optional(
    v.array(
      v.strictObject({
        fileName: v.pipe(v.string(), v.maxLength(63)),
        fileIdentifier: v.string(),
        fileMediaType: v.string(),
        fileContents: v.pipe(v.string(), v.base64()),
      }),
    ),
  ),
  upgradableVersions: v.optional(v.strictObject({ minVersion: v.string(), maxVersion: Version })),
  dependencies: v.optional(
    v.array(
      v.strictObject({
        componentName: Component,
        componentMinVersion: v.optional(v.string()),
        componentMaxVersion: v.optional(v.string()),
      }),
    ),
  ),
  metadata: v.strictObject({
    labels: v.array(v.strictObject({ name: v.string(), value: v.string() })),
    creationTimestamp: Stamp,
    modificationTimestamp: Stamp,
    createdBy: v.string(),
    modifiedBy: v.optional(v.string()),
  }),
})
type Package = v.InferOutput<typeof Package>

const listOf = <T>(item: v.GenericSchema<unknown, T>) =>
  v.strictObject({
    type: v.literal("application/astra-packages"),
    version: v.literal("1.0"),
    items: v.array(item),
    metadata: v.strictObject({
      labels: v.array(v.unknown()),
      creationTimestamp: v.optional(Stamp),
      modificationTimestamp: v.optional(Stamp),
      count: v.number(),
      continue: v.optional(v.string()),
    }),
  })

const ask = (query: Readonly<Record<string, string>>): string =>
  `${path}?${new URLSearchParams(query)}`

const list = async (made: Made, address = path) => {
  const response = await get(made, address)
  expect(response.status).toBe(200)
  return v.parse(listOf(Package), await response.json())
}

const arrays = async (made: Made, query: Readonly<Record<string, string>>) => {
  const response = await get(made, ask(query))
  expect(response.status).toBe(200)
  return v.parse(listOf(v.array(v.unknown())), await response.json()).items
}

const Problem = v.strictObject({
  type: v.string(),
  title: v.string(),
  detail: v.string(),
  status: v.string(),
  correlationID: v.pipe(v.string(), v.uuid()),
  invalidParams: v.optional(v.array(v.strictObject({ name: v.string(), reason: v.string() }))),
})

/** The number of the problem, and what it says of parameters. */
const problemOf = async (response: Response) => {
  expect(response.headers.get("content-type")).toBe("application/problem+json")
  const { type, status, invalidParams } = v.parse(Problem, await response.json())
  expect(status).toBe(String(response.status))
  return [response.status, Number(type.split("/").at(-1)), invalidParams] as const
}

describe("access", () => {
  const account = astra.settings["account"] ?? ""
  const bearer = (value: string | undefined) => ({ authorization: `Bearer ${value}` })
  const other = Object.values(astra.also ?? {}).map(({ secrets }) => secrets["token"])

  it.each([
    ["without a token", path, {}, 401, 3],
    ["with an unknown token", path, bearer("nothing"), 401, 4],
    ["by a user who may not", path, bearer(other[0]), 403, 11],
    ["by a user who is not enabled", path, bearer(other[1]), 403, 14],
    ["to another account", path.replace(account, randomUUID()), bearer(token), 400, 12],
    ["to no collection", `/accounts/${account}/core/v1/nothing`, bearer(token), 404, 2],
    ["to no package", `${path}/${randomUUID()}`, bearer(token), 404, 1],
    ["for HTML alone", path, { ...bearer(token), accept: "text/html" }, 406, 32],
  ])("is refused %s", async (_, address, headers, status, number) => {
    const made = createWorld(1)
    expect(await problemOf(await get(made, address, headers))).toEqual([status, number, undefined])
  })

  it("names the account in the header it ends up in", async () => {
    const address = path.replace(account, randomUUID())
    expect(await (await get(createWorld(1), address)).text()).toContain("x-pcloud-accountid")
  })

  it("answers other methods and faults with problems", async () => {
    const response = await get(createWorld(1), path, bearer(token), "PATCH")
    expect(response.status).toBe(405)
    for (const [status, number] of [
      [400, 5],
      [401, 4],
      [403, 11],
      [404, 1],
      [409, 10],
      [500, 34],
      [503, 41],
    ]) {
      const fault = astra.problem?.(status ?? 0, undefined) ?? new Response()
      expect((await problemOf(fault)).slice(0, 2)).toEqual([status, number])
    }
  })
})

describe("the list", () => {
  it("is everything at once, every field in its form", async () => {
    const made = createWorld()
    const { items, metadata } = await list(made)
    expect(items).toHaveLength(300)
    expect(metadata.count).toBe(300)
    expect(metadata.continue).toBeUndefined()
    expect(new Set(items.map(({ packageState }) => packageState)).size).toBe(4)
    for (const name of ["bundleName", "images", "artifacts", "files", "dependencies"] as const) {
      const having = items.filter((item) => item[name] !== undefined).length
      expect([name, having > 0 && having < 300]).toEqual([name, true])
    }
    const named = items.map(({ packageName, packageVersion }) => `${packageName} ${packageVersion}`)
    expect(new Set(named).size).toBe(300)
    expect(items.some(({ packageName }) => packageName === "acc")).toBe(true)
    expect(items.find(({ packageName }) => packageName === "bash")?.packageVersion).toMatch(
      /^5\.2\.15/,
    )
    for (const { metadata } of items)
      expect(metadata.creationTimestamp <= metadata.modificationTimestamp).toBe(true)
  })

  it("takes the requests that need no answer in JSON of its own", async () => {
    const made = createWorld(1)
    const authorization = `Bearer ${token}`
    const own = "application/astra-packages+json"
    for (const [accept, type] of [
      ["application/json", "application/json"],
      ["*/*", "application/json"],
      ["text/html, application/*;q=0.5", "application/json"],
      [own, own],
    ] as const) {
      const response = await get(made, path, { authorization, accept })
      expect(response.headers.get("content-type")).toBe(type)
    }
  })

  it("gives the included values in the order asked for, null for what is not there", async () => {
    const made = createWorld()
    const { items } = await list(made)
    const include = "packageVersion,softwareType,id,bundleName,metadata,images,id"
    expect(await arrays(made, { include })).toEqual(
      items.map((item) => [
        item.packageVersion,
        null,
        item.id,
        item.bundleName ?? null,
        item.metadata,
        item.images ?? null,
        item.id,
      ]),
    )
    expect(await arrays(made, { include: "unknown", limit: "2" })).toEqual([[null], [null]])
  })

  it.each<[string, (item: Package) => string]>([
    ["packageName", (item) => item.packageName],
    ["packageVersion", (item) => item.packageVersion],
    ["packageState", (item) => item.packageState],
    ["metadata.creationTimestamp", (item) => item.metadata.creationTimestamp],
    ["metadata.createdBy", (item) => item.metadata.createdBy],
    ["upgradableVersions.minVersion", (item) => item.upgradableVersions?.minVersion ?? ""],
  ])("orders by %s", async (field, read) => {
    const made = createWorld()
    const up = (await list(made, ask({ orderBy: field }))).items
    const values = up.map((item) => read(item))
    expect(values).toEqual(values.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0)))
    const down = (await list(made, ask({ orderBy: `${field} desc` }))).items
    expect(down).toEqual(up.toReversed())
  })

  it("limits, and counts what it sends", async () => {
    const made = createWorld()
    const all = await list(made)
    const some = await list(made, ask({ limit: "7" }))
    expect(some.items).toEqual(all.items.slice(0, 7))
    expect(some.metadata).toEqual({ ...all.metadata, count: 7 })
  })

  it("can be walked by limit and filter", async () => {
    const made = createWorld()
    const ids: string[] = []
    for (;;) {
      const query = { orderBy: "id", limit: "70", filter: `id gt '${ids.at(-1) ?? ""}'` }
      const { items } = await list(made, ask(query))
      ids.push(...items.map(({ id }) => id))
      if (items.length < 70) break
    }
    expect(new Set(ids).size).toBe(300)
    expect(ids).toHaveLength(300)
  })

  it.each([
    [{ limit: "0" }, "limit"],
    [{ limit: "-1" }, "limit"],
    [{ limit: "1e3" }, "limit"],
    [{ limit: "" }, "limit"],
    [{ orderBy: "packageName asc" }, "orderBy"],
    [{ orderBy: "packageName  desc" }, "orderBy"],
    [{ orderBy: "packageName,id" }, "orderBy"],
    [{ orderBy: "images[*].imageName" }, "orderBy"],
    [{ orderBy: "nothing" }, "orderBy"],
    [{ include: "" }, "include"],
    [{ include: "id, packageName" }, "include"],
    [{ include: "metadata.createdBy" }, "include"],
    [{ filter: "nothing eq 'x'" }, "filter"],
  ])("refuses %j", async (query, name) => {
    const [status, number, faults] = await problemOf(await get(createWorld(1), ask({ ...query })))
    expect([status, number, faults?.map((fault) => fault.name)]).toEqual([400, 5, [name]])
  })

  it("refuses a parameter given twice, and those it does not have", async () => {
    const made = createWorld(1)
    expect(await problemOf(await get(made, `${path}?limit=1&limit=2`))).toEqual([
      400,
      5,
      [{ name: "limit", reason: "given more than once" }],
    ])
    const [status, number, faults] = await problemOf(
      await get(made, `${path}?skip=1&limit=2&continue=x&count=true&skip=3`),
    )
    expect([status, number]).toEqual([400, 6])
    expect(faults?.map(({ name }) => name)).toEqual(["skip", "continue", "count"])
  })

  it("sends fewer items and a continue token under a cap", async () => {
    const made = createWorld()
    const all = await list(made)
    writeOptions(made.world, "astra", { cap: 120 })
    for (const address of [path, ask({ limit: "121" })]) {
      const capped = await list(made, address)
      expect(capped.items).toEqual(all.items.slice(0, 120))
      expect(capped.metadata.count).toBe(120)
      expect(capped.metadata.continue).toMatch(/^[\w-]+$/)
    }
    expect((await list(made, ask({ limit: "120" }))).metadata.continue).toBeUndefined()
    const last = ask({ filter: `id eq '${all.items[299]?.id}'` })
    expect((await list(made, last)).metadata.continue).toBeUndefined()
    writeOptions(made.world, "astra", { cap: 300 })
    expect((await list(made)).metadata.continue).toBeUndefined()
  })

  it("is empty, and still a list, when nothing is there", async () => {
    const { items, metadata } = await list(createWorld(0))
    expect([items, metadata]).toEqual([[], { labels: [], count: 0 }])
  })
})

describe("one package", () => {
  it("is what the list says, under a type of its own", async () => {
    const made = createWorld(40)
    for (const item of (await list(made)).items) {
      const response = await get(made, `${path}/${item.id}`)
      expect(response.headers.get("content-type")).toBe("application/astra-package+json")
      expect(await response.json()).toEqual(item)
    }
  })
})

describe("filling", () => {
  it("installs many more than the seed has, each name and version once", async () => {
    const made = createWorld(5000)
    const items = await arrays(made, { include: "packageName,packageVersion" })
    expect(items).toHaveLength(5000)
    expect(new Set(items.map(String)).size).toBe(5000)
    expect(await arrays(createWorld(5000), { include: "packageName,packageVersion" })).toEqual(
      items,
    )
  })
})
