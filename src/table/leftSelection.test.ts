import { expect, it } from "vitest"
import type { Row } from "../model/field.ts"
import { afterDone } from "./leftSelection.ts"

const row = (id: string): Row => ({ id, cells: {}, raw: undefined })

it("leaves out what was changed and is on no page that was read since", () => {
  const { left, open } = afterDone(new Set(["here", "far", "going"]), {
    page: [row("here"), row("other")],
    whole: undefined,
    marked: new Set(["going"]),
  })
  expect([...left]).toEqual(["far"])
  expect([...open]).toEqual(["going"])
})

it("keeps what the whole list has, on whatever page it stands", () => {
  const { left } = afterDone(new Set(["far", "gone"]), {
    page: [row("here")],
    whole: [row("here"), row("far")],
    marked: undefined,
  })
  expect([...left]).toEqual(["gone"])
})
