import { expect, it } from "vitest"
import { ProviderError } from "../../model/error.ts"
import type { Trouble } from "../../model/error.ts"
import { troubleAmong } from "./troubleAmong.ts"

const one = (state: "loading" | "ready" | "failed", trouble?: Trouble, unconfirmed = false) => ({
  state,
  unconfirmed,
  problem: trouble === undefined ? undefined : new ProviderError({ trouble, title: "No." }),
})

it("counts each connection of which nobody knows once: as asked, or as one that cannot be asked", () => {
  expect(
    troubleAmong([
      one("loading", "away"),
      one("loading"),
      one("ready", "away"),
      one("failed", "away", true),
      one("ready", undefined, true),
    ]),
  ).toEqual({ broken: 0, asking: 3, unasked: 2 })
})

it("counts as broken what its provider failed, and what is well as nothing", () => {
  expect(
    troubleAmong([one("failed", "broken"), one("ready", "offline", true), one("ready")]),
  ).toEqual({ broken: 2, asking: 0, unasked: 0 })
})
