import { createHash } from "node:crypto"
import * as v from "valibot"
import { afterAll, beforeAll, expect, test } from "vitest"
import { startForTest } from "../testing/start.ts"
import type { TestServer } from "../testing/start.ts"

const Status = v.object({
  analysis: v.object({
    status: v.string(),
    report: v.optional(
      v.object({ info: v.object({ portal: v.object({ download: v.optional(v.string()) }) }) }),
    ),
  }),
})

let server: TestServer
beforeAll(async () => {
  server = await startForTest()
})
afterAll(async () => {
  await server.stop()
})

const upstream = "/api/connections/spectra-sandbox/upstream"
const version = "Sandbox/Default/pkg:rl/Big%20files/noise@1.0"
const size = 4_000_000

const piece = (at: number): Uint8Array<ArrayBuffer> => new Uint8Array(1_000_000).fill(at)

const statusOf = async (query = "") => {
  const answer = await server.ask(`${upstream}/status/${version}${query}`)
  expect(answer.status).toBe(200)
  return v.parse(Status, await answer.json()).analysis
}

/** Takes the world's clock past the end of an analysis; that of a small file is then waited for. */
const analysed = async (): Promise<void> => {
  await fetch(`${server.sandboxOrigin}/_sandbox/worlds/default/clock`, {
    method: "PUT",
    body: JSON.stringify({ advance: 10_000 }),
  })
}

test("an artifact goes up as a stream, and comes down by the link that the Portal hands out", async () => {
  const sent = createHash("sha256")
  let at = 0
  const body = new ReadableStream<Uint8Array>({
    pull: (into) => {
      if (at * 1_000_000 === size) into.close()
      else {
        const next = piece(at)
        at += 1
        sent.update(next)
        into.enqueue(next)
      }
    },
  })
  const upload = { method: "POST", body, duplex: "half" }
  const answer = await server.ask(`${upstream}/scan/${version}`, {
    ...upload,
    headers: { "content-disposition": `attachment; filename*=UTF-8''%C3%BC%20%22x%22.bin` },
  })
  expect([answer.status, await answer.text()]).toEqual([201, "Created"])
  await analysed()

  const { report } = await statusOf("?download=true")
  const link = report?.info.portal.download ?? ""
  expect(link).not.toBe("")
  const down = await server.ask(`${upstream}/`, { headers: { "waybill-elsewhere": link } })
  expect(down.status).toBe(200)
  expect(down.headers.get("content-length")).toBe(String(size))
  expect(down.headers.get("content-disposition")).toContain("filename*=UTF-8''%C3%BC%20%22x%22.bin")
  const got = createHash("sha256")
  for await (const chunk of down.body ?? []) got.update(chunk)
  expect(got.digest("hex")).toBe(sent.digest("hex"))

  const other = `${link}&x=1`
  const refused = await server.ask(`${upstream}/`, { headers: { "waybill-elsewhere": other } })
  expect(refused.status).toBe(403)
})
