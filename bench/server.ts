import { spawn } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as v from "valibot"

/** Where the servers listen that are measured; each takes four ports. */
const firstPort = Number(process.env["WAYBILL_E2E_PORT"] ?? 5300)
let taken = 0

export type Server = {
  readonly origin: string
  readonly sandbox: string
  readonly pid: number
  /** Ms from the command to the printed address. */
  readonly took: number
  readonly stop: () => Promise<void>
}

/**
 * Runs a command that starts a server, with ports and a data folder of its own.
 * @throws Error where it ends before it has printed its address
 */
export const startServer = async ({
  command = [process.execPath, "server/main.ts"],
  env = {},
}: {
  readonly command?: readonly [string, ...string[]]
  readonly env?: Readonly<Record<string, string>>
} = {}): Promise<Server> => {
  const port = firstPort + taken * 4
  taken += 1
  const data = mkdtempSync(join(tmpdir(), "waybill-bench-"))
  const [program, ...args] = command
  const began = performance.now()
  // In a group of its own: npm does not pass every signal on.
  const child = spawn(program, args, {
    detached: true,
    stdio: ["ignore", "pipe", "inherit"],
    env: {
      ...process.env,
      NODE_COMPILE_CACHE: undefined,
      PORT: String(port),
      WAYBILL_SANDBOX_PORT: String(port + 2),
      WAYBILL_DATA: data,
      LOG_LEVEL: "error",
      ...env,
    },
  })
  // However this run ends, no server outlives it.
  process.once("exit", () => {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
    try {
      process.kill(-child.pid, "SIGTERM")
    } catch {
      // It has ended just now.
    }
  })
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()))
  const stop = async (): Promise<void> => {
    if (child.exitCode === null && child.pid !== undefined) process.kill(-child.pid, "SIGTERM")
    await ended
    rmSync(data, { recursive: true, force: true })
  }
  const printed = new Promise<void>((resolve, reject) => {
    let said = ""
    child.stdout.on("data", (bytes: Buffer) => {
      said += bytes.toString()
      if (/Waybill is at \S+\n/.test(said)) resolve()
    })
    child.once("error", reject)
    child.once("exit", (code) => reject(new Error(`The server ended with ${code}`)))
  })
  try {
    await printed
  } catch (cause) {
    await stop()
    throw cause
  }
  return {
    origin: `http://127.0.0.1:${port}`,
    sandbox: `http://127.0.0.1:${port + 2}`,
    pid: child.pid ?? 0,
    took: performance.now() - began,
    stop,
  }
}

/** Runs something with a server that ends afterwards. */
export const withServer = async <T>(
  options: Parameters<typeof startServer>[0],
  work: (server: Server) => Promise<T>,
): Promise<T> => {
  const server = await startServer(options)
  try {
    return await work(server)
  } finally {
    await server.stop()
  }
}

const Access = v.object({
  apis: v.object({
    astra: v.object({
      address: v.string(),
      settings: v.object({ account: v.string() }),
      secrets: v.object({ token: v.string() }),
    }),
  }),
})

/** How to speak to a server's sandbox without the gateway. */
export const astraOf = async (server: Server) =>
  v.parse(Access, await (await fetch(`${server.sandbox}/_sandbox`)).json()).apis.astra
