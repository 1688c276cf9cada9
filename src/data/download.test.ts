import { afterEach, describe, expect, it, vi } from "vitest"
import { sampleConnection } from "../model/connectionSample.ts"
import { downloadZipOf, reportFileName } from "./download.ts"
import { jobs } from "./jobs.ts"

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

describe("downloadZipOf", () => {
  afterEach(() => {
    jobs.clear()
    vi.restoreAllMocks()
  })

  it("tells of a zip that could not be saved", async () => {
    vi.spyOn(URL, "createObjectURL").mockImplementation(() => {
      throw new Error("No room left.")
    })
    const report = {
      id: "sarif",
      label: "SARIF",
      about: "",
      fileName: "report.sarif.json",
      fetch: () => Promise.resolve(new Response(new Blob(["{}"]).stream())),
    }
    const place = [{ in: "packages", id: "bash" }]
    const order = { report, place, title: "bash", variant: undefined }
    const cause = await new Promise<unknown>((resolve) => {
      const { title } = downloadZipOf(sampleConnection({}), [order], resolve)
      expect(title).toBe("Export 1 download")
    })
    expect(cause).toEqual(new Error("No room left."))
  })
})
