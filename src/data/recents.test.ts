import { beforeEach, expect, test, vi } from "vitest"
import { recents } from "./recents.ts"

const store = new Map<string, string>()
vi.stubGlobal("localStorage", { getItem: (key: string) => store.get(key) ?? null })
beforeEach(() => store.clear())

test("what was looked at and leads elsewhere is left out, and leaves the others", () => {
  const good = { path: "/c/x/packages/a%20b", title: "a", where: "x", provider: "astra" }
  const paths = ["/\t/evil.example", "//evil.example/c/x/y", "/c/x/../../y", "/settings", 1]
  store.set("waybill.recents", JSON.stringify([...paths.map((path) => ({ ...good, path })), good]))
  expect(recents()).toEqual([good])
})
