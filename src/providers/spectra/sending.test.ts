import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { createSandbox } from "../../../server/sandbox/index.ts"
import type { Sandbox } from "../../../server/sandbox/index.ts"
import { tgz } from "../../../server/sandbox/analysis/archiveFixtures.ts"
import { upstreams } from "../../../server/upstreams/index.ts"
import { ProviderError } from "../../model/error.ts"
import { emptyQuery } from "../../model/query.ts"
import { problemOf } from "../contract/subject.ts"
import { guess } from "./names.ts"
import { contentDisposition } from "./send.ts"
import { odd, oddPlace, openPortal, unread } from "./testing.ts"
import type { Portal } from "./testing.ts"
import { upload } from "./upload.ts"
import { versions } from "./versions.ts"

let sandbox: Sandbox
let file: Uint8Array
beforeAll(async () => {
  sandbox = createSandbox({ packages: 0 })
  file = await tgz({ "package/package.json": JSON.stringify({ name: "x", version: "1.0.0" }) })
})
afterAll(async () => {
  await sandbox.close()
})
const open = (): Promise<Portal> => openPortal(sandbox, upstreams.spectra)

const inList = async ({ call }: Portal) =>
  (await versions.list(call, oddPlace.slice(0, -1), emptyQuery)).rows.map(({ id }) => id)

describe("what a file is", () => {
  it.each([
    ["left-pad-1.3.0.tgz", "left-pad", "1.3.0"],
    ["@scope%2Fname-2.0.0-rc.1.tgz", "@scope__name", "2.0.0-rc.1"],
    ["types-node-20.1.0.tar.gz", "types-node", "20.1.0"],
    ["PyYAML-6.0.1-cp311-cp311-manylinux_2_17_x86_64.whl", "PyYAML", "6.0.1"],
    ["log4j-core-2.17.1.jar", "log4j-core", "2.17.1"],
    ["curl_7.88.1-10+deb12u5_amd64.deb", "curl", "7.88.1-10+deb12u5"],
    ["vim_2%3a9.0.1378-2_amd64.deb", "vim", "2_9.0.1378-2"],
    ["bash-5.2.15-3.fc38.x86_64.rpm", "bash", "5.2.15-3.fc38"],
    ["node-v20.1.0-linux-x64.tar.xz", "node", "20.1.0-linux-x64"],
    ["base64-js-1.5.1.tgz", "base64-js", "1.5.1"],
    ["putty-64bit-0.80-installer.msi", "putty-64bit", "0.80-installer"],
    ["My tool 2.zip", "My tool", "2"],
    ["Zürich app.zip", "Zürich app", ""],
    ["README", "README", ""],
    ["100%.zip", "100%", ""],
    ["what?-1.0.zip", "what_", "1.0"],
  ])("%s", (fileName, name, version) => {
    expect(guess(fileName)).toEqual({ name, version })
  })
})

describe("the form", () => {
  const initialOf = (fileName: string, at: Parameters<typeof upload.inputs>[1]) =>
    Object.fromEntries(
      upload.inputs({ name: fileName, size: 1 }, at).map(({ id, initial }) => [id, initial]),
    )
  it("knows where it was dropped, and guesses the rest", () => {
    expect(initialOf("a-1.0.tgz", [])).toMatchObject({ project: "a", name: "a", version: "1.0" })
    expect(initialOf("a-1.0.tgz", oddPlace.slice(0, 2))).toMatchObject({
      project: odd.project,
      name: odd.name,
      version: "1.0",
    })
    expect(initialOf("build.zip", oddPlace)).toMatchObject({ version: odd.version })
  })

  it.each(String.raw`\/:*?"<>|`.split(""))("refuses a name with %s in it", (sign) => {
    const wrong = upload.check({ project: `a${sign}b`, name: "n", version: `1${sign}` })
    expect(Object.keys(wrong)).toEqual(["project", "version"])
    expect(wrong["project"]).toContain(sign)
  })

  it("keeps the API's lengths and dates", () => {
    expect(upload.check({ ...odd, product: "x".repeat(201) })).toHaveProperty("product")
    expect(upload.check({ ...odd, name: "x".repeat(201) })).toHaveProperty("name")
    expect(upload.check({ ...odd, releaseDate: "1970-01-01T00:00" })).toHaveProperty("releaseDate")
    expect(upload.check({ ...odd, product: "x".repeat(200) })).toEqual({})
  })
})

