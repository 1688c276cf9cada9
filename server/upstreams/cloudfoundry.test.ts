import { expect, it } from "vitest"
import { toRefusal } from "../gateway/problem.ts"
import { cloudfoundry } from "./cloudfoundry.ts"

const access = {
  settings: { address: "https://api.example.com", auth: "password", username: "u" },
  secrets: { password: "p" },
}

it.each([
  [401, "signed-out", 401],
  [403, "forbidden", 502],
  [404, "unreadable", 502],
  [429, "throttled", 429],
  [500, "broken", 502],
] as const)("a root that answers %i is %s", async (status, trouble, ours) => {
  const outcome: unknown = await cloudfoundry
    .authenticate(access, () => Promise.resolve({ status, contentType: "", text: "" }))
    .catch((cause: unknown) => cause)
  expect(toRefusal(outcome)).toMatchObject({ status: ours, problem: { trouble, answered: status } })
})
