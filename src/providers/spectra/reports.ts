import type { Row } from "../../model/field.ts"
import type { Report } from "../../model/part.ts"
import { later } from "./load.ts"
import { builds } from "./parts.ts"
import { isUnderWay } from "./words.ts"

const notYet = ({ cells: { analysis } }: Row): string | undefined =>
  typeof analysis === "string" && isUnderWay(analysis) ? "Its analysis is not done yet." : undefined

const report = (
  id: string,
  label: string,
  about: string,
  fileName: string,
  more: Partial<Report> = {},
): Report => ({
  id,
  label,
  called: "report",
  about,
  fileName,
  variants: builds,
  blocked: notYet,
  fetch: async (...asked) => (await later()).fetchReport(id, ...asked),
  perMinute: 30,
  ...more,
})

/** The formats that the API documents, and two that its later clients ask for. */
export const reports: readonly Report[] = [
  report(
    "cyclonedx",
    "CycloneDX",
    "Bill of materials with vulnerabilities (JSON), for SBOM tools.",
    "report.cyclonedx.json",
  ),
  report("spdx", "SPDX", "Bill of materials (JSON), for licence review.", "report.spdx.json"),
  report("sarif", "SARIF", "Findings (JSON), for code scanning and editors.", "report.sarif.json"),
  report("rl-json", "RL JSON", "Everything that the analysis found (JSON).", "report.rl.json"),
  report("rl-checks", "RL checks", "The checks and their verdicts (JSON).", "report.checks.json", {
    not: ["repro"],
  }),
  report("rl-cve", "RL CVE", "Vulnerabilities, one a line (CSV).", "report.cve.csv"),
  report("rl-uri", "RL URI", "Addresses found in the files (CSV).", "report.uri.csv"),
  report(
    "rl-summary-pdf",
    "Summary",
    "What the analysis comes to, to be read and printed (PDF).",
    "report.summary.pdf",
  ),
]
