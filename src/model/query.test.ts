import { describe, expect, it } from "vitest"
import type { Field } from "./field.ts"
import type { Paging } from "./provider.ts"
import { parseRange } from "./filter.ts"
import { emptyQuery, plan, readQuery, writeQuery } from "./query.ts"
import type { Query } from "./query.ts"

const paging: Paging = { by: "page", sizes: [50, 100], max: 200 }

const fields: readonly Field[] = [
  { id: "name", label: "Name", kind: "text", sort: "server", filter: ["equals"] },
  { id: "status", label: "Status", kind: "status", sort: "server", filter: ["equals"] },
  { id: "state", label: "State", kind: "status", filter: ["oneOf"] },
  { id: "size", label: "Size", kind: "bytes", sort: "server" },
  { id: "created", label: "Created", kind: "date", filter: ["range"] },
  { id: "signed", label: "Signed", kind: "flag" },
  { id: "version", label: "Version", kind: "version" },
  { id: "files", label: "Files", kind: "records", itemOnly: true },
]

const query = (more: Partial<Query>): Query => ({ ...emptyQuery, ...more })

describe("parseRange", () => {
  it.each([
    ["bytes", "50mb..", { from: 52_428_800 }],
    ["bytes", "1k..2k", { from: 1024, to: 2048 }],
    ["number", "..7", { to: 7 }],
    ["number", "7", { from: 7, to: 7 }],
    ["number", "-3..-1", { from: -3, to: -1 }],
    [
      "date",
      "2026-01-01..2026-01-02",
      { from: Date.UTC(2026, 0, 1), to: Date.UTC(2026, 0, 3) - 1 },
    ],
    ["date", "2026-01-01T10:00:00Z..", { from: Date.UTC(2026, 0, 1, 10) }],
    ["duration", "90..", { from: 90 }],
  ] as const)("reads a %s range %s", (kind, text, range) => {
    expect(parseRange(kind, text)).toEqual(range)
  })

  it.each([
    ["number", "many"],
    ["number", ".."],
    ["bytes", "50 parsecs.."],
    ["date", "someday.."],
    ["date", "2026-01-01..soon"],
    ["date", "2026-13-45.."],
    ["date", "..2026-02-30"],
    ["bytes", "5mb..1mb"],
    ["date", "today..yesterday"],
  ] as const)("refuses a %s range %s", (kind, text) => {
    expect(parseRange(kind, text)).toBeUndefined()
  })
})

describe("plan", () => {
  it("leaves everything to an API that can do it", () => {
    const asked = query({
      sort: [{ field: "name", desc: true }],
      filters: { status: ["fail"], state: ["a", "b"], created: ["2026-01-01.."] },
      page: "3",
    })
    const { remote, local, needsAll } = plan({ fields, paging }, asked)
    expect(needsAll).toBe(false)
    expect(remote).toEqual(asked)
    expect(local.filters).toEqual({})
  })

  it.each<[string, Partial<Query>]>([
    ["text", { text: "log4j" }],
    ["a part of a name", { filters: { name: ["log"] } }],
    ["several words where the API takes one", { filters: { status: ["a", "b"] } }],
    ["several ranges", { filters: { created: ["2026-01-01..", "..2020-01-01"] } }],
    ["a field that the API cannot filter by", { filters: { size: ["1mb.."] } }],
    ["a field that the API cannot sort by", { sort: [{ field: "state", desc: false }] }],
    [
      "more keys than the API sorts by",
      {
        sort: [
          { field: "name", desc: false },
          { field: "size", desc: false },
        ],
      },
    ],
  ])("needs every page for %s", (_what, more) => {
    const { remote, needsAll } = plan({ fields, paging }, query({ ...more, page: "2" }))
    expect(needsAll).toBe(true)
    expect(remote).toMatchObject({ page: "", size: 200, text: "", sort: [] })
  })

  it("asks the API for exactly one name, and for a part of it itself", () => {
    const exact = plan({ fields, paging }, query({ filters: { name: ["=left-pad"] } }))
    expect(exact.needsAll).toBe(false)
    expect(exact.remote.filters).toEqual({ name: ["=left-pad"] })
  })

  it("still narrows at the API what it can, when the rest is ours", () => {
    const { remote, local } = plan(
      { fields, paging },
      query({ text: "x", filters: { status: ["fail"], size: ["1mb.."] } }),
    )
    expect(remote.filters).toEqual({ status: ["fail"] })
    expect(local.filters).toEqual({ size: ["1mb.."] })
  })

  it("sorts by several keys where the API can", () => {
    const sort = [
      { field: "name", desc: false },
      { field: "status", desc: true },
    ]
    const { remote, needsAll } = plan({ fields, paging, sorts: 3 }, query({ sort }))
    expect(needsAll).toBe(false)
    expect(remote.sort).toEqual(sort)
  })

  it("never needs more than the one answer of an unpaged list", () => {
    const { local, needsAll } = plan(
      { fields, paging: { by: "none" } },
      query({ text: "x", sort: [{ field: "size", desc: true }], page: "2" }),
    )
    expect(needsAll).toBe(false)
    expect(local).toMatchObject({ text: "x", page: "2", sort: [{ field: "size", desc: true }] })
  })
})

