import { describe, expect, it } from "vitest"
import { look, zip } from "./archiveFixtures.ts"
import { assess } from "./assess.ts"
import { compare } from "./compare.ts"
import { backdoor, bad, good, plainZip } from "./reportFixture.ts"
import { rules } from "./rules.ts"
import type { Analysis, Quality } from "./types.ts"

const statuses = ({ assessments }: Quality) =>
  Object.fromEntries(Object.entries(assessments).map(([name, { status }]) => [name, status]))

const pass = {
  hardening: "pass",
  licenses: "pass",
  malware: "pass",
  secrets: "pass",
  tampering: "pass",
  vulnerabilities: "pass",
}

describe("assess", () => {
  it("passes what nothing was found in, at the highest level", async () => {
    for (const analysis of [await good(), await plainZip()]) {
      const quality = assess(analysis)
      expect(statuses(quality)).toEqual(pass)
      expect(quality).toMatchObject({ status: "pass", level: 5, nextLevel: 5, violations: [] })
      expect(quality.assessments.secrets).toEqual({
        label: "No sensitive information found",
        status: "pass",
        priority: null,
        count: 0,
        violations: [],
      })
    }
  })

  it("says what is wrong, the worst first", async () => {
    const quality = assess(await bad())
    expect(statuses(quality)).toEqual({
      ...pass,
      licenses: "warning",
      malware: "fail",
      secrets: "fail",
      tampering: "warning",
      vulnerabilities: "fail",
    })
    expect(quality).toMatchObject({ status: "fail", level: 1, nextLevel: 2 })
    expect(quality.violations.map(({ ruleId, status, count }) => [ruleId, status, count])).toEqual([
      ["WB10001", "fail", 1],
      ["WB20002", "fail", 1],
      ["WB20003", "fail", 1],
      ["WB30002", "fail", 1],
      ["WB20004", "warning", 1],
      ["WB10002", "warning", 1],
      ["WB20006", "warning", 1],
      ["WB50002", "warning", 1],
      ["WB40005", "warning", 1],
      ["WB50003", "warning", 1],
    ])
    expect(quality.assessments.vulnerabilities).toEqual({
      label: "Contains critical vulnerabilities",
      status: "fail",
      priority: 0,
      count: 4,
      violations: ["WB20002", "WB20003", "WB20004", "WB20006"],
    })
  })

  it("points at the component, the file and the line", async () => {
    const analysis = await bad()
    const { violations } = assess(analysis)
    const malware = violations.find(({ ruleId }) => ruleId === "WB10001")
    expect(malware?.references).toEqual([
      analysis.components.find(({ name }) => name === "coa")?.id,
    ])
    expect(malware?.findings).toEqual([
      {
        path: "package/node_modules/coa/package.json",
        line: null,
        text: "GHSA-73qr-pfmq-6rp8 (coa: malicious releases)",
      },
    ])
    const secret = violations.find(({ ruleId }) => ruleId === "WB30002")
    expect(secret?.findings).toMatchObject([{ path: "package/a, b.md", line: 2 }])
  })

  it("derives the level from what fails", async () => {
    const analysis = await good()
    const level = (more: Partial<Analysis>): number => assess({ ...analysis, ...more }).level
    const from = await bad()
    const isVulnerable = from.vulnerabilities.filter(({ malware }) => !malware)
    expect(level({ tampering: [{ kind: "traversal", path: "a", detail: "b" }] })).toBe(1)
    expect(level({ secrets: from.secrets, vulnerabilities: isVulnerable })).toBe(2)
    expect(level({ vulnerabilities: isVulnerable })).toBe(3)
    expect(level({ scripts: from.scripts })).toBe(4)
    expect(assess({ ...analysis, scripts: from.scripts }).status).toBe("pass")
  })

  it("takes a backdoor for malware", async () => {
    const { assessments } = assess(await backdoor())
    expect(assessments.malware.violations).toEqual(["WB10001"])
    expect(assessments.vulnerabilities.status).toBe("pass")
  })

  it("has a rule id once, and priorities from 0 to 4", () => {
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length)
    for (const { priority } of rules) expect([0, 1, 2, 3, 4]).toContain(priority)
  })
})

describe("compare", () => {
  it("finds no difference where there is none", async () => {
    const analysis = await bad()
    const difference = compare(analysis, await bad())
    const { identical, ...deltas } = difference
    expect(identical).toBe(true)
    for (const delta of Object.values(deltas))
      for (const list of Object.values(delta)) expect(list).toEqual([])
  })

  it("names what came, went and changed", async () => {
    const [before, after] = await Promise.all([bad(), good()])
    const difference = compare(before, after)
    expect(difference.identical).toBe(false)
    const pair = difference.components.changed.map((one) => [one.before.version, one.after.version])
    expect(pair).toEqual([["4.17.11", "4.17.21"]])
    expect(difference.components.added.map(({ name }) => name)).toEqual(["brot"])
    expect(difference.components.removed.map(({ name }) => name)).toEqual(["coa", "@käse/brot"])
    expect(difference.files.changed.map((one) => one.after.path)).toEqual([
      "package/node_modules/lodash/package.json",
      "package/package.json",
    ])
    expect(difference.files.removed).toHaveLength(4)
    expect(difference.licences).toEqual({ added: [], removed: ["GPL-3.0-or-later"] })
    expect(difference.vulnerabilities.added).toEqual([])
    expect(difference.vulnerabilities.removed.map(({ id }) => id)).toContain("CVE-2019-10744")
    expect(difference.secrets.removed).toHaveLength(1)
  })

  it("does not pair components of one name where there are several", async () => {
    const at = (version: string): string => JSON.stringify({ name: "x", version, license: "MIT" })
    const before = await look(
      "a.zip",
      zip({
        "node_modules/x/package.json": at("1.0.0"),
        "b/node_modules/x/package.json": at("2.0.0"),
      }),
    )
    const after = await look("a.zip", zip({ "node_modules/x/package.json": at("3.0.0") }))
    const { components } = compare(before, after)
    expect(components.changed).toEqual([])
    expect(components.added).toHaveLength(1)
    expect(components.removed).toHaveLength(2)
  })
})
