import * as fc from "fast-check"
import { describe, expect, test } from "vitest"
import { readRest } from "./readRest.ts"
import { readTyped } from "./readTyped.ts"
import { printWhere } from "./where.ts"
import { fields, read } from "./whereSample.ts"

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
