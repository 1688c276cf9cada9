import { expect, test } from "vitest"
import type { TestStep } from "../../model/connection.ts"
import { nameOf, summaryOf } from "./steps.ts"

const report = (more: Partial<TestStep>) => ({
  ok: false,
  steps: [{ step: "credential", outcome: "failed", said: "No.", ...more } as const],
})

test("a test that failed says at which step, and blames no credential that nobody looked at", () => {
  expect(summaryOf(report({}))).toBe("failed at credential")
  expect(summaryOf(report({ unjudged: "broken" }))).toBe(
    "failed at sign-in: the sign-in service failed",
  )
  expect(summaryOf(report({ unjudged: "unreadable" }))).toBe(
    "failed at sign-in: no sign-in service was found",
  )
  expect(summaryOf(report({ unjudged: "forbidden" }))).toBe("failed at sign-in")
  expect(nameOf({ step: "credential" })).toBe("Credential")
})
