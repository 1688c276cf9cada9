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

const names = ["New project", "left-pad", "1.0.0"] as const
const ok = { status: 200, text: "OK" }
const created = { status: 201, text: "Created" }

const Approval = v.object({
  approval_status: v.string(),
  approval_information: v.optional(
    v.strictObject({
      reason: v.string(),
      timestamp: v.string(),
      user: v.string(),
      role: v.string(),
    }),
  ),
})
const approval = async () => v.parse(Approval, await (await portal.at("GET", "list", names)).json())

describe("reviews", () => {
  beforeEach(async () => {
    await portal.upload(names, await demo())
  })

  test.each([
    ["approve", "Approved"],
    ["reject", "ApprovalRejected"],
  ] as const)("%s, with the reason in the body", async (verb, status) => {
    const reason = "Looked at it; “fine”."
    expect(await said(await portal.at("PUT", verb, names, { json: { reason } }))).toEqual(ok)
    expect(await approval()).toEqual({
      approval_status: status,
      approval_information: {
        reason,
        timestamp: "2026-06-01T12:00:00.000Z",
        user: "sandbox.owner@example.com",
        role: "GroupOwner",
      },
    })
  })

  test("revoke what was approved, with the reason in the query, and nothing else", async () => {
    expect((await refusalOf(await portal.at("PUT", "revoke", names))).status).toBe(400)
    await portal.at("PUT", "approve", names)
    expect(await said(await portal.at("PUT", "revoke", names, { query: "?reason=CVE" }))).toEqual(
      ok,
    )
    expect(await approval()).toMatchObject({
      approval_status: "ApprovalRevoked",
      approval_information: { reason: "CVE" },
    })
    expect((await portal.at("PUT", "revoke", names)).status).toBe(400)
  })

  test("nothing without a version, and no reason that is no text", async () => {
    expect((await portal.at("PUT", "approve", ["New project", "left-pad", "2"])).status).toBe(404)
    expect((await portal.at("PUT", "approve", names, { json: { reason: 1 } })).status).toBe(400)
  })
})

describe("a rescan", () => {
  test("runs like the first scan, for both artifacts", async () => {
    const query = "?build=repro"
    await portal.upload(names, await demo())
    await portal.upload(names, await demo(), { query })
    expect(await refusalOf(await portal.at("POST", "sync", names, { json: {} }))).toEqual({
      status: 409,
      error: "The version is being analysed already.",
    })
    await portal.pass(5000)
    const first = await portal.status(names)
    expect(first.status).toBe("DONE")
    expect(await said(await portal.at("POST", "sync", names, { json: {} }))).toEqual(ok)
    expect((await portal.status(names)).status).toBe("QUEUED")
    expect((await portal.status(names, query)).status).toBe("QUEUED")
    expect((await portal.at("GET", "checks", names)).status).toBe(202)
    await portal.pass(2000)
    const second = await portal.status(names)
    expect(second.timestamp).toBe("2026-06-01T12:00:07.000Z")
    expect(second.report).toEqual(first.report)
    expect((await portal.status(names, query)).status).toBe("DONE")
  })
})

