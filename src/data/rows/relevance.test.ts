import * as fc from "fast-check"
import { describe, expect, test } from "vitest"
import type { Field, Row } from "../../model/field.ts"
import { emptyQuery } from "../../model/query.ts"
import { answerHere } from "./rowAnswers.ts"
import { sampleFields, someQuery, someRows } from "./sample.ts"

const fields: readonly Field[] = [
  { id: "name", label: "Name", kind: "text" },
  { id: "owner", label: "Owner", kind: "text" },
  { id: "digest", label: "Digest", kind: "digest" },
]

const rowsOf = (...names: readonly string[]): readonly Row[] =>
  names.map((name, at) => ({ id: String(at), cells: { name, owner: "team" }, raw: null }))

const ranked = (rows: readonly Row[], text: string, more = {}) =>
  answerHere(fields, rows, { ...emptyQuery, size: 1000, text, ranked: true, ...more })

const namesOf = (rows: readonly Row[]): readonly unknown[] => rows.map(({ cells }) => cells["name"])

describe("the best matches come first", () => {
  test("the name itself, its beginning, the beginning of a word, a part, another field", () => {
    const rows: readonly Row[] = [
      { id: "field", cells: { name: "zlib", owner: "the core team" }, raw: null },
      ...rowsOf("hardcore", "log4j-core", "core-js-pure", "core-js", "core"),
    ]
    expect(namesOf(ranked(rows, "core").rows)).toEqual([
      "core",
      "core-js",
      "core-js-pure",
      "log4j-core",
      "hardcore",
      "zlib",
    ])
  })

  test("a name before a description, though that be the very words", () => {
    const described: readonly Field[] = [
      ...fields,
      { id: "about", label: "About", kind: "text", prose: true },
    ]
    const cells = [
      { name: "b", about: "core" },
      { name: "a", about: "The core,\nand more\ncore" },
      { name: "hardcore", about: "z" },
      { name: "x", owner: "core", about: "y" },
    ]
    const rows = cells.map((each, at) => ({ id: String(at), cells: each, raw: null }))
    const query = { ...emptyQuery, size: 10, text: "core", ranked: true as const }
    expect(namesOf(answerHere(described, rows, query).rows)).toEqual(["x", "hardcore", "b", "a"])
  })

  test("whatever is typed in another case, with accents or in several words", () => {
    const rows = rowsOf("Müller-Tools", "müller")
    expect(namesOf(ranked(rows, "MULLER").rows)).toEqual(["müller", "Müller-Tools"])
    expect(namesOf(ranked(rows, "tools müller").rows)).toEqual(["Müller-Tools"])
  })

  test("a whole digest before names that have it as a part of something longer", () => {
    const digest = `sha256:${"ab".repeat(32)}`
    const rows: readonly Row[] = [
      { id: "a", cells: { name: `copy of ${digest}`, owner: "x" }, raw: null },
      { id: "b", cells: { name: "app", owner: "x", digest }, raw: null },
    ]
    expect(ranked(rows, digest).rows.map(({ id }) => id)).toEqual(["b", "a"])
  })

  test("equals stay in the order that is asked for", () => {
    const rows: readonly Row[] = [1, 3, 2].map((day) => ({
      id: String(day),
      cells: { name: "same", created: new Date(Date.UTC(2026, 0, day)) },
      raw: null,
    }))
    const all: readonly Field[] = [...fields, { id: "created", label: "Created", kind: "date" }]
    const { rows: found } = answerHere(all, rows, {
      ...emptyQuery,
      text: "same",
      ranked: true,
      sort: [{ field: "created", desc: true }],
    })
    expect(found.map(({ id }) => id)).toEqual(["3", "2", "1"])
  })

  test("and are the same rows as without an order, on however many pages", () => {
    fc.assert(
      fc.property(someRows, someQuery, (rows, asked) => {
        const query = { ...asked, page: "", size: 1000 }
        const plain = answerHere(sampleFields, rows, query)
        const best = answerHere(sampleFields, rows, { ...query, ranked: true })
        if (plain.matching === 0) return
        expect(best.similar).toBeUndefined()
        expect(best.matching).toBe(plain.matching)
        expect(new Set(best.rows)).toEqual(new Set(plain.rows))
        const cut = answerHere(sampleFields, rows, { ...query, ranked: true, size: 5, page: "2" })
        expect(cut.rows).toEqual(best.rows.slice(5, 10))
      }),
    )
  })
})

describe("what is only similar", () => {
  const rows = rowsOf("lodash", "lodash-es", "left-pad", "kubernetes-client", "zoom")

  test.each([
    ["lodahs", ["lodash", "lodash-es"]],
    ["lofash", ["lodash", "lodash-es"]],
    ["loddash", ["lodash", "lodash-es"]],
    ["kodash", ["lodash", "lodash-es"]],
    ["lfet pad", ["left-pad"]],
    ["kubrentes", ["kubernetes-client"]],
    ["clinet kuberntes", ["kubernetes-client"]],
  ])("%s finds %j", (text, names) => {
    const found = ranked(rows, text)
    expect(found.similar).toBeDefined()
    expect(namesOf(found.rows)).toEqual(names)
    expect(found.matching).toBe(names.length)
  })

  test("is never mixed with what matches", () => {
    const found = ranked(rowsOf("lodash", "lodahs-typo"), "lodahs")
    expect(found.similar).toBeUndefined()
    expect(namesOf(found.rows)).toEqual(["lodahs-typo"])
    const prefix = ranked(rowsOf("kubernetes", "kubrenetse-like", "kubernetse"), "kubernetse")
    expect(namesOf(prefix.rows)).toEqual(["kubernetse"])
  })

  test("says what in the names is like it", () => {
    expect(ranked(rows, "lodahs").similar).toEqual(["lodash"])
  })

  test("keeps to the filters", () => {
    const found = ranked(rows, "lodahs", { filters: { name: ["es"] } })
    expect(namesOf(found.rows)).toEqual(["lodash-es"])
  })

  test("is nothing where nothing is like it, and nothing for a list in the provider's order", () => {
    expect(ranked(rows, "qqqqqqq")).toMatchObject({ rows: [], matching: 0 })
    expect(ranked(rows, "qqqqqqq").similar).toBeUndefined()
    const plain = answerHere(fields, rows, { ...emptyQuery, text: "lodahs" })
    expect(plain).toMatchObject({ rows: [], matching: 0 })
  })
})
