import { describe, expect, it } from "vitest"
import { reportFileName } from "./download.ts"

describe("reportFileName", () => {
  it("says of what it is, in a name that no system trips over", () => {
    const report = {
      id: "sarif",
      label: "SARIF",
      about: "",
      fileName: "report.sarif.json",
      fetch: () => Promise.resolve(new Response()),
    }
    const place = [{ in: "packages", id: "0f1e2d3c" }]
    const order = { report, place, title: '@scope__left pad/ü 1.0+b "x"' }
    expect(reportFileName({ ...order, variant: "version" })).toBe(
      "@scope__left-pad_ü-1.0+b-_x_-report.sarif.json",
    )
    expect(reportFileName({ ...order, variant: "repro" })).toContain("-repro-report")
  })
})
