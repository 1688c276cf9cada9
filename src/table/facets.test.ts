import { describe, expect, test } from "vitest"
import type { Census } from "../data/listState.ts"
import type { Field } from "../model/field.ts"
import { emptyQuery } from "../model/query.ts"
import { printWhere } from "../model/where.ts"
import {
  countable,
  countOffer,
  countText,
  facetValues,
  turned,
  turnedNone,
  uncounted,
  worthOf,
} from "./facets.ts"
import { without } from "../data/rows/countRows.ts"
import { readTyped } from "../model/readTyped.ts"
import { chosenOf, withChosen } from "./filters.ts"
import type { Chosen } from "./filters.ts"

const state: Field = { id: "state", label: "State", kind: "status", options: ["FAILED", "READY"] }
const tags: Field = { id: "tags", label: "Tags", kind: "list" }
const flag: Field = { id: "signed", label: "Signed", kind: "flag" }

const brief = (
  field: Field,
  words: ReadonlyMap<string, number> | undefined,
  chosen: readonly string[],
  complete: boolean,
): readonly string[] =>
  facetValues(field, words && { words, none: 0 }, chosen, complete).map(
    ({ label, value, count, on }) => `${label}${on ? "!" : ""} ${value} ${count ?? "?"}`,
  )

describe("values of a field", () => {
  test("the documented ones first, in their order, then what rows have, the most frequent first", () =>
    expect(
      brief(
        state,
        new Map([
          ["melting", 1],
          ["READY", 7],
          ["odd", 3],
        ]),
        [],
        true,
      ),
    ).toEqual(["FAILED FAILED 0", "READY READY 7", "odd odd 3", "melting melting 1"]))
  test("not among the rows read so far is not 0", () =>
    expect(brief(state, new Map([["READY", 7]]), [], false)).toEqual([
      "FAILED FAILED ?",
      "READY READY 7",
    ]))
  test("a word that begins with a sign of comparison is asked for as that word", () =>
    expect(brief(state, new Map([["<none>", 2]]), ["\\<none>"], true)).toEqual([
      "FAILED FAILED 0",
      "READY READY 0",
      "<none>! \\<none> 2",
    ]))
  test("before anything is counted there is no number at all", () =>
    expect(brief(state, undefined, [], false)).toEqual(["FAILED FAILED ?", "READY READY ?"]))
  test("a word is the same in another letter case, and chosen whatever the case", () =>
    expect(
      brief(
        state,
        new Map([
          ["ready", 2],
          ["READY", 1],
        ]),
        ["ready"],
        true,
      ),
    ).toEqual(["FAILED FAILED 0", "READY! READY 3"]))
  test("what is chosen is there although no row has it", () =>
    expect(brief(state, new Map(), ["gone"], true)).toContain("gone! gone 0"))
  test("parts of a list are asked for exactly", () =>
    expect(brief(tags, new Map([["a", 2]]), ["=b", "part"], true)).toEqual(["a =a 2", "b! =b 0"]))
  test("each of very many is looked at a few times, and not once for each of the others", () => {
    const looked = { at: 0 }
    class Counted extends Map<string, number> {
      override *[Symbol.iterator](): MapIterator<[string, number]> {
        for (const one of super.entries())
          yield new Proxy(one, {
            get: (of, name, self): unknown => {
              looked.at += 1
              return Reflect.get(of, name, self)
            },
          })
      }
    }
    const many = Array.from({ length: 300 }, (_, at): [string, number] => [`tag ${at}`, at])
    expect(brief(tags, new Counted(many), [], true)).toHaveLength(300)
    expect(looked.at).toBeLessThan(300 * 60)
  })
  test("a flag is yes or no", () =>
    expect(brief(flag, new Map([["true", 4]]), ["true"], true)).toEqual([
      "Yes! true 4",
      "No false 0",
    ]))
})

test("turning a value leaves the others", () => {
  const [failed, ready] = facetValues(state, undefined, ["ready"], true)
  if (!failed || !ready) throw new Error("two values are documented")
  const chosen = (...values: readonly string[]): Chosen => ({ values, none: false })
  expect(turned(state, chosen("ready"), failed)).toEqual(chosen("ready", "FAILED"))
  expect(turned(state, chosen("ready", "odd"), ready)).toEqual(chosen("odd"))
  // That there is none is one more of them.
  const both = { values: ["FAILED"], none: true }
  expect(turnedNone(chosen("FAILED"))).toEqual(both)
  expect(turnedNone(both)).toEqual(chosen("FAILED"))
  expect(turned(state, { values: [], none: true }, failed)).toEqual(both)
})

test("turning a part of a list leaves the one that differs from it in its letters' case", () => {
  const chosen: Chosen = { values: ["=Team=a", "=team=a"], none: false }
  const [first] = facetValues(tags, undefined, chosen.values, true)
  if (!first) throw new Error("two are chosen")
  expect(turned(tags, chosen, first)).toEqual({ values: ["=team=a"], none: false })
})

