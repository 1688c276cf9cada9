import { createHash } from "node:crypto"
import { gunzipSync } from "node:zlib"
import { unpackTar } from "modern-tar"
import * as v from "valibot"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { demo, openPortal, origin, refusalOf } from "./testing.ts"
import type { Portal } from "./testing.ts"

let portal: Portal
beforeEach(async () => {
  portal = await openPortal()
})
afterEach(async () => {
  await portal.sandbox.close()
})

const item = ["New project", "left-pad"] as const
const names = [...item, "1.0.0"] as const
const next = [...item, "1.0.1"] as const
const repro = "?build=repro"

const Check = v.object({ label: v.string(), status: v.string() })
const Checks = v.object({
  analysis: v.object({
    schema: v.literal(2),
    timestamp: v.string(),
    version: v.string(),
    duration: v.string(),
    report: v.object({
      info: v.object({
        summary: v.object({
          fail_checks: v.number(),
          pass_checks: v.number(),
          reproducible: v.nullable(v.string()),
          scan_label: v.string(),
          scan_status: v.string(),
        }),
      }),
      scans: v.record(v.string(), Check),
    }),
  }),
})

const checksOf = async (of: readonly string[], query = "") => {
  const answer = await portal.at("GET", "checks", of, { query })
  expect(answer.status).toBe(200)
  return v.parse(Checks, await answer.json()).analysis.report
}

const upload = async (
  of: readonly [string, string, string],
  bytes: Uint8Array | string,
  query = "",
) => {
  expect((await portal.upload(of, bytes, { query, name: "left-pad.tgz" })).status).toBe(201)
}

describe("checks", () => {
  test("are not there before the analysis is over", async () => {
    await upload(names, await demo())
    const early = await portal.at("GET", "checks", names)
    expect(early.status).toBe(202)
    expect(await early.json()).toMatchObject({
      analysis: { schema: 2, timestamp: expect.any(String) },
    })
    await portal.pass(2000)
    const report = await checksOf(names)
    expect(Object.keys(report.scans)).toEqual(["scan-version"])
    expect(report.info.summary).toEqual({
      fail_checks: 0,
      pass_checks: 1,
      reproducible: null,
      scan_label: "L5:PASS",
      scan_status: "pass",
    })
  })

  test("hold a version against the one that its upload named", async () => {
    await upload(names, await demo())
    await upload(next, await demo({ dependencies: { minimist: "0.0.8" } }), "?diff_with=1.0.0")
    await portal.pass(2000)
    expect((await checksOf(next)).scans).toMatchObject({ "diff-1.0.0": { label: "DF:PASS" } })
    await portal.at("DELETE", "delete", names)
    expect(Object.keys((await checksOf(next)).scans)).toEqual(["scan-version"])
  })

  test("say whether the build was reproduced", async () => {
    await upload(names, await demo())
    await upload(next, await demo())
    await upload(names, await demo(), repro)
    await upload(next, await demo({ license: "ISC" }), repro)
    expect((await portal.at("GET", "checks", names, { query: repro })).status).toBe(202)
    await portal.pass(2000)
    const same = await checksOf(names)
    expect(Object.keys(same.scans)).toEqual([
      "scan-version",
      "scan-repro",
      "diff-repro",
      "repro-check",
    ])
    expect(same.info.summary.reproducible).toBe("repro-check-pass")
    expect(await checksOf(names, repro)).toEqual(same)
    const other = await checksOf(next)
    expect(other.info.summary).toMatchObject({
      reproducible: "repro-check-fail",
      scan_label: "RB:FAIL",
      scan_status: "fail",
    })
  })

  test("of a version are there while those of its new reproducible build are not", async () => {
    await upload(names, await demo())
    await portal.pass(2000)
    await upload(names, await demo(), repro)
    expect(Object.keys((await checksOf(names)).scans)).toEqual(["scan-version"])
    expect((await portal.at("GET", "checks", names, { query: repro })).status).toBe(202)
  })
})

describe("an analysis that fails", () => {
  beforeEach(async () => {
    await upload(names, (await demo()).subarray(0, 60))
    await portal.pass(2000)
  })

  test("has a status of its own, and says why", async () => {
    const { status, report, message } = await portal.status(names)
    expect({ status, report }).toEqual({ status: "FAILED", report: null })
    expect(message).toMatch(/\w/)
  })

  test("has neither checks nor reports nor a link", async () => {
    expect(await refusalOf(await portal.at("GET", "checks", names))).toMatchObject({
      status: 400,
      error: expect.stringContaining("The analysis failed"),
    })
    expect((await portal.at("GET", "report rl-json", names)).status).toBe(400)
    expect((await portal.at("GET", "pack/safe", names)).status).toBe(400)
    expect((await portal.status(names, "?download=true")).status).toBe("FAILED")
  })

  test("can be put right by another file", async () => {
    await upload(names, await demo(), "?replace=true")
    await portal.pass(2000)
    expect((await portal.status(names)).status).toBe("DONE")
  })
})

