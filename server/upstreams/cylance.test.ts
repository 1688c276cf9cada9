import { decodeJwt } from "jose"
import * as v from "valibot"
import { describe, expect, it } from "vitest"
import { cylance } from "./cylance.ts"

const access = {
  settings: {
    region: "other",
    address: "https://api.example.com",
    auth: "application",
    tenantId: "t",
    applicationId: "a",
  },
  secrets: { applicationSecret: "a secret that is long enough" },
}

/** Answers each sign-in in turn. @returns the token, or what it failed with, and the scopes asked for */
const signIn = async (...answers: readonly (readonly [status: number, body: object])[]) => {
  const asked: unknown[] = []
  const signed = cylance.authenticate(access, (_url, { body = "" }) => {
    const { auth_token: jwt } = v.parse(v.object({ auth_token: v.string() }), JSON.parse(body))
    asked.push(decodeJwt(jwt)["scp"])
    const [status, said] = answers[asked.length - 1] ?? [500, {}]
    const contentType = "application/json"
    return Promise.resolve({ status, contentType, text: JSON.stringify(said) })
  })
  const outcome: unknown = await signed.catch((cause: unknown) => cause)
  return { asked, outcome }
}

const reading = "opticspkgconfig:list, opticspkgconfig:read"
const all = [
  reading,
  "opticspkgconfig:create",
  "opticspkgconfig:delete",
  "opticspkgdeploy:list",
  "opticspkgdeploy:read",
  "opticspkgdeploy:create",
  "opticspkgdeploy:delete",
].join(", ")

describe("the scopes of a token", () => {
  it("are those of what the app does, and no others", async () => {
    const { asked, outcome } = await signIn([200, { access_token: "x" }])
    expect(asked).toEqual([all])
    expect(outcome).toMatchObject({ header: "Bearer x" })
  })

  it.each([400, 403])("are those for reading alone where %i refuses the others", async (status) => {
    const { asked, outcome } = await signIn([status, {}], [200, { access_token: "x" }])
    expect(asked).toEqual([all, reading])
    expect(outcome).toMatchObject({ header: "Bearer x" })
  })

  it("are not asked for again with a wrong credential", async () => {
    const { asked, outcome } = await signIn([401, { message: "Invalid JWT payload" }])
    expect(asked).toHaveLength(1)
    expect(outcome).toMatchObject({ message: expect.stringContaining("Invalid JWT payload") })
  })

  it("end in the last words of the API where nothing helps", async () => {
    const { asked, outcome } = await signIn([400, { message: "no" }], [400, { message: "never" }])
    expect(asked).toHaveLength(2)
    expect(outcome).toMatchObject({ message: expect.stringContaining("never") })
  })
})

describe("what is forwarded", () => {
  const allowed = (method: string, path: string): boolean =>
    cylance.routes.some((route) => route.method === method && route.path.test(path))

  it.each([
    ["GET", "/packages/v2"],
    ["POST", "/packages/v2"],
    ["GET", "/packages/v2/a%20b"],
    ["DELETE", "/packages/v2/a"],
    ["GET", "/packages/v2/executions"],
    ["POST", "/packages/v2/executions"],
    ["GET", "/packages/v2/executions/a"],
    ["DELETE", "/packages/v2/executions/a"],
  ])("%s %s", (method, path) => {
    expect(allowed(method, path)).toBe(true)
  })

  it.each([
    ["PUT", "/packages/v2/a"],
    ["PATCH", "/packages/v2/a"],
    ["DELETE", "/packages/v2"],
    ["DELETE", "/packages/v2/executions"],
    ["POST", "/packages/v2/a"],
    ["GET", "/packages/v2/a/b"],
    ["GET", "/devices/v2"],
    ["POST", "/auth/v2/token"],
    ["PUT", "/elsewhere"],
  ])("not %s %s", (method, path) => {
    expect(allowed(method, path)).toBe(false)
  })
})
