import * as v from "valibot"
import { describe, expect, it } from "vitest"
import { astra } from "./index.ts"
import { Package, createWorld, get, list, path, problemOf, write } from "./testing.ts"
import type { Made } from "./testing.ts"

const digest = `sha256:${"a".repeat(64)}`
const image = (imageName: string, needs?: string) => ({
  imageName,
  imagePath: "/acc",
  imageTag: "1.0",
  imageDigest: digest,
  ...(needs === undefined ? {} : { dependsOnImages: [{ imageName: needs, imageTag: "1.0" }] }),
})
const wanted = {
  type: "application/astra-package",
  version: "1.0",
  packageName: "acc",
  packageVersion: "99.1.0",
  packageType: "patch",
  severityLevel: "critical",
}
const full = {
  ...wanted,
  bundleName: ["bundle"],
  images: [image("web"), image("ui", "web")],
  artifacts: [
    {
      artifactName: "chart",
      artifactIdentifier: "chart.tgz",
      artifactPath: "/charts",
      dependsOnComponents: [{ componentName: "kubernetes", versions: ["v1.28"] }],
    },
  ],
  files: [
    {
      fileName: "a.yaml",
      fileIdentifier: "a",
      fileMediaType: "application/x-yaml",
      fileContents: "aGVsbG8=",
    },
  ],
  upgradableVersions: { minVersion: "1.0.0", maxVersion: "98.0.0" },
  dependencies: [{ componentName: "trident", componentMinVersion: "v1.0.0" }],
  metadata: { labels: [{ name: "stage", value: "test" }] },
}

const create = async (made: Made, json: unknown = wanted) => {
  const response = await write(made, "POST", path, { json })
  expect(response.status).toBe(201)
  return { response, item: v.parse(Package, await response.json()) }
}

const read = async (made: Made, id: string) =>
  v.parse(Package, await (await get(made, `${path}/${id}`)).json())

describe("creating a package", () => {
  it("answers with where it is and what it is, and keeps all that was said", async () => {
    const made = createWorld(3)
    const { response, item } = await create(made, full)
    expect(response.headers.get("location")).toBe(`${path}/${item.id}`)
    expect(response.headers.get("content-type")).toBe("application/astra-package+json")
    const { metadata, ...rest } = full
    expect(item).toMatchObject({ ...rest, packageState: "verifying", packageStateDetails: [] })
    expect(item.metadata).toMatchObject({
      ...metadata,
      creationTimestamp: "2026-03-01T12:00:00.000000Z",
    })
    expect(await read(made, item.id)).toEqual(item)
    expect((await list(made)).items).toHaveLength(4)
  })

  it("needs six members and no more, and makes a metadata object without labels", async () => {
    const { item } = await create(createWorld(0))
    expect(item.images).toBeUndefined()
    expect(item.metadata.labels).toEqual([])
  })

  it.each([
    [full, "available", []],
    [{ ...full, images: [image("ui", "gone")] }, "incomplete", ["gone:1.0 isn't in the package."]],
  ])("is verified after a while %#", async (json, state, details) => {
    const made = createWorld(0)
    const { item } = await create(made, json)
    made.clock.now += 2000
    expect((await read(made, item.id)).packageState).toBe("verifying")
    made.clock.now += 2000
    const after = await read(made, item.id)
    expect(after.packageState).toBe(state)
    expect(after.packageStateDetails.map(({ detail }) => detail)).toEqual(details)
  })

  it("refuses a name and version that are there", async () => {
    const made = createWorld(0)
    await create(made)
    expect(await problemOf(await write(made, "POST", path, { json: wanted }))).toEqual([
      409,
      10,
      undefined,
    ])
    await create(made, { ...wanted, packageVersion: "99.1.1" })
  })

  it.each<[string, unknown, string]>([
    ["a member that is missing", { ...wanted, severityLevel: undefined }, "severityLevel"],
    ["another type", { ...wanted, type: "application/astra-app" }, "type"],
    ["a long name", { ...wanted, packageName: "x".repeat(32) }, "packageName"],
    ["no name", { ...wanted, packageName: "" }, "packageName"],
    ["no semantic version", { ...wanted, packageVersion: "1.0" }, "packageVersion"],
    ["another kind", { ...wanted, packageType: "rollback" }, "packageType"],
    ["a member of its own", { ...wanted, colour: "red" }, "colour"],
    ["a state, which Astra gives", { ...wanted, packageState: "available" }, "packageState"],
    [
      "a bad digest",
      { ...wanted, images: [{ ...image("a"), imageDigest: "x" }] },
      "images.0.imageDigest",
    ],
    [
      "no base64",
      { ...full, files: [{ ...full.files[0], fileContents: "?" }] },
      "files.0.fileContents",
    ],
    [
      "another component",
      { ...wanted, dependencies: [{ componentName: "helm" }] },
      "dependencies.0.componentName",
    ],
  ])("refuses %s, and says which", async (_what, json, field) => {
    const [status, number, faults] = await problemOf(
      await write(createWorld(0), "POST", path, { json }),
    )
    expect([status, number, faults?.map(({ name }) => name)]).toEqual([400, 9, [field]])
  })

  it("refuses what is no JSON, and a body that calls itself something else", async () => {
    const made = createWorld(0)
    const broken = await write(made, "POST", path, { json: '{"type":' })
    expect((await problemOf(broken)).slice(0, 2)).toEqual([400, 7])
    const headers = { "content-type": "text/plain" }
    const other = await write(made, "POST", path, { json: wanted, headers })
    expect((await problemOf(other))[2]?.map(({ name }) => name)).toEqual(["Content-Type"])
  })
})

describe("deleting a package", () => {
  it("is done once", async () => {
    const made = createWorld(3)
    const [first] = (await list(made)).items
    const address = `${path}/${first?.id}`
    const gone = await write(made, "DELETE", address)
    expect([gone.status, await gone.text()]).toEqual([204, ""])
    expect((await list(made)).items).toHaveLength(2)
    for (const again of [await write(made, "DELETE", address), await get(made, address)])
      expect((await problemOf(again)).slice(0, 2)).toEqual([404, 1])
  })
})

describe("a viewer", () => {
  it("may read, and change nothing", async () => {
    const made = createWorld(3)
    const { secrets } = astra.also?.["a viewer, who may change nothing"] ?? {}
    const headers = { authorization: `Bearer ${secrets?.["token"]}` }
    const address = `${path}/${(await list(made)).items[0]?.id}`
    expect((await get(made, address, headers)).status).toBe(200)
    for (const refused of [
      await write(made, "POST", path, { json: wanted, headers }),
      await write(made, "DELETE", address, { headers }),
    ])
      expect((await problemOf(refused)).slice(0, 2)).toEqual([403, 11])
  })
})

it.each([
  ["PUT", path],
  ["PATCH", `${path}/x`],
  ["POST", `${path}/x`],
])("has no %s %s", async (method, address) => {
  expect((await write(createWorld(0), method, address)).status).toBe(405)
})
