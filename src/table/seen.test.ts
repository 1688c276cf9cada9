import { expect, test, vi } from "vitest"
import { markSeen, seenAt } from "./seen.ts"

const store = new Map<string, string>()
vi.stubGlobal("localStorage", {
  getItem: (key: string) => store.get(key) ?? null,
  setItem: (key: string, value: string) => store.set(key, value),
})

test("an older tab does not take back what another has marked as seen", () => {
  markSeen("/packages", "2020-01-01T00:00:00.000Z")
  expect(seenAt("/packages")).toBe("2020-01-01T00:00:00.000Z")
  markSeen("/packages", "2026-11-02T00:00:00.000Z")
  markSeen("/packages", "2026-11-01T00:00:00.000Z")
  expect(seenAt("/packages")).toBe("2026-11-02T00:00:00.000Z")
})