test("what a field is asked for is the same object as long as it is asked for nothing", () => {
  expect(chosenOf(emptyQuery, "state").values).toBe(chosenOf(emptyQuery, "state").values)
})

test("that a field has no value is asked for beside what else must hold", () => {
  const where = { is: "text", text: "two words" } as const
  const query = { ...emptyQuery, filters: { state: ["READY"], tags: ["=a"] }, where }
  const next = { ...query, ...withChosen(query, "state", { values: [], none: true }) }
  expect(next.filters).toEqual({ tags: ["=a"] })
  expect(printWhere(next.where)).toBe('"two words" no:state')
  expect(chosenOf(next, "state")).toEqual({ values: [], none: true })
  expect(chosenOf(next, "tags")).toEqual({ values: ["=a"], none: false })
  const back = withChosen(next, "state", { values: ["READY"], none: false })
  expect(back).toEqual({ filters: { tags: ["=a"], state: ["READY"] }, where })
})

test("values, or none, are one condition, in whichever order somebody wrote them", () => {
  const query = { ...emptyQuery, filters: { state: ["READY"] } }
  const both = { values: ["READY", "FAILED"], none: true }
  const next = { ...query, ...withChosen(query, "state", both) }
  expect(next.filters).toEqual({})
  expect(printWhere(next.where)).toBe("state:READY,FAILED OR no:state")
  expect(chosenOf(next, "state")).toEqual(both)
  expect(chosenOf(next, "tags")).toEqual({ values: [], none: false })
  expect(without(next, "state").where).toBeUndefined()
  const alone = withChosen(next, "state", { values: ["READY"], none: false })
  expect(alone).toEqual({ filters: { state: ["READY"] }, where: undefined })
  const written = readTyped([state], "no:state OR state:failed")
  const where = "where" in written ? written.where : undefined
  expect(chosenOf({ ...emptyQuery, where }, "state")).toEqual({ values: ["failed"], none: true })
  // One condition more, of a field that is filtered by already, which no value turned takes away.
  expect(chosenOf({ ...query, where }, "state")).toEqual({ values: ["READY"], none: false })
  const more = withChosen({ ...query, where }, "state", { values: ["READY", "x"], none: false })
  expect(more).toEqual({ filters: { state: ["READY", "x"] }, where })
  const neither = { ...query, where: { is: "none", field: "state" } } as const
  expect(chosenOf(neither, "state")).toEqual({ values: ["READY"], none: false })
})

test("nothing is counted where only the provider can tell which rows answer, nor offered to be", () => {
  const space: Field = { id: "space", label: "Space", kind: "id", remoteOnly: true }
  const census: Census = {
    rows: [{ id: "1", cells: { state: "READY" }, raw: undefined }],
    complete: true,
    of: 1,
    running: false,
  }
  const of = (query: Partial<typeof emptyQuery>, similar?: readonly string[]) =>
    countable({ census, ...(similar ? { similar } : {}) }, [state, space], {
      ...emptyQuery,
      ...query,
    })
  const unknown = of({ filters: { space: ["here"] } })
  expect(unknown).toEqual(uncounted)
  expect(worthOf(unknown, "packages")).toBe("How many have each is not known")
  const where = { is: "field", field: "space", values: ["here"] } as const
  expect(of({ where })).toEqual(uncounted)
  expect(of({ filters: { state: ["READY"] } })).toBe(census)
  expect(of({}, ["similar"]).rows).toBeUndefined()
})

describe("what counts are worth", () => {
  const row = { id: "1", cells: {}, raw: undefined }
  const some: Census = { rows: [row], complete: false, of: 3480, running: false }
  const start = (): void => undefined
  test("nothing need be said of all", () =>
    expect(worthOf({ ...some, complete: true }, "packages")).toBeUndefined())
  test("how many were read, of how many", () => {
    expect(worthOf(some, "packages")).toBe("Counted in the 1 of 3,480 packages that were read")
    expect(worthOf({ ...some, running: true }, "packages")).toBe(
      "Counted in 1 of 3,480 packages so far",
    )
  })
  test("how many were read, where nobody knows of how many", () =>
    expect(worthOf({ ...some, of: undefined }, "packages")).toBe(
      "Counted in the 1 packages that were read",
    ))
  test("that nothing is known where a filter chose the rows", () =>
    expect(
      worthOf({ ...some, rows: undefined, count: { requests: 4, start } }, "packages"),
    ).toContain("is not known"))
  test("the price of better ones", () => {
    expect(countOffer({ ...some, count: { requests: 70, start } })).toBe(
      "Count all 3,480 (70 requests)",
    )
    expect(countOffer({ ...some, of: undefined, count: { requests: undefined, start } })).toBe(
      "Count all",
    )
  })
  test("at least so many", () => {
    expect(countText(1200, false)).toBe("1,200+")
    expect(countText(1200, true)).toBe("1,200")
  })
})
