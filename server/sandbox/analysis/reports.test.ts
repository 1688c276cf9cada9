import { Spec, Validation } from "@cyclonedx/cyclonedx-library"
import * as v from "valibot"
import { beforeAll, describe, expect, it } from "vitest"
import { checksReport, statusReport } from "./answers.ts"
import { assess } from "./assess.ts"
import { compare } from "./compare.ts"
import { writeReport } from "./index.ts"
import { Sarif, Spdx } from "./publicShapes.ts"
import { backdoor, bad, fullSubject, good, plainZip, subjectOf } from "./reportFixture.ts"
import { durationOf } from "./reports/duration.ts"
import { reportFormats } from "./types.ts"
import type { ReportFormat, Subject } from "./types.ts"

let subjects: readonly Subject[] = []
let full: Subject
beforeAll(async () => {
  full = await fullSubject()
  const others = await Promise.all([good(), backdoor(), plainZip()])
  subjects = [full, ...others.map(subjectOf)]
})

const textOf = async (format: ReportFormat, subject: Subject): Promise<string> => {
  const { body } = await writeReport(format, subject)
  if (typeof body !== "string") throw new Error(`There is no ${format}`)
  return body
}

const jsonOf = async (format: ReportFormat, subject: Subject): Promise<unknown> =>
  JSON.parse(await textOf(format, subject))

describe("reports", () => {
  it("have the Portal's names", async () => {
    const names = await Promise.all(
      reportFormats.map(async (format) => (await writeReport(format, full)).name),
    )
    expect(names).toEqual([
      "report.cyclonedx.json",
      "report.spdx.json",
      "report.sarif.json",
      "report.rl.json",
      "report.checks.json",
      "report.cve.csv",
      "report.uri.csv",
      "report.summary.pdf",
    ])
  })

  it("are the same for the same subject", async () => {
    for (const format of reportFormats) {
      const first = await writeReport(format, full)
      expect(await writeReport(format, await fullSubject())).toEqual(first)
    }
  })
})

describe("CycloneDX", () => {
  it("is valid by its schema of version 1.6", async () => {
    const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot6)
    for (const subject of subjects)
      expect(await validator.validate(await textOf("cyclonedx", subject))).toBeNull()
  })

  it("holds the components, licences and vulnerabilities of the analysis", async () => {
    const bom = await jsonOf("cyclonedx", full)
    const lodash = full.analysis.components.find(({ name }) => name === "lodash")
    const json5 = full.analysis.dependencies.find(({ name }) => name === "json5")
    const axios = full.analysis.dependencies.find(({ name }) => name === "axios")
    expect(bom).toMatchObject({
      specVersion: "1.6",
      serialNumber: expect.stringMatching(/^urn:uuid:/),
      metadata: {
        timestamp: full.timestamp,
        component: { type: "file", name: "käse brot", version: "1.0.0" },
      },
      components: expect.arrayContaining([
        expect.objectContaining({
          "bom-ref": lodash?.id,
          purl: "pkg:npm/lodash@4.17.11",
          scope: "required",
          licenses: [{ expression: "MIT", acknowledgement: "declared" }],
        }),
        expect.objectContaining({ purl: "pkg:npm/json5@1.0.1", scope: "optional" }),
        expect.objectContaining({
          licenses: [
            { license: { name: "SEE LICENSE IN LICENSE.md", acknowledgement: "declared" } },
          ],
        }),
      ]),
      vulnerabilities: expect.arrayContaining([
        expect.objectContaining({
          id: "CVE-2019-10744",
          ratings: [
            {
              score: 9.1,
              severity: "critical",
              method: "CVSSv31",
              vector: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:H/A:H",
            },
          ],
          affects: [{ ref: lodash?.id }],
        }),
        expect.objectContaining({ id: "CVE-2022-46175", affects: [{ ref: json5?.id }] }),
      ]),
    })
    expect(JSON.stringify(bom)).toContain(axios?.id)
  })
})

