import { expect, test } from "vitest"
import { refusedSignIn } from "../upstreams/parts.ts"
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
