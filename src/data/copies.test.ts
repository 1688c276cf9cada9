import { expect, test } from "vitest"
import type { Cell, Row } from "../model/field.ts"
import { copiesIn } from "./copies.ts"

const row = (id: string, digest: Cell): Row => ({ id, cells: { digest }, raw: null })

test("rows of one digest are copies, whatever its letter case; rows without one never are", () => {
  const a = row("a", "sha256:AB")
  const b = row("b", "sha256:ab")
  const alone = row("c", "sha256:cd")
  const copies = copiesIn([
    a,
    alone,
    row("d", { absent: "null" }),
    row("e", { absent: "null" }),
    row("f", ""),
    row("g", ""),
    b,
  ])
  expect([...copies]).toEqual([["sha256:ab", [a, b]]])
})
