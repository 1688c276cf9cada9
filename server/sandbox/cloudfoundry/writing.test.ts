import { createHash } from "node:crypto"
import * as v from "valibot"
import { describe, expect, it } from "vitest"
import { archiveOf } from "../archive.ts"
import {
  Build,
  Guids,
  Package,
  advance,
  appOf,
  ask,
  create,
  fetchAs,
  form,
  options,
  packageAt,
  read,
  ready,
  refusal,
  send,
  to,
  upload,
  setUpEach,
  zip,
} from "./testing.ts"

setUpEach()

describe("creating a package", () => {
  it("of bits waits for them; of docker is ready and tells no password", async () => {
    expect(await create()).toMatchObject({
      type: "bits",
      state: "AWAITING_UPLOAD",
      data: { checksum: { type: "sha256", value: null }, error: null },
    })
    const docker = await create({
      type: "docker",
      data: { image: "r/shop:1", username: "puller", password: "hunter2" },
      metadata: { labels: { team: "shop" }, annotations: { note: "by hand" } },
    })
    expect(docker).toMatchObject({
      state: "READY",
      data: { image: "r/shop:1", username: "puller", password: "***" },
      metadata: { labels: { team: "shop" }, annotations: { note: "by hand" } },
    })
  })

  it.each([
    [{ type: "tar" }, "Type must be one of 'bits, docker'"],
    [{ data: { image: "x" } }, "Data must be empty if provided for bits packages"],
    [{ type: "docker" }, "Image required"],
    [to("nowhere"), "App is invalid. Ensure it exists and you have access to it."],
  ])("refuses %j", async (body, detail) => {
    const answer = await ask("POST", "/v3/packages", {
      type: "bits",
      ...to(await appOf()),
      ...body,
    })
    expect(await refusal(answer)).toEqual([422, 10008, detail])
  })

  it("refuses what its app is not made for, and what is no JSON", async () => {
    const docker = { type: "docker", data: { image: "x" } }
    const one = await ask("POST", "/v3/packages", { ...docker, ...to(await appOf()) })
    expect((await refusal(one))[2]).toBe("Cannot create Docker package for a buildpack app.")
    const two = await ask("POST", "/v3/packages", { type: "bits", ...to(await appOf("docker")) })
    expect((await refusal(two))[2]).toBe("Cannot create bits package for a Docker app.")
    const broken = await send("/v3/packages", "{")
    expect((await refusal(broken)).slice(0, 2)).toEqual([400, 1001])
  })
})

