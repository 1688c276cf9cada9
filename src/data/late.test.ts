import { expect, it } from "vitest"
import { ProviderError } from "../model/error.ts"
import type { Trouble } from "../model/error.ts"
import type { Field } from "../model/field.ts"
import { lateFailed } from "./late.ts"

it("says of every late cell that could not be had why, and of none that is known", () => {
  const fields: readonly Field[] = [
    { id: "name", label: "Name", kind: "text" },
    { id: "level", label: "Level", kind: "number", late: true },
    { id: "ci", label: "CI", kind: "status", late: true, tones: { pass: "pass" } },
  ]
  const cellsFor = (trouble: Trouble) =>
    lateFailed({ fields }, { cells: { level: 2 } }, new ProviderError({ trouble, title: "" }))
  expect(cellsFor("forbidden")).toEqual({
    ci: { absent: "forbidden", said: "not shown to this credential" },
  })
  for (const trouble of ["throttled", "missing", "offline", "broken"] as const)
    expect(cellsFor(trouble)).toEqual({
      ci: { absent: "not-loaded", said: "could not be asked for" },
    })
})
