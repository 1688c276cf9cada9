import { QueryClient } from "@tanstack/react-query"
import { beforeEach, describe, expect, test, vi } from "vitest"
import type { Problem, ProviderError } from "../model/error.ts"
import { spectra } from "../providers/spectra/index.ts"
import { versions } from "../providers/spectra/versions.ts"
import { keys } from "./keys.ts"
import type { Offered } from "./lacking.ts"

/** A browser's store for the session, as this module sees it. */
const store = new Map<string, string>()
vi.stubGlobal("sessionStorage", {
  getItem: (key: string) => store.get(key) ?? null,
  setItem: (key: string, value: string) => void store.set(key, value),
})

/** As a page that was just opened loads it. */
const fresh = async () => {
  vi.resetModules()
  return import("./lacking.ts")
}

const at = { connection: { id: "one" }, resource: versions }

/** An error as today's page throws it: the module, and so its class, is loaded anew with each page. */
const failed = async (problem: Partial<Problem>): Promise<ProviderError> => {
  const { ProviderError: Own } = await import("../model/error.ts")
  return new Own({ trouble: "unsupported", title: "Approving is not offered.", ...problem })
}

/** Why actions on versions are blocked, as a page shows it. */
const blockedIn = (client: QueryClient, id = "one") => {
  const { resources } = client.getQueryData<Offered>(keys.lacking(id))?.of(spectra) ?? {}
  const row = { id: "1", cells: {}, raw: {} }
  return (resources?.["versions"]?.actions ?? []).flatMap((action) => {
    const reason = action.blocked?.({ place: [], row })
    return reason === undefined ? [] : [[action.id, reason]]
  })
}

const reason = "Approving is not offered. Testing the connection lets it be asked again."

beforeEach(() => store.clear())

describe("an action that the installation lacks", () => {
  test("is blocked with the reason once it was tried, in a page that is opened later too", async () => {
    const client = new QueryClient()
    const page = await fresh()
    page.noteLacking(at, { id: "approve" }, await failed({ lacking: true }))
    page.showLacking(client, "one")
    expect(blockedIn(client)).toEqual([["approve", reason]])
    const next = new QueryClient()
    const later = await fresh()
    later.showLacking(next, "one")
    expect(blockedIn(next)).toEqual([["approve", reason]])
  })

  test("is so for its own connection alone", async () => {
    const client = new QueryClient()
    const page = await fresh()
    page.noteLacking(at, { id: "approve" }, await failed({ lacking: true }))
    page.showLacking(client, "two")
    expect(blockedIn(client, "two")).toEqual([])
  })

  test("is offered again when the connection was tested or changed, and after signing out", async () => {
    for (const forget of ["one", "all"] as const) {
      const client = new QueryClient()
      const page = await fresh()
      page.noteLacking(at, { id: "approve" }, await failed({ lacking: true }))
      page.showLacking(client, "one")
      expect(blockedIn(client)).toHaveLength(1)
      if (forget === "one") page.forgetLacking(client, "one")
      else page.forgetAllLacking()
      page.showLacking(client, "one")
      expect(blockedIn(client)).toEqual([])
      expect((await fresh()).lackingOf("one").of(spectra)).toBe(spectra)
      expect(store.get("waybill.lacking")).toBe("{}")
    }
  })

  test("is no other failure: what is missing, or was not taken, may be there the next time", async () => {
    const client = new QueryClient()
    const page = await fresh()
    for (const problem of [{}, { trouble: "missing" }, { trouble: "forbidden" }] as const)
      page.noteLacking(at, { id: "approve" }, await failed(problem))
    page.noteLacking(at, { id: "approve" }, new TypeError("not offered"))
    page.showLacking(client, "one")
    expect(blockedIn(client)).toEqual([])
  })

  test("is not remembered from what was kept in another form", async () => {
    store.set("waybill.lacking", '{"one": ["versions approve"]}')
    const client = new QueryClient()
    const page = await fresh()
    page.showLacking(client, "one")
    expect(blockedIn(client)).toEqual([])
  })
})
