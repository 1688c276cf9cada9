import { expect, it } from "vitest"
import { originKey } from "../model/common.ts"
import { ProviderError } from "../model/error.ts"
import type { Part } from "./everythingPart.ts"
import { missingParts, noneAnswered, oldAmong, partsOf } from "./missingParts.ts"

const part = (name: string, state: Part["state"], incomplete?: string) => ({
  connection: { id: name.toLowerCase(), name },
  updatedAt: Date.UTC(2026, 0, 2),
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
    "Optics could not be read; Portal: bsd could not be read: Not allowed; Cloud was not read to its end; Before: as it was at 2026-01-02T00:00:00.000Z, it could not be asked since; Far is still being read; 1 of 6 connections is whole",
  )
  expect(missingParts(parts.slice(0, 1))).toBe("")
})

it("says of chosen rows which are of a connection that could not be asked since", () => {
  const rowOf = (connection: string) => ({
    id: originKey({ connection, place: [{ in: "packages", id: "a" }] }),
    cells: {},
    raw: undefined,
  })
  const parts = [part("Ours", "ready"), part("Before", "old"), part("Far", "failed")]
  expect(oldAmong(parts, [rowOf("ours"), rowOf("before")])).toBe(
    "Before: as it was at 2026-01-02T00:00:00.000Z, it could not be asked since",
  )
  expect(oldAmong(parts, [rowOf("ours")])).toBe("")
  // Whose age a file of them has: not that of the others.
  expect(partsOf(parts, [rowOf("far"), rowOf("ours")]).map(({ state }) => state)).toEqual([
    "ready",
    "failed",
  ])
})

it("says of rows that are read anew only at a price from when they are, and of what was never read no time", () => {
  const kept = part("Kept", "asking")
  const told = "Kept: as it was at 2026-01-02T00:00:00.000Z, it was not read since"
  expect(missingParts([kept])).toBe(`${told}; 0 of 1 connections are whole`)
  expect(
    oldAmong([kept], [{ id: originKey({ connection: "kept", place: [] }), cells: {}, raw: null }]),
  ).toBe(told)
  expect(missingParts([{ ...kept, updatedAt: 0 }])).toContain("Kept was not read to its end")
})

it("says of each connection why, where none answered, and nothing where one did or may", () => {
  const problem = new ProviderError({ trouble: "broken", title: "It failed.", status: 500 })
  const failing = (name: string, state: Part["state"]) => ({
    ...part(name, state),
    problem,
    read: 0,
  })
  const down = [failing("Optics", "failed"), failing("Portal", "old")]
  expect(noneAnswered(down)?.problem).toMatchObject({
    trouble: "broken",
    title: "No connection could be read.",
    detail: "Optics: It failed. Portal: It failed.",
  })
  for (const state of ["ready", "loading"] as const)
    expect(
      noneAnswered([...down, { ...failing("Ours", state), problem: undefined }]),
    ).toBeUndefined()
  expect(noneAnswered([])).toBeUndefined()
  // What was read of one before is something.
  expect(noneAnswered([...down, { ...failing("Before", "old"), read: 2 }])).toBeUndefined()
})
