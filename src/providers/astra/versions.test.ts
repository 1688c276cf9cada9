import { describe, expect, it } from "vitest"
import { standingsOf } from "./graph.ts"
import { isMet } from "./running.ts"
import { compare, rangeWords, within } from "./versions.ts"

describe("versions", () => {
  it.each([
    ["22.04.29", "22.4.29", 0],
    ["v1.24", "1.24.0", 0],
    ["v1.9.0", "v1.10.0", -1],
    ["2.0.0-beta.1", "2.0.0", -1],
    ["24.2.0", "23.10.1", 1],
  ])("compares %s and %s", (a, b, order) => {
    expect(Math.sign(compare(a, b) ?? Number.NaN)).toBe(order)
  })

  it("does not compare what is no version", () => {
    expect(compare("latest", "1.0.0")).toBeUndefined()
    expect(within("latest", { min: "1.0.0", max: undefined })).toBe("unclear")
  })

  it.each([
    ["23.1.0", "22.1.0", "23.1.0", "yes"],
    ["23.1.1", "22.1.0", "23.1.0", "no"],
    ["21.12.0", "22.1.0", undefined, "no"],
    ["21.12.0", undefined, undefined, "yes"],
    ["v1.19.9", "v1.19.7", "v1.20", "yes"],
    // Whether it ends with v1.20.0 or with the last of v1.20 is not said.
    ["v1.20.4", "v1.19.7", "v1.20", "unclear"],
    ["v1.21.0", "v1.19.7", "v1.20", "no"],
  ])("finds %s within %s and %s: %s", (version, min, max, answer) => {
    expect(within(version, { min, max })).toBe(answer)
  })

  it("says a range", () => {
    expect(rangeWords({ min: "1", max: "2" })).toBe("from 1 to 2")
    expect(rangeWords({ min: "1", max: null })).toBe("from 1")
    expect(rangeWords({ min: undefined, max: "2" })).toBe("up to 2")
    expect(rangeWords({ min: undefined, max: undefined })).toBe("")
  })

  it.each([
    [[], "unclear"],
    [["1.0.0"], "no"],
    [["2.0.0", "3.0.0"], "yes"],
    [["1.0.0", "3.0.0"], "unclear"],
  ])("meets a need by what runs: %j is %s", (versions, answer) => {
    expect(isMet({ component: "trident", min: "2.0.0", max: undefined }, versions)).toBe(answer)
  })
})

describe("what needs what", () => {
  const standing = (needs: Readonly<Record<string, readonly string[]>>) =>
    Object.fromEntries(standingsOf(Object.entries(needs).map(([name, needs]) => ({ name, needs }))))

  it("puts each above what it needs", () => {
    const found = standing({ a: [], b: ["a"], c: ["a", "b", "b"], d: [] })
    expect(Object.values(found).map(({ level }) => level)).toEqual([0, 1, 2, 0])
    expect(found["a"]?.neededBy).toEqual(["b", "c"])
  })

  it("names circles and what stands above them, and what is not there", () => {
    const found = standing({ a: ["c"], b: ["a"], c: ["b"], above: ["a", "gone"], self: ["self"] })
    expect(found["a"]).toMatchObject({ level: undefined, circle: ["a", "c", "b", "a"] })
    expect(found["self"]?.circle).toEqual(["self", "self"])
    expect(found["above"]).toMatchObject({ level: undefined, circle: [], lacks: ["gone"] })
  })

  it("ends, however large and tangled it is", () => {
    const size = 400
    const needs = Object.fromEntries(
      Array.from({ length: size }, (_, at) => [
        `n${at}`,
        [`n${(at * 7 + 1) % size}`, `n${(at * 3 + 2) % size}`, `n${at + 1}`],
      ]),
    )
    expect(Object.keys(standing(needs))).toHaveLength(size)
    const chain = Object.fromEntries(
      Array.from({ length: 5000 }, (_, at) => [`n${at}`, at === 0 ? [] : [`n${at - 1}`]]),
    )
    expect(standing(chain)["n4999"]?.level).toBe(4999)
  })
})
