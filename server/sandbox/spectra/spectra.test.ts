import * as v from "valibot"
import { afterEach, beforeEach, expect, test } from "vitest"
import { createSandbox } from "../index.ts"
import type { Sandbox } from "../index.ts"
import { readNames } from "./path.ts"

const origin = "http://sandbox"
const bearer = "Bearer sandbox-spectra-token"

const Named = v.strictObject({ name: v.string(), description: v.string() })
const Projects = v.strictObject({ projects: v.array(Named) })
const Packages = v.strictObject({ ...Named.entries, packages: v.array(Named) })
const software = {
  product: v.string(),
  version: v.string(),
  publisher: v.string(),
  category: v.string(),
  license: v.string(),
  platform: v.string(),
  release_date: v.nullable(v.string()),
}
const version = {
  version: v.string(),
  is_released: v.boolean(),
  software_info: v.strictObject(software),
  approval_status: v.string(),
}
const Versions = v.strictObject({
  ...Named.entries,
  versions: v.nullable(v.array(v.strictObject(version))),
})
const Details = v.strictObject({
  ...version,
  approval_information: v.optional(
    v.strictObject({
      reason: v.string(),
      timestamp: v.string(),
      user: v.string(),
      role: v.string(),
    }),
  ),
})
const Refusal = v.strictObject({ error: v.string() })

let sandbox: Sandbox

const get = async (path: string, authorization = bearer): Promise<Response> =>
  await sandbox.fetch(
    new Request(`${origin}/spectra/api/public/v1/${path}`, { headers: { authorization } }),
  )

const read = async <T>(schema: v.GenericSchema<unknown, T>, ...names: readonly string[]) => {
  const [project, item, versionName] = names.map(encodeURIComponent)
  const purl = [
    "list/Sandbox/Default",
    ...(project === undefined ? [] : [`pkg:rl/${project}`]),
    ...(item === undefined ? [] : [item]),
  ].join("/")
  const answer = await get(versionName === undefined ? purl : `${purl}@${versionName}`)
  expect({ names, status: answer.status }).toEqual({ names, status: 200 })
  return v.parse(schema, await answer.json())
}

const refusal = async (answer: Response) => ({
  status: answer.status,
  ...v.parse(Refusal, await answer.json()),
})

const control = async (path: string, body: unknown): Promise<void> => {
  const request = new Request(`${origin}/_sandbox/worlds/default/${path}`, {
    method: "PUT",
    body: JSON.stringify(body),
  })
  expect((await sandbox.fetch(request)).ok).toBe(true)
}

beforeEach(async () => {
  sandbox = createSandbox({ packages: 1500 })
  await control("clock", { now: "2026-06-01T12:00:00Z" })
})
afterEach(async () => {
  await sandbox.close()
})

test.each([
  ["o/g", { organization: "o", group: "g" }],
  ["o%20o/g%26", { organization: "o o", group: "g&" }],
  ["o/g/pkg:rl/p", { organization: "o", group: "g", project: "p" }],
  ["o/g/pkg%3Arl/p%40q", { organization: "o", group: "g", project: "p@q" }],
  [
    "o/g/pkg:rl/p/k@1.0",
    { organization: "o", group: "g", project: "p", package: "k", version: "1.0" },
  ],
  ["o/g/pkg:rl/p/%40s__k", { organization: "o", group: "g", project: "p", package: "@s__k" }],
  ["o/g/pkg:rl/p/@s__k", { organization: "o", group: "g", project: "p", package: "@s__k" }],
  [
    "o/g/pkg:rl/p/@s__k@1%2B2",
    { organization: "o", group: "g", project: "p", package: "@s__k", version: "1+2" },
  ],
  [
    "o/g/pkg:rl/p/k%40x@1%253a2+b",
    { organization: "o", group: "g", project: "p", package: "k@x", version: "1%3a2+b" },
  ],
  ["o/g/pkg:rl", undefined],
  ["o/g/pkg:npm/p", undefined],
  ["o/g/pkg:rl/p/k/x", undefined],
  ["o/g/pkg:rl/p%2Fq", undefined],
  ["o/g/pkg:rl/a%3Ab", undefined],
  ["o/g/pkg:rl/100%", undefined],
  ["o/g/pkg:rl/p/k@", undefined],
  ["o//pkg:rl/p", undefined],
])("reads the names of %s", (path, names) => {
  expect(readNames(path)).toEqual(names)
})