describe("uploading bits", () => {
  it("keeps them on disk, looks at them, and gives them back byte for byte", async () => {
    const { guid } = await create()
    const answer = await upload(guid)
    expect(v.parse(Package, await answer.json()).state).toBe("PROCESSING_UPLOAD")
    await advance(3000)
    const sha256 = createHash("sha256").update(zip).digest("hex")
    expect(await packageAt(guid)).toMatchObject({
      state: "READY",
      data: { checksum: { type: "sha256", value: sha256 } },
    })
    const redirect = await ask("GET", `/v3/packages/${guid}/download`)
    const location = redirect.headers.get("location") ?? ""
    expect([redirect.status, new URL(location).hostname]).toEqual([302, "localhost"])
    const blob = await fetchAs(undefined, location)
    expect(Buffer.from(await blob.arrayBuffer())).toEqual(zip)
    expect((await fetchAs("bearer x", location)).status).toBe(400)
    const forged = location.replace(/signature=./, "signature=!")
    expect((await fetchAs(undefined, forged)).status).toBe(403)
    await advance(3_600_000)
    expect((await fetchAs(undefined, location)).status).toBe(403)
  })

  it("fails for what is no archive, and says why", async () => {
    const guid = await ready(new Uint8Array([1, 2, 3]))
    expect(await packageAt(guid)).toMatchObject({
      state: "FAILED",
      data: { error: "The app upload is invalid: Invalid zip archive.", checksum: { value: null } },
    })
    const download = await ask("GET", `/v3/packages/${guid}/download`)
    expect((await refusal(download))[2]).toBe("Package has no bits to download.")
  })

  it("is possible once, for bits, and with something in it", async () => {
    const guid = await ready()
    expect((await refusal(await upload(guid))).slice(0, 2)).toEqual([400, 150_004])
    const docker = await create({ type: "docker", data: { image: "x" } })
    expect((await refusal(await upload(docker.guid)))[2]).toBe("Package type must be bits.")
    const { guid: other } = await create()
    const nothing = "Upload must include either resources or bits"
    expect((await refusal(await upload(other, {})))[2]).toBe(nothing)
    const empty = new FormData()
    empty.set("something", "else")
    expect((await refusal(await upload(other, empty)))[2]).toBe(nothing)
    const bad = form()
    bad.set("resources", "{")
    expect((await refusal(await upload(other, bad)))[2]).toBe("Resources must be valid JSON.")
    expect((await packageAt(other)).state).toBe("AWAITING_UPLOAD")
  })

  it("that break off leave the package waiting", async () => {
    const { guid } = await create()
    const head = '--b\r\ncontent-disposition: form-data; name="bits"; filename="a.zip"\r\n\r\nPK'
    const pieces = [new TextEncoder().encode(head)]
    const broken = new ReadableStream<Uint8Array>({
      pull: (into) => {
        const piece = pieces.shift()
        if (piece) into.enqueue(piece)
        else into.error(new Error("The line went dead."))
      },
    })
    const type = { "content-type": "multipart/form-data; boundary=b" }
    expect((await send(`/v3/packages/${guid}/upload`, broken, type)).status).toBe(422)
    expect((await packageAt(guid)).state).toBe("AWAITING_UPLOAD")
    expect((await upload(guid)).status).toBe(200)
  })

  it("is refused while the flag is off, and by the proxy where it is too large", async () => {
    const { guid } = await create()
    await options({ noUploads: true })
    expect((await refusal(await upload(guid))).slice(0, 2)).toEqual([403, 330_002])
    await options({ largestUpload: 10 })
    const large = await upload(guid)
    expect([large.status, large.headers.get("content-type")]).toEqual([413, "text/html"])
    expect((await packageAt(guid)).state).toBe("AWAITING_UPLOAD")
  })

  it("leaves the five newest of an app their bits", async () => {
    const all: string[] = []
    for (let at = 0; at < 7; at += 1) all.push(await ready())
    const states = await Promise.all(all.map(async (guid) => (await packageAt(guid)).state))
    expect(states).toEqual(["EXPIRED", "EXPIRED", ...Array.from({ length: 5 }, () => "READY")])
  })
})

describe("copying a package", () => {
  it("takes a moment for bits, and leaves credentials behind", async () => {
    const source = await ready()
    const answer = await ask(
      "POST",
      `/v3/packages?source_guid=${source}`,
      to(await appOf("buildpack", 1)),
    )
    const copy = v.parse(Package, await answer.json())
    expect([answer.status, copy.state]).toEqual([201, "COPYING"])
    await advance(3000)
    const { data } = await packageAt(source)
    expect(await packageAt(copy.guid)).toMatchObject({ state: "READY", data })
    const docker = await create({
      type: "docker",
      data: { image: "x", username: "u", password: "p" },
    })
    const other = await ask(
      "POST",
      `/v3/packages?source_guid=${docker.guid}`,
      to(await appOf("docker", 1)),
    )
    expect(await other.json()).toMatchObject({
      state: "READY",
      data: { username: null, password: null },
    })
  })

  it("refuses the same app, and a source that is not there", async () => {
    const source = await ready()
    const app = await appOf()
    const same = await ask("POST", `/v3/packages?source_guid=${source}`, to(app))
    expect((await refusal(same))[2]).toBe("Source and destination app cannot be the same")
    const lost = await ask("POST", "/v3/packages?source_guid=x", to(app))
    expect((await refusal(lost))[2]).toMatch(/^Source package is invalid\./)
  })
})

