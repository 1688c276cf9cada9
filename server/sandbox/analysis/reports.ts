import { checksReport } from "./answers.ts"
import { durationOf } from "./reports/duration.ts"
import type { Report, ReportFormat, Subject } from "./types.ts"

const json = (name: string, body: string): Report => ({ name, type: "application/json", body })
const csv = (name: string, body: string): Report => ({
  name,
  type: "text/csv; charset=utf-8",
  body,
})

/** `rl-checks`, schema 1: facts 2.3. */
const writeChecks = (subject: Subject): string =>
  JSON.stringify({
    duration: durationOf(subject.duration),
    schema: 1,
    timestamp: subject.timestamp,
    version: subject.analysis.engine,
    report: checksReport(subject),
  })

/** See `index.ts`. */
export const writeReport = async (format: ReportFormat, subject: Subject): Promise<Report> => {
  switch (format) {
    case "cyclonedx":
      return json(
        "report.cyclonedx.json",
        (await import("./reports/cyclonedx.ts")).writeCycloneDx(subject),
      )
    case "spdx":
      return json("report.spdx.json", (await import("./reports/spdx.ts")).writeSpdx(subject))
    case "sarif":
      return json("report.sarif.json", (await import("./reports/sarif.ts")).writeSarif(subject))
    case "rl-json":
      return json("report.rl.json", (await import("./reports/rlJson.ts")).writeRlJson(subject))
    case "rl-checks":
      return json("report.checks.json", writeChecks(subject))
    case "rl-cve":
      return csv("report.cve.csv", (await import("./reports/tables.ts")).writeCves(subject))
    case "rl-uri":
      return csv("report.uri.csv", (await import("./reports/tables.ts")).writeUris(subject))
    case "rl-summary-pdf":
      return {
        name: "report.summary.pdf",
        type: "application/pdf",
        body: await (await import("./reports/summaryPdf.ts")).writeSummaryPdf(subject),
      }
  }
}