describe("the URL", () => {
  it("reads what it writes", () => {
    const asked = query({
      text: "ünï & co",
      filters: { name: ["a,b", "=c=d"], size: ["1mb..2mb"], signed: ["true"], status: ["fail"] },
      sort: [
        { field: "created", desc: true },
        { field: "name", desc: false },
      ],
      page: "4",
      size: 100,
    })
    const params = writeQuery(paging, asked)
    expect(readQuery(fields, paging, new URLSearchParams(params.toString()))).toEqual({
      query: asked,
      dropped: [],
    })
  })

  it("leaves defaults out and keeps what is not its own", () => {
    const kept = new URLSearchParams("do=upload&tab=raw&name=old&q=old")
    expect(writeQuery(paging, query({ page: "1" }), kept).toString()).toBe("do=upload&tab=raw")
  })

  it.each([
    ["colour=red", "colour"],
    ["files=x", "files"],
    ["size=huge..", "huge.."],
    ["size=5mb..1mb", "ends before it begins"],
    ["version=3..2", "ends before it begins"],
    ["created=2026-13-45..", "2026-13-45"],
    ["where=created:>2026-13-45", "2026-13-45"],
    ["signed=maybe", "maybe"],
    ["sort=-colour", "colour"],
    ["per=7", "7"],
    ["page=-1", "-1"],
    ["page=1e3", "1e3"],
  ])("drops %s and says so", (search, word) => {
    const { query: read, dropped } = readQuery(fields, paging, new URLSearchParams(search))
    expect(read).toEqual(emptyQuery)
    expect(dropped).toHaveLength(1)
    expect(dropped[0]).toContain(word)
  })

  it.each([
    ["where=state:ready", { filters: { state: ["ready"] } }],
    ["where=zoom name:a&q=log4j", { text: "log4j zoom", filters: { name: ["a"] } }],
    ["state==ready", { filters: { state: ["ready"] } }],
    ["signed=yes", { filters: { signed: ["true"] } }],
    ["state=READY&state=READY", { filters: { state: ["READY"] } }],
    ["signed=yes&where=signed:true", { filters: { signed: ["true"] } }],
  ])("reads %s as what has a place of its own", (search, asked) => {
    const { query: read, dropped } = readQuery(fields, paging, new URLSearchParams(search))
    expect(read).toEqual(query(asked))
    expect(dropped).toEqual([])
  })

  it("writes what is left of two conditions on a field as its filter", () => {
    const where = { is: "field", field: "state", values: ["ready"] } as const
    expect(writeQuery(paging, query({ where })).toString()).toBe("state=ready")
  })

  it("keeps an opaque token as it is", () => {
    const { query: read } = readQuery(
      fields,
      { by: "token", sizes: [50], max: 50 },
      new URLSearchParams("page=ab%2Fc"),
    )
    expect(read.page).toBe("ab/c")
  })
})
