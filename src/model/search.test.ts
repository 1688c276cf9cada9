import { describe, expect, it } from "vitest"
import type { Cell, Field, Row } from "./field.ts"
import { emptyQuery } from "./query.ts"
import { rowFilter, rowOrder, wordsOf } from "./search.ts"

const fields: readonly Field[] = [
  { id: "name", label: "Name", kind: "text" },
  { id: "version", label: "Version", kind: "version" },
  { id: "state", label: "State", kind: "status", options: ["failed", "running", "ready"] },
  { id: "size", label: "Size", kind: "bytes" },
  { id: "created", label: "Created", kind: "date" },
  { id: "tags", label: "Tags", kind: "list" },
  { id: "signed", label: "Signed", kind: "flag" },
]

let count = 0
const row = (cells: Readonly<Record<string, Cell>>): Row => ({
  id: String(count++),
  cells,
  raw: null,
})

const order = (
  field: string,
  values: readonly Cell[],
  desc = false,
): readonly (Cell | undefined)[] =>
  values
    .map((value) => row({ [field]: value }))
    .sort(rowOrder(fields, [{ field, desc }]))
    .map((one) => one.cells[field])

describe("rowOrder", () => {
  it("sorts versions as versions, a pre-release before its release", () => {
    const versions = [
      "1.10.0",
      "1.9.0",
      "2.0.0",
      "2.0.0-rc.1",
      "2.0.0-rc.2",
      "1.9",
      "10.0.0",
      "v1.9.1",
    ]
    expect(order("version", versions)).toEqual([
      "1.9",
      "1.9.0",
      "v1.9.1",
      "1.10.0",
      "2.0.0-rc.1",
      "2.0.0-rc.2",
      "2.0.0",
      "10.0.0",
    ])
  })

  it("sorts Debian versions naturally", () => {
    expect(order("version", ["1:2.10-3", "1:2.9-1", "1:2.9-10"])).toEqual([
      "1:2.9-1",
      "1:2.9-10",
      "1:2.10-3",
    ])
  })

  it("sorts states by how much attention they need, unknown words last", () => {
    expect(order("state", ["ready", "melting", "failed", "running"])).toEqual([
      "failed",
      "running",
      "ready",
      "melting",
    ])
  })

  it.each([false, true])("puts rows without a value last (descending: %s)", (desc) => {
    const sorted = order("size", [{ absent: "null" }, 5, 0, { absent: "forbidden" }, 9], desc)
    expect(sorted.slice(0, 3)).toEqual(desc ? [9, 5, 0] : [0, 5, 9])
  })

  it("sorts by several keys", () => {
    const rows = [
      row({ state: "ready", size: 1 }),
      row({ state: "failed", size: 1 }),
      row({ state: "failed", size: 3 }),
    ]
    rows.sort(
      rowOrder(fields, [
        { field: "state", desc: false },
        { field: "size", desc: true },
      ]),
    )
    expect(rows.map(({ cells }) => [cells["state"], cells["size"]])).toEqual([
      ["failed", 3],
      ["failed", 1],
      ["ready", 1],
    ])
  })
})

const found = (
  cells: Readonly<Record<string, Cell>>,
  filters: Readonly<Record<string, readonly string[]>>,
  text = "",
) => rowFilter(fields, { ...emptyQuery, filters, text })(row(cells))

describe("wordsOf", () => {
  it("looks for an artifact that is given with its digest by the digest", () => {
    expect(wordsOf("Node:20@sha256:7fa5a3c2 zoom")).toEqual(["sha256:7fa5a3c2", "zoom"])
    expect(wordsOf("img@sha256:")).toEqual(["img@sha256:"])
    expect(wordsOf("@scope/name@1.0.0")).toEqual(["@scope/name@1.0.0"])
  })
})

describe("rowFilter", () => {
  it("finds parts of a text whatever its case and accents", () => {
    expect(found({ name: "Größe-Änderung" }, { name: ["ande"] })).toBe(true)
    expect(found({ name: "left-pad" }, { name: ["right"] })).toBe(false)
  })

  it("finds exactly a text, case and all", () => {
    expect(found({ name: "React" }, { name: ["=React"] })).toBe(true)
    expect(found({ name: "React" }, { name: ["=react"] })).toBe(false)
    expect(found({ name: "React-dom" }, { name: ["=React"] })).toBe(false)
    expect(found({ tags: ["a", "b"] }, { tags: ["=b"] })).toBe(true)
  })

  it("takes several values as alternatives, several fields together", () => {
    const cells = { state: "failed", size: 10 }
    expect(found(cells, { state: ["ready", "failed"], size: ["5.."] })).toBe(true)
    expect(found(cells, { state: ["ready", "failed"], size: ["..5"] })).toBe(false)
  })

  it("never counts an absent value as any value", () => {
    expect(found({ size: { absent: "null" } }, { size: ["..5"] })).toBe(false)
    expect(found({}, { signed: ["false"] })).toBe(false)
    expect(found({ name: { absent: "null" } }, { name: ["null"] })).toBe(false)
  })

  it.each<Cell>([{ absent: "null" }, "", []])("finds that there is nothing in %j", (tags) => {
    const none = { is: "none", field: "tags" } as const
    const holds = rowFilter(fields, { ...emptyQuery, where: none })
    expect(holds(row({ tags }))).toBe(true)
    expect(holds(row({ tags: ["a"] }))).toBe(false)
    expect(holds(row({}))).toBe(true)
  })

  it("includes both ends of a range of dates", () => {
    const created = new Date("2026-03-31T23:59:59.999Z")
    expect(found({ created }, { created: ["2026-03-01..2026-03-31"] })).toBe(true)
    expect(found({ created }, { created: ["2026-04-01.."] })).toBe(false)
  })

  it("looks for every word of the search in any text", () => {
    const cells = { name: "log4j-core", version: "2.17.1", tags: ["java"] }
    expect(found(cells, {}, "log4j 2.17")).toBe(true)
    expect(found(cells, {}, "JAVA core")).toBe(true)
    expect(found(cells, {}, "log4j python")).toBe(false)
  })
})
