import { describe, expect, it } from "vitest"
import { askedInputs, problemsOf, startValues } from "../../form/values.ts"
import type { Connection } from "../../model/connection.ts"
import { providerIds } from "../../model/provider.ts"
import { providerSettings } from "../../providers/settings.ts"
import {
  addressOf,
  certificateProblem,
  connectionChecks,
  connectionInputs,
  draftOf,
  sameAccess,
  savedValues,
  suggestName,
} from "./draft.ts"

const pem = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----"

const saved: Connection = {
  id: "c1",
  provider: "cloudfoundry",
  name: "Production",
  settings: { address: "https://api.example.com", auth: "client", clientId: "reader" },
  secrets: ["clientSecret"],
  sandbox: false,
  createdAt: "2026-01-01T00:00:00Z",
  updatedAt: "2026-01-01T00:00:00Z",
}

describe("a new connection", () => {
  it.each(providerIds)("of %s asks for at most five things", (id) => {
    const inputs = connectionInputs(providerSettings[id], undefined)
    const shown = askedInputs(inputs, startValues(inputs)).filter((input) => input.required)
    expect(shown.length).toBeGreaterThanOrEqual(3)
    expect(shown.length).toBeLessThanOrEqual(5)
  })

  it("needs no name, but not one that is taken or too long", () => {
    const provider = providerSettings.astra
    const inputs = connectionInputs(provider, undefined)
    const values = {
      ...startValues(inputs),
      address: "https://astra.example.com",
      account: "a",
      token: "t",
    }
    const rules = { checks: connectionChecks(["Production"]) }
    expect(problemsOf(inputs, values, rules)).toEqual({})
    expect(problemsOf(inputs, { ...values, name: "Production" }, rules)["name"]).toContain(
      "already",
    )
    expect(problemsOf(inputs, { ...values, name: "x".repeat(61) }, rules)["name"]).toContain("61")
  })
})

describe("draftOf", () => {
  const provider = providerSettings.cloudfoundry

  it("keeps saved secrets by leaving blank ones out", () => {
    const inputs = connectionInputs(provider, saved)
    const values = startValues(inputs, savedValues(saved))
    const draft = draftOf(provider, values, saved.name)
    expect(draft).toEqual({
      provider: "cloudfoundry",
      name: "Production",
      settings: saved.settings,
      secrets: {},
    })
    expect(sameAccess(draft, { settings: saved.settings, secrets: {} })).toBe(true)
    expect(problemsOf(inputs, values, { saved: saved.secrets })).toEqual({})
    expect(problemsOf(inputs, values)).toHaveProperty("clientSecret")
  })

  it("drops what belongs to another way of signing in", () => {
    const values = {
      ...startValues(connectionInputs(provider, undefined)),
      address: "https://api.example.com",
      username: "ada",
      password: "lovelace",
      auth: "token",
      token: "eyJ",
    }
    expect(draftOf(provider, values, " Staging ")).toEqual({
      provider: "cloudfoundry",
      name: "Staging",
      settings: { address: "https://api.example.com", auth: "token" },
      secrets: { token: "eyJ" },
    })
  })

  it("tells access that differs", () => {
    const access = { settings: { address: "a", auth: "b" }, secrets: {} }
    expect(sameAccess(access, { settings: { auth: "b", address: "a" }, secrets: {} })).toBe(true)
    expect(sameAccess(access, { settings: { address: "a" }, secrets: {} })).toBe(false)
    expect(sameAccess(access, { ...access, secrets: { token: "t" } })).toBe(false)
  })
})

describe("certificateProblem", () => {
  it("takes one certificate or several", () => {
    expect(certificateProblem(pem)).toBeUndefined()
    expect(certificateProblem(`${pem}\n${pem}`)).toBeUndefined()
  })

  it("refuses a private key, even beside a certificate", () => {
    const key = "-----BEGIN EC PRIVATE KEY-----\nMHc\n-----END EC PRIVATE KEY-----"
    expect(certificateProblem(`${pem}\n${key}`)).toContain("private key")
  })

  it("refuses what is cut off or no certificate", () => {
    expect(certificateProblem(pem.slice(0, -10))).toContain("end is missing")
    expect(certificateProblem("MIIB")).toContain("PEM")
  })
})

describe("an address without encryption", () => {
  const check = connectionChecks([])["address"]

  it("is refused, except on this machine", () => {
    expect(check?.("http://example.com")).toContain("https://")
    expect(check?.("HTTP://example.com")).toContain("https://")
    expect(check?.("https://example.com")).toBeUndefined()
    expect(check?.("http://127.0.0.1:4880/spectra")).toBeUndefined()
    expect(check?.("http://localhost")).toBeUndefined()
    expect(check?.("http://localhost.example.com")).toContain("https://")
  })
})

describe("suggestName", () => {
  it("is the provider's name, then with the host, then with a number", () => {
    const name = "Cloud Foundry"
    expect(suggestName(name, undefined, [])).toBe(name)
    expect(suggestName(name, "api.example.com", [name])).toBe("Cloud Foundry · api.example.com")
    expect(suggestName(name, "", [name])).toBe("Cloud Foundry 2")
    expect(
      suggestName(name, "https://api.example.com", [name, "Cloud Foundry · api.example.com"]),
    ).toBe("Cloud Foundry 2")
    expect(suggestName(name, "", [name, "Cloud Foundry 2"])).toBe("Cloud Foundry 3")
  })

  it("never suggests what is too long", () => {
    const long = `https://${"a".repeat(60)}.example.com`
    expect(suggestName("Cloud Foundry", long, ["Cloud Foundry"])).toBe("Cloud Foundry 2")
  })
})

describe("addressOf", () => {
  it("is the address, or the region that stands for one, without its scheme", () => {
    expect(addressOf({ address: "https://a.example.com/" })).toBe("a.example.com")
    expect(addressOf({ region: "https://protectapi.cylance.com" })).toBe("protectapi.cylance.com")
    expect(addressOf({ region: "other", address: "http://127.0.0.1:1/x" })).toBe(
      "http://127.0.0.1:1/x",
    )
    expect(addressOf({})).toBeUndefined()
  })
})
