import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { expect, test } from "vitest"
import { awayNow, whenBack } from "../lib/away.ts"
import { transport } from "./transport.ts"

test("no answer at all is our own server's absence, which ends with its first answer", async () => {
  const server = createServer((_, answer) => answer.writeHead(500).end())
  const port = await new Promise<number>((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const at: AddressInfo | string | null = server.address()
      resolve(typeof at === "object" && at ? at.port : 0)
    })
  })
  const origin = `http://127.0.0.1:${port}`
  let back = 0
  const stop = whenBack(() => (back += 1))

  expect((await transport(new Request(origin))).status).toBe(500)
  expect(awayNow()).toBeUndefined()
  const ended = new Promise((resolve) => server.close(resolve))
  server.closeAllConnections()
  await ended

  // Who left says nothing of it.
  const gone = new Request(origin, { signal: AbortSignal.abort() })
  await expect(transport(gone)).rejects.toMatchObject({ name: "AbortError" })
  expect(awayNow()).toBeUndefined()

  await expect(transport(new Request(origin))).rejects.toMatchObject({ trouble: "away" })
  expect(awayNow()).toMatchObject({ trouble: "away" })
  expect(back).toBe(0)

  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve))
  await transport(new Request(origin))
  expect(awayNow()).toBeUndefined()
  expect(back).toBe(1)
  stop()
  server.closeAllConnections()
  server.close()
})
