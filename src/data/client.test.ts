import { queryOptions } from "@tanstack/react-query"
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { keys } from "./keys.ts"

/** What a browser with that store makes of the module, where the person has been here before. */
const begin = async (open: () => unknown) => {
  vi.resetModules()
  vi.stubGlobal("indexedDB", { open })
  const kept = new Map([["waybill.user", "me"]])
  vi.stubGlobal("localStorage", {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
    removeItem: (name: string) => void kept.delete(name),
  })
  const { createClient, keepFor, kept: keptQuery, persister } = await import("./client.ts")
  const client = createClient()
  const read = (place: string): Promise<string> =>
    client.fetchQuery(
      queryOptions({
        queryKey: keys.item("astra", "packages", [{ in: "packages", id: place }]),
        queryFn: () => Promise.resolve(`answer of ${place}`),
        persister: keptQuery("always"),
      }),
    )
  return { client, keepFor, persister, read }
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const throws = (): never => {
  throw new DOMException("Blocked for this site", "SecurityError")
}

/** A request that ends at once in what a browser makes of it. */
const asked = (how: "onsuccess" | "onerror", result?: unknown) => (): unknown => {
  const request: Record<string, unknown> = { result, error: new DOMException("Full disk") }
  queueMicrotask(() => {
    const heard = request[how]
    if (typeof heard === "function") heard()
  })
  return request
}

describe.each([
  ["that may not be opened", throws],
  ["that does not open", asked("onerror")],
  ["that opens, and takes nothing from then on", asked("onsuccess", { transaction: throws })],
])("a store %s", (_, open) => {
  it("keeps nothing, and costs no answer, the first no more than those after it", async () => {
    const { client, keepFor, persister, read } = await begin(open)
    await keepFor("me")
    for (const place of ["a", "b", "c"]) {
      expect(await read(place)).toBe(`answer of ${place}`)
      // What is kept is kept once it has been given, and must not fail unheard.
      await vi.runAllTimersAsync()
    }
    await persister.restoreQueries(client)
    await persister.removeQueries()
  })
  it("keeps nobody from signing in", async () => {
    const { keepFor } = await begin(open)
    await expect(keepFor("somebody else")).resolves.toBeUndefined()
  })
})

describe("a store whose opening is never answered", () => {
  it("holds up the first answer for a moment, and no other", async () => {
    const { keepFor, read } = await begin(() => ({}))
    await keepFor("me")
    const first = read("a")
    await vi.advanceTimersByTimeAsync(2000)
    expect(await first).toBe("answer of a")
    // No timer goes on from here.
    expect(await read("b")).toBe("answer of b")
  })
  it("keeps nobody from signing in", async () => {
    const { keepFor, read } = await begin(() => ({}))
    const signedIn = keepFor("somebody else")
    await vi.advanceTimersByTimeAsync(2000)
    await signedIn
    expect(await read("a")).toBe("answer of a")
  })
})
