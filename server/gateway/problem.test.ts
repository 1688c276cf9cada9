import { expect, test } from "vitest"
import { refusedSignIn } from "../upstreams/parts.ts"
import { CredentialError } from "../upstreams/upstream.ts"
import { toRefusal } from "./problem.ts"

test("a sign-in that the provider failed says what to do, and with what it was answered", () => {
  const refusal = toRefusal(refusedSignIn("UAA", { status: 503 }, "Refused.", "Enter another."))
  expect(refusal).toMatchObject({
    status: 502,
    problem: {
      trouble: "broken",
      title: "UAA failed (status 503).",
      remedy: expect.stringContaining("Try again later"),
      answered: 503,
    },
  })
  expect(refusal?.problem).not.toHaveProperty("detail")
})

test.each([301, 404, 405])("a sign-in that is not there (%i) is no refused account", (status) => {
  const refusal = toRefusal(refusedSignIn("UAA", { status }, "Refused.", "Enter another."))
  expect(refusal).toMatchObject({
    status: 502,
    problem: {
      trouble: "unreadable",
      title: `UAA was not found at this address (status ${status}).`,
      remedy: expect.stringContaining("Check the address"),
      answered: status,
    },
  })
})

test.each([400, 401, 403, 422])("a sign-in answered with %i is refused", (status) => {
  const refusal = toRefusal(refusedSignIn("UAA", { status }, "Refused.", "Enter another."))
  expect(refusal).toMatchObject({
    status: 401,
    problem: { trouble: "signed-out", title: "Refused." },
  })
})

test("a refusal that is told again says that nothing was asked, and when it will be", () => {
  const again = { retryAfter: "12", again: true } as const
  const refused = toRefusal(new CredentialError("Refused.", "Enter another.", again))
  expect(refused).toMatchObject({
    status: 401,
    headers: { "retry-after": "12" },
    problem: {
      title: "Refused.",
      remedy: expect.stringMatching(/^Nothing was asked.*lock.* Enter/),
    },
  })
  const waits = new CredentialError("Wait.", "Wait.", { ...again, trouble: "throttled" })
  expect(toRefusal(waits)?.problem.remedy).toContain("since it asked to wait")
})