test("every name of every list leads on, however it must be encoded", async () => {
  const { projects } = await read(Projects)
  const names = projects.map(({ name }) => name)
  expect(names).toEqual(
    expect.arrayContaining(["Zahlungen & Fürsorge", "100% Coverage", "C# Tools", "R&D @ Zürich"]),
  )
  await control("options/spectra", { perMinute: 100_000 })
  let packages = 0
  let encoded = 0
  let unversioned = 0
  for (const project of names) {
    const inside = await read(Packages, project)
    expect(inside.name).toBe(project)
    packages += inside.packages.length
    for (const { name } of inside.packages) {
      const { versions } = await read(Versions, project, name)
      if (versions === null) unversioned += 1
      const last = versions?.at(-1)
      if (!last) continue
      if (/[^\w.-]/.test(name + last.version)) encoded += 1
      const details = await read(Details, project, name, last.version)
      expect(details).toMatchObject(last)
      expect(details.software_info.release_date === null).toBe(!details.is_released)
      expect(details.approval_information === undefined).toBe(
        details.approval_status === "NotApproved",
      )
    }
  }
  expect(packages).toBeGreaterThanOrEqual(300)
  expect(encoded).toBeGreaterThan(20)
  expect(unversioned).toBeGreaterThan(0)
})

test("an empty project has an empty list", async () => {
  expect((await read(Packages, "Not yet begun")).packages).toEqual([])
})

test("names are told apart by case", async () => {
  expect((await get("list/Sandbox/Default/pkg:rl/storefront")).status).toBe(404)
  expect((await get("list/sandbox/Default")).status).toBe(404)
})

test.each([
  ["list/Sandbox/Restricted", 403],
  ["list/Sandbox/Restricted/pkg:rl/Embargoed", 403],
  ["list/Sandbox/Nobody", 404],
  ["list/Sandbox/Default/pkg:rl/Nothing", 404],
  ["list/Sandbox/Default/pkg:rl/Storefront/nothing", 404],
  ["list/Sandbox/Default/pkg:rl/a%3Fb", 400],
  ["list/Sandbox/Default/pkg:rl/a%zz", 400],
  ["list/Nowhere", 404],
  ["nothing/Sandbox/Default", 404],
])("%s answers %i", async (path, status) => {
  const answer = await refusal(await get(path))
  expect(answer.status).toBe(status)
  expect(answer.error).not.toBe("")
})

test.each(["", "Bearer wrong", "Basic sandbox-spectra-token"])(
  "the credential %j is refused",
  async (authorization) => {
    const answer = await get("list/Sandbox/Default", authorization)
    expect((await refusal(answer)).status).toBe(401)
  },
)

test("more than 300 requests in a minute are refused until it is over", async () => {
  for (let at = 0; at < 300; at += 1) await get("list/Sandbox/Nobody")
  await control("clock", { advance: 20_000 })
  const over = await get("list/Sandbox/Default")
  expect(over.headers.get("retry-after")).toBe("40")
  expect(await refusal(over)).toEqual({
    status: 429,
    error: "Request was throttled. Expected available in 40 seconds.",
  })
  await control("clock", { advance: 40_000 })
  expect((await get("list/Sandbox/Default")).status).toBe(200)
})

test("the limit of a day holds beside that of a minute", async () => {
  await control("options/spectra", { perDay: 2 })
  await get("list/Sandbox/Default")
  await get("list/Sandbox/Default")
  await control("clock", { advance: 3_600_000 })
  expect((await get("list/Sandbox/Default")).headers.get("retry-after")).toBe("82800")
})
