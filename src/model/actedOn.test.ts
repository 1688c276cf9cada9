import { expect, it } from "vitest"
import { removes } from "./actedOn.ts"
import { sampleDeletion } from "./resourceSample.ts"

it("takes only that for gone which an action leaves nothing of", () => {
  expect(removes(sampleDeletion())).toBe(true)
  expect(removes(sampleDeletion({ spares: true }))).toBe(false)
  expect(removes(sampleDeletion({ risk: "undoable" }))).toBe(false)
  expect(removes(sampleDeletion({ on: "list" }))).toBe(false)
})
