import type { TestReport, TestStep } from "../../model/connection.ts"

/** What the steps of a test are called. */
export const stepName: Readonly<Record<TestStep["step"], string>> = {
  address: "Address",
  tls: "Encryption",
  credential: "Credential",
  permission: "Permission",
  list: "List of packages",
}

/** A test in a few words, to be said aloud or shown beside a connection. */
export const summaryOf = (report: TestReport): string => {
  const failed = report.steps.find((step) => step.outcome === "failed")
  if (failed) return `failed at ${stepName[failed.step].toLowerCase()}`
  return report.ok ? "passed" : "did not pass"
}
