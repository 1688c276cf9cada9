import * as fc from "fast-check"
import { describe, expect, test, vi } from "vitest"
import { leftOver, readRest, withLeftOver } from "./readRest.ts"
import { readTyped } from "./readTyped.ts"
import { printWhere } from "./where.ts"
import type { Where } from "./where.ts"
import { fields, read } from "./whereSample.ts"

vi.mock("./readTyped.ts", { spy: true })

const rest = (text: string): readonly [string, string] => {
  const { where, of } = readRest(fields, text)
  return [printWhere(where), of]
}

describe("of a text that cannot be read is asked", () => {
  test.each([
    ["state:failed zoom", "state:failed zoom", "whole"],
    ["stat:many", "", "rest"],
    ["zoom size:50 mb tools", "zoom tools", "rest"],
    ["created:<7 days ago", "", "rest"],
    ["created:<7 days ago zoom", "zoom", "rest"],
    ["creatd:<7 days ago zoom", "zoom", "rest"],
    ["siz:50 mb zoom", "zoom", "rest"],
    ["nam:x state:ready", "state:ready", "rest"],
    ["state:ready size:", "state:ready", "rest"],
    ["size:many,50mb state:ready", "state:ready", "rest"],
    ['zoom name:"a b', "zoom", "rest"],
    ['zoom name:"a b",size:x state:ready', 'zoom name:"a b",size:x state:ready', "whole"],
    ['zoom size:"a b",1 state:ready', "zoom state:ready", "rest"],
    ["size:many zoom nam:x tools created:never", "zoom tools", "rest"],
    ['a"b size:50 mb zoom', 'a"b zoom', "rest"],
    ['-"a b" nam:"x', '-"a b"', "rest"],
    // An exception goes with what it excepts.
    ["-size:many zoom", "zoom", "rest"],
    ["NOT NOT size:many zoom", "zoom", "rest"],
    // A condition of an alternative is no alternative.
    ["zoom OR size:many tools", "zoom OR tools", "rest"],
    ["(zoom OR tools) -space:one", "(zoom OR tools)", "rest"],
    // What is left stands beside each other as it did.
    ["zoom AND size:many AND tools", "zoom AND tools", "rest"],
    ["zoom AND NOT size:many AND tools", "zoom AND tools", "rest"],
    ["zoom AND -NOT size:many AND tools", "zoom AND tools", "rest"],
    ["zoom AND created:<7 days ago AND tools", "zoom AND tools", "rest"],
    ["size:many AND tools", "tools", "rest"],
    ["zoom AND size:many", "zoom", "rest"],
    ["(zoom AND size:many) tools", "zoom tools", "rest"],
    ["zoom AND size:many OR tools", "zoom OR tools", "rest"],
    ["zoom OR size:many AND tools", "zoom OR tools", "rest"],
    ["NOT zoom AND size:many AND tools", "-zoom tools", "rest"],
    // An exception of more would hide what was asked for.
    ["-(size:many zoom) tools", "tools", "rest"],
    ["zoom AND NOT (tools OR (size:many a)) AND b", "zoom AND b", "rest"],
    ["-(a -(size:many zoom)) tools", "tools", "rest"],
    ["-(a) (size:many zoom) tools", "-a zoom tools", "rest"],
    ["- (size:many zoom) tools", "- zoom tools", "rest"],
    ["a- (size:many zoom) tools", "a- zoom tools", "rest"],
    ["tools -(zoom size:many", "tools", "rest"],
    ["tools -(space:one zoom)", "tools", "rest"],
  ])("%s: all but its condition", (text, asked, of) => {
    const { where } = readRest(fields, asked)
    expect(readRest(fields, text)).toEqual({ where, of })
  })

  test.each([
    ["state:failed AND", "state:failed"],
    ["state:failed AND (", "state:failed"],
    ["zoom (tools OR state:failed", "zoom"],
    ["zoom (tools OR ", "zoom"],
    ["zoom OR size:many", "zoom"],
    ["a OR b OR", "a OR b"],
    ["zoom(tools", "zoom"],
    ["zoom) tools", "zoom"],
    ["zoom NOT", "zoom"],
    ["zoom -() tools", "zoom"],
    ["(size:many) zoom", ""],
    ["OR zoom", ""],
    ["zoom OR size:many OR tools", "zoom"],
    ["zoom ((tools) (a (b c) -", "zoom"],
    ["a OR b OR OR c", "a OR b"],
    ["zoom space:one OR tools (", "zoom"],
  ])("%s: its beginning", (text, asked) => {
    expect(rest(text)).toEqual([asked, "beginning"])
  })
})