describe("reports", () => {
  const formats = {
    cyclonedx: "report.cyclonedx.json",
    spdx: "report.spdx.json",
    sarif: "report.sarif.json",
    "rl-json": "report.rl.json",
    "rl-checks": "report.checks.json",
    "rl-cve": "report.cve.csv",
    "rl-uri": "report.uri.csv",
    "rl-summary-pdf": "report.summary.pdf",
  }
  const beginnings: readonly (readonly [ending: string, begins: RegExp])[] = [
    [".json", /^\{.*\}\s*$/s],
    [".csv", /^"?\w+"?,/],
    [".pdf", /^%PDF-1\.\d\n.*%%EOF\s*$/s],
  ]

  test.each(Object.entries(formats))("%s is a file", async (format, name) => {
    await upload(names, await demo())
    expect(await refusalOf(await portal.at("GET", `report ${format}`, names))).toEqual({
      status: 400,
      error: "Cannot get the report of a version that is not done with analysis.",
    })
    await portal.pass(2000)
    const answer = await portal.at("GET", `report ${format}`, names)
    expect(answer.status).toBe(200)
    expect(answer.headers.get("content-type")).toBe("application/octet-stream")
    expect(answer.headers.get("content-disposition")).toBe(`attachment; filename="${name}"`)
    const body = Buffer.from(await answer.arrayBuffer())
    expect(answer.headers.get("content-length")).toBe(String(body.length))
    const begins = beginnings.find(([ending]) => name.endsWith(ending))?.[1]
    expect(body.toString("latin1")).toMatch(begins ?? "")
  })

  test("are of the artifact that was asked for", async () => {
    await upload(names, await demo())
    await upload(names, await demo({ license: "ISC" }), repro)
    await portal.pass(2000)
    const main = await portal.at("GET", "report cyclonedx", names)
    const other = await portal.at("GET", "report cyclonedx", names, { query: repro })
    expect(await main.text()).toContain('"MIT"')
    expect(await other.text()).toContain('"ISC"')
    expect(
      await refusalOf(await portal.at("GET", "report rl-checks", names, { query: repro })),
    ).toMatchObject({ status: 400 })
  })

  test.each(["rl-diff", "nonsense"])("%s is not made: 404", async (format) => {
    await upload(names, await demo())
    await portal.pass(2000)
    expect((await portal.at("GET", `report ${format}`, names)).status).toBe(404)
  })

  test("no more than 30 in a minute", async () => {
    for (let at = 0; at < 30; at += 1) await portal.at("GET", "report sarif", names)
    const over = await portal.at("GET", "report sarif", names)
    expect([over.status, over.headers.get("retry-after")]).toEqual([429, "60"])
    expect((await portal.at("GET", "list", ["Storefront"])).status).toBe(200)
  })
})

