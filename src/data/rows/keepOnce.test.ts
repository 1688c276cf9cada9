import { expect, test } from "vitest"
import type { Cell } from "../../model/field.ts"
import { KeepOnce } from "./keepOnce.ts"

test("cells come out as they went in, over more values than are kept", () => {
  const keep = new KeepOnce()
  const kept = (cells: readonly (Cell | undefined)[]) => keep.of({ is: "cells", cells })
  const date = new Date(5)
  const mixed = ["a", 1, undefined, date, "a"]
  expect(kept(mixed)).toEqual({ is: "cells", cells: mixed })
  const many = Array.from({ length: 40_000 }, (_, at) => `value ${at}`)
  expect(kept(many)).toEqual({ is: "cells", cells: many })
  expect(kept(["a", "new"])).toEqual({ is: "cells", cells: ["a", "new"] })
})
