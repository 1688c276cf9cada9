import { afterAll, beforeAll, describe, expect, it } from "vitest"
import type { TestReport } from "../../src/model/connection.ts"
import type { ProviderId } from "../../src/model/provider.ts"
import { createSandbox } from "../sandbox/index.ts"
import type { Sandbox } from "../sandbox/index.ts"
import type { Access } from "../upstreams/upstream.ts"
import { testConnection } from "./testing.ts"

let sandbox: Sandbox
/** Nobody leaves before the answer. */
const never = new AbortController().signal
let http = ""
let https = ""

beforeAll(async () => {
  sandbox = createSandbox({ packages: 100 })
  const addresses = await sandbox.listen({ https: 0 })
  http = addresses.http
  https = addresses.https ?? ""
})
afterAll(async () => {
  await sandbox.close()
})

const access = (provider: ProviderId, origin = http): Access => {
  const found = sandbox.apis(origin)[provider]
  if (!found) throw new Error(`The sandbox has no ${provider}`)
  return found
}
const change = (
  one: Access,
  settings: Access["settings"],
  secrets: Access["secrets"] = {},
): Access => ({
  settings: { ...one.settings, ...settings },
  secrets: { ...one.secrets, ...secrets },
})

const fail = async (faults: readonly object[]): Promise<void> => {
  const answer = await sandbox.fetch(
    new Request(`${http}/_sandbox/worlds/default/faults`, {
      method: "PUT",
      body: JSON.stringify(faults),
    }),
  )
  expect(answer.ok).toBe(true)
}

const outcomes = ({ steps }: TestReport): string =>
  steps.map(({ step, outcome }) => `${step} ${outcome}`).join(", ")
const failed = ({ steps }: TestReport) => steps.find(({ outcome }) => outcome === "failed")

const providers = ["spectra", "cloudfoundry", "vrealize", "cylance", "astra"] as const

describe("the test of a connection", () => {
  it.each(providers)("passes for %s", async (provider) => {
    const report = await testConnection(provider, access(provider), never)
    expect(report.ok).toBe(true)
    expect(outcomes(report)).toBe("address ok, tls skipped, credential ok, permission ok, list ok")
  })

  it.each(providers)("trusts a private CA for %s, and nothing less", async (provider) => {
    const without = await testConnection(provider, access(provider, https), never)
    expect(failed(without)).toMatchObject({ step: "tls" })
    expect(failed(without)?.fix).toContain("Certificate authority")
    const ca = sandbox.ca() ?? ""
    const report = await testConnection(provider, change(access(provider, https), { ca }), never)
    expect(outcomes(report)).toBe("address ok, tls ok, credential ok, permission ok, list ok")
  })

  it.each<[string, ProviderId, () => Access, string, RegExp]>([
    [
      "a host that is not known",
      "astra",
      () => change(access("astra"), { address: "https://nowhere.invalid" }),
      "address",
      /spelling|DNS/,
    ],
    [
      "nothing listening",
      "astra",
      () => change(access("astra"), { address: "http://127.0.0.1:9" }),
      "address",
      /port/,
    ],
    [
      "a wrong token",
      "astra",
      () => change(access("astra"), {}, { token: "wrong" }),
      "credential",
      /new one/,
    ],
    [
      "a wrong password",
      "cloudfoundry",
      () => change(access("cloudfoundry"), {}, { password: "wrong" }),
      "credential",
      /password/,
    ],
    [
      "a wrong secret",
      "cylance",
      () => change(access("cylance"), {}, { applicationSecret: "wrong" }),
      "credential",
      /secret/,
    ],
    [
      "a wrong tenant",
      "vrealize",
      () => change(access("vrealize"), { tenant: "wrong" }),
      "credential",
      /tenant/,
    ],
    [
      "a wrong organization",
      "spectra",
      () => change(access("spectra"), { organization: "wrong" }),
      "list",
      /organization/,
    ],
    [
      "a path that is another product's",
      "cloudfoundry",
      () => change(access("cloudfoundry"), { address: `${http}/spectra` }),
      "credential",
      /address/,
    ],
  ])("names the step that fails for %s, and the fix", async (_what, provider, given, step, fix) => {
    const report = await testConnection(provider, given(), never)
    expect(report.ok).toBe(false)
    expect(failed(report)).toMatchObject({ step })
    expect(failed(report)?.fix).toMatch(fix)
    const after = report.steps.slice(report.steps.findIndex((one) => one.outcome === "failed") + 1)
    expect(after.every(({ outcome }) => outcome === "skipped")).toBe(true)
  })

  it("names the missing permission", async () => {
    const guest = sandbox.apis(http).astra?.also["a user who may not read packages"]
    const report = await testConnection("astra", guest ?? access("astra"), never)
    expect(failed(report)).toMatchObject({ step: "permission" })
    expect(failed(report)?.fix).toContain("Viewer")
  })

  it.each(["cloudfoundry", "vrealize", "cylance"] as const)(
    "does not blame the credential of %s where the sign-in failed or is not there",
    async (provider) => {
      for (const [status, unjudged] of [
        [500, "broken"],
        [404, "unreadable"],
      ] as const) {
        await fail([{ fault: { kind: "status", status } }])
        const report = await testConnection(provider, access(provider), never)
        expect(failed(report)).toMatchObject({ step: "credential", unjudged })
        expect(failed(report)?.said).toContain(`(status ${status})`)
      }
      await fail([])
      const refused = await testConnection(provider, access(provider), never)
      expect(refused.ok).toBe(true)
    },
  )
})