describe("links", () => {
  const bytes = demo()
  beforeEach(async () => {
    await upload(names, await bytes)
    await portal.pass(2000)
  })
  const fetchLink = async (link: string) => await portal.sandbox.fetch(new Request(link))
  const linkOf = async (of: readonly string[] = names): Promise<string> =>
    (await portal.status(of, "?download=true")).report?.info.portal.download ?? ""

  test("to the artifact are made where asked for, and need no credential", async () => {
    const { report } = await portal.status(names)
    expect(report?.info.portal.download).toBeUndefined()
    expect(report?.info.portal.reference).toMatch(/^[^/].*pkg:rl\/New%20project\/left-pad@1\.0\.0$/)
    const link = await linkOf()
    expect(link).toMatch(new RegExp(`^${origin}/`))
    expect(new URL(link).searchParams.get("response-content-disposition")).toBe(
      'attachment; filename="left-pad.tgz"',
    )
    const file = await fetchLink(link)
    expect(file.headers.get("content-disposition")).toBe('attachment; filename="left-pad.tgz"')
    expect(Buffer.from(await file.arrayBuffer())).toEqual(Buffer.from(await bytes))
  })

  test("live for 60 seconds and cannot be changed", async () => {
    const link = await linkOf()
    const other = new URL(link)
    other.searchParams.set("expires", "9999999999999")
    expect((await fetchLink(other.href)).status).toBe(403)
    await portal.pass(59_000)
    expect((await fetchLink(link)).status).toBe(200)
    await portal.pass(1000)
    const late = await fetchLink(link)
    expect(late.status).toBe(403)
    expect(await late.text()).toContain("Request has expired")
  })

  test("use up capacity, each of them", async () => {
    const { length } = await bytes
    await portal.options({ downloadCapacity: length * 2 + 1 })
    await linkOf()
    await linkOf()
    const query = "?download=true"
    expect(await refusalOf(await portal.at("GET", "status", names, { query }))).toEqual({
      status: 402,
      error: "The download capacity of the group would be exceeded.",
    })
    expect((await portal.status(names)).status).toBe("DONE")
  })

  test("are not for observers, and cost them nothing", async () => {
    await portal.options({ downloadCapacity: (await bytes).length })
    const token = "Bearer sandbox-spectra-observer-token"
    const asked = { query: "?download=true", token }
    expect((await portal.at("GET", "status", names, asked)).status).toBe(403)
    expect((await portal.at("GET", "status", names, { token })).status).toBe(200)
    expect(await linkOf()).not.toBe("")
  })

  test("no more than 10 in a minute", async () => {
    for (let at = 0; at < 10; at += 1) await linkOf()
    const over = await portal.at("GET", "status", names, { query: "?download=true" })
    expect([over.status, over.headers.get("retry-after")]).toEqual([429, "60"])
    expect((await portal.status(names)).status).toBe("DONE")
  })

  test("lead to nothing when the version is gone, even where another has come", async () => {
    const link = await linkOf()
    await portal.at("DELETE", "delete", names)
    await upload(names, "another")
    expect((await fetchLink(link)).status).toBe(404)
  })

  test("lead to an archive of the reports", async () => {
    const answer = await portal.at("GET", "pack/safe", names)
    const Packed = v.strictObject({ file_name: v.string(), download_link: v.string() })
    const { file_name: name, download_link: link } = v.parse(Packed, await answer.json())
    expect(name).toBe("left-pad-1.0.0.rl-safe")
    const packed = await fetchLink(link)
    expect(packed.headers.get("content-disposition")).toBe(`attachment; filename="${name}"`)
    const entries = await unpackTar(gunzipSync(await packed.bytes()))
    const rlJson = entries.find(({ header }) => header.name === "report.rl.json")
    const report = await (await portal.at("GET", "report rl-json", names)).text()
    expect(Buffer.from(rlJson?.data ?? []).toString()).toBe(report)
  })
})

describe("what the world was filled with", () => {
  const List = v.object({
    packages: v.array(v.object({ name: v.string() })),
  })
  const Versions = v.object({ versions: v.nullable(v.array(v.object({ version: v.string() }))) })

  /** All versions of some projects. */
  const seeded = async (): Promise<readonly (readonly [string, string, string])[]> => {
    await portal.options({ perMinute: 100_000, reportsPerMinute: 100_000 })
    const found: (readonly [string, string, string])[] = []
    for (const project of ["Storefront", "Zahlungen & Fürsorge", "100% Coverage", "C# Tools"]) {
      const { packages } = v.parse(List, await (await portal.at("GET", "list", [project])).json())
      for (const { name } of packages) {
        const answer = await portal.at("GET", "list", [project, name])
        const { versions } = v.parse(Versions, await answer.json())
        for (const { version } of versions ?? []) found.push([project, name, version])
      }
    }
    return found
  }

  test("is analysed, too, as the file that stands in for it", async () => {
    const all = await seeded()
    expect(all.length).toBeGreaterThan(3)
    for (const of of all) {
      const { status, report } = await portal.status(of)
      expect({ of, status }).toEqual({ of, status: "DONE" })
      const link = (await portal.status(of, "?download=true")).report?.info.portal.download ?? ""
      const file = await portal.sandbox.fetch(new Request(link))
      const digest = createHash("sha256")
        .update(await file.bytes())
        .digest("hex")
      expect(report?.info.file.hashes).toContainEqual(["sha256", digest])
      await portal.pass(60_000)
      expect((await portal.at("GET", "checks", of)).status).toBe(200)
      expect((await portal.at("GET", "report spdx", of)).status).toBe(200)
    }
  })

  test("lacks later report formats where its scan is old, until it is scanned again", async () => {
    const statuses = async (of: readonly string[]) =>
      (await portal.at("GET", "report rl-uri", of)).status
    const all = await seeded()
    const old: (readonly [string, string, string])[] = []
    for (const of of all) if ((await statuses(of)) === 404) old.push(of)
    const [first] = old
    if (!first) throw new Error("None is old.")
    expect(old.length).toBeLessThan(all.length)
    expect((await portal.at("GET", "report rl-json", first)).status).toBe(200)
    expect((await portal.at("POST", "sync", first, { json: {} })).status).toBe(200)
    await portal.pass(2000)
    expect(await statuses(first)).toBe(200)
  })
})
