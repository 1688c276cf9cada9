import { expect, test } from "vitest"
import { commonFields } from "../model/common.ts"
import type { Cell, Row } from "../model/field.ts"
import { unlooked } from "./unlooked.ts"

const row = (id: string, connection: string, state: Cell): Row => ({
  id,
  cells: { connection, state },
  raw: null,
})
const rows = [
  row("1", "vRealize", { absent: "not-provided" }),
  row("2", "Portal", { absent: "not-loaded" }),
  row("3", "Portal", { absent: "not-provided" }),
  row("4", "Cylance", "ready"),
]

test("packages that have no state are counted for each connection: a view by state says nothing of them", () =>
  expect(unlooked(commonFields, { id: "state" }, rows)).toEqual({
    count: 3,
    by: [
      ["Portal", 2],
      ["vRealize", 1],
    ],
  }))

test("in the list of one connection they are counted alone", () =>
  expect(
    unlooked([{ id: "state", label: "State", kind: "status" }], { id: "state" }, rows),
  ).toEqual({ count: 3, by: [] }))
