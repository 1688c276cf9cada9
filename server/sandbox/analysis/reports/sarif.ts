import type { Location, Log, ReportingDescriptor, Result } from "sarif"
import { idOf } from "../ids.ts"
import { rules } from "../rules.ts"
import type { Finding, Subject, Violation } from "../types.ts"

/** A path inside archives as a relative URI. */
const uriOf = (path: string): string => path.split("/").map(encodeURIComponent).join("/")

const locationOf = ({ path, line }: Finding): Location => ({
  physicalLocation: {
    artifactLocation: { uri: uriOf(path) },
    ...(line === null ? {} : { region: { startLine: line } }),
  },
})

const levelOf = (status: Violation["status"]): "error" | "warning" =>
  status === "fail" ? "error" : "warning"

const describe = (rule: (typeof rules)[number]): ReportingDescriptor => ({
  id: rule.id,
  shortDescription: { text: rule.description },
  defaultConfiguration: { level: levelOf(rule.status) },
  properties: { tags: [...new Set([rule.category, rule.assessment])], priority: rule.priority },
})

const resultsOf = (violation: Violation): readonly Result[] =>
  violation.findings.map((finding) => ({
    ruleId: violation.ruleId,
    ruleIndex: rules.findIndex(({ id }) => id === violation.ruleId),
    level: levelOf(violation.status),
    message: { text: `${violation.description} ${finding.text}` },
    locations: finding.path === "" ? [] : [locationOf(finding)],
    partialFingerprints: {
      "finding/v1": idOf(violation.ruleId, finding.path, finding.text),
    },
  }))

/** SARIF 2.1.0: a result for each place where a rule was broken. */
export const writeSarif = ({ analysis, quality, timestamp }: Subject): string => {
  const { file } = analysis
  const log: Log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "Waybill sandbox",
            version: analysis.engine,
            rules: rules.map(describe),
          },
        },
        invocations: [{ executionSuccessful: true, endTimeUtc: new Date(timestamp).toISOString() }],
        artifacts: [
          {
            location: { uri: uriOf(file.name) },
            length: file.size,
            mimeType: file.identity.mime,
            hashes: {
              md5: file.hashes.md5,
              "sha-1": file.hashes.sha1,
              "sha-256": file.hashes.sha256,
              "sha-512": file.hashes.sha512,
            },
          },
        ],
        results: quality.violations.flatMap(resultsOf),
        columnKind: "utf16CodeUnits",
      },
    ],
  }
  return JSON.stringify(log)
}
