import { describe, expect, it } from "vitest"
import { inPieces, keptBlob } from "./keptBlob.ts"

const sizes = [3_000_000, 2_000_000, 10, 6_000_000, 1]
const total = 11_000_011

const pieceOf = (nth: number): Uint8Array<ArrayBuffer> =>
  new Uint8Array(sizes[nth] ?? 0).fill(nth + 1)

/** The same bytes, as a stream that fills a place of the reader's, or as one that gives pieces of its own. */
const streams = {
  bytes: () => {
    let nth = 0
    return new ReadableStream({
      type: "bytes",
      pull: (controller) => {
        if (nth < sizes.length) controller.enqueue(pieceOf(nth))
        else {
          controller.close()
          controller.byobRequest?.respond(0)
        }
        nth += 1
      },
    })
  },
  pieces: () =>
    new ReadableStream<Uint8Array<ArrayBuffer>>({
      start: (controller) => {
        for (const nth of sizes.keys()) controller.enqueue(pieceOf(nth))
        controller.close()
      },
    }),
} as const

describe.each(["bytes", "pieces"] as const)("of a stream of %s", (kind) => {
  it("an answer is taken in as it came, and every byte of it is counted", async () => {
    const told: (readonly number[])[] = []
    const headers = { "content-type": "text/csv", "content-length": String(total) }
    const blob = await keptBlob(new Response(streams[kind](), { headers }), (sent, of) =>
      told.push([sent, of]),
    )
    const bytes = new Uint8Array(await blob.arrayBuffer())
    expect([blob.type, bytes.length]).toEqual(["text/csv", total])
    let at = 0
    for (const [nth, size] of sizes.entries()) {
      expect([bytes[at], bytes[at + size - 1]]).toEqual([nth + 1, nth + 1])
      at += size
    }
    expect(told.at(-1)).toEqual([total, total])
  })

  it("no piece is larger than what the page may hold", async () => {
    const seen: number[] = []
    await inPieces(streams[kind](), (piece) => void seen.push(piece.length))
    expect(seen.reduce((sum, one) => sum + one, 0)).toBe(total)
    expect(Math.max(...seen)).toBe(1024 ** 2)
    expect(seen.slice(0, -1).every((one) => one === 1024 ** 2)).toBe(true)
  })

  it("what cannot be taken ends the stream", async () => {
    const full = (): Promise<void> => Promise.reject(new Error("no room"))
    const stream = streams[kind]()
    await expect(inPieces(stream, full)).rejects.toThrow("no room")
    expect(stream.locked).toBe(true)
  })
})

describe("keptBlob", () => {
  it("takes in nothing, too, and fails with an answer that breaks off", async () => {
    expect((await keptBlob(new Response(null))).size).toBe(0)
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        controller.enqueue(new Uint8Array(10))
        controller.error(new TypeError("cut"))
      },
    })
    await expect(keptBlob(new Response(body))).rejects.toThrow("cut")
  })
})
