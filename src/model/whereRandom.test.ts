import * as fc from "fast-check"
import { describe, expect, test } from "vitest"
import type { Field } from "./field.ts"
import { emptyQuery, plan, readQuery, writeQuery } from "./query.ts"
import { fromParts, join, printWhere, toParts } from "./where.ts"
import type { Where } from "./where.ts"
import { fields, read, samplePaging as paging } from "./whereSample.ts"

const word = fc.oneof(
  fc.string({ minLength: 1, unit: "grapheme" }),
  fc.constantFrom("a", "OR", "NOT", "AND", "-x", "a:b", 'q"q', "(", "x y", "\\", "no:name", ","),
  fc.constantFrom("=1", "\\=1", "\\\\=", "==", "\\x", '="x', "\\>1", "\\\\<=", "=>1"),
)
const text = word
  .filter((one) => one.trim() !== "")
  .map((one): Where => ({ is: "text", text: one }))
// A value that is said twice is said once.
const values = (value: fc.Arbitrary<string>) =>
  fc.uniqueArray(value, { minLength: 1, maxLength: 3 })
const condition = fc.oneof(
  values(word.filter((one) => !/^([<>]|=?$)/.test(one.trim()))).map((of): Where => ({
    is: "field",
    field: "name",
    values: of,
  })),
  values(fc.constantFrom(">2", "<=v1.0-beta", "..3", "\\>2", "=1", "2")).map((of): Where => ({
    is: "field",
    field: "version",
    values: of,
  })),
  values(fc.constantFrom("failed", "ready", "never heard of", "\\<none>")).map((of): Where => ({
    is: "field",
    field: "state",
    values: of,
  })),
  values(fc.constantFrom(">50mb", "1kb..2mb", "<=3 GiB", "7", "..10")).map((of): Where => ({
    is: "field",
    field: "size",
    values: of,
  })),
  values(fc.constantFrom("<7 days ago", "2026-01-31", "2 weeks ago..today")).map((of): Where => ({
    is: "field",
    field: "created",
    values: of,
  })),
  fc.constant<Where>({ is: "none", field: "signed" }),
)
const expression: fc.Arbitrary<Where> = fc.letrec<{ tree: Where }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    text,
    condition,
    fc
      .tuple(
        fc.constantFrom("all" as const, "any" as const),
        fc.array(tie("tree"), { minLength: 1 }),
      )
      .map(([is, of]) => join(is, of))
      .filter((one) => one !== undefined),
    tie("tree")
      .filter((one) => one.is !== "not")
      .map((of): Where => ({ is: "not", of })),
  ),
})).tree

describe("1,000 random questions", () => {
  test("come back from the box as they were", () => {
    fc.assert(
      fc.property(expression, (where) => {
        expect(read(printWhere(where))).toEqual(where)
      }),
      { numRuns: 1000 },
    )
  })
  test("come back from the URL as they were", () => {
    fc.assert(
      fc.property(expression, (where) => {
        const query = { ...emptyQuery, ...toParts(where) }
        const url = new URLSearchParams(writeQuery(paging, query).toString())
        const again = readQuery(fields, paging, url)
        expect(again.dropped).toEqual([])
        expect(again.query).toEqual(query)
        expect(fromParts(again.query)).toEqual(fromParts(query))
      }),
      { numRuns: 1000 },
    )
  })
})

test("what is compared, or has a sign of its own, is asked of no API", () => {
  const here: Field = {
    id: "version",
    label: "Version",
    kind: "version",
    filter: ["equals", "contains"],
  }
  const asked = (value: string) =>
    plan({ fields: [here], paging }, { ...emptyQuery, filters: { version: [value] } }).remote
      .filters
  expect(asked("=2")).toEqual({ version: ["=2"] })
  expect(asked("2")).toEqual({ version: ["2"] })
  for (const value of [">2", "1..2", "\\>2"]) expect(asked(value)).toEqual({})
})

test("only we can answer it, so every page is read", () => {
  const { where } = toParts(read("-state:failed"))
  const planned = plan(
    { fields, paging: { by: "page", max: 100, sizes: [50] } },
    { ...emptyQuery, where },
  )
  expect(planned.needsAll).toBe(true)
  expect(planned.remote.where).toBeUndefined()
})