describe("the name of a file in a header", () => {
  it.each([
    ["left-pad-1.3.0.tgz", 'attachment; filename="left-pad-1.3.0.tgz"'],
    ["two words;x.zip", 'attachment; filename="two words;x.zip"'],
    [String.raw`a"b\c.zip`, String.raw`attachment; filename="a\"b\\c.zip"`],
    ["ü 50%.zip", "attachment; filename=\"_ 50%.zip\"; filename*=UTF-8''%C3%BC%2050%25.zip"],
    [
      "東京's.zip",
      "attachment; filename=\"__'s.zip\"; filename*=UTF-8''%E6%9D%B1%E4%BA%AC%27s.zip",
    ],
    ["a\r\nb.zip", "attachment; filename=\"a__b.zip\"; filename*=UTF-8''a%0D%0Ab.zip"],
  ])("%j", (name, header) => {
    expect(contentDisposition(name)).toBe(header)
    expect(() => new Headers({ "content-disposition": contentDisposition(name) })).not.toThrow()
  })

  it.each(["plain.tgz", 'ü "quoted" 50% #1.tgz', "東京.tgz"])(
    "reaches the Portal as it is: %s",
    async (name) => {
      const portal = await open()
      await portal.send({}, file, name)
      await portal.pass()
      expect((await versions.fill?.(portal.call, oddPlace, unread))?.["fileName"]).toBe(name)
    },
  )
})

describe("sending", () => {
  it("puts every parameter where the API wants it, and leads to the version", async () => {
    const portal = await open()
    const at = await portal.send(
      {
        product: "Left & pad",
        publisher: "me",
        category: "Development",
        license: "MIT License",
        platform: "Linux",
        releaseDate: "2026-05-01T10:00",
        force: "true",
      },
      file,
    )
    expect(at).toEqual(oddPlace)
    const params = new URL(portal.asked.at(-1)?.url ?? "").searchParams
    expect(Object.fromEntries(params)).toEqual({
      force: "true",
      product: "Left & pad",
      publisher: "me",
      category: "Development",
      license: "MIT License",
      platform: "Linux",
      release_date: new Date("2026-05-01T10:00").toISOString(),
    })
    const row = await versions.get?.(portal.call, at)
    expect(row).toMatchObject({
      id: odd.version,
      cells: { product: "Left & pad", released: true, license: "MIT License" },
    })
  })

  it("leaves force and comparing to versions: a build has neither", async () => {
    const portal = await open()
    await portal.send({}, file)
    const rest = { build: "repro", force: "true", diffWith: "0.9", replace: "false" }
    await portal.send(rest, file)
    expect(new URL(portal.asked.at(-1)?.url ?? "").search).toBe("?build=repro")
  })

  it("says which input a refusal is about", async () => {
    const portal = await open()
    const wrong = await problemOf(portal.send({ category: "Nonsense" }, file))
    expect(wrong.problem).toMatchObject({
      trouble: "invalid",
      fields: { category: "Invalid software category" },
    })
    await portal.send({}, file)
    const taken = await problemOf(portal.send({}, file))
    expect(taken.problem).toMatchObject({
      trouble: "conflict",
      fields: { version: expect.stringMatching(/replace/) },
    })
  })

  it("tells used-up capacity from a clean result, and an empty file from both", async () => {
    const portal = await open()
    await portal.options({ analysisCapacity: 10 })
    const { problem } = await problemOf(portal.send({}, file))
    expect(problem).toMatchObject({
      trouble: "capacity",
      title: expect.stringMatching(/nothing was analysed/),
    })
    expect((await problemOf(portal.send({}, ""))).problem.title).toContain("empty")
  })

  it("waits as long as the Portal says", async () => {
    const portal = await open()
    await portal.fault({ path: "/scan/" }, { kind: "status", status: 429, retryAfter: 7 })
    const { problem } = await problemOf(portal.send({}, file))
    expect(problem).toMatchObject({ trouble: "throttled", retryAt: expect.any(Date) })
  })
})

