import { expect, it } from "vitest"
import type { Part } from "./everything.ts"
import { missingParts } from "./missingParts.ts"

const part = (name: string, state: Part["state"], incomplete?: string) => ({
  connection: { name },
  state,
  incomplete,
})

it("names every connection that is not whole, and why, and none that is", () => {
  const parts = [
    part("Ours", "ready"),
    part("Optics", "failed"),
    part("Portal", "ready", "bsd could not be read: Not allowed"),
    part("Cloud", "stopped"),
    part("Before", "old"),
    part("Far", "loading"),
  ]
  expect(missingParts(parts)).toBe(
    "2 of 6 connections; Optics: could not be read; Portal: bsd could not be read: Not allowed; Cloud: not read to its end; Far: still being read",
  )
  expect(missingParts(parts.slice(0, 1))).toBe("")
})
