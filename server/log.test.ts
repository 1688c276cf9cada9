import { spawn } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { describe, expect, it } from "vitest"

const secret = "s3cret-token-value"
const draft = {
  provider: "astra",
  name: "Mine",
  settings: { address: "http://127.0.0.1:9", account: "a" },
  secrets: { token: secret },
}

describe("a server's output", () => {
  it("is one line when ready, a log without secrets, and nothing at its end", async () => {
    const data = mkdtempSync(join(tmpdir(), "waybill-"))
    const env = { PORT: "0", WAYBILL_DATA: data, WAYBILL_SANDBOX: "off", LOG_LEVEL: "trace" }
    const child = spawn(process.execPath, ["server/main.ts"], { env })
    let out = ""
    let log = ""
    const ready = Promise.withResolvers<void>()
    child.stdout.on("data", (part: Buffer) => {
      out += part.toString()
      if (out.includes("\n")) ready.resolve()
    })
    child.stderr.on("data", (part: Buffer) => (log += part.toString()))
    const ended = new Promise<number | null>((resolve) => child.once("exit", resolve))
    await ready.promise
    const origin = out.replace(/^.* /, "").trim()
    const ask = (path: string, body: object = {}, method = "POST") =>
      fetch(new URL(path, origin), {
        method,
        headers: { origin, cookie: `waybill_session=${secret}` },
        ...(method === "GET" ? {} : { body: JSON.stringify(body) }),
      })
    await ask("/api/connections", draft)
    await ask("/api/connections/test", draft)
    await ask("/api/connections", { ...draft, provider: secret })
    await ask("/api/session", { token: secret })
    await ask(`/api/connections/mine/upstream/accounts/a/core/v1/packages?q=${secret}`, {}, "GET")
    child.kill("SIGTERM")
    expect(await ended).toBe(0)
    rmSync(data, { recursive: true, force: true })
    expect(out).toBe(`Waybill is at ${origin}\n`)
    expect(log.split("\n").filter((line) => line.includes("/api/")).length).toBe(5)
    expect(log).not.toContain(secret)
  })
})
