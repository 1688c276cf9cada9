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

const project = ["New project"] as const
const item = [...project, "left-pad"] as const
const names = [...item, "1.0.0"] as const

const Named = v.object({ name: v.string(), description: v.string() })
const described = async (...of: readonly string[]) => {
  const answer = await portal.at("GET", "list", of)
  return answer.status === 200 ? v.parse(Named, await answer.json()) : answer.status
}
const write = async (method: string, operation: string, of: readonly string[], json?: unknown) =>
  await portal.at(method, operation, of, { json })

const ok = { status: 200, text: "OK" }
const created = { status: 201, text: "Created" }
const deleted = { status: 200, text: "Deleted" }
const observer = "Bearer sandbox-spectra-observer-token"

describe("create", () => {
  test("a project, once", async () => {
    expect(await said(await write("POST", "create", project, { description: "Mine" }))).toEqual(
      created,
    )
    expect(await described(...project)).toEqual({ name: "New project", description: "Mine" })
    expect(await refusalOf(await write("POST", "create", project))).toEqual({
      status: 409,
      error: "Project already exists.",
    })
  })

  test("a package and the project that it needs, without a body", async () => {
    expect(await said(await write("POST", "create", item))).toEqual(created)
    expect(await described(...project)).toEqual({ name: "New project", description: "" })
    expect(await described(...item)).toEqual({ name: "left-pad", description: "" })
    expect(await refusalOf(await write("POST", "create", item))).toEqual({
      status: 409,
      error: "Package already exists.",
    })
  })

  test.each([
    [
      { description: "x".repeat(501) },
      "description: Ensure this field has no more than 500 characters.",
    ],
    [{ description: 5 }, "description: Not a valid string."],
    [[], "The body must be a JSON object."],
  ])("nothing of %j", async (body, error) => {
    expect(await refusalOf(await write("POST", "create", project, body))).toEqual({
      status: 400,
      error,
    })
    expect(await described(...project)).toBe(404)
  })

  test("nothing of what is no JSON, and no version", async () => {
    const broken = await portal.at("POST", "create", project, { body: "{" })
    expect(await refusalOf(broken)).toEqual({ status: 400, error: "JSON parse error." })
    expect((await write("POST", "create", names)).status).toBe(400)
  })
})