describe("staging", () => {
  const stage = async (guid: string, more: object = {}) =>
    await ask("POST", "/v3/builds", { package: { guid }, ...more })

  it("builds a droplet, which then stands below its package", async () => {
    const guid = await ready()
    const answer = await stage(guid, { staging_memory_in_mb: 256 })
    const build = v.parse(Build, await answer.json())
    expect([answer.status, build.state]).toEqual([201, "STAGING"])
    expect((await refusal(await stage(guid))).slice(0, 2)).toEqual([422, 170_017])
    await advance(5000)
    expect(await read(Build, `/v3/builds/${build.guid}`)).toMatchObject({
      state: "STAGED",
      staging_memory_in_mb: 256,
      droplet: { guid: expect.any(String) },
    })
    const droplets = await read(Guids, `/v3/packages/${guid}/droplets`)
    expect(droplets.resources).toMatchObject([
      { state: "STAGED", buildpacks: [{ name: "nodejs_buildpack" }] },
    ])
    const builds = await read(Guids, `/v3/builds?package_guids=${guid},x&states=STAGED`)
    expect(builds.resources.map((one) => one.guid)).toEqual([build.guid])
  })

  it("fails where no buildpack knows what is in the bits", async () => {
    const guid = await ready(new Uint8Array(archiveOf("notes.txt", Buffer.from("x"))))
    const build = v.parse(Build, await (await stage(guid)).json())
    await advance(5000)
    const after = await read(Build, `/v3/builds/${build.guid}`)
    expect(after).toMatchObject({
      state: "FAILED",
      error: expect.stringContaining("NoAppDetected"),
    })
  })

  it("takes a package that is ready, and a buildpack that is installed", async () => {
    const { guid } = await create()
    expect((await refusal(await stage(guid))).slice(0, 2)).toEqual([400, 1004])
    const other = await ready()
    const answer = await stage(other, {
      lifecycle: { type: "buildpack", data: { buildpacks: ["cobol"] } },
    })
    expect((await refusal(answer))[2]).toMatch(/^Buildpack "cobol" must be an existing/)
    expect((await refusal(await stage("x"))).slice(0, 2)).toEqual([422, 10008])
  })
})

describe("changing a package", () => {
  it("sets, replaces and takes away single keys", async () => {
    const { guid } = await create({
      metadata: { labels: { a: "1", b: "2" }, annotations: { n: "x y" } },
    })
    const answer = await ask("PATCH", `/v3/packages/${guid}`, {
      metadata: { labels: { a: null, c: "3" }, annotations: { n: "z" } },
    })
    expect([answer.status, await answer.json()]).toMatchObject([
      200,
      { metadata: { labels: { b: "2", c: "3" }, annotations: { n: "z" } } },
    ])
    const bad = await ask("PATCH", `/v3/packages/${guid}`, { metadata: { labels: { a: "x y" } } })
    expect((await refusal(bad))[0]).toBe(422)
  })

  it("changes the credentials of docker packages alone", async () => {
    const { guid } = await create({ type: "docker", data: { image: "x" } })
    const answer = await ask("PATCH", `/v3/packages/${guid}`, { username: "u", password: "p" })
    expect(await answer.json()).toMatchObject({ data: { username: "u", password: "***" } })
    const bits = await create()
    const refused = await ask("PATCH", `/v3/packages/${bits.guid}`, { username: "u" })
    expect((await refusal(refused))[2]).toBe(
      "Cannot update Docker credentials for a buildpack app.",
    )
  })
})

describe("deleting a package", () => {
  it("is a job, after which it is gone", async () => {
    const guid = await ready()
    const answer = await ask("DELETE", `/v3/packages/${guid}`)
    expect([answer.status, await answer.text()]).toEqual([202, ""])
    const job = new URL(answer.headers.get("location") ?? "").pathname.replace("/cloudfoundry", "")
    const state = async () => await (await ask("GET", job)).json()
    expect(await state()).toMatchObject({
      operation: "package.delete",
      state: "PROCESSING",
      errors: [],
    })
    await advance(3000)
    expect(await state()).toMatchObject({ state: "COMPLETE" })
    expect((await refusal(await ask("GET", `/v3/packages/${guid}`))).slice(0, 2)).toEqual([
      404, 10010,
    ])
    expect((await ask("DELETE", `/v3/packages/${guid}`)).status).toBe(404)
  })

  it("may fail, and then says why and leaves it", async () => {
    await options({ failDeletes: true })
    const { guid } = await create()
    const answer = await ask("DELETE", `/v3/packages/${guid}`)
    await advance(3000)
    const job = new URL(answer.headers.get("location") ?? "").pathname.replace("/cloudfoundry", "")
    expect(await (await ask("GET", job)).json()).toMatchObject({
      state: "FAILED",
      errors: [{ title: "CF-BlobstoreUnavailable", code: 150_006 }],
    })
    expect((await packageAt(guid)).guid).toBe(guid)
  })
})
