import { describe, expect, test } from "vitest"
import { isSlipOf } from "./slips.ts"

describe("a word and what was typed for it", () => {
  test.each([
    ["state", "state"],
    ["state", "sate"],
    ["state", "sttae"],
    ["state", "statee"],
    ["state", "stave"],
    ["connection", "connexion"],
    ["connection", "cnonectoin"],
  ])("%s: %s is no more than a slip", (word, typed) => {
    expect(isSlipOf(word, typed)).toBe(true)
  })
  test.each([
    ["state", "sat"],
    ["state", "setat"],
    ["size", "sz"],
    ["app", "apt"],
    ["connection", "cnxion"],
    ["name", ""],
  ])("%s: %s is another word", (word, typed) => {
    expect(isSlipOf(word, typed)).toBe(false)
  })
})
