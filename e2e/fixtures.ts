import { spawn } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { test as base } from "@playwright/test"
import * as v from "valibot"
import { Connection } from "../src/model/connection.ts"
import type { ProviderId } from "../src/model/provider.ts"

type Server = { readonly origin: string; readonly sandbox: string; readonly secure: string }

/** A sandbox world of one test, and connections into it that end with the test. */
export type World = {
  readonly id: string
  /** What a person fills into the form to connect to one of its APIs, or in another way, by name. */
  readonly access: (provider: ProviderId, way?: string) => Access
  /** The same over HTTPS, with the authority that signed the sandbox's certificate. */
  readonly secure: (provider: ProviderId) => Promise<Access & { readonly ca: string }>
  /** Adds a connection to one of the world's APIs; returns its id. */
  readonly connect: (provider: ProviderId, more?: Partial<Draft>) => Promise<string>
  /** Breaks requests: see server/sandbox/control.ts. */
  readonly break: (faults: readonly object[]) => Promise<void>
  readonly heal: () => Promise<void>
  readonly options: (provider: ProviderId, value: object) => Promise<void>
}

const accessParts = {
  settings: v.record(v.string(), v.string()),
  secrets: v.record(v.string(), v.string()),
}
const Access = v.looseObject(accessParts)
type Access = Readonly<Pick<v.InferOutput<typeof Access>, "settings" | "secrets">>

type Draft = Access & { readonly name: string }

const Made = v.looseObject({
  id: v.string(),
  apis: v.record(v.string(), v.looseObject({ ...accessParts, also: v.record(v.string(), Access) })),
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

export const test = base.extend<{ packages: number; world: World }, { server: Server }>({
  /** How many packages the world of a test holds, a fifth of them in each API. */
  packages: [600, { option: true }],
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
      await give({
        origin: `http://127.0.0.1:${port}`,
        sandbox: `http://127.0.0.1:${sandboxPort}`,
        // The sandbox takes the port after its own for HTTPS.
        secure: `https://127.0.0.1:${sandboxPort + 1}`,
      })
      child.kill("SIGTERM")
      await new Promise((resolve) => child.once("exit", resolve))
      rmSync(data, { recursive: true, force: true })
    },
    { scope: "worker" },
  ],
  baseURL: async ({ server }, give) => give(server.origin),
  world: async ({ server, packages }, give) => {
    const control = `${server.sandbox}/_sandbox/worlds`
    const made = v.parse(
      Made,
      await (await send(control, { method: "POST", ...body({ packages }) })).json(),
    )
    const own = {
      origin: server.origin,
      "sec-fetch-site": "same-origin",
      "content-type": "application/json",
    }
    const accessTo: World["access"] = (provider, way) => {
      const usual = made.apis[provider]
      const access = way === undefined ? usual : usual?.also[way]
      if (!access) throw new Error(`The sandbox has no ${provider}, ${way ?? ""}`)
      return access
    }
    await give({
      id: made.id,
      access: accessTo,
      secure: async (provider) => {
        const { settings, secrets } = accessTo(provider)
        const address = (settings["address"] ?? "").replace(server.sandbox, server.secure)
        const ca = await (await send(`${server.sandbox}/_sandbox/ca.pem`, {})).text()
        return { settings: { ...settings, address }, secrets, ca }
      },
      connect: async (provider, more = {}) => {
        const access = accessTo(provider)
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
        return v.parse(Connection, await response.json()).id
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
    // Those that the test made in the app as well: they lead into its world, whoever made them.
    const all = await (await send(`${server.origin}/api/connections`, {})).json()
    for (const { id, settings } of v.parse(v.array(Connection), all))
      if (settings["address"]?.includes(`/w/${made.id}/`))
        await send(`${server.origin}/api/connections/${id}`, { method: "DELETE", headers: own })
    await send(`${control}/${made.id}`, { method: "DELETE" })
  },
})

export { expect } from "@playwright/test"
