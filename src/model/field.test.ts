import { describe, expect, it } from "vitest"
import { toneOf } from "./field.ts"

describe("toneOf", () => {
  const field = { tones: { READY: "pass", "*fail*": "fail", done: "info" } } as const

  it("knows a word in any letter case, and by its part", () => {
    expect(["READY", "ready", "Done", "hasFailed"].map((word) => toneOf(field, word))).toEqual([
      "pass",
      "pass",
      "info",
      "fail",
    ])
  })

  it.each(["constructor", "toString", "__proto__", "hasOwnProperty", "", "readied"])(
    "makes nothing of %j",
    (word) => {
      expect(toneOf(field, word)).toBe("unknown")
      expect(toneOf({}, word)).toBe("unknown")
    },
  )
})
