import { describe, expect, it } from "vitest"
import { keptBlob, reportFileName } from "./download.ts"

const chunk = (byte: number, size: number) => new Uint8Array(size).fill(byte)

describe("keptBlob", () => {
  it("takes in an answer of many pieces as it came", async () => {
    const sizes = [3_000_000, 2_000_000, 10, 6_000_000, 1]
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        for (const [at, size] of sizes.entries()) controller.enqueue(chunk(at + 1, size))
        controller.close()
      },
    })
    const blob = await keptBlob(new Response(body, { headers: { "content-type": "text/csv" } }))
    const bytes = new Uint8Array(await blob.arrayBuffer())
    expect([blob.type, bytes.length]).toEqual(["text/csv", 11_000_011])
    let at = 0
    for (const [nth, size] of sizes.entries()) {
      expect([bytes[at], bytes[at + size - 1]]).toEqual([nth + 1, nth + 1])
      at += size
    }
  })

  it("takes in nothing, too, and fails with an answer that breaks off", async () => {
    expect((await keptBlob(new Response(null))).size).toBe(0)
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        controller.enqueue(chunk(1, 10))
        controller.error(new TypeError("cut"))
      },
    })
    await expect(keptBlob(new Response(body))).rejects.toThrow("cut")
  })
})

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
