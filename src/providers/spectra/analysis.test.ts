import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { createSandbox } from "../../../server/sandbox/index.ts"
import type { Sandbox } from "../../../server/sandbox/index.ts"
import { tgz } from "../../../server/sandbox/analysis/archiveFixtures.ts"
import { upstreams } from "../../../server/upstreams/index.ts"
import { toneOf } from "../../model/field.ts"
import type { Block, Shown } from "../../model/part.ts"
import { answering } from "../contract/change.ts"
import { callOver, problemOf } from "../contract/subject.ts"
import { oddPlace, openPortal, unread } from "./testing.ts"
import type { Portal } from "./testing.ts"
import { versions } from "./versions.ts"

let sandbox: Sandbox
let clean: Uint8Array
let bad: Uint8Array
beforeAll(async () => {
  sandbox = createSandbox({ packages: 0 })
  const manifest = { name: "x", version: "1.0.0", license: "MIT" }
  clean = await tgz({ "package/package.json": JSON.stringify(manifest) })
  bad = await tgz({
    "package/package.json": JSON.stringify({
      ...manifest,
      dependencies: { lodash: "4.17.4" },
      scripts: { postinstall: "node x.js" },
    }),
    "package/node_modules/lodash/package.json": JSON.stringify({
      name: "lodash",
      version: "4.17.4",
      license: "MIT",
    }),
  })
})
afterAll(async () => {
  await sandbox.close()
})
const open = (): Promise<Portal> => openPortal(sandbox, upstreams.spectra)

const settings = {
  address: "https://my.secure.software/acme",
  organization: "ACME",
  group: "Default",
}
const fixed = (status: number, body: unknown) =>
  callOver(answering(status, JSON.stringify(body)), settings)

const part = async (
  id: string,
  call: Portal["call"],
  variant: string | undefined = "version",
): Promise<Shown> => {
  const found = versions.parts?.find((one) => one.id === id)
  if (!found) throw new RangeError(`There is no part ${id}`)
  return await found.load(call, oddPlace, variant)
}
const tables = ({ blocks }: Shown) =>
  blocks.filter((block): block is Extract<Block, { kind: "table" }> => block.kind === "table")
const tableOf = (shown: Shown, title: string) =>
  tables(shown).find((block) => block.title === title)
const titlesOf = ({ blocks }: Shown) => blocks.map((block) => block.title)

const fill = async (call: Portal["call"]) => (await versions.fill?.(call, oddPlace, unread)) ?? {}
const busy = (cells: Awaited<ReturnType<typeof fill>>) =>
  versions.busy?.({ id: "", cells, raw: {} })