describe("edit", () => {
  beforeEach(async () => {
    await portal.upload(names, await demo(), { query: "?product=Pad&platform=Linux" })
  })

  test("a project: what is not sent stays, and all below moves along", async () => {
    expect(await said(await write("PATCH", "edit", project, { description: "d" }))).toEqual(ok)
    expect(await said(await write("PATCH", "edit", project, { name: "Über #1" }))).toEqual(ok)
    expect(await described(...project)).toBe(404)
    expect(await described("Über #1")).toEqual({ name: "Über #1", description: "d" })
    expect((await portal.status(["Über #1", "left-pad", "1.0.0"])).status).toBe("QUEUED")
  })

  test("a package", async () => {
    expect(await said(await write("PATCH", "edit", item, { name: "@a", description: "" }))).toEqual(
      ok,
    )
    expect(await described("New project", "@a")).toEqual({ name: "@a", description: "" })
  })

  test("no name that is taken there", async () => {
    await write("POST", "create", [...project, "right-pad"])
    expect((await write("PATCH", "edit", item, { name: "right-pad" })).status).toBe(409)
    expect((await write("PATCH", "edit", item, { name: "left-pad" })).status).toBe(200)
    expect((await write("PATCH", "edit", project, { name: "Storefront" })).status).toBe(409)
  })

  test.each(["", "a/b", 'a"b', "a|b", "x".repeat(201), 7])("no name like %j", async (name) => {
    for (const of of [project, item])
      expect((await write("PATCH", "edit", of, { name })).status).toBe(400)
  })

  const Details = v.object({
    is_released: v.boolean(),
    software_info: v.object({
      product: v.string(),
      platform: v.string(),
      release_date: v.nullable(v.string()),
    }),
  })
  const details = async () => v.parse(Details, await (await portal.at("GET", "list", names)).json())

  test("a version: what is not sent stays", async () => {
    expect(await said(await write("PATCH", "edit", names, { platform: "MacOS" }))).toEqual(ok)
    expect((await details()).software_info).toMatchObject({ product: "Pad", platform: "MacOS" })
  })

  test.each([
    [{ is_released: true }, true, "1970-01-01T00:00:00Z"],
    [{ is_released: true, release_date: "2026-05-05T10:00:00Z" }, true, "2026-05-05T10:00:00Z"],
    [{ release_date: "2026-05-05T12:00:00+02:00" }, true, "2026-05-05T10:00:00Z"],
    [{ is_released: false, release_date: "2026-05-05T10:00:00Z" }, false, null],
  ])("a version to %j", async (body, isReleased, date) => {
    expect(await said(await write("PATCH", "edit", names, body))).toEqual(ok)
    expect(await details()).toMatchObject({
      is_released: isReleased,
      software_info: { release_date: date },
    })
    await write("PATCH", "edit", names, { product: "Other" })
    expect((await details()).is_released).toBe(isReleased)
    await write("PATCH", "edit", names, { is_released: false })
    expect(await details()).toMatchObject({
      is_released: false,
      software_info: { product: "Other", release_date: null },
    })
  })

  test.each([
    [{ category: "Toys" }, "category: Invalid software category"],
    [{ platform: "Amiga" }, "platform: Invalid software platform"],
    [{ license: "MIT" }, "license: Invalid software license"],
    [
      { publisher: "x".repeat(201) },
      "publisher: Ensure this field has no more than 200 characters.",
    ],
    [{ release_date: "soon" }, "release_date: Not a valid date-time."],
    [{ is_released: "yes" }, "is_released: Must be a valid boolean."],
  ])("no version to %j", async (body, error) => {
    expect(await refusalOf(await write("PATCH", "edit", names, body))).toEqual({
      status: 400,
      error,
    })
  })

  test.each([[["Nothing"]], [["Storefront", "nothing"]], [[...item, "9"]]])(
    "not %j, which does not exist",
    async (of) => {
      for (const [method, operation] of [
        ["PATCH", "edit"],
        ["DELETE", "delete"],
      ] as const)
        expect((await refusalOf(await write(method, operation, of, {}))).status).toBe(404)
    },
  )
})

describe("delete", () => {
  beforeEach(async () => {
    for (const version of ["1.0.0", "1.0.1"]) await portal.upload([...item, version], await demo())
  })

  test("a version", async () => {
    expect(await said(await write("DELETE", "delete", names))).toEqual(deleted)
    expect((await portal.at("GET", "status", names)).status).toBe(404)
    expect((await portal.at("GET", "status", [...item, "1.0.1"])).status).toBe(200)
  })

  test("a version may come again, and is analysed again", async () => {
    await write("DELETE", "delete", names)
    await portal.upload(names, "another", { name: "another.txt" })
    await portal.pass(2000)
    expect((await portal.status(names)).report?.info.file.name).toBe("another.txt")
  })

  test("a package with its versions, and a project with its packages", async () => {
    expect(await said(await write("DELETE", "delete", item))).toEqual(deleted)
    expect(await described(...project)).toMatchObject({ name: "New project" })
    expect((await portal.at("GET", "status", names)).status).toBe(404)
    await portal.upload(names, await demo())
    expect(await said(await write("DELETE", "delete", project))).toEqual(deleted)
    expect(await described(...project)).toBe(404)
    expect((await portal.at("GET", "status", names)).status).toBe(404)
  })
})

test("observers change nothing", async () => {
  await portal.upload(names, await demo())
  const calls = [
    ["POST", "create", project],
    ["PATCH", "edit", project],
    ["PATCH", "edit", names],
    ["DELETE", "delete", names],
    ["PUT", "approve", names],
    ["POST", "sync", names],
    ["POST", "purl-import", names],
  ] as const
  for (const [method, operation, of] of calls)
    expect((await portal.at(method, operation, of, { token: observer })).status).toBe(403)
  expect((await portal.at("GET", "status", names, { token: observer })).status).toBe(200)
})

test.each([
  ["GET", "scan"],
  ["POST", "status"],
  ["PUT", "edit"],
  ["POST", "delete"],
] as const)("%s is no method of %s", async (method, operation) => {
  expect((await write(method, operation, names)).status).toBe(405)
})
