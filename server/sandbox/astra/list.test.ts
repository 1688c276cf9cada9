import { describe, expect, it } from "vitest"
import { writeOptions } from "../options.ts"
import { arrays, ask, createWorld, get, list, path, problemOf, token } from "./testing.ts"
import type { Package } from "./testing.ts"

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