describe("SPDX", () => {
  it("has the shape of its schema of version 2.3, and every id that it names", async () => {
    for (const subject of subjects) {
      const document = v.parse(Spdx, await jsonOf("spdx", subject))
      const ids = document.packages.map(({ SPDXID }) => SPDXID)
      expect(new Set(ids).size).toBe(ids.length)
      for (const { relatedSpdxElement } of document.relationships)
        expect(ids).toContain(relatedSpdxElement)
      expect(ids).toHaveLength(
        1 + subject.analysis.components.length + subject.analysis.dependencies.length,
      )
    }
  })

  it("declares only licences that are SPDX expressions", async () => {
    const { packages } = v.parse(Spdx, await jsonOf("spdx", full))
    const licences = packages.map(({ name, licenseDeclared }) => [name, licenseDeclared])
    expect(licences).toContainEqual(["lodash", "MIT"])
    expect(licences).toContainEqual(["@käse/brot", "NOASSERTION"])
    const own = packages.find(({ name }) => name === "@käse/brot")
    expect(own?.licenseComments).toBe("Declared as: SEE LICENSE IN LICENSE.md")
  })
})

describe("SARIF", () => {
  it("has the shape of its schema, and a result for each finding", async () => {
    for (const subject of subjects) {
      const { runs } = v.parse(Sarif, await jsonOf("sarif", subject))
      const [run] = runs
      expect(run?.results).toHaveLength(
        subject.quality.violations.reduce((sum, { findings }) => sum + findings.length, 0),
      )
      for (const { ruleId, ruleIndex } of run?.results ?? [])
        expect(run?.tool.driver.rules[ruleIndex]?.id).toBe(ruleId)
    }
  })

  it("points at the line of a secret, in a path that is a URI", async () => {
    const { runs } = v.parse(Sarif, await jsonOf("sarif", full))
    const secret = runs[0]?.results.find(({ ruleId }) => ruleId === "WB30002")
    expect(secret).toMatchObject({
      level: "error",
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: "package/a%2C%20b.md" },
            region: { startLine: 2 },
          },
        },
      ],
    })
  })
})

describe("rl-json", () => {
  it("has the members of schema 3", async () => {
    const report = await jsonOf("rl-json", full)
    const { analysis } = full
    const lodash = analysis.components.find(({ name }) => name === "lodash")
    expect(report).toMatchObject({
      schema: 3,
      duration: "01:02:03.004",
      timestamp: full.timestamp,
      report: {
        info: {
          detections: { Malicious: { "GHSA-73qr-pfmq-6rp8": 1 } },
          inhibitors: { customized: false, scan_level: 1, next_level: 2 },
          unpacking: { warnings: { "package/inner.bz2": "bzip2 is not supported." } },
          file: {
            name: "käse & brot-1.0.0.tgz",
            size: analysis.file.size,
            hashes: [
              ["md5", analysis.file.hashes.md5],
              ["sha1", analysis.file.hashes.sha1],
              ["sha256", analysis.file.hashes.sha256],
              ["sha512", analysis.file.hashes.sha512],
            ],
            classification: { status: "malicious", result: "GHSA-73qr-pfmq-6rp8" },
            identity: { purl: "pkg:npm/%40k%C3%A4se/brot@1.0.0" },
          },
          statistics: {
            components: 3,
            extracted: 6,
            unsupported: 1,
            licenses: { permissive: 1, copyleft: 1, undeclared: 1, proprietary: 0 },
            quality: {
              status: "fail",
              priority: 0,
              issues: { fail: 4, warning: 6, pass: 12, total: 10 },
            },
            vulnerabilities: { total: 5, critical: 2, high: 2, medium: 1, fixable: 4, malware: 1 },
          },
        },
        metadata: {
          assessments: {
            secrets: {
              status: "fail",
              count: 1,
              violations: ["WB30002"],
              evaluations: [
                { status: "pass", count: 0, violations: [] },
                { status: "fail", count: 1, violations: ["WB30002"] },
              ],
            },
          },
          components: {
            [lodash?.id ?? ""]: {
              version: "4.17.11",
              quality: { status: "fail", priority: 0 },
              identity: {
                license: "MIT",
                vulnerabilities: {
                  active: ["CVE-2019-10744", "CVE-2021-23337", "CVE-2020-28500"],
                },
              },
            },
          },
          vulnerabilities: {
            "CVE-2019-10744": {
              cvss: { baseScore: "9.1", version: 3, metrics: [["AV", "N"], ["AC", "L"], ...rest] },
              exploit: ["FIXABLE"],
              violations: ["WB20002"],
            },
          },
          licenses: { "GPL-3.0-or-later": { family: "copyleft", violations: ["WB50002"] } },
        },
      },
    })
  })

  it("refers only to ids that are there", async () => {
    for (const subject of subjects) {
      const { analysis, quality } = subject
      const ids = [...analysis.components, ...analysis.dependencies].map(({ id }) => id)
      for (const { references } of quality.violations)
        for (const reference of references) expect(ids).toContain(reference)
    }
  })
})

