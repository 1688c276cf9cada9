import { createHash } from "node:crypto"
import * as v from "valibot"
import { describe, expect, it } from "vitest"
import {
  Apps,
  Build,
  Named,
  Package,
  advance,
  appOf,
  appsOf,
  ask,
  become,
  form,
  options,
  packageAt,
  read,
  ready,
  refusal,
  send,
  to,
  setUpEach,
  zip,
} from "./testing.ts"

setUpEach()

describe("who may", () => {
  it("an auditor reads, and neither changes anything nor sees the bits", async () => {
    const guid = await ready()
    await become("auditor")
    expect((await packageAt(guid)).state).toBe("READY")
    for (const [method, path] of [
      ["DELETE", `/v3/packages/${guid}`],
      ["GET", `/v3/packages/${guid}/download`],
      ["PATCH", `/v3/packages/${guid}`],
    ] as const)
      expect((await refusal(await ask(method, path))).slice(0, 2)).toEqual([403, 10003])
  })

  it("a developer sees the places of its own spaces, and changes nothing in others", async () => {
    const all = await appsOf("buildpack")
    await become("developer")
    const own = await appsOf("buildpack")
    expect(own.length).toBeGreaterThan(0)
    expect(own.length).toBeLessThan(all.length)
    const spaces = await read(Named, "/v3/spaces?per_page=100")
    expect(spaces.resources.length).toBe(3)
    const organizations = await read(Named, "/v3/organizations")
    expect(organizations.resources.map(({ name }) => name)).toEqual(["acme"])
    const other = all.find(({ guid }) => own.every((one) => one.guid !== guid))?.guid ?? ""
    const answer = await ask("POST", "/v3/packages", { type: "bits", ...to(other) })
    expect((await refusal(answer))[2]).toMatch(/^App is invalid/)
  })

  it("nobody changes what a suspended organization has", async () => {
    const names = await read(Named, "/v3/organizations")
    await options({ suspended: names.resources.map(({ name }) => name) })
    const answer = await ask("POST", "/v3/packages", { type: "bits", ...to(await appOf()) })
    expect(await refusal(answer)).toEqual([403, 10017, "The organization is suspended"])
  })
})

it("names are asked for many guids at once, and unknown parameters refused", async () => {
  const apps = await appsOf("buildpack")
  const guids = apps.slice(0, 3).map(({ guid }) => guid)
  const some = await read(Apps, `/v3/apps?guids=${guids.join(",")}`)
  expect(some.resources.map(({ guid }) => guid).toSorted()).toEqual(guids.toSorted())
  const space = some.resources[0]?.relationships.space.data.guid
  expect((await read(Named, `/v3/spaces?guids=${space}`)).resources).toHaveLength(1)
  expect((await refusal(await ask("GET", "/v3/spaces?colour=red"))).slice(0, 2)).toEqual([
    400, 10005,
  ])
})

describe("in 2015", () => {
  it("the app's address makes packages, copies them, and the package's own stages it", async () => {
    const app = await appOf()
    const made = await ask("POST", `/2015/v3/apps/${app}/packages`, { type: "bits" })
    const { guid } = v.parse(Package, await made.json())
    expect(made.status).toBe(201)
    const bits = await send(`/2015/v3/packages/${guid}/upload`, form())
    expect(bits.status).toBe(200)
    await advance(3000)
    const sha1 = createHash("sha1").update(zip).digest("hex")
    expect(await read(Package, `/2015/v3/packages/${guid}`)).toMatchObject({
      data: { hash: { type: "sha1", value: sha1 } },
    })
    const other = await appOf("buildpack", 1)
    const copy = await ask("POST", `/2015/v3/apps/${other}/packages?source_package_guid=${guid}`)
    expect(copy.status).toBe(201)
    const staged = await ask("POST", `/2015/v3/packages/${guid}/droplets`, {})
    const droplet = v.parse(Build, await staged.json())
    await advance(5000)
    expect(await read(Build, `/2015/v3/droplets/${droplet.guid}`)).toMatchObject({
      state: "STAGED",
    })
    expect((await ask("DELETE", `/2015/v3/packages/${guid}`)).status).toBe(204)
    expect((await ask("GET", `/2015/v3/packages/${guid}`)).status).toBe(404)
  })

  it.each([
    ["POST", "/v3/packages"],
    ["PATCH", "/v3/packages/x"],
    ["POST", "/v3/builds"],
    ["GET", "/v3/spaces"],
  ])("there was no %s %s", async (method, path) => {
    const answer = await ask(method, `/2015${path}`, method === "GET" ? undefined : {})
    expect((await refusal(answer)).slice(0, 2)).toEqual([404, 10000])
  })
})
