import { spawn } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { test as base } from "@playwright/test"
import * as v from "valibot"
import { Connection } from "../src/model/connection.ts"
import type { ProviderId } from "../src/model/provider.ts"

type Server = { readonly origin: string; readonly sandbox: string }

/** A sandbox world of one test, and connections into it that end with the test. */
export type World = {
  readonly id: string
  /** Adds a connection to one of the world's APIs; returns its id. */
  readonly connect: (provider: ProviderId, more?: Partial<Draft>) => Promise<string>
  /** Breaks requests: see server/sandbox/control.ts. */
  readonly break: (faults: readonly object[]) => Promise<void>
  readonly heal: () => Promise<void>
  readonly options: (provider: ProviderId, value: object) => Promise<void>
}

type Draft = {
  readonly name: string
  readonly settings: Readonly<Record<string, string>>
  readonly secrets: Readonly<Record<string, string>>
}

const Made = v.looseObject({
  id: v.string(),
  apis: v.record(
    v.string(),
    v.looseObject({
      settings: v.record(v.string(), v.string()),
      secrets: v.record(v.string(), v.string()),
    }),
  ),
})

/** Ports of one worker; two runs at once on one machine take different first ports. */
const firstPort = Number(process.env["WAYBILL_E2E_PORT"] ?? 5200)
const freePort = (worker: number, offset: number): number => firstPort + worker * 10 + offset

const send = async (url: string, init: RequestInit): Promise<Response> => {
  const response = await fetch(url, init)
  if (!response.ok)
    throw new Error(`${init.method ?? "GET"} ${url}: ${response.status} ${await response.text()}`)
  return response
}

const body = (value: unknown): RequestInit => ({
  body: JSON.stringify(value),
  headers: { "content-type": "application/json" },
})

export const test = base.extend<{ world: World }, { server: Server }>({
  server: [
    async ({ browserName }, give, info) => {
      const port = freePort(info.parallelIndex, 0)
      const sandboxPort = freePort(info.parallelIndex, 2)
      const data = mkdtempSync(join(tmpdir(), "waybill-e2e-"))
      const child = spawn("node", ["server/main.ts"], {
        stdio: ["ignore", "pipe", "inherit"],
        env: {
          ...process.env,
          PORT: String(port),
          WAYBILL_SANDBOX_PORT: String(sandboxPort),
          WAYBILL_DATA: data,
          WAYBILL_PACKAGES: "600",
          LOG_LEVEL: "error",
        },
      })
      await new Promise<void>((resolve, reject) => {
        child.stdout.once("data", () => resolve())
        child.once("exit", (code) =>
          reject(new Error(`The server for ${browserName} ended with ${code}`)),
        )
      })
      await give({ origin: `http://127.0.0.1:${port}`, sandbox: `http://127.0.0.1:${sandboxPort}` })
      child.kill("SIGTERM")
      await new Promise((resolve) => child.once("exit", resolve))
      rmSync(data, { recursive: true, force: true })
    },
    { scope: "worker" },
  ],
  baseURL: async ({ server }, give) => give(server.origin),
  world: async ({ server }, give) => {
    const control = `${server.sandbox}/_sandbox/worlds`
    const made = v.parse(
      Made,
      await (await send(control, { method: "POST", ...body({ packages: 600 }) })).json(),
    )
    const own = {
      origin: server.origin,
      "sec-fetch-site": "same-origin",
      "content-type": "application/json",
    }
    const connected: string[] = []
    await give({
      id: made.id,
      connect: async (provider, more = {}) => {
        const access = made.apis[provider]
        if (!access) throw new Error(`The sandbox has no ${provider}`)
        const response = await send(`${server.origin}/api/connections`, {
          method: "POST",
          headers: own,
          body: JSON.stringify({
            provider,
            name: more.name ?? `Test ${provider}`,
            settings: { ...access.settings, ...more.settings },
            secrets: { ...access.secrets, ...more.secrets },
          }),
        })
        const { id } = v.parse(Connection, await response.json())
        connected.push(id)
        return id
      },
      break: async (faults) =>
        void (await send(`${control}/${made.id}/faults`, { method: "PUT", ...body(faults) })),
      heal: async () => void (await send(`${control}/${made.id}/faults`, { method: "DELETE" })),
      options: async (provider, value) =>
        void (await send(`${control}/${made.id}/options/${provider}`, {
          method: "PUT",
          ...body(value),
        })),
    })
    for (const id of connected)
      await fetch(`${server.origin}/api/connections/${id}`, { method: "DELETE", headers: own })
    await send(`${control}/${made.id}`, { method: "DELETE" })
  },
})

export { expect } from "@playwright/test"
