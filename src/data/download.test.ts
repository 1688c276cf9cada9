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
    const place = [
      { in: "projects", id: "p" },
      { in: "packages", id: "@scope__left pad/ü" },
      { in: "versions", id: '1.0+b "x"' },
    ]
    const order = { report, place, title: "" }
    expect(reportFileName({ ...order, variant: "version" })).toBe(
      "@scope__left_pad_ü-1.0+b_x_-report.sarif.json",
    )
    expect(reportFileName({ ...order, variant: "repro" })).toContain("-repro-report")
  })
})
