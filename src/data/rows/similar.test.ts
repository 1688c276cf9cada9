import * as fc from "fast-check"
import { describe, expect, test } from "vitest"
import { slipsForgiven } from "../../lib/slips.ts"
import { similarNames } from "./similar.ts"

const names = [
  "lodash",
  "lodash-es",
  "left-pad",
  "kubernetes-client",
  "mykubernetes",
  "zoom",
  "es-toolkit",
  "@angular/compiler-cli",
  "postgresql",
  "postgres-operator",
]

const found = (text: string): readonly (string | undefined)[] =>
  similarNames(names, text).at.map((at) => names[at])

describe("slips", () => {
  test.each([
    ["letters", ["es", "pad"], 0],
    ["from 4 letters on", ["zoom", "angular"], 1],
    ["from 8 letters on", ["compiler", "kubernetes"], 2],
  ])("%s: %j are forgiven %d", (_, words, forgiven) => {
    for (const word of words) expect(slipsForgiven(word)).toBe(forgiven)
  })

  test.each([
    ["left out", "lodsh"],
    ["added", "lodaash"],
    ["changed", "lofash"],
    ["swapped with the next", "lodahs"],
    ["changed, the first", "kodash"],
    ["added before all others", "xlodash"],
  ])("one in a word of 4 letters or more: %s", (_, text) =>
    expect(found(text)).toEqual(["lodash", "lodash-es"]),
  )

  test.each([
    ["both left out", "kubrnets"],
    ["both added", "kkubernnetes"],
    ["both changed", "jubermetes"],
    ["both swapped with the next", "ukberntees"],
    ["one of each of two", "kubrnetse"],
    ["the same one twice", "kubernnnetes"],
  ])("two in a word of 8 letters or more: %s", (_, text) =>
    expect(found(text)).toEqual(["kubernetes-client", "mykubernetes"]),
  )

  test("no second in a shorter word, no third in a longer one, none in one below 4 letters", () => {
    expect(found("loadhs")).toEqual([])
    expect(found("ldoahs")).toEqual([])
    expect(found("kubxrnxtxs")).toEqual([])
    expect(found("left pda")).toEqual([])
    expect(found("zom")).toEqual([])
  })

  test("are counted for each word, and words stand in any order", () => {
    expect(found("clinet kuberntees")).toEqual(["kubernetes-client"])
    expect(found("comipler anglar cli")).toEqual(["@angular/compiler-cli"])
    expect(found("anglar xxxxxxxx")).toEqual([])
  })

  test("do not include one sign in place of another, or none", () => {
    expect(found("left_pad")).toEqual(["left-pad"])
    expect(found("leftpad")).toEqual(["left-pad"])
    expect(found("es_tool kit")).toEqual(["es-toolkit"])
  })

  test("are not looked for where there is next to nothing to look for", () => {
    expect(found("c++")).toEqual([])
    expect(found("-- ")).toEqual([])
    expect(found("")).toEqual([])
  })
})

describe("order", () => {
  test("fewer slips come first, then the beginning of a word, then the shorter name", () => {
    const order = ["posgrrsql", "mypostgresql", "postgresql-client", "postgresql"]
    const { at } = similarNames(order, "postgrsql")
    expect(at.map((place) => order[place])).toEqual([
      "postgresql",
      "postgresql-client",
      "mypostgresql",
      "posgrrsql",
    ])
    expect(found("postgrse")).toEqual(["postgresql", "postgres-operator"])
    expect(found("postgersqll")).toEqual(["postgresql"])
  })

  test("equals stay in the order that they came in", () => {
    const equals = ["lodash-b", "lodash-a", "lodash-c"]
    expect(similarNames(equals, "lodahs").at).toEqual([0, 1, 2])
  })
})

test("marks are what stands in place of each word", () => {
  expect(similarNames(names, "clinet kuberntees").marks).toEqual(["client", "kubernetes"])
  expect(similarNames(names, "lodahs").marks).toEqual(["lodash"])
})

/** The slips between two words, from the definition. */
const slipsBetween = (a: string, b: string): number => {
  const known = new Map<string, number>()
  const between = (i: number, j: number): number => {
    if (i === 0 || j === 0) return i + j
    const key = `${i} ${j}`
    const before = known.get(key)
    if (before !== undefined) return before
    const same = a[i - 1] === b[j - 1] ? 0 : 1
    let least = Math.min(between(i - 1, j) + 1, between(i, j - 1) + 1, between(i - 1, j - 1) + same)
    if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
      least = Math.min(least, between(i - 2, j - 2) + 1)
    known.set(key, least)
    return least
  }
  return between(a.length, b.length)
}

const leastSlips = (name: string, word: string): number => {
  let least = word.length
  for (let start = 0; start < name.length; start += 1)
    for (let end = start; end <= name.length; end += 1)
      least = Math.min(least, slipsBetween(word, name.slice(start, end)))
  return least
}

const letters = (minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom("a", "b", "c"), minLength, maxLength })

test("a name is found exactly where a part of it is no more slips away than are forgiven", () => {
  fc.assert(
    fc.property(letters(0, 14), letters(4, 10), (name, word) => {
      const { marks } = similarNames([name], word)
      const least = leastSlips(name, word)
      expect(marks.map((mark) => slipsBetween(word, mark))).toEqual(
        least <= slipsForgiven(word) ? [least] : [],
      )
    }),
    { numRuns: 2000 },
  )
})
