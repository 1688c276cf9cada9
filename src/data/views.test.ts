import { beforeEach, describe, expect, test, vi } from "vitest"

/** A browser's store as this module sees it. */
const store = new Map<string, string>()
vi.stubGlobal("localStorage", {
  getItem: (key: string) => store.get(key) ?? null,
  setItem: (key: string, value: string) => void store.set(key, value),
})

const fresh = async () => {
  vi.resetModules()
  return import("./views.ts")
}

beforeEach(() => store.clear())

describe("saved views", () => {
  test("outlive the page, and one of the same name takes the place of the other", async () => {
    const before = await fresh()
    before.saveView({ name: "Bad", path: "/packages", search: "state=failed" })
    before.saveView({ name: "Bad", path: "/packages", search: "state=unknown" })
    const after = await fresh()
    expect(after.savedViews()).toMatchObject([{ name: "Bad", search: "state=unknown" }])
  })
  test("one at most opens a list", async () => {
    const views = await fresh()
    views.saveView({ name: "A", path: "/packages", search: "q=a" })
    views.saveView({ name: "B", path: "/packages", search: "q=b" })
    const [a, b] = views.savedViews()
    views.setOpening("/packages", a?.id)
    views.setOpening("/packages", b?.id)
    expect(views.openingOf("/packages")?.name).toBe("B")
    views.setOpening("/packages", undefined)
    expect(views.openingOf("/packages")).toBeUndefined()
  })
  test("go to another browser as a file", async () => {
    const here = await fresh()
    here.saveView({ name: "A", path: "/c/x/packages", search: "q=a&sort=-created" })
    const file = here.exportViews()
    store.clear()
    const there = await fresh()
    expect(there.importViews(file)).toEqual({ added: 1 })
    expect(there.savedViews()).toMatchObject([{ name: "A", search: "q=a&sort=-created" }])
  })
  test.each([
    ["no JSON at all", "no JSON"],
    [JSON.stringify({ waybill: "views" }), "no file of views"],
    [
      JSON.stringify({
        waybill: "views",
        views: [{ id: "1", name: "x", path: "https://evil.example", search: "" }],
      }),
      "views.0.path",
    ],
    [
      JSON.stringify({
        waybill: "views",
        views: [{ id: "1", name: "x", path: "//evil.example/x", search: "" }],
      }),
      "views.0.path",
    ],
  ])("a file that is none changes nothing: %s", async (text, said) => {
    const views = await fresh()
    views.saveView({ name: "A", path: "/packages", search: "q=a" })
    const result = views.importViews(text)
    expect("problem" in result && result.problem).toContain(said)
    expect(views.savedViews()).toHaveLength(1)
  })
  test.each(["", "{}", "null", '"a"', "[1, null]"])(
    "a store that someone broke reads as empty: %s",
    async (text) => {
      store.set("waybill.views", text)
      const views = await fresh()
      expect(views.savedViews()).toEqual([])
    },
  )
  test("one that cannot be read leaves the others", async () => {
    const good = { id: "a", name: "A", path: "/packages", search: `q=${"a".repeat(9000)}` }
    store.set(
      "waybill.views",
      JSON.stringify([
        { id: 1 },
        { ...good, id: "b", path: "//evil.example/x" },
        { ...good, id: "c", path: "/c/%zz/packages" },
        { ...good, id: "d", search: undefined },
        good,
      ]),
    )
    const views = await fresh()
    expect(views.savedViews()).toEqual([good])
    views.saveView({ name: "B", path: "/packages", search: "" })
    const after = await fresh()
    expect(after.savedViews().map(({ name }) => name)).toEqual(["A", "B"])
  })
})