const rest = [
  ["PR", "N"],
  ["UI", "N"],
  ["S", "U"],
  ["C", "N"],
  ["I", "H"],
  ["A", "H"],
]

describe("the status answer's report", () => {
  it("has what clients read", () => {
    expect(statusReport(full).info.file.hashes).toContainEqual([
      "sha256",
      full.analysis.file.hashes.sha256,
    ])
    expect(statusReport(full).info.statistics.quality.status).toBe("fail")
    expect(statusReport(subjectOf(full.analysis)).metadata.assessments["malware"]?.status).toBe(
      "fail",
    )
  })
})

describe("checks", () => {
  it("are one for a plain version", async () => {
    const subject = subjectOf(await good())
    expect(checksReport(subject)).toMatchObject({
      info: {
        summary: {
          fail_checks: 0,
          pass_checks: 1,
          reproducible: null,
          scan_label: "L5:PASS",
          scan_status: "pass",
        },
      },
      scans: { "scan-version": { status: "pass", label: "L5:PASS" } },
    })
  })

  it("grow by the difference and the reproducible build", async () => {
    const { info, scans } = checksReport(full)
    expect(info.summary).toEqual({
      fail_checks: 3,
      pass_checks: 2,
      reproducible: "repro-check-pass",
      scan_label: "L1:FAIL",
      scan_status: "fail",
    })
    expect(Object.entries(scans).map(([key, { label }]) => [key, label])).toEqual([
      ["scan-version", "L1:FAIL"],
      ["diff-0.9.0", "DF:FAIL"],
      ["scan-repro", "L1:FAIL"],
      ["diff-repro", "DF:PASS"],
      ["repro-check", "RB:PASS"],
    ])
    expect(await jsonOf("rl-checks", full)).toMatchObject({ schema: 1, report: { info } })
  })

  it("fail a build that holds other files", async () => {
    const [main, other] = await Promise.all([good(), plainZip()])
    const { info } = checksReport({
      ...subjectOf(main),
      diff: { version: "1", difference: compare(await bad(), main) },
      repro: { analysis: other, quality: assess(other) },
    })
    expect(info.summary).toMatchObject({
      fail_checks: 1,
      pass_checks: 4,
      reproducible: "repro-check-fail",
      scan_label: "RB:FAIL",
    })
  })
})

describe("tables", () => {
  it("list each vulnerable component once", async () => {
    const lines = (await textOf("rl-cve", full)).split("\r\n")
    expect(lines).toHaveLength(1 + 5 + 1)
    expect(lines).toContainEqual(
      expect.stringMatching(
        /^CVE-2022-46175,high,7\.1,.*,pkg:npm\/json5@1\.0\.1,"package\/say ""hi""\/package-lock\.json",dependency,1\.0\.2,/,
      ),
    )
  })

  it("quote what has a comma", async () => {
    const lines = (await textOf("rl-uri", full)).split("\r\n")
    expect(lines).toContain('"https://example.com/x,y",example.com,1,"package/a, b.md"')
  })
})

describe("durations", () => {
  it("are written as the Portal does", () => {
    expect([0, 999.6, 61_001, 3_600_000 * 100].map(durationOf)).toEqual([
      "00:00:00.000",
      "00:00:01.000",
      "00:01:01.001",
      "100:00:00.000",
    ])
  })
})
