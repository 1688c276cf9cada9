import { beforeEach, describe, expect, test, vi } from "vitest"

/** A browser's store as this module sees it. */
const store = new Map<string, string>()
let room = Infinity
vi.stubGlobal("localStorage", {
  getItem: (key: string) => store.get(key) ?? null,
  setItem: (key: string, value: string) => {
    if (value.length > room) throw new DOMException("full", "QuotaExceededError")
    store.set(key, value)
  },
})

const fresh = async () => {
  vi.resetModules()
  return { ...(await import("./viewChanges.ts")), ...(await import("./views.ts")) }
}

beforeEach(() => {
  store.clear()
  room = Infinity
})

const fileOf = (...views: readonly object[]): string =>
  JSON.stringify({
    waybill: "views",
    views: views.map((view) => ({ id: "1", name: "x", path: "/packages", search: "", ...view })),
  })

describe("saved views", () => {
  test("outlive the page, and one of the same name takes the place of the other", async () => {
    const before = await fresh()
    before.saveView({ name: "Bad", path: "/packages", search: "state=failed" })
    before.saveView({ name: "Bad", path: "/packages", search: "state=unknown" })
    const after = await fresh()
    expect(after.savedViews()).toMatchObject([{ name: "Bad", search: "state=unknown" }])
  })
  test("of another tab stay when one is saved here, though nobody heard of them", async () => {
    const here = await fresh()
    here.saveView({ name: "A", path: "/packages", search: "q=a" })
    const there = await fresh()
    there.saveView({ name: "B", path: "/packages", search: "q=b" })
    here.saveView({ name: "C", path: "/packages", search: "q=c" })
    expect(here.savedViews().map(({ name }) => name)).toEqual(["A", "B", "C"])
    expect(here.savedViews()).toBe(here.savedViews())
    here.removeView(here.savedViews()[0]?.id ?? "")
    expect(there.savedViews().map(({ name }) => name)).toEqual(["B", "C"])
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
  test("keep neither the page that was open nor a dialog, nor that the plain list was meant", async () => {
    const views = await fresh()
    views.saveView({ name: "A", path: "/packages", search: "q=a%20b&page=3&do=upload&of=1&cols=x" })
    views.saveView({ name: "B", path: "/packages", search: "view=all" })
    views.saveView({ name: "C", path: "/packages", search: "state=failed&view=review" })
    expect(views.savedViews().map(({ search }) => search)).toEqual([
      "q=a+b&cols=x",
      "",
      "state=failed&view=review",
    ])
  })
  test("take no name that another of the list has", async () => {
    const views = await fresh()
    views.saveView({ name: "A", path: "/packages", search: "q=a" })
    views.saveView({ name: "B", path: "/packages", search: "q=b" })
    views.saveView({ name: "C", path: "/c/x/packages", search: "q=c" })
    const [a, , c] = views.savedViews()
    expect(views.renameView(a?.id ?? "", "B")).toContain("“B” of this list already")
    expect(views.renameView(c?.id ?? "", "B")).toBeUndefined()
    expect(views.savedViews().map(({ name }) => name)).toEqual(["A", "B", "B"])
  })
  test("come back as they were, where they were", async () => {
    const views = await fresh()
    for (const name of ["A", "B", "C"]) views.saveView({ name, path: "/packages", search: "q=1" })
    views.setOpening("/packages", views.savedViews()[1]?.id)
    const before = views.savedViews()
    const b = before[1] ?? { id: "", name: "", path: "", search: "" }
    views.removeView(b.id)
    expect(views.putBack(b, 1)).toBeUndefined()
    expect(views.savedViews()).toEqual(before)
    views.saveView({ name: "B", path: "/packages", search: "q=2" })
    expect(views.putBack(b, 1)).toBeUndefined()
    expect(views.savedViews()).toEqual(before)

    views.removeView(b.id)
    views.setOpening("/packages", before[0]?.id)
    expect(views.putBack(b, 1)).toBeUndefined()
    expect(views.savedViews().map(({ opens }) => opens)).toEqual([true, undefined, undefined])
    views.removeView(b.id)
    views.saveView({ name: "B", path: "/packages", search: "q=3" })
    expect(views.putBack(b, 1)).toContain("another view “B”")
    expect(views.savedViews()).toHaveLength(3)
  })
  test("go to another browser as a file", async () => {
    const here = await fresh()
    here.saveView({ name: "A", path: "/c/x/packages", search: "q=a&sort=-created" })
    const file = here.exportViews()
    store.clear()
    const there = await fresh()
    expect(there.importViews(file)).toEqual({ added: 1, refused: [] })
    expect(there.savedViews()).toMatchObject([{ name: "A", search: "q=a&sort=-created" }])
  })
  test.each([
    ["no JSON at all", "no JSON"],
    [JSON.stringify({ waybill: "views" }), "no file of views"],
  ])("a file that is none changes nothing: %s", async (text, said) => {
    const views = await fresh()
    views.saveView({ name: "A", path: "/packages", search: "q=a" })
    const result = views.importViews(text)
    expect("problem" in result && result.problem).toContain(said)
    expect(views.savedViews()).toHaveLength(1)
  })
  test.each([
    "https://evil.example",
    "//evil.example/x",
    "/\t/evil.example",
    "/\n/evil.example/c/x/packages",
    "/packages\u0000",
    "/c/x/pack ages",
    "/c/x/../../settings",
    "/c/x/%2e%2e/%2E%2E/settings",
    "/c/x/\\evil.example",
    "/c/%zz/packages",
    "/c/x",
    "/c//packages",
    "/settings",
    "/packages//",
    "/packages?q=a",
    "",
  ])(
    "one that leads elsewhere is left out, with the reason, and the others come: %j",
    async (path) => {
      const views = await fresh()
      expect(views.importViews(fileOf({ name: "Evil", path }, { name: "Good" }))).toEqual({
        added: 1,
        refused: ["“Evil” was not taken in: its path is not that of a list of this app."],
      })
      expect(views.savedViews().map(({ name }) => name)).toEqual(["Good"])
      store.set("waybill.views", JSON.stringify([{ id: "1", name: "x", search: "", path }]))
      expect((await fresh()).savedViews()).toEqual([])
    },
  )
  test.each([
    "/packages",
    "/packages/",
    "/c/x/packages",
    "/c/x/packages/",
    "/c/x/projects/Mine%20%26%2F/releases/1.0~(b)'!*",
  ])("one of a list of this app comes in: %s", async (path) => {
    const views = await fresh()
    expect(views.importViews(fileOf({ path }))).toEqual({ added: 1, refused: [] })
  })
  test("what is no view is left out, and said by its place or name", async () => {
    const views = await fresh()
    const long = "a".repeat(5000)
    expect(
      views.importViews(fileOf({ name: 1 }, { name: "Long", search: long }, { search: 1 }, {})),
    ).toEqual({
      added: 1,
      refused: [
        "View 1 of the file was not taken in: its name is missing, empty or longer than 80 characters. Mend that in the file, or export the views again where they come from.",
        "“Long” was not taken in: what it asks for is longer than 4096 characters.",
        "“x” was not taken in: its search, which says what it asks for, is missing or no text. Mend that in the file, or export the views again where they come from.",
      ],
    })
    expect(views.saveView({ name: "Long", path: "/packages", search: long })).toContain("4096")
    expect(views.savedViews()).toHaveLength(1)
  })
  test("one of a connection that is not here is taken in, and said", async () => {
    const views = await fresh()
    const file = fileOf({ name: "There", path: "/c/a%20b/packages" }, { path: "/c/here/packages" })
    expect(views.importViews(file, new Set(["here"]))).toEqual({
      added: 2,
      refused: [],
      astray: ["“There” was taken in, but leads nowhere yet: there is no connection “a b” here."],
    })
    expect(views.importViews(file)).toEqual({ added: 2, refused: [] })
  })
  test("an empty file is called that", async () => {
    const views = await fresh()
    expect(views.importViews(" \n")).toEqual({
      problem: expect.stringMatching(/^This file is empty\. Nothing was changed\. Choose/),
    })
  })
  test("a file changes no choice of what a list opens with, and chooses one at most", async () => {
    const views = await fresh()
    const both = [
      { name: "A", opens: true },
      { name: "B", opens: true },
    ]
    views.importViews(fileOf(...both))
    expect(views.savedViews().map(({ opens }) => opens)).toEqual([true, undefined])
    views.setOpening("/packages", views.savedViews()[1]?.id)
    views.importViews(fileOf(...both))
    expect(views.savedViews().map(({ opens }) => opens)).toEqual([undefined, true])
  })
  test("what a file puts in the place of another is named, and can be taken back", async () => {
    const views = await fresh()
    views.saveView({ name: "A", path: "/packages", search: "q=mine" })
    views.saveView({ name: "B", path: "/packages", search: "q=b" })
    const before = views.savedViews()
    const file = fileOf(
      { name: "A", search: "q=theirs" },
      { name: "B", search: "q=b" },
      { name: "C" },
    )
    expect(views.importViews(file)).toEqual({ added: 3, refused: [], replaced: ["“A”"] })
    const then = views.savedViews()
    expect(views.takeBack(before, then)).toBeUndefined()
    expect(views.savedViews()).toEqual(before)
    views.importViews(file)
    const later = views.savedViews()
    views.saveView({ name: "D", path: "/packages", search: "q=d" })
    expect(views.takeBack(before, later)).toContain("changed since")
    expect(views.savedViews().map(({ name }) => name)).toEqual(["A", "B", "C", "D"])
  })
  test("there are 500 of them and no more, over all files", async () => {
    const views = await fresh()
    const many = (from: number, count: number): string =>
      fileOf(...Array.from({ length: count }, (_, at) => ({ name: `n${from + at}` })))
    expect(views.importViews(many(0, 400))).toMatchObject({ added: 400 })
    const second = views.importViews(many(399, 103))
    expect(second).toMatchObject({ added: 101 })
    expect("refused" in second && second.refused[0]).toContain(
      "“n500” was not taken in: there are 500",
    )
    expect(views.savedViews()).toHaveLength(500)
    expect(views.saveView({ name: "One more", path: "/packages", search: "" })).toContain("500")
    expect(views.saveView({ name: "n0", path: "/packages", search: "q=new" })).toBeUndefined()
  })
  test("what the browser does not keep is not shown as kept, and is said", async () => {
    const views = await fresh()
    views.saveView({ name: "A", path: "/packages", search: "q=a" })
    room = 100
    const result = views.importViews(fileOf({ name: "B" }, { name: "C" }))
    expect("problem" in result && result.problem).toContain("storage is full")
    expect(views.saveView({ name: "B", path: "/packages", search: "" })).toContain(
      "storage is full",
    )
    expect(views.savedViews()).toEqual((await fresh()).savedViews())
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
