import type { TestReport, TestStep } from "../../model/connection.ts"
import type { Trouble } from "../../model/error.ts"

const stepName: Readonly<Record<TestStep["step"], string>> = {
  address: "Address",
  tls: "Encryption",
  credential: "Credential",
  permission: "Permission",
  list: "List of packages",
}

/** What happened where somebody was to sign in and nobody looked at the credential. */
const unjudged: Partial<Readonly<Record<Trouble, string>>> = {
  broken: "the sign-in service failed",
  throttled: "the sign-in service asks to wait",
  unreadable: "no sign-in service was found",
}

/** What a step is called: where a sign-in failed that says nothing of the credential, by what was tried. */
export const nameOf = (step: Pick<TestStep, "step" | "unjudged">): string =>
  step.unjudged === undefined ? stepName[step.step] : "Sign-in"

/** At which step a test failed, and what happened where the step alone would be taken for something else. */
export const failedAt = (step: Pick<TestStep, "step" | "unjudged">): string => {
  const what = step.unjudged && unjudged[step.unjudged]
  return `failed at ${nameOf(step).toLowerCase()}${what === undefined ? "" : `: ${what}`}`
}

/** A test in a few words, to be said aloud or shown beside a connection. */
export const summaryOf = (report: TestReport): string => {
  const failed = report.steps.find((step) => step.outcome === "failed")
  if (failed) return failedAt(failed)
  return report.ok ? "passed" : "did not pass"
}