test("1,000 texts, however they go wrong: what is asked can be read, and is all where all can", () => {
  const bits = fc.constantFrom(
    ...'( ) " - : , \\ AND OR NOT -( zoom size:50 mb size:> created:<7 days ago nam:x no: no:name'.split(
      " ",
    ),
    ..."state:failed -state:ready space:1 é".split(" "),
    'name:"a b"',
    " ",
  )
  const text = fc
    .array(
      fc.tuple(fc.oneof({ weight: 4, arbitrary: bits }, fc.string()), fc.constantFrom(" ", "")),
    )
    .map((all) => all.flat().join(""))
  fc.assert(
    fc.property(text, (typed) => {
      const { where, of } = readRest(fields, typed)
      expect(read(printWhere(where))).toEqual(where)
      expect(of === "whole").toBe("where" in readTyped(fields, typed))
    }),
    { numRuns: 1000 },
  )
})

test.each([
  ["state:failed zoom", ""],
  ["state:failed AND (zod", "AND (zod"],
  ["size:>abc", "size:>abc"],
  ["state:failed AND (size:", "AND (size:"],
  ['state:failed name:"zo', 'name:"zo'],
  ["size:many zoom created:<7 days ago tools", "size:many created:<7 days ago"],
  ["zoom AND NOT size:many AND tools", "AND NOT size:many"],
  ["a OR b OR", "OR"],
])("what is not asked for of %s", (text, left) => {
  expect(leftOver(fields, text)).toBe(left)
})

test.each([
  ["state:failed AND (zod", "state:failed,ready", "state:failed,ready AND (zod"],
  ["size:>abc", "state:failed", "state:failed size:>abc"],
  ["zoom AND (tools", "", "AND (tools"],
  ["OR zoom", "state:failed", "state:failed AND OR zoom"],
  ["zoom state:failed", "state:ready", undefined],
])("what is not understood of %s stays behind another question: %s", (text, asked, then) => {
  expect(withLeftOver(fields, read(asked), text)).toBe(then)
})

test("1,000 texts that go wrong: another question keeps what was not understood, and asks no more", () => {
  const bits = fc.constantFrom(
    ...'( ) " - AND OR NOT zoom size:many size:> nam:x no: state:failed name:"a'.split(" "),
  )
  const text = fc.array(bits, { maxLength: 8 }).map((all) => all.join(" "))
  const asked = fc.constantFrom("", "state:ready", "state:failed zoom", "a OR b", "(a OR b) -c")
  fc.assert(
    fc.property(text, asked, (typed, next) => {
      const left = leftOver(fields, typed)
      if (left === "") return
      const kept = withLeftOver(fields, read(next), typed)
      expect(kept).toContain(left)
      expect(readRest(fields, kept ?? "").of).not.toBe("whole")
    }),
    { numRuns: 1000 },
  )
})

test("500 texts with conditions that say nothing: no word is asked for but one that was typed", () => {
  const term = fc.constantFrom("zoom", "tools", "size:many", "created:<7 days ago", "nam:x")
  const not = fc.constantFrom("", "", "NOT ", "-")
  const link = fc.constantFrom(" ", " AND ", " AND ", " OR ")
  const { group } = fc.letrec<{ group: string; one: string }>((tie) => ({
    one: fc
      .tuple(
        not,
        fc.oneof(
          { maxDepth: 2 },
          term,
          tie("group").map((all) => `(${all})`),
        ),
      )
      .map((both) => both.join("")),
    group: fc
      .tuple(fc.array(fc.tuple(tie("one"), link), { maxLength: 3 }), tie("one"))
      .map((all) => all.flat(2).join("")),
  }))
  const wordsOf = (where: Where | undefined): readonly string[] => {
    if (where?.is === "text") return [where.text]
    if (where?.is === "not") return wordsOf(where.of)
    return where?.is === "all" || where?.is === "any" ? where.of.flatMap(wordsOf) : []
  }
  fc.assert(
    fc.property(group, (typed) => {
      for (const word of wordsOf(readRest(fields, typed).where))
        expect(["zoom", "tools"]).toContain(word)
    }),
    { numRuns: 500 },
  )
})

describe("of a text as long as a log", () => {
  const words = Array.from({ length: 1000 }, (_, at) => `w${at}`).join(" ")
  const readingsOf = (text: string): number => {
    vi.mocked(readTyped).mockClear()
    readRest(fields, text)
    return vi.mocked(readTyped).mock.calls.length
  }

  test.each([
    ["a bracket is open", `zoom (${words}`, 2],
    ["brackets are open", "(a ".repeat(40) + words, 41],
    ["nothing is said after OR", `${words} OR`, 2],
    ["nothing in it is a condition", `size:many ${words.slice(0, 99)} `.repeat(99), 32],
  ])("little is read where %s", (_why, text, most) => {
    expect(readingsOf(text)).toBeLessThanOrEqual(most)
  })

  test("nothing is read again that was asked for just before", () => {
    expect(readingsOf(`a (${words}`)).toBeGreaterThan(0)
    expect(readingsOf("b")).toBe(1)
    expect(readingsOf(`a (${words}`)).toBe(0)
    vi.mocked(readTyped).mockClear()
    readRest([...fields], "b")
    expect(readTyped).toHaveBeenCalledTimes(1)
  })
})
