import { expect, it } from "vitest"
import { reportWords } from "./reportWords.ts"

it("calls reports so only where their provider does", () => {
  expect(reportWords([{ called: "report" }, { called: "report" }])).toEqual({
    one: "report",
    many: "reports",
    first: "Export these reports first",
  })
  expect(reportWords([{}]).many).toBe("downloads")
  expect(reportWords([{ called: "report" }, {}]).many).toBe("downloads")
})
