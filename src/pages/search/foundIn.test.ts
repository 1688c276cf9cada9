import { expect, test } from "vitest"
import { commonFields } from "../../model/common.ts"
import { foundIn } from "./foundIn.ts"

const row = {
  id: "1",
  cells: {
    name: "1d90282d-2f33",
    kind: "bits",
    owner: { absent: "not-provided" },
    description: "All that a very long prose has to say of Ärger and its index",
    otherText: "ready.zip; team=elasticsearch; search",
  },
  raw: null,
} as const

const of = (words: readonly string[], ...shown: readonly string[]): string | undefined =>
  foundIn(commonFields, words, () => new Set(["name", ...shown]))(row)

test("what is found only in what is not shown is told, with where it is", () => {
  expect(of(["elasticsearch"])).toBe("Other text: team=elasticsearch")
  expect(of(["bits"])).toBe("Kind: bits")
  expect(of(["arger"])).toBe("Description: …to say of Ärger and its index")
  expect(of(["bits", "elasticsearch"], "kind")).toBe("Other text: team=elasticsearch")
  expect(of(["bits", "ready.zip"])).toBe("Kind: bits, Other text: ready.zip")
})

test("nothing is told of what one sees, nor of what is nowhere", () => {
  expect(of(["1d90", "bits"], "kind")).toBeUndefined()
  expect(of(["elasticsearch"], "otherText")).toBeUndefined()
  expect(of(["zzqqx"])).toBeUndefined()
  expect(of([])).toBeUndefined()
})