describe("what no list says", () => {
  it("is filled in once the analysis is done, and is nothing before", async () => {
    const portal = await open()
    await portal.send({}, bad)
    const before = await fill(portal.call)
    expect(before).toMatchObject({
      analysis: "QUEUED",
      ci: { absent: "null" },
      vulnerabilities: { absent: "null" },
      digest: { absent: "null" },
    })
    expect(busy(before)).toBe(true)
    await portal.pass()
    const after = await fill(portal.call)
    expect(busy(after)).toBe(false)
    expect(after).toMatchObject({
      analysis: "DONE",
      ci: "fail",
      level: expect.any(Number),
      vulnerabilities: expect.stringMatching(/^\d+ (critical|high)/),
      size: bad.length,
      digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      fileName: "left-pad-1.0.0.tgz",
      analysed: new Date("2026-06-01T12:00:02Z"),
      took: 2,
      portal: expect.stringMatching(/^http:\/\/127\.0\.0\.1\/.+pkg:rl/),
    })
  })

  it("ends where the analysis failed, without a word of praise", async () => {
    const portal = await open()
    await portal.send({}, clean.slice(0, clean.length - 20))
    await portal.pass()
    const cells = await fill(portal.call)
    expect(cells).toMatchObject({ analysis: "FAILED", ci: { absent: "null" } })
    expect(busy(cells)).toBe(false)
    for (const id of ["assessment", "files"]) {
      const shown = await part(id, portal.call)
      expect(shown.busy).toBeUndefined()
      expect(shown.blocks).toMatchObject([{ kind: "note", tone: "fail" }])
      expect(titlesOf(shown)[0]).toContain("ended as FAILED")
    }
    expect((await problemOf(part("checks", portal.call))).problem.detail).toContain("failed")
  })

  it.each([
    ["DONE", "info", false],
    ["done", "info", false],
    ["QUEUED", "running", true],
    ["In progress", "running", true],
    ["FAILED", "fail", false],
    ["Analysis error", "fail", false],
    ["CANCELLED", "warn", false],
    ["NOT_ANALYZED", "unknown", true],
    ["Quiescent", "unknown", true],
  ] as const)("knows %s for what it is", async (word, tone, moving) => {
    const cells = await fill(fixed(200, { analysis: { status: word } }))
    const field = versions.fields.find(({ id }) => id === "analysis") ?? {}
    expect([cells["analysis"], toneOf(field, word), busy(cells)]).toEqual([word, tone, moving])
  })

  it("is not provided where a finished analysis does not say it: never 0, never none", async () => {
    const cells = await fill(fixed(200, { analysis: { status: "DONE", report: { info: {} } } }))
    for (const id of ["ci", "level", "vulnerabilities", "size", "digest"])
      expect([id, cells[id]]).toEqual([id, { absent: "not-provided" }])
  })

  it.each([
    [{ total: 0, critical: 0, high: 0, medium: 0, low: 0 }, "none found", "pass"],
    [{ total: 3, critical: 0, high: 1, medium: 2, low: 0 }, "1 high, 2 medium", "fail"],
    [{ total: 1200, critical: 1200 }, "1,200 critical", "critical"],
    [{ total: 2 }, "2 unrated", "unknown"],
    [{ high: 0 }, { absent: "not-provided" }, undefined],
  ])("counts %j as %j", async (vulnerabilities, said, tone) => {
    const report = { info: { statistics: { vulnerabilities } } }
    const cells = await fill(fixed(200, { analysis: { status: "DONE", report } }))
    expect(cells["vulnerabilities"]).toEqual(said)
    const field = versions.fields.find(({ id }) => id === "vulnerabilities") ?? {}
    expect(typeof said === "string" ? toneOf(field, said) : undefined).toBe(tone)
  })

  it.each([
    ["Default/projects/x", "https://my.secure.software/acme/Default/projects/x"],
    ["/Default/x", "https://my.secure.software/acme/Default/x"],
    ["https://evil.example/x", { absent: "unreadable", said: "https://evil.example/x" }],
  ])("leads to the Portal and nowhere else: %s", async (reference, link) => {
    const report = { info: { portal: { reference } } }
    const cells = await fill(fixed(200, { analysis: { status: "DONE", report } }))
    expect(cells["portal"]).toEqual(link)
  })

  it("does without what is inferred, and not without what is known", async () => {
    const odd = { statistics: { vulnerabilities: [], licenses: 4 }, inhibitors: "none" }
    const good = { analysis: { status: "DONE", report: { info: odd, metadata: [] } } }
    expect((await fill(fixed(200, good)))["analysis"]).toBe("DONE")
    const wrong = { analysis: { status: 3 } }
    expect((await problemOf(fill(fixed(200, wrong)))).trouble).toBe("unreadable")
  })
})

describe("checks", () => {
  it("wait for the analysis, and are asked again", async () => {
    const portal = await open()
    await portal.send({}, clean)
    expect(await part("checks", portal.call)).toMatchObject({
      busy: true,
      blocks: [{ kind: "note", tone: "running" }],
    })
    await portal.pass()
    const shown = await part("checks", portal.call)
    expect(shown.busy).toBeUndefined()
    expect(tableOf(shown, "Checks")?.rows[0]?.cells).toMatchObject({
      check: "Version analysis",
    })
  })

  it("show what failed first, of the version and of its build", async () => {
    const portal = await open()
    await portal.send({}, clean)
    await portal.send({ build: "repro" }, bad)
    await portal.pass()
    const shown = await part("checks", portal.call, "repro")
    const rows = tableOf(shown, "Checks")?.rows ?? []
    const words = rows.map(({ cells }) => cells["status"])
    // Both kinds, and none that failed behind one that passed.
    expect(words[0]).toBe("fail")
    expect(words.at(-1)).toBe("pass")
    expect(words.lastIndexOf("fail")).toBeLessThan(words.indexOf("pass"))
    expect(rows.map(({ cells }) => cells["check"])).toContain("Reproducible build check")
    expect(new URL(portal.asked.at(-1)?.url ?? "").search).toBe("?build=repro")
  })

  it("that nobody knows are shown as they are, with no verdict of ours", async () => {
    const scans = {
      "new-kind": { artifact: {} },
      "diff-1.2": { label: "DF:PASS" },
      "scan-version": { label: "L1:FAIL" },
    }
    const report = { info: { summary: { scan_status: "fail", reproducible: null } }, scans }
    const shown = await part("checks", fixed(200, { analysis: { schema: 2, report } }))
    expect(
      tableOf(shown, "Checks")?.rows.map(({ cells }) => [cells["check"], cells["status"]]),
    ).toEqual([
      ["Version analysis", "fail"],
      ["new-kind", { absent: "not-provided" }],
      ["Difference to 1.2", "pass"],
    ])
  })

  it("that are missing are not known, and a wrong answer is unreadable", async () => {
    const report = { info: { summary: { scan_status: "pass" } } }
    const shown = await part("checks", fixed(200, { analysis: { report } }))
    expect(shown.blocks.at(-1)).toMatchObject({ kind: "note", tone: "unknown" })
    const wrong = await problemOf(part("checks", fixed(200, { analysis: { report: {} } })))
    expect(wrong.trouble).toBe("unreadable")
    expect(wrong.problem.detail).toContain("analysis.report.info")
  })
})

