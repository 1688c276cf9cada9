import { spawn } from "node:child_process"
import { createServer } from "node:net"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { isLoopback, readConfig } from "./config.ts"

type Ended = { readonly code: number | null; readonly out: string; readonly error: string }

const start = (env: Readonly<Record<string, string>>, ...args: string[]): Promise<Ended> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["server/main.ts", ...args], {
      env: { PATH: process.env["PATH"] ?? "", WAYBILL_SANDBOX: "off", PORT: "0", ...env },
    })
    let out = ""
    let error = ""
    child.stdout.on("data", (part: Buffer) => (out += part.toString()))
    child.stderr.on("data", (part: Buffer) => (error += part.toString()))
    child.once("error", reject)
    child.once("exit", (code) => resolve({ code, out, error }))
  })

describe("a start that cannot work", () => {
  it.each<[string, Record<string, string>, string[], number, string]>([
    ["a bad port", { PORT: "many" }, [], 2, "PORT"],
    ["a bad level", { LOG_LEVEL: "loud" }, [], 2, "LOG_LEVEL"],
    ["an unknown flag", {}, ["--colour"], 2, "--colour"],
    ["a short key", { WAYBILL_KEY: "c2hvcnQ=" }, [], 2, "WAYBILL_KEY"],
    ["an open door", { HOST: "0.0.0.0" }, [], 2, "WAYBILL_ACCESS_TOKEN"],
    [
      "a data folder that cannot be",
      { WAYBILL_DATA: "package.json/data" },
      [],
      4,
      "package.json/data",
    ],
    [
      "an open door behind a proxy",
      { WAYBILL_HOSTS: "packages.example.com" },
      [],
      2,
      "WAYBILL_SIGN_IN=proxy",
    ],
    ["no number of packages", { WAYBILL_PACKAGES: "lots" }, [], 2, '"lots"'],
    ["another database", { DATABASE_URL: "mysql://x" }, [], 2, "DATABASE_URL"],
  ])("ends for %s with one line and its own code", async (_what, env, args, code, word) => {
    const ended = await start(env, ...args)
    expect(ended.code).toBe(code)
    expect(ended.error.trim().split("\n")).toHaveLength(1)
    expect(ended.error).toContain(word)
    expect(ended.out).toBe("")
  })

  it.each([
    ["WAYBILL_ACCESS_TOKEN", "tooshort"],
    ["DATABASE_URL", "mysql://me:tooshort@host/db"],
    ["WAYBILL_KEY", "tooshort"],
  ])("never repeats a wrong %s", async (name, value) => {
    const ended = await start({ [name]: value })
    expect(ended.code).toBe(2)
    expect(ended.error).toContain(name)
    expect(ended.error).not.toContain("tooshort")
  })

  it("ends for a taken port with one line", async () => {
    const taken = createServer()
    await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve))
    const address = taken.address()
    const port = typeof address === "object" && address ? address.port : 0
    const data = mkdtempSync(join(tmpdir(), "waybill-"))
    const ended = await start({ PORT: String(port), WAYBILL_DATA: data })
    taken.close()
    rmSync(data, { recursive: true, force: true })
    expect(ended.code).toBe(3)
    expect(ended.error.trim().split("\n")).toEqual([
      expect.stringContaining(`Port ${port} is taken`),
    ])
  })
})

describe("readConfig", () => {
  it("listens on loopback with the sandbox unless told otherwise", () => {
    expect(readConfig({}, [])).toMatchObject({ host: "127.0.0.1", sandbox: { packages: 3000 } })
  })

  it("takes flags over the environment", () => {
    const config = readConfig({ WAYBILL_PACKAGES: "10" }, ["--packages", "100000"])
    expect(config.sandbox?.packages).toBe(100_000)
    expect(readConfig({ WAYBILL_SANDBOX: "on" }, ["--no-sandbox"]).sandbox).toBeUndefined()
  })

  it.each([
    ["127.0.0.1", true],
    ["127.8.9.1", true],
    ["::1", true],
    ["localhost", true],
    ["0.0.0.0", false],
    ["127.evil.example", false],
    ["10.0.0.1", false],
  ])("knows whether %s is loopback", (host, loopback) => {
    expect(isLoopback(host)).toBe(loopback)
  })
})
