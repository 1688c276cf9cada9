import { expect, it } from "vitest"
import { toCommon } from "../../model/common.ts"
import { originIn, rowIdsAt } from "./sources.ts"

it("tells things of one id apart by where they are", () => {
  const rows = ["demo", "other"].map((project) =>
    toCommon(
      { id: "blue", name: "Blue" },
      { id: "packages", fields: [] },
      [{ in: "projects", id: project }],
      { id: "left-pad", cells: {}, raw: {} },
    ),
  )
  const [demo] = rows
  expect(demo && [...rowIdsAt("blue", [originIn(demo).place])]).toEqual([demo?.id])
})