describe("an import", () => {
  test("by purl takes what the registries of the sandbox have", async () => {
    const seed = portal.known()
    const purl = `pkg:${seed.from === "npm" ? "npm" : "deb/debian"}/${encodeURIComponent(seed.name).replace("%2F", "/")}@${encodeURIComponent(seed.version)}`
    const query = "?publisher=them&diff_with=none&build=version"
    expect((await portal.at("POST", "purl-import", names, { json: { purl }, query })).status).toBe(
      400,
    )
    const imported = await portal.at("POST", "purl-import", names, {
      json: { purl },
      query: "?publisher=them",
    })
    expect(await said(imported)).toEqual(created)
    expect(await (await portal.at("GET", "list", names)).json()).toMatchObject({
      software_info: { publisher: "them" },
    })
    await portal.pass(2000)
    const report = await (await portal.at("GET", "report cyclonedx", names)).text()
    expect(report).toContain(JSON.stringify(seed.version))
    expect((await portal.at("POST", "purl-import", names, { json: { purl } })).status).toBe(409)
    const other = ["New project", "left-pad", "2"]
    const small = { json: { purl }, query: "?max_size=10" }
    expect((await portal.at("POST", "purl-import", other, small)).status).toBe(400)
  })

  test.each([
    [{ purl: "pkg:npm/never-heard-of@1.0.0" }, 404],
    [{ purl: "pkg:cargo/serde@1.0.0" }, 404],
    [{ purl: "left-pad" }, 400],
    [{}, 400],
    [{ purl: `pkg:npm/${"x".repeat(4096)}` }, 400],
    [{ purl: "pkg:npm/vite", "bearer-token": "t", "auth-user": "u" }, 400],
  ])("by %j is refused", async (json, status) => {
    const answer = await portal.at("POST", "purl-import", names, { json })
    expect((await refusalOf(answer)).status).toBe(status)
    expect((await portal.at("GET", "list", ["New project"])).status).toBe(404)
  })

  test("by URL fetches what lies in the sandbox, under the name that it has there", async () => {
    const { http } = await portal.sandbox.listen()
    await portal.upload(names, await demo(), { name: "own name.tgz" })
    await portal.pass(2000)
    const reach = async (method: string, path: string, body?: object): Promise<Response> =>
      await fetch(`${http}/spectra/api/public/v1/${path}`, {
        method,
        headers: { authorization: "Bearer sandbox-spectra-token" },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
    const at = "Sandbox/Default/pkg:rl/New%20project/left-pad"
    const answer = await reach("GET", `status/${at}@1.0.0?download=true`)
    const Link = v.object({
      analysis: v.object({
        report: v.object({ info: v.object({ portal: v.object({ download: v.string() }) }) }),
      }),
    })
    const url = v.parse(Link, await answer.json()).analysis.report.info.portal.download
    expect(await said(await reach("POST", `url-import/${at}@2`, { url }))).toEqual(created)
    await portal.pass(2000)
    expect((await portal.status(["New project", "left-pad", "2"])).report?.info.file).toMatchObject(
      {
        name: "own name.tgz",
        size: (await demo()).length,
      },
    )
    expect((await reach("POST", `url-import/${at}@3?max_size=5`, { url })).status).toBe(400)
    const elsewhere = { url: "http://127.0.0.1:9/a.tgz" }
    expect(await refusalOf(await reach("POST", `url-import/${at}@3`, elsewhere))).toEqual({
      status: 400,
      error: `url: The sandbox imports from its own address alone, ${http}.`,
    })
    const gone = { url: `${http}/spectra/store/artifact/1` }
    expect(await refusalOf(await reach("POST", `url-import/${at}@3`, gone))).toMatchObject({
      status: 400,
      error: expect.stringContaining("403"),
    })
  })

  test.each([
    ["https://example.com/a.tgz", "imports from its own address alone"],
    ["http://169.254.169.254/", "imports from its own address alone"],
    ["http://127.0.0.1:9/a.tgz", "imports from its own address alone"],
    ["file:///etc/passwd", "imports from its own address alone"],
    ["nothing", "Enter a valid URL"],
  ])("by the URL %s is refused", async (url, error) => {
    const answer = await portal.at("POST", "url-import", names, { json: { url } })
    expect(await refusalOf(answer)).toEqual({
      status: 400,
      error: expect.stringMatching(`^url: .*${error}`),
    })
  })
})

test("the groups of the organization are those of the token's owner", async () => {
  expect(await (await portal.call("GET", "list/Sandbox")).json()).toEqual({
    groups: [{ name: "Default" }],
  })
  expect((await portal.call("GET", "list/Nobody")).status).toBe(404)
})

test("an older Portal has none of this, and all the rest", async () => {
  await portal.options({ later: false })
  await portal.upload(names, await demo())
  await portal.pass(2000)
  for (const [method, operation] of [
    ["PUT", "approve"],
    ["PUT", "reject"],
    ["PUT", "revoke"],
    ["POST", "sync"],
    ["POST", "url-import"],
    ["POST", "purl-import"],
    ["GET", "pack/safe"],
    ["GET", "report rl-uri"],
  ] as const)
    expect((await refusalOf(await portal.at(method, operation, names))).status).toBe(404)
  expect((await portal.call("GET", "list/Sandbox")).status).toBe(404)
  expect((await portal.at("GET", "report rl-json", names)).status).toBe(200)
})