describe("looking before an upload", () => {
  const look = async ({ call }: Portal, more = {}) =>
    (await upload.preflight?.(call, { ...odd, build: "version", ...more }, [], {
      name: "left-pad-1.0.0.tgz",
      body: new Blob(["x"]),
    })) ?? []

  it("says what will be made", async () => {
    const portal = await open()
    expect((await look(portal))[0]?.title).toContain("project 100% R&D #1 +ü and the package")
    await portal.send({ name: "other" }, file)
    const [finding] = await look(portal)
    expect(finding?.title).toContain("package @scope__left pad will be made in")
    expect(finding?.offers?.["project"]).toContain(odd.project)
    expect(finding?.offers?.["name"]).toEqual(["other"])
    expect(finding?.offers?.["license"]).toContain("MIT License")
  })

  it("offers to replace what is there, or another name", async () => {
    const portal = await open()
    await portal.send({}, file)
    await portal.send({ version: `${odd.version}-2` }, file)
    const taken = (await look(portal)).find(({ tone }) => tone === "fail")
    expect(taken?.title).toContain("There is a version 1.0+b@3 %41 already")
    expect(taken?.choices?.map(({ values }) => values)).toEqual([
      { replace: "true" },
      { version: `${odd.version}-3` },
    ])
    const replacing = await look(portal, { replace: "true" })
    expect(replacing.map(({ tone }) => tone)).toEqual(["info", "warn"])
  })

  it("names the version that force deletes, once the Portal has refused one more", async () => {
    const portal = await open()
    await portal.options({ mostVersions: 2 })
    await portal.send({ version: "1" }, file)
    await portal.send({ version: "2" }, file)
    expect((await look(portal)).every(({ tone }) => tone === "info")).toBe(true)
    const refused = await problemOf(portal.send({ version: "3" }, file))
    expect(refused.problem.title).toContain("full: it holds 2 versions")
    expect(refused.problem.fields?.["force"]).toContain("version 1 is deleted")
    const full = (await look(portal, { version: "3" })).find(({ tone }) => tone === "fail")
    expect(full?.choices).toEqual([{ label: "Delete 1 to make room", values: { force: "true" } }])
    expect(full?.detail).toContain("Version 1 goes")
    const forced = (await look(portal, { version: "3", force: "true" })).at(-1)
    expect(forced).toMatchObject({
      tone: "warn",
      title: expect.stringMatching(/version 1 will be deleted/),
    })
    await portal.send({ version: "3", force: "true" }, file)
    expect(await inList(portal)).toEqual(["2", "3"])
  })

  it("compares only with what is there", async () => {
    const portal = await open()
    await portal.send({ version: "1.9" }, file)
    await portal.send({ version: "1.10" }, file)
    const [first, wrong] = await look(portal, { diffWith: "7" })
    expect(first?.offers?.["diffWith"]).toEqual(["1.10", "1.9"])
    expect(wrong).toMatchObject({ tone: "fail", title: expect.stringMatching(/no version 7/) })
    expect((await look(portal))[0]?.choices).toEqual([
      { label: "Compare with 1.10", values: { diffWith: "1.10" } },
    ])
  })

  it("wants a version for a build, and asks before it replaces one", async () => {
    const portal = await open()
    const build = { build: "repro" }
    expect((await look(portal, build))[0]).toMatchObject({
      tone: "fail",
      title: expect.stringMatching(/no version/),
    })
    await portal.send({}, file)
    expect((await look(portal, build))[0]?.tone).toBe("info")
    await portal.send(build, file)
    expect((await look(portal, build))[0]).toMatchObject({
      tone: "fail",
      choices: [{ values: { replace: "true" } }],
    })
    expect((await look(portal, { ...build, replace: "true" }))[0]?.tone).toBe("warn")
    await portal.send({ ...build, replace: "true" }, file)
  })

  it("fails where it cannot look, rather than see nothing", async () => {
    const portal = await open()
    await portal.fault({ method: "GET" }, { kind: "status", status: 500 })
    await expect(look(portal)).rejects.toBeInstanceOf(ProviderError)
  })
})
