import { expect, it } from "vitest"
import { removes, wordToType } from "./actedOn.ts"
import { sampleDeletion } from "./resourceSample.ts"

it("takes only that for gone which an action leaves nothing of", () => {
  expect(removes(sampleDeletion())).toBe(true)
  expect(removes(sampleDeletion({ spares: true }))).toBe(false)
  expect(removes(sampleDeletion({ risk: "undoable" }))).toBe(false)
  expect(removes(sampleDeletion({ on: "list" }))).toBe(false)
})

it("has how many they are typed where many go for good, whatever the provider asks for", () => {
  const targets = (count: number) => Array.from({ length: count }, () => ({ place: [] }))
  const packages = { many: "packages" }
  const own = sampleDeletion({ confirm: () => "left-pad" })
  expect(wordToType(sampleDeletion(), packages, targets(20))).toBeUndefined()
  expect(wordToType(own, packages, targets(20))).toBe("left-pad")
  for (const action of [sampleDeletion(), own])
    expect(wordToType(action, packages, targets(21))).toBe("delete 21 packages")
  expect(wordToType(sampleDeletion({ risk: "undoable" }), packages, targets(21))).toBeUndefined()
})