describe("the assessment", () => {
  it("has policies, vulnerabilities and licenses, what failed first", async () => {
    const portal = await open()
    await portal.send({}, bad)
    await portal.pass()
    const shown = await part("assessment", portal.call)
    expect(titlesOf(shown)).toEqual([
      "Summary",
      "Assessments",
      "Policies",
      "Vulnerabilities by severity",
      "Vulnerabilities by exploitation",
      "Licenses",
    ])
    const policies = tableOf(shown, "Policies")?.rows ?? []
    expect(policies[0]?.cells["status"]).toBe("fail")
    expect(policies.at(-1)?.cells["status"]).toBe("pass")
    expect(tableOf(shown, "Assessments")?.rows).toHaveLength(6)
  })

  it("says of what it lacks that it is not known", async () => {
    const body = { analysis: { status: "DONE", report: { info: {} } } }
    const shown = await part("assessment", fixed(200, body))
    const notes = shown.blocks.filter(({ kind }) => kind === "note")
    expect(notes).toHaveLength(3)
    expect(notes.every((note) => note.kind === "note" && note.tone === "unknown")).toBe(true)
  })

  it("of a build that is not there is no failure", async () => {
    const portal = await open()
    await portal.send({}, clean)
    for (const id of ["assessment", "files", "checks"])
      expect((await part(id, portal.call, "repro")).blocks).toMatchObject([
        { kind: "note", tone: "unknown" },
      ])
    await portal.fault({ path: "/(status|checks)/" }, { kind: "status", status: 500 })
    expect((await problemOf(part("files", portal.call, "repro"))).trouble).toBe("broken")
  })
})

describe("files, reports and links", () => {
  it("tell the digests of the file that was sent", async () => {
    const portal = await open()
    await portal.send({}, clean)
    await portal.pass()
    const shown = await part("files", portal.call)
    const digests = tableOf(shown, "Digests")?.rows.map(({ cells }) => cells["algorithm"])
    expect(digests).toEqual(["md5", "sha1", "sha256", "sha512"])
  })

  it("are made in every format, of the version and of its build", async () => {
    const portal = await open()
    await portal.send({}, clean)
    await portal.send({ build: "repro" }, clean)
    await portal.pass()
    for (const report of versions.reports ?? []) {
      for (const { id } of report.variants ?? []) {
        if (report.not?.includes(id)) continue
        const response = await report.fetch(portal.call, oddPlace, id)
        expect([report.id, (await response.text()).length > 0]).toEqual([report.id, true])
      }
    }
  })

  it("say why there is none", async () => {
    const portal = await open()
    const fetchOf = (id: string, variant: string) =>
      problemOf(
        versions.reports?.find((one) => one.id === id)?.fetch(portal.call, oddPlace, variant) ??
          Promise.resolve(),
      )
    await portal.send({}, clean)
    expect((await fetchOf("sarif", "version")).problem.title).toContain("not done yet")
    await portal.pass()
    expect((await fetchOf("sarif", "repro")).problem.title).toContain("no reproducible build")
    await portal.options({ later: false })
    expect((await fetchOf("rl-uri", "version")).problem.title).toContain("analysed again")
    const [first] = versions.reports ?? []
    expect(first?.blocked?.({ id: "", cells: { analysis: "RUNNING" }, raw: {} })).toContain(
      "not done",
    )
    expect(first?.blocked?.({ id: "", cells: { analysis: "DONE" }, raw: {} })).toBeUndefined()
  })

  it("are linked to once somebody asks, for a minute, and their cost is known before", async () => {
    const portal = await open()
    await portal.send({}, clean, "ü pad.tgz")
    await portal.pass()
    const download = versions.actions.find(({ id }) => id === "download")
    const target = { place: oddPlace }
    expect(await download?.toll?.(portal.call, target)).toEqual([
      { label: "of download capacity", count: clean.length, unit: "bytes" },
    ])
    expect(portal.asked.some(({ url }) => url.includes("download=true"))).toBe(false)
    const done = await download?.run(portal.call, target, { build: "version" })
    expect(done?.link?.url).toMatch(/^http/)
    expect(done?.link?.fileName).toContain("pad.tgz")
    const lives = (done?.link?.expiresAt?.getTime() ?? 0) - Date.now()
    expect(lives > 55_000 && lives <= 60_000).toBe(true)
    await portal.options({ downloadCapacity: 1 })
    const used = download?.run(portal.call, target, {}) ?? Promise.resolve()
    expect((await problemOf(used)).trouble).toBe("capacity")
    const safe = await versions.actions
      .find(({ id }) => id === "safe")
      ?.run(portal.call, target, { build: "version" })
    expect(safe?.link?.fileName).toContain("rl-safe")
  })
})
